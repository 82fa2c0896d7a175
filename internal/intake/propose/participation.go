package propose

import (
	"regexp"
	"slices"
	"strings"

	"github.com/katto-project/katto/internal/intake/proposal"
)

var (
	// events people take part in; answers they give; people who take part.
	eventNoun  = regexp.MustCompile(`työpaj|strategiator|seminaar|seminaari|tilaisuu|tilaisuud|kysely|tapaami|infoa$|infoja$|info$|infot|infoss|kuulemis|keskustelukierr|aivorii|haastattelu|asukasill|asukasraa|raadi[ns]|raatia|foorum|verkkokesk|väittämä|äänestykse|kierrokse|webinaari|workshop|verkstad|verkstäd|seminari|enkät|diskussion|möten$|tillställning|invånarråd|hörande|höranden|intervju|infotillfäll|tillfällen|event|survey`)
	answerNoun = regexp.MustCompile(`^(\p{L}*vastau(?:s|sta|ksia|kset|ksen|ksesta)|\p{L}*vastaaj\p{L}*|\p{L}*osallistuj\p{L}*|\p{L}*osanottaj\p{L}*|\p{L}*kommentt\p{L}*|\p{L}*lausunto\p{L}*|\p{L}*lausunno\p{L}*|\p{L}*palaut(?:etta|teita|teen)|\p{L}*näkemystä|\p{L}*mielipidettä|\p{L}*ideaa|\p{L}*svar|svaren|svarande|respondent\p{L}*|deltagare|deltagarna|utlåtanden?|kommentar\p{L}*|responses|respondents|participants|åsikter)$`)
	personNoun = regexp.MustCompile(`^(\p{L}*asuka(?:s|sta|an|sten|kkaan)|asukkaita|ihmistä|ihmisiä|henkilöä|henkilöitä|\p{L}*työntekijää|\p{L}*työntekijöitä|\p{L}*laista|\p{L}*läistä|kuntalaista|henkeä|nuorta|asiakasta|\p{L}*valtuutettua|luottamushenkilöä|järjestöä|järjestöjen|ammattilaista|edustajaa|kuntaa|kunnista|yhdistystä|yritystä|asiantuntijaa|esihenkilöä|personer|invånare|anställda|medarbetare|ungdomar|organisationer|klienter|kunder|kommuner|people|residents|employees)$`)
	tookPart   = regexp.MustCompile(`(?i)vastasi|vastannu|vastanneita|vastattiin|osallistui|osallistunu|osallistuivat|otti kantaa|ottivat kantaa|kommentoi|jakoi|antoi|antoivat|saatiin|saimme|saaneet|kertyi|kerättiin|tuli |kuultiin|mukana|lausui|kokoontui|kokoonnu|tavattiin|haastateltiin|svarade|besvarades|deltog|deltagit|fick vi|inkom|hördes|kommenterade|medverkade|gav |responded|took part|attended`)
	timesWord  = regexp.MustCompile(`^(kertaa|kerran|gånger|times)$`)
	notCounted = regexp.MustCompile(`^(kysymy\p{L}*|frågor|minuut\p{L}*|minuter|päivä\p{L}*|dagar|viikko\p{L}*|viikk\p{L}*|veckor|kuukau\p{L}*|månader|vuo\p{L}*|år|tun\p{L}*|timmar|teema\p{L}*|teemoj\p{L}*|painopist\p{L}*|tavoit\p{L}*|arvo\p{L}*|vaihe\p{L}*|kertaa|euro\p{L}*|miljoon\p{L}*|milj|mrd|miljard\p{L}*|miljon\p{L}*|kappal\p{L}*|sivu\p{L}*|sidor|kokonaisuu\p{L}*|osa-alue\p{L}*|tonnia|lakia?|toimialue\p{L}*|toimiala\p{L}*|kieltä|kielellä|språk|ääntä|äänellä|röster)$`)
)

// participation finds how people took part: counted events, answers and
// people. Residents and staff who only live and work there are not counted.
func (d *doc) participation() []proposal.Participation {
	var out []proposal.Participation
	for _, p := range d.prose() {
		for _, s := range p.sentences() {
			out = append(out, d.tookPartIn(s)...)
		}
	}
	return out
}

func (d *doc) tookPartIn(s stretch) []proposal.Participation {
	ws := s.words()
	ns := s.numbers()
	active := tookPart.MatchString(s.s)
	aboutPeople := active || hasEvent(ws)
	var out []proposal.Participation
	if !aboutPeople && !hasAnswer(ws) {
		return nil
	}
	for i, n := range ns {
		if d.counted(s, ws, ns, i, active) {
			out = append(out, d.part(s, n))
		}
	}
	if len(out) == 0 && len(ns) == 0 && active && peopleWord.MatchString(strings.ToLower(s.s)) && strategyWord.MatchString(strings.ToLower(s.s)) {
		out = append(out, d.part(s, number{vague: true, from: 0, to: len(s.s)}))
	}
	return out
}

