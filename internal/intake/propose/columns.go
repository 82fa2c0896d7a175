package propose

import (
	"regexp"
	"slices"
	"unicode/utf8"
)

var (
	columnGap = regexp.MustCompile(`\S[ \x{00a0}]{3,}\S`)
	wideGap   = regexp.MustCompile(`[ \x{00a0}]{3,}`)
)

// columns parts a line of boxes that stand side by side, as slides leave them:
// wide gaps between short texts on one line.
func columns(raw []rune, p piece) []piece {
	var out []piece
	start := 0
	for _, m := range append(wideGap.FindAllStringIndex(p.s, -1), []int{len(p.s), len(p.s)}) {
		at := p.span(m[0], m[1])
		if slices.Contains(raw[at.start:at.end], '\n') {
			continue
		}
		part := p
		part.stretch = p.sub(start, m[0]).trimSet(" \u00a0")
		part.gap, part.role = p.gap && len(out) == 0, paragraph
		start = m[1]
		if utf8.RuneCountInString(part.s) > 60 {
			return []piece{p} // running text with a gap in it
		}
		if looksHeading(part.s) {
			part.role = heading
		}
		if part.s != "" {
			out = append(out, part)
		}
	}
	if len(out) < 2 {
		return []piece{p}
	}
	return out
}

// unglue parts a heading from the text that ran into it: "PainopisteetAlueen
// strategia".
func (d *doc) unglue(ps []piece) []piece {
	var out []piece
	for _, p := range ps {
		cut := d.headGlued(p)
		if cut == 0 {
			out = append(out, p)
			continue
		}
		head, rest := p, p
		head.stretch, head.role = p.sub(0, cut), heading
		rest.stretch, rest.gap = p.sub(cut, len(p.s)), false
		if runningWords.MatchString(rest.s) && len(rest.s) < 120 {
			rest.role = noise
		}
		out = append(out, head, rest)
	}
	return out
}

// headGlued is where a heading that ends in a cue runs into other text, 0 if
// it does not.
func (d *doc) headGlued(p piece) int {
	if p.role == noise || p.role == cell {
		return 0
	}
	for i, w := range p.words() {
		if i > 3 {
			break
		}
		cut := gluedAt(w.s)
		if cut == 0 {
			continue
		}
		head := p.sub(0, w.from+cut)
		hs := d.cues.find(head.words())
		if len(hs) == 1 && hs[0].to == len(head.s) {
			return w.from + cut
		}
		break
	}
	return 0
}

// groups reads slides that show each priority with its goals below: where
// priorities known from elsewhere come back as lines under their heading, the
// short lines after each are its objectives.
func (d *doc) groups() {
	known := map[string]string{}
	for _, f := range d.finds {
		if f.kind == priority && f.conf >= 0.85 {
			known[folded(f.text)] = f.text
		}
	}
	if len(known) < 2 {
		return
	}
	for i := range d.pieces {
		if k, _ := d.headingKind(d.pieces[i]); k == priority && d.pieces[i].role == heading {
			d.group(i, known)
		}
	}
}

func (d *doc) group(i int, known map[string]string) {
	type member struct {
		p     piece
		under string
	}
	var found []member
	under, heads := "", 0
	for j := d.next(i); j >= 0; j = d.next(j) {
		p := d.pieces[j]
		if p.role == cell || p.role == item || d.isCueLine(p) || len(p.words()) > 14 || len(d.cues.find(p.words())) > 0 {
			break
		}
		if text, ok := known[folded(clean(d.raw, p.span(0, len(p.s))))]; ok {
			under = text
			heads++
			continue
		}
		if under == "" || d.otherTopic(p) || len(found) > 0 && lastRune(p.s) == '.' {
			break
		}
		found = append(found, member{p, under})
	}
	if heads < 2 || len(found) < heads {
		return
	}
	for _, m := range found {
		d.finds = slices.DeleteFunc(d.finds, func(f find) bool {
			return f.kind == priority && f.conf < 0.85 && f.at.start == m.p.base
		})
		from := len(d.finds)
		d.listItem(objective, m.p.stretch, m.under, "line under a priority", 0.65)
		if len(d.finds) > from {
			d.finds[from].under = m.under
		}
	}
}
