package propose

import (
	"regexp"
	"strings"
)

var thatClause = regexp.MustCompile(`^\s*,?\s*(?:että|att)\s+`)

// objectiveIn reads "tavoitteena on turvata …", unless the goal is about the
// paperwork (a strategy approved by June) or somebody else's.
func (d *doc) objectiveIn(s stretch, h hit, body stretch) {
	if m := thatClause.FindString(body.s); m != "" {
		body = body.sub(len(m), len(body.s))
	}
	body = body.sub(len(leadAdverb.FindString(body.s)), len(body.s))
	body = d.cutAttribution(cutConsequence(body))
	low := strings.ToLower(body.s)
	n := len(body.words())
	if n < 2 || n > 40 || hasStem(low, d.cues.Process) || hasStem(strings.ToLower(s.s), d.cues.Foreign) {
		return
	}
	if strings.HasSuffix(body.s, ":") || h.plural && strings.Contains(low, ",") {
		return
	}
	if strings.HasPrefix(h.word, "päämäär") && !h.plural {
		d.statement(vision, body, s.s[h.from:h.to], "aim is", 0.65)
		return
	}
	d.add(objective, body, s.s[h.from:h.to], "goal is", 0.7)
}

var leadAdverb = regexp.MustCompile(`^\s*(?:(?:esimerkiksi|erityisesti|ennen kaikkea|muun muassa|myös|edelleen|särskilt|bland annat|framför allt|fortsättningsvis)\s+)*`)

var consequence = regexp.MustCompile(`,\s+(?:jolloin|joten|mutta|jotta|varför|men|så att|mikä)\s`)

// cutConsequence drops what only follows from the goal.
func cutConsequence(s stretch) stretch {
	if m := consequence.FindStringIndex(s.s); m != nil {
		return s.sub(0, m[0])
	}
	return s
}
