package propose

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// limits of what can be an item of a list kind, in words.
var longest = map[kind]int{
	value: 12, priority: 24, objective: 45, successFactor: 30, action: 45, indicator: 30, principle: 40, strength: 20,
}

// listBelow collects the list a heading or a lead-in announces: bulleted
// items, a run of short lines, or subheadings with text under them.
func (d *doc) listBelow(i int, k kind, cue string) {
	start := d.skipIntro(i, k)
	if start < 0 {
		return
	}
	switch p := d.pieces[start]; {
	case p.role == item:
		d.items(start, k, cue)
	case p.role == paragraph && titleOf(p, k) > 0:
		d.titled(start, k, cue)
	case strings.HasSuffix(d.pieces[i].s, ":") && p.role == paragraph || d.pieces[i].role != heading && strings.HasSuffix(d.pieces[i].s, ":"):
		d.loose(start, k, cue)
	case p.role == heading:
		d.subheadings(start, d.pieces[i].level, k, cue)
	case p.role == paragraph:
		d.titled(start, k, cue)
	}
}

// skipIntro finds where the list begins: past up to three paragraphs that only
// introduce it, as long as a list or subheadings follow them.
func (d *doc) skipIntro(i int, k kind) int {
	j := d.next(i)
	for n := 0; j >= 0 && n < 3; n++ {
		p := d.pieces[j]
		if p.role != paragraph || titleOf(p, k) > 0 || d.titledByNext(j) || strings.HasSuffix(d.pieces[i].s, ":") && (lowerFirst(p.s) || len(d.pieces[i].words()) > 3) {
			return j
		}
		if lk, _ := d.leadKind(j); lk != "" {
			return -1 // the lead-in speaks for itself
		}
		next := d.next(j)
		if next < 0 || d.pieces[next].role == cell {
			return -1
		}
		if d.pieces[next].role == heading && (k == value || d.pieces[next].gap && len(p.words()) < 4) && n > 0 {
			return -1
		}
		j = next
	}
	return j
}

// titledByNext tells whether a short sentence stands above its own paragraph
// and another such pair follows.
func (d *doc) titledByNext(j int) bool {
	for range 2 {
		body := -1
		if j >= 0 {
			body = d.next(j)
		}
		if body < 0 || d.pieces[j].role != paragraph || d.pieces[body].role != paragraph || len(d.pieces[j].sentences()) != 1 || len(d.pieces[j].words()) > 10 || len(d.pieces[body].sentences()) < 2 {
			return false
		}
		j = d.next(body)
	}
	return true
}

// items collects a run of list items. Deeper items explain the ones above
// them; a paragraph between two items does not end the run.
func (d *doc) items(start int, k kind, cue string) {
	top := d.pieces[start].level
	for j, n := start, 0; j >= 0 && n < 40; j = d.next(j) {
		p := d.pieces[j]
		if p.role != item {
			after := d.next(j)
			if p.role == paragraph && after > 0 && d.pieces[after].role == item && d.pieces[after].ordered && d.pieces[start].ordered && d.pieces[after].level == top {
				continue
			}
			return
		}
		if p.level > top+1 || p.level > top && !p.ordered {
			continue
		}
		if p.level < top-1 {
			return
		}
		if h := d.cues.find(p.words()); len(h) > 0 && (d.bareCue(p) || strings.HasSuffix(p.s, ":")) && h[0].kind != k {
			return
		}
		d.listItem(k, p.stretch, cue, "list under a heading", 0.9)
		n++
	}
}

// loose collects short lines after a colon that carry no bullets.
func (d *doc) loose(start int, k kind, cue string) {
	var run []piece
	for j := start; j >= 0 && len(run) < 15; j = d.next(j) {
		p := d.pieces[j]
		if p.role == cell || utf8.RuneCountInString(p.s) > 110 || strings.HasSuffix(p.s, ":") {
			break
		}
		if p.role == paragraph && lastRune(p.s) == '.' && len(p.sentences()) > 1 || d.isCueLine(p) || isQuotation("–", p.s) {
			break
		}
		run = append(run, p)
		if lastRune(p.s) == '.' && len(run) > 1 && lastRune(run[len(run)-2].s) != '.' {
			break
		}
	}
	if len(run) < 2 {
		d.openings(start, k, cue)
		return
	}
	for _, p := range run {
		d.listItem(k, p.stretch, cue, "lines after a colon", 0.8)
	}
}

