package propose

import (
	"regexp"
	"strings"
)

// onlyNumber is what may stand around a cue that numbers the thing below it:
// "KÄRKI 1", "2. painopiste", "Tyngdpunkt 3:".
var onlyNumber = regexp.MustCompile(`^[\s\d.:)(/#–-]*$`)

// numbered reads a line that only numbers what follows: the next piece is the
// thing itself. It tells whether the piece was one.
func (d *doc) numbered(i int) bool {
	p := d.pieces[i]
	hs := d.cues.find(p.words())
	if len(hs) != 1 || hs[0].kind.statement() || hs[0].plural || !strings.ContainsAny(p.s, "0123456789") {
		return false
	}
	h := hs[0]
	if !onlyNumber.MatchString(p.s[:h.from]) || !onlyNumber.MatchString(p.s[h.to:]) || bareYear.MatchString(p.s) {
		return false
	}
	n := d.next(i)
	if n < 0 || d.pieces[n].role == cell || d.isCueLine(d.pieces[n]) || len(d.cues.find(d.pieces[n].words())) > 0 && lastRune(d.pieces[n].s) == ':' {
		return false
	}
	s := firstSentences(d.pieces[n].stretch, 1)
	if len(s.words()) > 16 {
		return false
	}
	d.listItem(h.kind, s, p.s, "below its number", 0.88)
	return true
}

// numberLine tells whether a piece is only a cue with its number.
func (d *doc) numberLine(j int) bool {
	p := d.pieces[j]
	hs := d.cues.find(p.words())
	return len(hs) == 1 && onlyNumber.MatchString(p.s[hs[0].to:])
}

// orderedRun collects items numbered one after another, whatever stands
// between them: each number has its own text, goals or bullets.
func (d *doc) orderedRun(start int, k kind, cue string) bool {
	var run []int
	for j, want := start, d.pieces[start].num; j >= 0 && len(run) < 15; j = d.next(j) {
		p := d.pieces[j]
		if p.num == want && want > 0 && p.level == d.pieces[start].level {
			run = append(run, j)
			want++
			continue
		}
		if d.isCueLine(p) && !d.isPart(p, 0) || p.role == heading && len(run) > 0 && d.otherTopic(p) || p.num == 1 && j > start {
			break
		}
	}
	if len(run) < 2 || run[len(run)-1]-run[0] == len(run)-1 {
		return false // none, or a plain list
	}
	for _, j := range run {
		from := len(d.finds)
		d.listItem(k, d.pieces[j].stretch, cue, "numbered parts", 0.85)
		if k == priority && len(d.finds) > from {
			d.zone(d.finds[from].text, j, run)
		}
	}
	return true
}

// zone remembers what stands under a priority that begins at piece j, up to
// the next of the run.
func (d *doc) zone(under string, j int, run []int) {
	end := len(d.raw)
	for _, other := range run {
		if other > j {
			end = d.pieces[other].base
			break
		}
	}
	d.zones = append(d.zones, zone{under, span{d.pieces[j].base, end}})
}

// goalsBelow reads the bullets under each of the priorities found as headings:
// they are its objectives, where every priority has such a list and nothing
// else is announced for them.
func (d *doc) goalsBelow(run []int, sure bool) {
	lists := make([][]int, len(run))
	filled := 0
	for i, j := range run {
		lists[i] = d.firstList(j)
		if len(lists[i]) > 0 {
			filled++
		}
	}
	if filled < 2 || filled < len(run)-1 || !sure && filled < len(run) {
		return
	}
	for i, list := range lists {
		for _, n := range list {
			from := len(d.finds)
			d.listItem(objective, d.pieces[n].stretch, d.pieces[run[i]].s, "list under a priority", 0.72)
			if len(d.finds) > from {
				d.finds[from].under = clean(d.raw, d.pieces[run[i]].span(0, len(d.pieces[run[i]].s)))
			}
		}
	}
}

// firstList is the run of bullets right under a heading, at most two
// paragraphs between; none if a cue names what they are.
func (d *doc) firstList(j int) []int {
	var out []int
	for n, skipped := d.next(j), 0; n >= 0; n = d.next(n) {
		p := d.pieces[n]
		switch {
		case p.role == item:
			out = append(out, n)
		case len(out) == 0 && p.role == heading && skipped == 0 && len(d.cues.find(d.pieces[j].words())) > 0 && d.numberLine(j):
			skipped++ // the priority's name below its number
		case len(out) > 0 || p.role != paragraph || skipped > 1 || strings.HasSuffix(p.s, ":") && len(d.cues.find(p.words())) > 0:
			return out
		default:
			skipped++
		}
	}
	return out
}
