package propose

import (
	"regexp"
	"slices"
	"strings"

	"github.com/katto-project/katto/internal/intake/proposal"
)

var (
	meeting = regexp.MustCompile(`(?i)(kokou|kokoont|sammanträdde|sammanträder|sammanträde|möte|meeting|istunno)`)
	present = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(tänään|i dag|idag|today)(?:$|[^\p{L}])`)
)

// decisions finds what bodies did or are due to do, with the date: adopted is
// told from proposed, heard and planned by the verb.
func (d *doc) decisions() []proposal.Decision {
	var out []proposal.Decision
	seen := map[string]bool{}
	add := func(x proposal.Decision, cue, rule string, conf float64) {
		key := x.Body + "|" + deref(x.Date)
		if x.Date == nil {
			key += x.What
		}
		if seen[key] {
			return
		}
		seen[key] = true
		d.step("decisions", x.Body+" "+deref(x.Date), span{x.Start, x.End}, cue, rule+", "+x.Status, conf, "")
		out = append(out, x)
	}
	last, spoken := meetingDay{}, body{}
	for i, p := range d.pieces {
		if p.role == noise && !meeting.MatchString(p.s) {
			continue
		}
		last = last.headOf(d, p, add)
		last = last.headBelow(d, i, add)
		for _, s := range p.sentences() {
			last = d.decisionIn(s, last, add)
			spoken = d.impersonal(s, spoken, add)
		}
	}
	return out
}

var documentDay = regexp.MustCompile(`(?i)^(esityslista|pöytäkirja|kokous|kokouspäivä|protokoll|föredragningslista|sammanträde|möte)[\s:|,]*(\d{1,2}\.\d{1,2}\.20\d\d)`)

// headBelow reads a head on two lines: the body, and under it "Pöytäkirja
// 04.12.2023/Pykälä 198".
func (m meetingDay) headBelow(d *doc, i int, add addDecision) meetingDay {
	p := d.pieces[i]
	if i == 0 || len(p.s) > 80 {
		return m
	}
	x := documentDay.FindStringSubmatchIndex(p.s)
	if x == nil {
		return m
	}
	bs := d.bodies(d.pieces[i-1].stretch)
	if len(bs) != 1 || bs[0].form != "nom" || len(d.pieces[i-1].words()) > 4 {
		return m
	}
	ds := dates(p.s)
	if len(ds) == 0 {
		return m
	}
	day, status := ds[0].iso(), "made"
	if kind := strings.ToLower(p.s[x[2]:x[3]]); kind == "esityslista" || kind == "föredragningslista" {
		status = "planned"
	}
	at := p.span(0, len(p.s))
	add(proposal.Decision{Body: bs[0].name, Date: &day, What: shorten(clean(d.raw, at), 160), Status: status, Start: at.start, End: at.end}, p.s, "head of a document", 0.7)
	return meetingDay{bs[0].name, ds[0], status == "planned"}
}

var impersonalAct = regexp.MustCompile(`^\s*(?:Beslutet|Ärendet|Frågan|Strategin|Förslaget|Päätös|Asiasta|Asia|Esitys|Strategia|Strategiasta|Päätöksenteko|Lopullinen päätös|Det slutliga beslutet)\s`)

// impersonal reads "Beslutet fattas den 8 december 2025": the body is the last
// one the sentences before it let act. It returns the body for the next.
func (d *doc) impersonal(s stretch, spoken body, add addDecision) body {
	bs := d.bodies(s)
	for _, b := range bs {
		if b.form == "nom" {
			spoken = b
		}
	}
	if len(bs) > 0 || spoken.name == "" || !impersonalAct.MatchString(s.s) {
		return spoken
	}
	status, ds := statusOf(s.s), d.useful(s)
	if status == "" || len(ds) != 1 || ds[0].day == 0 {
		return spoken
	}
	x := d.withYear(ds[0], s.span(ds[0].from, ds[0].from).start, status == "made")
	at := s.span(0, len(s.s))
	iso := x.iso()
	if iso == "" {
		return spoken
	}
	add(proposal.Decision{Body: spoken.name, Date: &iso, What: shorten(clean(d.raw, at), 200), Status: status, Start: at.start, End: at.end}, s.s[:min(len(s.s), 20)], "body named before", 0.65)
	return spoken
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// meetingDay is the last meeting the text named, for sentences after it that
// tell what was decided without repeating the day.
type meetingDay struct {
	body  string
	day   date
	ahead bool // is still to come
}

var gathers = regexp.MustCompile(`(?i)kokoontuu|sammanträder`)

type addDecision func(x proposal.Decision, cue, rule string, conf float64)

var meetingHead = regexp.MustCompile(`^(\p{L}[\p{L}, -]*?)[,:]?\s+(?:kokous\s+|esityslista\s+|pöytäkirja\s+|protokoll\s+|sammanträde\s+|föredragningslista\s+)?(\d{1,2}\.\d{1,2}\.20\d\d)(?:\s*(?:[/,]?\s*(?:§|pykälä|asianro|paragraf)\s*\d+|\s*$))`)

// headOf reads the head of an agenda item: "Aluehallitus 04.12.2023 § 198".
func (m meetingDay) headOf(d *doc, p piece, add addDecision) meetingDay {
	if len(p.s) > 200 {
		return m
	}
	x := meetingHead.FindStringSubmatchIndex(p.s)
	if x == nil {
		return m
	}
	bs := d.bodies(p.stretch)
	ds := dates(p.s)
	if len(bs) == 0 || len(ds) == 0 || bs[0].from > 40 || bs[0].form != "nom" {
		return m
	}
	day := ds[0].iso()
	status := "made"
	if strings.Contains(p.low(), "esityslista") || strings.Contains(p.low(), "föredragningslista") {
		status = "planned"
	}
	at := p.span(0, len(p.s))
	add(proposal.Decision{Body: bs[0].name, Date: &day, What: shorten(clean(d.raw, at), 160), Status: status, Start: at.start, End: at.end}, p.s, "head of a matter", 0.7)
	return meetingDay{bs[0].name, ds[0], status == "planned"}
}

// decisionIn reads one sentence. It needs a body and a verb of deciding; the
// date stands in it, or in the meeting named before it.
func (d *doc) decisionIn(s stretch, last meetingDay, add addDecision) meetingDay {
	bs := d.bodies(s)
	if len(bs) == 0 {
		return last
	}
	status := statusOf(s.s)
	ds := d.useful(s)
	held := meeting.MatchString(s.s)
	for _, x := range ds {
		b, ok := nearestBody(s, bs, x, ds)
		if !ok {
			continue
		}
		x = d.withYear(x, s.span(x.from, x.from).start, status == "made" || status == "heard")
		if held && x.day > 0 && x.year > 0 && !strings.Contains(strings.ToLower(s.s), "seminaar") {
			last = meetingDay{b.name, x, acts().planned.MatchString(s.s) || gathers.MatchString(s.s)}
		}
		if status == "" && held && b.form == "nom" && meets.MatchString(s.s[b.to:]) {
			d.emit(s, b, x, "planned", add, "dated meeting")
		}
		if status == "" && held && b.form == "gen" && strategyWord.MatchString(strings.ToLower(s.s)) {
			d.emit(s, b, x, "heard", add, "dated meeting")
		}
		if status != "" {
			for _, each := range together(s, bs, b) {
				d.emit(s, each, x, status, add, "verb and date")
			}
		}
	}
	if len(ds) == 0 && status != "" {
		d.undated(s, bs, status, last, add)
	}
	return last
}

// statusOf tells made, heard, proposal or planned by the verbs; the verb of
// proposing wins over the adoption proposed.
func statusOf(s string) string {
	isMade, isComing := acts().made.MatchString(s), acts().planned.MatchString(s)
	switch {
	case opinionGiven.MatchString(s):
		return "heard"
	case acts().proposal.MatchString(s) && !(isMade && strings.Contains(strings.ToLower(s), "esityksen mukai")):
		return "proposal"
	case isMade:
		return "made"
	case acts().heard.MatchString(s):
		return "heard"
	case isComing:
		return "planned"
	}
	return ""
}

// opinionGiven tells that a council was heard: it gave its statement.
var opinionGiven = regexp.MustCompile(`(?i)(?:antoi|antoivat|antanut|antaneet|gav|gett|givit|lämnade|avgav)\s+(?:\p{L}+\s+){0,3}?(?:lausun|utlåtand)`)

// useful are the dates of a sentence that can be a decision's: no ranges or
// limits, and months only where no day is told.
func (d *doc) useful(s stretch) []date {
	var days, months []date
	for _, x := range dates(s.s) {
		switch {
		case x.span:
		case x.day > 0:
			days = append(days, x)
		default:
			months = append(months, x)
		}
	}
	if m := present.FindStringIndex(s.s); m != nil && len(days) == 0 {
		if pub, ok := d.published(); ok {
			pub.from, pub.to = m[0], m[1]
			return []date{pub}
		}
	}
	if len(days)+len(months) == 0 && weekday.MatchString(s.s) {
		if pub, ok := d.published(); ok {
			if x, ok := byWeekday(s.s, pub, statusOf(s.s) != "planned"); ok {
				return []date{x}
			}
		}
	}
	return append(days, months...)
}

// nearestBody is the body a date belongs to: the one whose meeting or act it
// dates. A body that only receives ("aluevaltuustolle") decides nothing.
func nearestBody(s stretch, bs []body, x date, ds []date) (body, bool) {
	best, score := body{}, 1<<30
	for _, b := range bs {
		gap := b.from - x.to
		if gap < 0 {
			gap = x.from - b.to
		}
		switch b.form {
		case "other":
			continue
		case "gen":
			if !meeting.MatchString(window(s.s, b.to, 45)) && !participle.MatchString(window(s.s, b.to, 60)) {
				continue
			}
		case "nom":
			if len(ds) == 1 {
				gap /= 3
			}
		}
		if b.from > x.to && newPart.MatchString(s.s[x.to:b.from]) {
			gap += 120 // "… kokouksessaan 2.12. ja aluevaltuuston …"
		}
		if between(ds, x, b) {
			gap += 40
		}
		if gap < score {
			best, score = b, gap
		}
	}
	return best, score < 400
}

var listed = regexp.MustCompile(`^(?:,|,?\s+(?:ja|sekä|och|samt|and))\s*(?:den\s+|det\s+)?$`)

// together are the bodies that act as one with b: "vanhusneuvosto ja
// vammaisneuvosto antoivat lausuntonsa".
func together(s stretch, bs []body, b body) []body {
	at := slices.Index(bs, b)
	if at < 0 || b.form != "nom" {
		return []body{b}
	}
	from, to := at, at
	for from > 0 && bs[from-1].form == "nom" && listed.MatchString(s.s[bs[from-1].to:bs[from].from]) {
		from--
	}
	for to+1 < len(bs) && bs[to+1].form == "nom" && listed.MatchString(s.s[bs[to].to:bs[to+1].from]) {
		to++
	}
	return bs[from : to+1]
}

var participle = regexp.MustCompile(`(?i)käsiteltävä|hyväksyttävä|päätettävä|käsittelyyn|hyväksymä|päättämä|vahvistama|hyväksymi|antama|linjaama|asettama|päätöks|beslut|godkän`)

var newPart = regexp.MustCompile(`^\.?\s+(?:ja|sekä|och|samt)\s`)

// between tells whether another date stands between a date and a body.
func between(ds []date, x date, b body) bool {
	for _, y := range ds {
		if y.from == x.from {
			continue
		}
		if y.from > min(x.from, b.from) && y.from < max(x.from, b.from) {
			return true
		}
	}
	return false
}

func window(s string, from, n int) string {
	end := min(len(s), from+n)
	return s[from:end]
}

func (d *doc) emit(s stretch, b body, x date, status string, add addDecision, rule string) {
	at := s.span(0, len(s.s))
	out := proposal.Decision{Body: b.name, What: shorten(clean(d.raw, at), 200), Status: status, Start: at.start, End: at.end}
	if iso := x.iso(); iso != "" {
		out.Date = &iso
	}
	add(out, s.s[b.from:b.to], rule, 0.8)
}

// undated reads a decision whose sentence tells no day: the meeting named
// before it, of the same body, gives it.
func (d *doc) undated(s stretch, bs []body, status string, last meetingDay, add addDecision) {
	i := slices.IndexFunc(bs, func(b body) bool { return b.form == "nom" || b.form == "in" })
	if i < 0 || status == "planned" && (!last.ahead || last.body != bs[i].name) {
		return
	}
	x := date{}
	if last.body == bs[i].name && (status == "made" || status == "heard" || last.ahead) {
		x = last.day
	}
	d.emit(s, bs[i], x, status, add, "verb")
}