// openings collects the first sentences of as many paragraphs as the lead-in
// counts: "Keskiössä on neljä painopistettä:".
func (d *doc) openings(start int, k kind, cue string) {
	want := 0
	for _, w := range (stretch{s: cue}).words() {
		if v, ok := numeral(w.low); ok {
			want = int(v)
		}
	}
	var run []stretch
	for j := start; j >= 0 && len(run) < want; j = d.next(j) {
		p := d.pieces[j]
		ss := p.sentences()
		if p.role != paragraph && p.role != heading || len(ss) == 0 || len(ss[0].words()) > 14 {
			return
		}
		run = append(run, ss[0])
	}
	if want < 2 || len(run) != want {
		return
	}
	for _, s := range run {
		d.listItem(k, s, cue, "openings of paragraphs", 0.75)
	}
}

// isCueLine tells whether a short piece is a heading of another section.
func (d *doc) isCueLine(p piece) bool {
	if p.role != heading {
		return false
	}
	k, _ := d.headingKind(p)
	return k != ""
}

// subheadings collects headings under an announcing heading: each is an item.
// They end at a heading that announces something else or stands higher.
func (d *doc) subheadings(start, level int, k kind, cue string) {
	if d.isCueLine(d.pieces[start]) {
		return
	}
	if level > 0 && d.pieces[start].level > 0 && d.pieces[start].level <= level {
		return
	}
	if run := d.tight(start, k); len(run) > 1 {
		for _, p := range run {
			d.listItem(k, p.stretch, cue, "lines under a heading", 0.8)
		}
		return
	}
	own := d.pieces[start].level
	var run []piece
	bodies := 0
	end := len(d.raw)
	for j := start; j >= 0 && len(run) < 13; j = d.next(j) {
		p := d.pieces[j]
		end = p.base + utf8.RuneCountInString(p.s)
		if p.role != heading {
			if p.role == paragraph && len(run) > 0 {
				bodies++
			}
			continue
		}
		if own > 0 && p.level > 0 && p.level < own || d.isCueLine(p) || d.otherTopic(p) {
			end = p.base
			break
		}
		if own > 0 && p.level > own {
			continue
		}
		run = append(run, p)
	}
	if len(run) < 2 || len(run) > 12 || !d.parallel(run, bodies, k) {
		return
	}
	for i, p := range run {
		from := len(d.finds)
		d.listItem(k, p.stretch, cue, "subheadings", 0.75)
		if k == priority && len(d.finds) > from {
			z := zone{d.finds[from].text, span{p.base, end}}
			if i+1 < len(run) {
				z.end = run[i+1].base
			}
			d.zones = append(d.zones, z)
		}
	}
}

// zone is the part of the text that stands under a priority's heading.
type zone struct {
	under string
	span
}

// tight is a block of short lines with no blank line or text between them.
func (d *doc) tight(start int, k kind) []piece {
	run := []piece{d.pieces[start]}
	for j := start + 1; j < len(d.pieces); j++ {
		p := d.pieces[j]
		if p.role != heading || p.gap || d.isCueLine(p) {
			break
		}
		run = append(run, p)
	}
	if len(run) > 12 || !d.parallel(run, 0, k) {
		return nil
	}
	return run
}

// parallel tells whether a run of headings can be a list: short, and either
// close together or each with its own text.
func (d *doc) parallel(run []piece, bodies int, k kind) bool {
	for _, p := range run {
		n := len(p.words())
		if n > 14 || k == value && n > 5 || strings.HasSuffix(p.s, "?") || strings.HasSuffix(p.s, ":") {
			return false
		}
	}
	return bodies == 0 || bodies >= len(run)-1
}

var otherTopics = regexp.MustCompile(`(?i)strategi|suunnitelm|ohjelma|toimeenpan|genomför|seurant|uppfölj|valmistel|beredning|kokous|sammanträde|päätö|beslut|osallistu|delta|toimintaympäristö|verksamhetsmiljö|talous(arvio|suunnitelma)|budget|organisaatio|organisation|johdanto|inledning|yhteenveto|sammanfattning|palaute|liite|bilaga|tausta|bakgrund|lähtökoh|utgångspunkt|\?$`)

