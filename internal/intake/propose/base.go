package propose

import (
	"regexp"
	"strings"
)

// ending turns one inflected ending of a Finnish noun or adjective into its
// base form. Only endings that leave no doubt are here.
type ending struct{ from, to string }

// abstractEndings are the forms of the nouns values and themes are made of:
// -us/-ys, -uus/-yys, -minen, -työ, and the participles before them.
var abstractEndings = []ending{
	{"udessa", "us"},
	{"ydessä", "ys"},
	{"udesta", "us"},
	{"ydestä", "ys"},
	{"udella", "us"},
	{"ydellä", "ys"},
	{"uteen", "us"},
	{"yteen", "ys"},
	{"utena", "us"},
	{"ytenä", "ys"},
	{"utta", "us"},
	{"yttä", "ys"},
	{"uden", "us"},
	{"yden", "ys"},
	{"udeksi", "us"},
	{"ydeksi", "ys"},
	{"ukseen", "us"},
	{"ykseen", "ys"},
	{"ukseksi", "us"},
	{"ykseksi", "ys"},
	{"uksena", "us"},
	{"yksenä", "ys"},
	{"uksessa", "us"},
	{"yksessä", "ys"},
	{"uksesta", "us"},
	{"yksestä", "ys"},
	{"uksen", "us"},
	{"yksen", "ys"},
	{"usta", "us"},
	{"ystä", "ys"},
	{"miseen", "minen"},
	{"mista", "minen"},
	{"mistä", "minen"},
	{"misen", "minen"},
	{"misessa", "minen"},
	{"misessä", "minen"},
	{"misesta", "minen"},
	{"misestä", "minen"},
	{"misena", "minen"},
	{"misenä", "minen"},
	{"työhön", "työ"},
	{"työtä", "työ"},
	{"työstä", "työ"},
	{"työnä", "työ"},
	{"työssä", "työ"},
	{"stöstä", "stö"},
	{"stöön", "stö"},
	{"stössä", "stö"},
	{"udelle", "us"},
	{"ydelle", "ys"},
	{"ukselle", "us"},
	{"ykselle", "ys"},
	{"miselle", "minen"},
	{"työlle", "työ"},
	{"stölle", "stö"},
	{"palveluille", "palvelut"},
	{"palveluista", "palvelut"},
	{"palveluihin", "palvelut"},
	{"palveluissa", "palvelut"},
}

// adjectiveEndings are the forms of attributes that agree with such a noun.
var adjectiveEndings = []ending{
	{"vaan", "va"},
	{"vään", "vä"},
	{"vaa", "va"},
	{"vää", "vä"},
	{"vista", "vat"},
	{"vistä", "vät"},
	{"viin", "vat"},
	{"ville", "vat"},
	{"villä", "vät"},
	{"valle", "va"},
	{"välle", "vä"},
	{"iselle", "inen"},
	{"isille", "iset"},
	{"vassa", "va"},
	{"vässä", "vä"},
	{"vana", "va"},
	{"vänä", "vä"},
	{"vasta", "va"},
	{"västä", "vä"},
	{"seen", "nen"},
	{"ista", "inen"},
	{"istä", "inen"},
	{"isessa", "inen"},
	{"isessä", "inen"},
	{"isesta", "inen"},
	{"isestä", "inen"},
	{"isena", "inen"},
	{"isenä", "inen"},
	{"isen", "inen"},
	{"hyvään", "hyvä"},
	{"hyvää", "hyvä"},
}

func rewrite(w string, table []ending) (string, bool) {
	low := strings.ToLower(w)
	for _, e := range table {
		if strings.HasSuffix(low, e.from) && len(low) > len(e.from)+2 || low == e.from {
			return w[:len(w)-len(e.from)] + e.to, true
		}
	}
	return w, false
}

