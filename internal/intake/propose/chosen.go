package propose

import (
	"regexp"
	"strings"
)

// What is chosen, crystallized or risen as something: the verbs after "arvoiksi
// …" and "till värderingar …", and those before them.
const (
	roseFi = `nousi(?:vat)?|nousee|nousevat|nostettiin|nostetaan|muodostui(?:vat)?|valikoitui(?:vat)?|kiteytyi(?:vät)?|kiteytyy|kiteytyvät|kiteytettiin|valittiin|valitaan|nimettiin|määriteltiin|määritellään|asetettiin|asetetaan|vahvistettiin|vahvistui(?:vat)?|tulivat|tuli|tulevat|tunnistettiin|tunnistetaan|hyväksyttiin|esitetään|ehdotetaan|linjattiin|sovittiin|kirkastui(?:vat)?|kirkastettiin|muotoutui(?:vat)?|syntyi(?:vät)?|valitsi(?:mme)?|nosti|asetti|määritteli|hyväksyi|vahvisti|(?:on|oli)\s+(?:valittu|nostettu|määritelty|asetettu|kiteytetty|kiteytynyt|noussut|valikoitunut|nimetty|tunnistettu|vahvistettu|kirjattu)`
	roseSv = `valdes|väljs|valde|lyftes(?:\s+fram)?|lyfts(?:\s+fram)?|utsågs|angavs|anges|definierades|fastställdes|formulerades|blev|uppstod|har\s+(?:valts|lyfts\s+fram|utsetts|angetts|definierats|fastställts|formulerats)|föreslås|utkristalliserades`
)

var (
	roseAfter   = regexp.MustCompile(`^(?:\s+[\p{L}-]+){0,4}?\s+(?:` + roseFi + `|` + roseSv + `)(?:$|[^\p{L}])(?:\s*(?:fram|lopulta|muun muassa|seuraavat|följande|ehdotetaan|esitetään)\s)?(?:\s*:\s*)?`)
	choseBefore = regexp.MustCompile(`(?:valitsi(?:mme|vat)?|valinnut|valinneet|valittiin|nosti|nostanut|nostaneet|nostettiin|asetti|asettanut|määritteli|määritellyt|hyväksyi|vahvisti|nimesi|esittää|ehdottaa|valde|valt|lyfte|lyft|angav|fastställde|definierade)(?:$|[^\p{L}])`)
	translative = regexp.MustCompile(`(?:ksi|kseen|ksemme|kseksi|na|nä|naan|nään)(?:mme|en|nsa)?$`)
	asSv        = regexp.MustCompile(`(?i)(?:^|\s)(?:till|som)\s+(?:\p{L}+\s+){0,2}$`)
	inWords     = regexp.MustCompile(`^(?:\s+[\p{L}-]+){0,2}?\s+(?:tiivistyvät|tiivistyy|kiteytyvät|kiteytyy|kiteytetään|tiivistetään|kiteytettiin|tiivistettiin|sammanfattas|kan\s+sammanfattas|sammanfattades|uttrycks|kristalliseras)\s+(?:\p{L}+\s+)?(?:sanoihin|sanoissa|sanaan|sanassa|lauseeseen|lauseessa|ajatukseen|ajatuksessa|teemaan|teemoihin|i\s+orden|med\s+orden|i\s+\p{L}+\s+ord|i\s+meningen|i\s+tanken)\s*:?\s+`)
)

// chosen is what stands after "arvoiksi nousivat", "till vision valdes",
// "valitsi painopisteiksi", "sammanfattas i orden".
func (d *doc) chosen(s stretch, h hit) (stretch, bool) {
	rest := s.s[h.to:]
	if m := inWords.FindString(rest); m != "" && len(m) < len(rest) {
		return s.sub(h.to+len(m), len(s.s)), true
	}
	if !d.asKind(s, h) {
		return stretch{}, false
	}
	if m := roseAfter.FindStringIndex(rest); m != nil && m[1] < len(rest) && !strings.Contains(rest[:m[1]], "ja ") {
		return s.sub(h.to+m[1], len(s.s)), true
	}
	if choseBefore.MatchString(strings.ToLower(s.s[:h.from])) && !h.kind.statement() && strings.Contains(rest, ",") {
		return s.sub(h.to, len(s.s)), true
	}
	return stretch{}, false
}