// otherTopic tells whether a heading opens a chapter about something else.
func (d *doc) otherTopic(p piece) bool { return otherTopics.MatchString(p.s) }

// titled collects paragraphs that begin with a title: "Rohkeus – uskallamme",
// "ROHKEUS Uskallamme …", "Rohkeus: …".
func (d *doc) titled(start int, k kind, cue string) {
	var run []stretch
	for j := start; j >= 0 && len(run) < 13; j = d.next(j) {
		p := d.pieces[j]
		if p.role == cell || p.role == item {
			break
		}
		n := titleOf(p, k)
		if n == 0 {
			break
		}
		run = append(run, p.sub(0, n))
	}
	if len(run) < 2 {
		d.shortTitles(start, k, cue)
		return
	}
	for _, s := range run {
		d.listItem(k, s, cue, "titles of paragraphs", 0.8)
	}
}

// shortTitles collects short sentences that stand alone, each with a longer
// paragraph about it below: "Toimimme avoimesti." and what it means.
func (d *doc) shortTitles(start int, k kind, cue string) {
	var run []stretch
	for j := start; j >= 0 && len(run) < 9; {
		p := d.pieces[j]
		body := d.next(j)
		if p.role != paragraph || body < 0 || d.pieces[body].role != paragraph || len(p.sentences()) != 1 || len(p.words()) > 10 || len(d.pieces[body].sentences()) < 2 {
			break
		}
		run = append(run, p.stretch)
		j = d.next(body)
	}
	if len(run) < 2 {
		return
	}
	for _, s := range run {
		d.listItem(k, s, cue, "sentences with their own paragraphs", 0.75)
	}
}

var titleMark = regexp.MustCompile(`^(\p{Lu}[^.:–—!?]{2,70}?)(?:\s[–—-]\s|:\s)\S`)

// titleOf is the length in bytes of the title a paragraph begins with, 0 if it
// has none.
func titleOf(p piece, k kind) int {
	if m := acrostic.FindStringSubmatch(p.s); m != nil && k == value {
		return len(p.s)
	}
	if m := titleMark.FindStringSubmatch(p.s); m != nil && len(strings.Fields(m[1])) <= 7 {
		return len(m[1])
	}
	return capsTitle(p.s)
}

// capsTitle is the length of the words in capitals at the start.
func capsTitle(s string) int {
	end := 0
	for _, w := range (stretch{s: s}).words() {
		if utf8.RuneCountInString(w.s) < 2 || w.s != strings.ToUpper(w.s) || w.s == w.low || w.from > 60 {
			break
		}
		end = w.to
	}
	if end < 5 || end == len(s) {
		return 0
	}
	return end
}

var (
	dashTail  = regexp.MustCompile(`\s[–—-]\s+`)
	colonTail = regexp.MustCompile(`:\s+`)
)

// listItem adds one item of a list, without the explanation that follows its
// title.
func (d *doc) listItem(k kind, s stretch, cue, rule string, conf float64) {
	if _, skip, _ := bullet(s.s); skip > 0 {
		s = s.sub(byteAt(s.s, skip), len(s.s))
	}
	if m := acrostic.FindStringSubmatchIndex(s.s); m != nil && k == value {
		s = s.sub(m[4], m[5])
	}
	if m := sectionNumber.FindStringSubmatchIndex(s.s); m != nil {
		s = s.sub(m[2], len(s.s))
	}
	if m := fileTail.FindStringIndex(s.s); m != nil {
		s = s.sub(0, m[0])
	}
	s = titleOnly(dropTrailingAnd(s), k)
	if k == objective {
		s = s.sub(len(leadAtt.FindString(s.s)), len(s.s))
	}
	ws := s.words()
	if len(ws) == 0 || len(ws) > longest[k] || !hasLetters(s.s) || d.onlyCues(ws) {
		return
	}
	if k == strength && len(ws) > 4 {
		return // what follows a strength explains it
	}
	if k == value && (len(ws) > 9 || strings.HasSuffix(s.s, ":")) {
		return
	}
	if parts := glued(s, ws, k); len(parts) > 1 {
		for _, p := range parts {
			d.add(k, p, cue, rule+", glued words parted", conf-0.1)
		}
		return
	}
	f := d.add(k, trimQuotes(s), cue, rule, conf)
	f.text = polish(f.text)
}

