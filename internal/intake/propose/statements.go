package propose

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var quoted = regexp.MustCompile(`[”“"„»«]([^”“"„»«]{6,400})[”“"»«]|[’‘]([^’‘]{8,300})[’‘]`)

// statement adds a vision, mission or promise. A quotation inside is the
// statement itself; who said it is cut off.
func (d *doc) statement(k kind, s stretch, cue, rule string, conf float64) {
	s = d.cutAttribution(s.trimSet(" \t\u00a0:–—-"))
	q, isQuoted := quotedAtStart(s)
	if isQuoted {
		s, conf = q, conf+0.02
	}
	s = trimQuotes(s)
	for _, re := range []*regexp.Regexp{existFi, existSv} {
		if k == mission {
			s = s.sub(len(re.FindString(s.s)), len(s.s))
		}
	}
	n := len(s.words())
	if n < 2 || n > 70 || d.isDefinition(s.s) || d.onlyCues(s.words()) {
		return
	}
	if !isQuoted && d.isMetaStatement(s) {
		return
	}
	f := d.add(k, s, cue, rule, conf)
	f.text = strings.TrimRight(f.text, " .")
}

// isMetaStatement tells text about the vision from the vision.
func (d *doc) isMetaStatement(s stretch) bool {
	low := strings.ToLower(s.s)
	return hasStem(low, []string{"strategi", "sivult", "asiakirj", "dokument"}) && hasStem(low, d.cues.Process) || strings.HasSuffix(low, "?")
}

// quotedAtStart is the quotation a stretch begins with.
func quotedAtStart(s stretch) (stretch, bool) {
	m := quoted.FindStringSubmatchIndex(s.s)
	if m == nil || m[0] > 3 {
		return s, false
	}
	if m[2] >= 0 {
		return s.sub(m[2], m[3]), true
	}
	return s.sub(m[4], m[5]), true
}

// cutAttribution drops ", johtaja kertoo." from the end.
func (d *doc) cutAttribution(s stretch) stretch {
	ws := s.words()
	for i := max(0, len(ws)-9); i < len(ws); i++ {
		for _, v := range d.cues.Attribution {
			if ws[i].low != v {
				continue
			}
			if at := strings.LastIndex(s.s[:ws[i].from], ","); at > 0 && len(strings.Fields(s.s[at:ws[i].from])) <= 8 {
				return s.sub(0, at)
			}
		}
	}
	return s
}

// wholeStatement is a labelled statement: all of it if it is short, otherwise
// its first sentence.
func wholeStatement(s stretch) stretch {
	ss := s.sentences()
	if len(ss) <= 2 || utf8.RuneCountInString(s.s) <= 220 {
		return s
	}
	return ss[0]
}

// statementBelow reads the statement under its heading or after its lead-in:
// the first piece that is not a definition of what a vision is.
func (d *doc) statementBelow(i int, k kind, cue string) {
	if k == promise && strings.HasSuffix(cue, ":") && d.pluralCue(cue) {
		return // several promises are no one promise
	}
	j := d.next(i)
	for n := 0; j >= 0 && n < 4; n++ {
		p := d.pieces[j]
		if p.role == cell || d.isCueLine(p) || p.role == heading && d.otherTopic(p) {
			return
		}
		if s, ok := d.contentOf(p, k); ok {
			d.statement(k, d.shortLines(j, s), cue, "under its heading", 0.9)
			return
		}
		if lk, _ := d.leadKind(j); lk != "" && lk != k {
			return
		}
		j = d.next(j)
	}
}

// pluralCue tells whether the cue of a lead-in is in the plural.
func (d *doc) pluralCue(cue string) bool {
	hs := d.cues.find(stretch{s: cue}.words())
	return len(hs) > 0 && hs[0].plural
}

// contentOf is what a piece under a heading says as the statement: without
// sentences that define the word or lead on.
func (d *doc) contentOf(p piece, k kind) (stretch, bool) {
	if strings.HasSuffix(p.s, ":") {
		return stretch{}, false
	}
	if _, ok := quotedAtStart(p.stretch); ok {
		return p.stretch, true
	}
	ss := p.sentences()
	for len(ss) > 0 && d.aboutTheWord(ss[0]) {
		ss = ss[1:]
	}
	if len(ss) == 0 {
		return stretch{}, false
	}
	if len(d.cues.find(ss[0].words())) > 0 && d.inlineStatement(ss[0], k) {
		return stretch{}, false
	}
	from := strings.Index(p.s, ss[0].s)
	return wholeStatement(p.sub(from, len(p.s))), true
}

// aboutTheWord tells whether a sentence tells what a vision is, or what the
// strategy holds: a cue as its subject and a verb of definition.
func (d *doc) aboutTheWord(s stretch) bool {
	ws := s.words()
	hs := d.cues.find(ws)
	if len(hs) == 0 {
		return false
	}
	for i := hs[0].last + 1; i < len(ws) && i <= hs[0].last+4; i++ {
		for _, v := range d.cues.Definition {
			if ws[i].low == v {
				return true
			}
		}
	}
	return false
}

// inlineStatement tells whether a sentence announces its own content, so that
// the running text will read it.
func (d *doc) inlineStatement(s stretch, k kind) bool {
	for _, h := range d.cues.find(s.words()) {
		if h.kind == k {
			if _, ok := d.afterCopula(s, h); ok {
				return true
			}
		}
	}
	return false
}

// shortLines joins a statement written as a few short lines of its own:
// "Hyvä naapuri. / Nopea apu."
func (d *doc) shortLines(j int, s stretch) stretch {
	if len(s.words()) > 4 || !strings.HasSuffix(s.s, ".") {
		return s
	}
	end := d.pieces[j].base + utf8.RuneCountInString(d.pieces[j].s)
	for n := d.next(j); n >= 0; n = d.next(n) {
		p := d.pieces[n]
		if len(p.words()) > 5 || !strings.HasSuffix(p.s, ".") {
			break
		}
		end = p.base + utf8.RuneCountInString(p.s)
	}
	return flat(d.raw, s.base, end)
}
