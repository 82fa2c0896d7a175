package publish

import (
	"strings"

	"github.com/katto-project/katto/internal/intake"
	"github.com/katto-project/katto/internal/text"
)

// What a participation fact can count. The same person can answer twice and
// come to two events, so these are never mixed.
const (
	unitEvents  = "events"
	unitPeople  = "people"
	unitAnswers = "answers"
	unitSurveys = "surveys"
	unitOther   = "other" // nothing countable, or more than one thing at once
)

// unitWords are beginnings and parts of the words that tell what is counted,
// in Finnish and Swedish. Answers go before surveys: "vastaajia kyselyissä"
// counts answers, though it names the survey.
var unitWords = []struct {
	unit  string
	words []string
}{
	{unitAnswers, []string{"vastaaj", "vastaus", "vastanneita", "svarade", "svarande", "svar ", "respond", "answers"}},
	{unitPeople, []string{"osallistuj", "henkilöä", "ihmistä", "deltagare", "personer", "participants", "people"}},
	{unitEvents, []string{
		"tilaisuu", "työpaj", "seminaar", "tapaami", "strategiator", "kokoon", "info", "kokous", "foorum", "paneel", "strategiapäiv",
		"evenemang", "verkstad", "verkstäd", "workshop", "möte", "seminari", "event", "meeting",
	}},
	{unitSurveys, []string{"kysely", "enkät", "äänesty", "omröstning", "survey", "questionnaire"}},
}

// unit tells what a fact counts. A fact that counts people or answers may
// name the events or surveys they came from; one that names both people and
// answers is left alone.
func unit(f intake.Finding) string {
	words := " " + text.Fold(f.Words) + " "
	if strings.ContainsAny(words, "%") || strings.Contains(words, "prosent") || strings.Contains(words, "procent") {
		return unitOther
	}
	hit := map[string]bool{}
	found := unitOther
	for _, u := range unitWords {
		for _, word := range u.words {
			if strings.Contains(words, word) {
				if !hit[u.unit] && found == unitOther {
					found = u.unit
				}
				hit[u.unit] = true
			}
		}
	}
	if hit[unitPeople] && hit[unitAnswers] || hit[unitEvents] && (hit[unitPeople] || hit[unitSurveys] && found == unitEvents) {
		return unitOther
	}
	return found
}

// sum adds up the answers that one source tells of, and gives how many
// numbers it added. Nothing else is added up: the same person may be in each
// number of people, and a number of events may hold another.
func sum(unit string, findings []intake.Finding) (total int64, parts int) {
	for _, f := range findings {
		if unit != unitAnswers || f.SourceID != findings[0].SourceID {
			return 0, 0
		}
		if f.Detail.Count != nil {
			total += int64(*f.Detail.Count)
			parts++
		}
	}
	return total, parts
}