var abstractWord = regexp.MustCompile(`\p{L}{4,}?(?:uus|yys|us|ys)`)

// glued parts abstract nouns that lost the spaces between them:
// "vaikuttavuusrohkeusyhdenvertaisuus".
func glued(s stretch, ws []word, k kind) []stretch {
	if k != value || len(ws) != 1 || utf8.RuneCountInString(s.s) < 22 {
		return nil
	}
	var out []stretch
	end := 0
	for _, m := range abstractWord.FindAllStringIndex(s.s, -1) {
		if m[0] != end || s.s[m[0]:m[1]] == "kustannus" {
			return nil
		}
		out = append(out, s.sub(m[0], m[1]))
		end = m[1]
	}
	if end != len(s.s) {
		return nil
	}
	return out
}

var sectionNumber = regexp.MustCompile(`^\d{1,2}(?:\.\d{1,2})*[.)]?\s+(\p{Lu})`)

// fileTail is what a link to a file adds: "(pdf, 1,2 Mt)", "(extern länk)".
var fileTail = regexp.MustCompile(`(?i)\s*\((?:pdf|docx|xlsx|pptx|avautuu|ulkoinen|extern|öppnas|linkki)[^)]*\)?\.?$`)

var leadAtt = regexp.MustCompile(`^\s*(?:att|että)\s+`)

var trailingAnd = regexp.MustCompile(`[\s,;]+(?:ja|sekä|och|samt|and)[\s.]*$`)

// dropTrailingAnd cuts the "ja" that leads to the list's last item.
func dropTrailingAnd(s stretch) stretch {
	if m := trailingAnd.FindStringIndex(s.s); m != nil {
		return s.sub(0, m[0])
	}
	return s
}

// onlyCues tells whether an item names kinds of content and holds none.
func (d *doc) onlyCues(ws []word) bool {
	n := 0
	for _, h := range d.cues.find(ws) {
		n += h.last - h.first + 1
	}
	return n > 0 && n >= len(ws)-n+1 || len(ws) == 1 && (strings.HasSuffix(ws[0].low, "strategia") || strings.HasSuffix(ws[0].low, "strategi"))
}

// titleOnly cuts an explanation off: after a dash, a colon, or a first short
// sentence.
func titleOnly(s stretch, k kind) stretch {
	if m := dashTail.FindStringIndex(s.s); m != nil && explains(s.s[:m[0]], s.s[m[1]:], k) {
		return s.sub(0, m[0])
	}
	if m := colonTail.FindStringIndex(s.s); m != nil && len(strings.Fields(s.s[:m[0]])) <= 8 && len(strings.Fields(s.s[m[1]:])) >= 2 {
		return s.sub(0, m[0])
	}
	if k == objective || k == action || k == indicator || k == principle {
		return firstOfMany(s, 3)
	}
	if n := capsTitle(s.s); n > 0 {
		return s.sub(0, n)
	}
	return firstOfMany(s, 1)
}

func explains(head, tail string, k kind) bool {
	n, m := len(strings.Fields(head)), len(strings.Fields(tail))
	if k == objective || k == action || k == indicator {
		return n <= 4 && m >= 6
	}
	return n <= 7 && (m >= 3 && upperFirst(tail) || m >= 6)
}

// firstOfMany keeps the first sentence of an item that has more than max.
func firstOfMany(s stretch, most int) stretch {
	ss := s.sentences()
	if len(ss) > most {
		return ss[0]
	}
	return s
}

// polish gives an item its printed form: no full stop, capitals lowered.
func polish(text string) string {
	text = strings.TrimRight(text, " .")
	if text == strings.ToUpper(text) && utf8.RuneCountInString(text) > 4 {
		r := []rune(strings.ToLower(text))
		r[0] = unicode.ToUpper(r[0])
		text = string(r)
	}
	return text
}

func hasLetters(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n >= 3
}

// byteAt is the byte position of the n-th character.
func byteAt(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

const quotes = "”“\"„»«’‘'´"

func trimQuotes(s stretch) stretch { return s.trimSet(quotes + " \t\u00a0") }
