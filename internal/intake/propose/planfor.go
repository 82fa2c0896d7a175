package propose

import (
	"regexp"
	"strings"
)

var (
	planForEnd  = regexp.MustCompile(`^(?:som|att|hur|ska|skall|är|har|till|på|under|blir|ingår|gäller|finns|görs|styr|omfattar|innehåller|visar|\p{L}{3,}(?:eras|tas|kas|das|nas|lls|nns|ras)|där|samt|vilket|vilka|åren|år|hela|godkän\p{L}*|bereds|utarbetas|uppdateras|fastställs|behandlas|kompletterar|\d.*)$`)
	planForNone = regexp.MustCompile(`(?i)välfärdsområde|strategi|åren|mötet|perioden|dagen`)
)

// planFor reads Swedish names that go on after the head: "ett program för
// egenkontroll", "beslutet om servicenivån". Strategies for somebody are the
// text's own.
func (d *doc) planFor(p piece, ws []word, i int, base string) (plan, bool) {
	if base != "program" && base != "plan" || i+2 >= len(ws) || ws[i+1].low != "för" {
		return plan{}, false
	}
	last := i + 1
	for j := i + 2; j < len(ws) && j <= i+8; j++ {
		if strings.TrimSpace(p.s[ws[j-1].to:ws[j].from]) != "" || planForEnd.MatchString(ws[j].low) {
			break
		}
		last = j
	}
	for last > i+1 && (ws[last].low == "och" || ws[last].low == "av" || strings.HasSuffix(ws[last].low, "-") || ws[last].low == "i" || ws[last].low == "inom") {
		last--
	}
	name := clean(d.raw, p.span(ws[i+1].from, ws[last].to))
	if last == i+1 || planForNone.MatchString(name) {
		return plan{}, false
	}
	at := p.span(ws[i].from, ws[last].to)
	return plan{name: base + " " + name, head: strings.ToLower(base + " " + name), at: at}, true
}

var planFolk = regexp.MustCompile(`^\s+(för\s+(?:barn\s+och\s+unga|barn,\s+unga\s+och\s+familjer|(?:den\s+)?äldre(?:\s+befolkningen)?|äldre\s+personer))(?:$|[^\p{L}])`)

// forWhom lengthens a Swedish plan's name by the people it is for:
// "välfärdsplanen för barn och unga".
func forWhom(p piece, m plan, end int) plan {
	x := planFolk.FindStringSubmatchIndex(p.s[end:])
	if x == nil {
		return m
	}
	m.name += " " + strings.Join(strings.Fields(p.s[end+x[2]:end+x[3]]), " ")
	m.at.end = p.span(end+x[3], end+x[3]).start
	m.mods++
	return m
}

var serviceLevel = regexp.MustCompile(`(?i)beslut(?:et)?\s+om\s+(?:räddningsväsendets\s+)?servicenivån?(?:\s+(?:inom|för)\s+räddningsväsendet)?`)

// serviceLevels finds the rescue services' decision where its name is a
// phrase.
func (d *doc) serviceLevels(p piece) []plan {
	if d.lang != "sv" {
		return nil
	}
	var out []plan
	for _, m := range serviceLevel.FindAllStringIndex(p.s, -1) {
		name := strings.Replace(clean(d.raw, p.span(m[0], m[1])), "eslutet", "eslut", 1)
		out = append(out, plan{name: name, head: "beslut om servicenivå", at: p.span(m[0], m[1])})
	}
	return out
}
