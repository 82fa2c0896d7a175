package propose

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

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

// subheadings collects headings under an announcing heading: each is an item.
// They end at a heading that announces something else or stands higher.
func (d *doc) subheadings(start, level int, k kind, cue string) {
	if d.isCueLine(d.pieces[start]) {
		return
	}
	if level > 0 && d.pieces[start].level > 0 && d.pieces[start].level <= level {
		return
	}
	lines, bodies, _ := d.headingRun(start, k, 30)
	if (k == priority || k == objective || k == value) && bodies == 0 && d.grouped(lines, k, cue) {
		return
	}
	if run := d.tight(start, k); len(run) > 1 {
		for _, p := range run {
			d.listItem(k, p.stretch, cue, "lines under a heading", 0.8)
		}
		return
	}
	at, bodies, end := d.headingRun(start, k, 13)
	var run []piece
	for _, j := range at {
		run = append(run, d.pieces[j])
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
	if k == priority {
		d.goalsBelow(at, d.namesKind(cue, objective))
	}
}

// namesKind tells whether a heading names a kind among others.
func (d *doc) namesKind(s string, k kind) bool {
	for _, h := range d.cues.find(stretch{s: s}.words()) {
		if h.kind == k {
			return true
		}
	}
	return false
}

// headingRun lists the headings of a section that stand side by side, how many
// of them have text of their own, and where the section ends. What a part
// holds ("Tavoitteet:", "Mittarit:") does not end it.
func (d *doc) headingRun(start int, k kind, most int) (run []int, bodies, end int) {
	own := d.pieces[start].level
	end = len(d.raw)
	for j := start; j >= 0 && len(run) < most; j = d.next(j) {
		p := d.pieces[j]
		end = p.base + utf8.RuneCountInString(p.s)
		if p.role != heading {
			if p.role == paragraph && len(run) > 0 {
				bodies++
			}
			continue
		}
		if own > 0 && p.level > own || k == priority && len(run) > 0 && d.isPart(p, own) {
			if own == 0 || p.level == 0 {
				bodies++
				j = d.skipTight(j)
			}
			continue
		}
		if own > 0 && p.level > 0 && p.level < own || d.isCueLine(p) || d.otherTopic(p) {
			return run, bodies, p.base
		}
		run = append(run, j)
	}
	return run, bodies, end
}

// isPart tells whether a heading only says what a part of a priority holds.
func (d *doc) isPart(p piece, own int) bool {
	if own > 0 && p.level > 0 && p.level <= own {
		return false
	}
	k, _ := d.headingKind(p)
	return (k == objective || k == action || k == indicator) && len(p.words()) <= 5
}

// skipTight is the last of the lines right below line j, no blank line between.
func (d *doc) skipTight(j int) int {
	for n := d.next(j); n >= 0 && d.pieces[n].role == heading && !d.pieces[n].gap; n = d.next(n) {
		j = n
	}
	return j
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