// baseNominal brings a short noun phrase to its base form if its head is an
// abstract noun in a known case and its attributes agree. Otherwise it returns
// the phrase as it stands.
func baseNominal(s string) string {
	ws := strings.Fields(s)
	if len(ws) == 0 || len(ws) > 3 {
		return s
	}
	head, ok := rewrite(ws[len(ws)-1], abstractEndings)
	if !ok {
		return s
	}
	out := make([]string, 0, len(ws))
	for _, w := range ws[:len(ws)-1] {
		b, ok := rewrite(w, adjectiveEndings)
		if !ok && !strings.HasSuffix(w, "n") {
			return s
		}
		out = append(out, b)
	}
	return strings.Join(append(out, head), " ")
}

// planHead is how a Finnish plan's name ends: its heads' stems and what their
// endings tell of number.
type planHead struct {
	base, plural string
	singular     *regexp.Regexp
	many         *regexp.Regexp
}

var planHeads = []planHead{
	{
		"ohjelma", "ohjelmat",
		regexp.MustCompile(`^(.*)ohjelma(?:n|a|ssa|sta|an|lla|lta|lle|na|ksi|mme|nsa|ssaan|amme|ssamme)?$`),
		regexp.MustCompile(`^(.*)ohjelm(?:at|ia|ien|issa|ista|iin|illa|ilta|ille|ina|iksi|amme)$`),
	},
	{
		"suunnitelma", "suunnitelmat",
		regexp.MustCompile(`^(.*)suunnitelma(?:n|a|ssa|sta|an|lla|lta|lle|na|ksi|mme|nsa|ssaan|amme|ssamme)?$`),
		regexp.MustCompile(`^(.*)suunnitelm(?:at|ia|ien|issa|ista|iin|illa|ilta|ille|ina|iksi)$`),
	},
	{
		"strategia", "strategiat",
		regexp.MustCompile(`^(.*)strategia(?:n|a|ssa|sta|an|lla|lta|lle|na|ksi|mme|nsa|ssaan|amme|ssamme)?$`),
		regexp.MustCompile(`^(.*)strategi(?:at|oita|oiden|oissa|oista|oihin|oilla|oilta|oille|oina|oiksi)$`),
	},
	{
		"päätös", "päätökset",
		regexp.MustCompile(`^(.*)päätö(?:s|ksen|stä|ksessä|ksestä|kseen|ksellä|kselle|ksenä|kseksi|ksemme)$`),
		regexp.MustCompile(`^(.*)päätö(?:kset|ksiä|sten|ksissä|ksistä|ksiin|ksillä)$`),
	},
}

var planHeadsSv = []planHead{
	{
		"program", "program",
		regexp.MustCompile(`^(.*)program(?:met|mets|s)?$`),
		regexp.MustCompile(`^(.*)program(?:men|mens)$`),
	},
	{
		"plan", "planer",
		regexp.MustCompile(`^(.*)plan(?:en|ens|s)?$`),
		regexp.MustCompile(`^(.*)plan(?:er|erna|ernas|ers)$`),
	},
	{
		"strategi", "strategier",
		regexp.MustCompile(`^(.*)strategi(?:n|ns|s)?$`),
		regexp.MustCompile(`^(.*)strategi(?:er|erna|ernas)$`),
	},
	{
		"nivåbeslut", "nivåbeslut",
		regexp.MustCompile(`^(.*)nivåbeslut(?:et|ets|s)?$`),
		regexp.MustCompile(`^(.*)nivåbeslut(?:en|ens)$`),
	},
}

// basePlan brings the name of a plan, one word, to its base form. It returns
// the part before the head and the base; ok is false for other words.
func basePlan(w, lang string) (prefix, base string, ok bool) {
	heads := planHeads
	if lang == "sv" {
		heads = planHeadsSv
	}
	low := strings.ToLower(w)
	for _, h := range heads {
		if m := h.singular.FindStringSubmatch(low); m != nil {
			return prefixOf(w, low, m[1]), h.base, true
		}
		if m := h.many.FindStringSubmatch(low); m != nil {
			return prefixOf(w, low, m[1]), h.plural, true
		}
	}
	return "", "", false
}

// prefixOf is the beginning of the word as it stands, or in lower case where
// lower case changed the word's length.
func prefixOf(w, low, prefix string) string {
	if len(w) == len(low) {
		return w[:len(prefix)]
	}
	return prefix
}