// asKind tells whether a cue says what something is made: "arvoiksi", "till
// värderingar".
func (d *doc) asKind(s stretch, h hit) bool {
	if d.lang == "fi" {
		return translative.MatchString(h.word)
	}
	return asSv.MatchString(s.s[:h.from])
}

const nameList = `[\p{L}-]+(?:\s[\p{L}-]+){0,2}`

var (
	named     = regexp.MustCompile(`^\s*,?\s+(?:eli|nimittäin|dvs\.?|det vill säga|alltså|nämligen|that is)\s+(.+?)(?:,?\s+(?:ovat|on|säilyvät|pysyvät|ohjaavat|näkyvät|kantavat|säilyivät|luovat|är|styr|syns|kvarstår|gäller|består|ligger|vägleder|are)(?:$|[^\p{L}]))`)
	beside    = regexp.MustCompile(`^\s+((?:` + nameList + `,\s+)+` + nameList + `\s+(?:ja|sekä|och|samt)\s+` + nameList + `?)\s+(?:ovat|ohjaavat|näkyvät|kantavat|säilyvät|pysyvät|luovat|toimivat|styr|syns|vägleder|är|präglar)(?:$|[^\p{L}])`)
	bracketed = regexp.MustCompile(`^\s*\(([^()]{5,160})\)`)
)

// apposed is the list that explains its cue inside the sentence: "arvomme eli
// a, b ja c ovat", "arvomme (a, b ja c)", "arvomme a, b ja c ohjaavat".
func (d *doc) apposed(s stretch, h hit) (stretch, bool) {
	if h.kind.statement() || !h.plural && !strings.HasSuffix(h.word, "mme") {
		return stretch{}, false
	}
	for _, re := range []*regexp.Regexp{named, bracketed, beside} {
		m := re.FindStringSubmatchIndex(s.s[h.to:])
		if m == nil || re == bracketed && strings.ContainsAny(s.s[h.to+m[2]:h.to+m[3]], "§0123456789") || re != named && !strings.Contains(s.s[h.to+m[2]:h.to+m[3]], ",") {
			continue
		}
		return s.sub(h.to+m[2], h.to+m[3]), true
	}
	return stretch{}, false
}

// saidAs reads a statement after a colon that comes a few words after its
// cue: "missio pysyy: …".
var saidAs = regexp.MustCompile(`^(?:(?:\s+[\p{L}-]+){1,5}|\s[^:.;]{1,70})\s*:\s+`)

var (
	existFi = regexp.MustCompile(`(?i)^\s*(?:me\s+)?olemme\s+olemassa,?\s+(?:siksi,?\s+että|sitä\s+varten,?\s+että|jotta)\s+`)
	existSv = regexp.MustCompile(`(?i)^\s*vi\s+finns(?:\s+till)?\s+för\s+att\s+`)
	taskFi  = regexp.MustCompile(`^\s*(?:Meidän\s+)?[Tt]ehtävämme\s+on\s+`)
	taskSv  = regexp.MustCompile(`^\s*Vår\s+uppgift\s+är\s+(?:att\s+)?`)
)

// purpose reads a mission that no cue names: "Olemme olemassa, jotta …",
// "Tehtävämme on …".
func (d *doc) purpose(s stretch) {
	for _, re := range []*regexp.Regexp{existFi, existSv} {
		if m := re.FindString(s.s); m != "" {
			d.statement(mission, s.sub(len(m), len(s.s)), strings.TrimSpace(m), "we are here to", 0.7)
		}
	}
	for _, re := range []*regexp.Regexp{taskFi, taskSv} {
		if m := re.FindString(s.s); m != "" {
			d.statement(mission, s.sub(len(m), len(s.s)), strings.TrimSpace(m), "our task is", 0.6)
		}
	}
}
