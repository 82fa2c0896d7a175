package publish

import (
	"math"

	"github.com/katto-project/katto/internal/intake"
)

// counts groups the participation facts by what they count.
func (v *voice) counts(sh *shelf) []CountGroup {
	byUnit := map[string][]intake.Finding{}
	for _, f := range sh.findingsOf("participation") {
		u := unit(f)
		byUnit[u] = append(byUnit[u], f)
	}
	var groups []CountGroup
	for _, u := range []string{unitEvents, unitPeople, unitAnswers, unitSurveys, unitOther} {
		if findings := byUnit[u]; len(findings) > 0 {
			groups = append(groups, v.countGroup(sh, u, findings))
		}
	}
	return groups
}

func (v *voice) countGroup(sh *shelf, unit string, findings []intake.Finding) CountGroup {
	g := v.factGroup(sh, unit, v.t("unit."+unit), findings)
	for i, f := range findings {
		if f.Detail.Count != nil {
			g.Facts[i].Count = v.lang.Int(int64(*f.Detail.Count))
		}
	}
	if total, parts := sum(unit, findings); parts > 1 {
		g.Sum = v.t("sum.answers", "Total", v.lang.Int(total), "Count", parts)
	} else if unit != unitOther && counted(findings) > 1 {
		g.Sum = v.t("noSum")
	}
	return g
}

// factGroup lists the findings' words with their sources.
func (v *voice) factGroup(sh *shelf, id, title string, findings []intake.Finding) CountGroup {
	g := CountGroup{ID: id, Title: title, ToldBy: sh.sourceName(oneOf(findings))}
	for _, f := range findings {
		fact := Fact{Line: v.finding(sh, f)}
		if g.ToldBy == "" {
			fact.ToldBy = sh.sourceName(f.SourceID)
		}
		g.Facts = append(g.Facts, fact)
	}
	return g
}

// toldThings are what sources tell beside the strategy itself.
func (v *voice) toldThings(sh *shelf) []CountGroup {
	var groups []CountGroup
	for _, kind := range []string{"action", "indicator", "euro"} {
		findings := sh.findingsOf(kind)
		if len(findings) == 0 {
			continue
		}
		g := v.factGroup(sh, kind, v.t("found."+kind), findings)
		for i, f := range findings {
			switch {
			case f.Detail.AmountEUR != nil:
				g.Facts[i].Count = v.lang.Euros(int64(math.Round(*f.Detail.AmountEUR)))
			case kind == "euro":
				g.Facts[i].Count = v.t("noSumTold")
			}
		}
		groups = append(groups, g)
	}
	return groups
}

// findingsOf lists the findings of a kind, in the order of their sources.
func (sh *shelf) findingsOf(kind string) []intake.Finding {
	var list []intake.Finding
	for _, f := range sh.findings {
		if f.Kind == kind {
			list = append(list, f)
		}
	}
	return list
}

// oneOf is the source of all the findings, "" where they have many.
func oneOf(findings []intake.Finding) string {
	for _, f := range findings {
		if f.SourceID != findings[0].SourceID {
			return ""
		}
	}
	return findings[0].SourceID
}

func counted(findings []intake.Finding) (n int) {
	for _, f := range findings {
		if f.Detail.Count != nil {
			n++
		}
	}
	return n
}