var (
	peopleWord   = regexp.MustCompile(`henkilöst|asukk|väestö|sidosryhm|päättäj|invånar|personal|intressent|kumppan`)
	strategyWord = regexp.MustCompile(`strategi|valmistel|laatimi|bered`)
)

func hasEvent(ws []word) bool {
	return slices.ContainsFunc(ws, func(w word) bool { return eventNoun.MatchString(w.low) })
}

func hasAnswer(ws []word) bool {
	return slices.ContainsFunc(ws, func(w word) bool { return answerNoun.MatchString(w.low) })
}

// counted tells whether number i counts events, answers or people taking part:
// by the noun after it (attributes may stand between), or before it.
func (d *doc) counted(s stretch, ws []word, ns []number, i int, active bool) bool {
	n := ns[i]
	if wholeYear(n) || n.value != float64(int(n.value)) || n.value < 2 && !n.vague {
		return false
	}
	limit := len(s.s)
	if i+1 < len(ns) {
		limit = ns[i+1].from
	}
	steps := 0
	for _, w := range ws {
		if w.from < n.to || w.from >= limit {
			continue
		}
		if strings.ContainsAny(s.s[n.to:w.from], ",;()") && steps > 0 {
			break
		}
		if done, ok := d.countsNoun(w, active, n); done {
			return ok
		}
		if steps++; steps > 4 {
			break
		}
	}
	return d.nounBefore(s, ws, n, active) || d.subject(s, ws, n, limit)
}

var answered = regexp.MustCompile(`^(vastasi|vastannut|vastanneet|osallistui|osallistunut|osallistuivat|kommentoi|svarade|svarat|besvarades|deltog|deltagit|responded)$`)

// subject tells whether a number is who answered or took part: it comes after
// the verb, at most one other number and few words between, and counts
// something that can.
func (d *doc) subject(s stretch, ws []word, n number, limit int) bool {
	verb := -1
	for _, w := range ws {
		if w.to <= n.from && answered.MatchString(w.low) {
			verb = w.to
		}
	}
	if verb < 0 || n.from-verb > 60 {
		return false
	}
	for _, w := range ws {
		if w.from >= n.to && w.from < limit {
			return partitive.MatchString(w.low) && !adverbial.MatchString(w.low) || genitive.MatchString(w.low) && w.to-w.from > 6
		}
	}
	return false
}

var adverbial = regexp.MustCompile(`(sta|stä|ssa|ssä|lla|llä|lta|ltä|na|nä)$`)

var partitive = regexp.MustCompile(`\p{L}{2,}(a|ä|er|ar|or|are)$`)

// countsNoun judges the noun after a number; done is false where the word is
// only an attribute.
func (d *doc) countsNoun(w word, active bool, n number) (done, ok bool) {
	switch {
	case timesWord.MatchString(w.low):
		return true, active
	case notCounted.MatchString(w.low):
		return true, false
	case answerNoun.MatchString(w.low):
		return true, true
	case personNoun.MatchString(w.low):
		return true, active
	case eventNoun.MatchString(w.low):
		return true, n.value < 2000
	}
	return false, false
}

var reporting = regexp.MustCompile(`^(vastasi|vastanneita|osallistui|vastaajia|osallistujia|vastauksia|osallistuneita|vastaajaa|svarade|deltog|deltagare|kommentoi|lausui|saatiin|tuli|kertyi|yhteensä|kunnista)$`)

// nounBefore reads "osallistujia yli 3 500" and "kyselyyn vastasi 1 200".
func (d *doc) nounBefore(s stretch, ws []word, n number, active bool) bool {
	back := 0
	for j := len(ws) - 1; j >= 0; j-- {
		if ws[j].to > n.from {
			continue
		}
		if reporting.MatchString(ws[j].low) && ws[j].low != "yhteensä" {
			return d.endsAfter(s, n) || answerNoun.MatchString(ws[j].low) || ws[j].low == "kunnista"
		}
		if back++; back > 3 || strings.ContainsAny(s.s[ws[j].to:n.from], ",;") {
			return false
		}
	}
	return false
}

// endsAfter tells whether nothing that could be counted follows the number.
func (d *doc) endsAfter(s stretch, n number) bool {
	rest := strings.TrimLeft(s.s[n.to:], " ")
	return rest == "" || strings.ContainsAny(rest[:1], ".,;)") || strings.HasPrefix(rest, "ja ") || strings.HasPrefix(rest, "och ")
}

func wholeYear(n number) bool {
	return !n.vague && n.value >= 2010 && n.value <= 2045 && n.to-n.from == 4
}

// part is one way of taking part with its count; a range has none.
func (d *doc) part(s stretch, n number) proposal.Participation {
	at := s.span(n.from, n.to)
	p := proposal.Participation{What: shorten(clean(d.raw, s.span(0, len(s.s))), 160), Start: at.start, End: at.end}
	if !n.vague {
		c := int(n.value)
		p.Count = &c
	}
	d.step("participation", p.What, at, s.s[n.from:n.to], "counted people, answers or events", 0.75, "")
	return p
}
