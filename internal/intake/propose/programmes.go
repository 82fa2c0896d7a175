package propose

import (
	"regexp"
	"slices"
	"strings"

	"github.com/katto-project/katto/internal/intake/proposal"
)

// plan is one mention of a programme or plan by its name.
type plan struct {
	name string // in base form, with its modifiers
	head string // its last word, lower case
	at   span
	mods int // words before the head
}

// notPlans are words that end like plans of the county and are not: plans of
// one client, of the state, of a municipality, or the strategy itself.
var notPlans = regexp.MustCompile(`^(hyvinvointialue|välfärdsområdes?|hallitus|regerings|kunta|kaupunki|kommun|stads|maakunta|landskaps|asiakas|hoito|vård|klient|kuntoutus|tieto(kone)?|koulutus|utbildnings|opetus|läro|tv-|radio|esi|budjetti|alue|raken|lautakunta|jatko|projekti|projekt|hanke|kehittämishanke|kärki|ala|osa|asema|pohja|kaava|piirros|työ|yhteis|perus|maan|sote-?uudistus|päivä|dag|mall|diagram|data|tidigare|brädd|plan|program|för|kon|sam|verk|erä|vuosi|års|kokonais|över|ned|strategi|strategia|koe|viikko|väli)-?$`)

// programmes lists the plans the text names, each by its fullest name. The
// strategy a text is about is not its own programme, unless the page lists
// documents ("Strategiat ja suunnitelmat").
func (d *doc) programmes() []proposal.Item {
	var kept []plan
	for _, m := range d.planMentions() {
		i := slices.IndexFunc(kept, func(k plan) bool { return samePlan(k, m) })
		switch {
		case i < 0:
			kept = append(kept, m)
		case m.mods > kept[i].mods || m.mods == kept[i].mods && len(m.head) > len(kept[i].head):
			kept[i] = m
		}
	}
	var out []proposal.Item
	for _, k := range kept {
		d.step("programmes", k.name, k.at, k.head, "name of a plan", 0.75, "")
		out = append(out, proposal.Item{Text: k.name, Start: k.at.start, End: k.at.end, Confidence: 0.75})
	}
	return out
}

// samePlan tells whether one name is the other cut short: "palvelustrategia"
// and "sote-palvelustrategia".
func samePlan(a, b plan) bool {
	x, y := strings.TrimSuffix(a.head, "t"), strings.TrimSuffix(b.head, "t")
	if x == y && a.mods > 0 && b.mods > 0 {
		return within(a.name, b.name) || within(b.name, a.name)
	}
	return x == y || strings.HasSuffix(x, "-"+y) || strings.HasSuffix(y, "-"+x)
}

// within tells whether every word of a name stands in another.
func within(a, b string) bool {
	words := strings.Fields(folded(b))
	for _, w := range strings.Fields(folded(a)) {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return true
}

func (d *doc) planMentions() []plan {
	var out []plan
	listing := d.listsDocuments()
	for _, p := range d.prose() {
		ws := p.words()
		for i := range ws {
			if m, ok := d.planAt(p, ws, i, listing); ok {
				out = append(out, m)
			}
		}
		out = append(out, d.serviceLevels(p)...)
	}
	return out
}

var documentList = regexp.MustCompile(`(?i)^(strategiat|ohjelmat|suunnitelmat|strategier|planer|program|asiakirjat|dokument)(?:\s+(?:ja|och)\s+\p{L}+)?$`)

// listsDocuments tells whether the page's own title is a list of documents.
func (d *doc) listsDocuments() bool {
	for i, p := range d.pieces {
		if i < 4 && p.role == heading && documentList.MatchString(p.s) {
			return true
		}
	}
	return false
}

// planAt reads the plan named by word i, with the words before it that belong
// to its name.
func (d *doc) planAt(p piece, ws []word, i int, listing bool) (plan, bool) {
	w := ws[i]
	if cut := gluedAt(w.s); cut > 0 {
		ws = append(ws[:i:i], word{w.s[cut:], strings.ToLower(w.s[cut:]), w.from + cut, w.to})
	}
	prefix, base, ok := basePlan(ws[i].s, d.lang)
	if !ok {
		return plan{}, false
	}
	if d.lang == "sv" && prefix == "" {
		return d.planFor(p, ws, i, base)
	}
	if prefix == "" || prefix == "-" {
		return d.openPlan(p, ws, i, prefix, base, listing)
	}
	low := strings.ToLower(prefix)
	if notPlans.MatchString(low) || base == "päätös" && !strings.HasSuffix(low, "taso") || len([]rune(low)) < 3 {
		return plan{}, false
	}
	from := d.nameStart(p, ws, i)
	if from > 0 && (isNumber(ws[from-1].s) || isNumeral(ws[from-1].low)) && from == i {
		return plan{}, false // "viittä kärkiohjelmaa" names none of them
	}
	return forWhom(p, d.plan(p, ws, from, i, prefix+base), ws[i].to), true
}

// plan builds the mention from words from..i with the last in base form.
func (d *doc) plan(p piece, ws []word, from, i int, last string) plan {
	at := p.span(ws[from].from, ws[i].to)
	name := last
	if from < i {
		name = clean(d.raw, p.span(ws[from].from, ws[i].from)) + " " + last
	}
	return plan{name: strings.TrimSpace(name), head: strings.ToLower(last), at: at, mods: i - from}
}

// openPlan reads "X -ohjelma" and, on a page that lists documents, "Kainuun
// hyvinvointialueen strategia".
func (d *doc) openPlan(p piece, ws []word, i int, prefix, base string, listing bool) (plan, bool) {
	if prefix == "-" {
		return d.hyphenPlan(p, ws, i, base)
	}
	if !listing || i < 2 || base != "strategia" && base != "strategi" || !strings.HasPrefix(ws[i-1].low, "hyvinvointialueen") && !strings.HasPrefix(ws[i-1].low, "välfärdsområdes") {
		return plan{}, false
	}
	if !upperFirst(ws[i-2].s) {
		return plan{}, false
	}
	return d.plan(p, ws, i-2, i, base), true
}

// hyphenPlan reads a name of several words before "-ohjelma", and the second
// half of "hyvinvointikertomus ja -suunnitelma".
func (d *doc) hyphenPlan(p piece, ws []word, i int, base string) (plan, bool) {
	from := i
	for from > 0 && i-from < 5 && !strings.ContainsAny(p.s[ws[from-1].to:ws[from].from], ",.:;(") && p.s[ws[from-1].to:ws[from].from] == " " {
		from--
		if upperFirst(ws[from].s) && from > 0 {
			break
		}
	}
	if i >= 2 && (ws[i-1].low == "ja" || ws[i-1].low == "och") {
		first := ws[i-2].s
		for _, e := range []string{"kertomuksen", "kertomusta", "kertomuksessa"} {
			first = strings.Replace(first, e, "kertomus", 1)
		}
		m := d.plan(p, ws, i-2, i, base)
		m.name, m.head = first+" "+ws[i-1].s+" -"+base, strings.TrimSuffix(strings.ToLower(first), "kertomus")+base
		return m, strings.HasSuffix(first, "kertomus")
	}
	if i-from < 1 || !upperFirst(ws[from].s) {
		return plan{}, false
	}
	return d.plan(p, ws, from, i, "-"+base), true
}

var (
	agreeing       = regexp.MustCompile(`(isen|van|vän|mman|uuden|lisen|tetun|detun|tavan|tävän|man|ssen|ämän|oman|neen|een)$`)
	genitive       = regexp.MustCompile(`\p{L}{3,}n$`)
	verbal         = regexp.MustCompile(`(aan|ään|een|iin|oon|uun|yyn|öön|min|kuin|itsen)$`)
	peopleGenitive = regexp.MustCompile(`(ten|jen|ien|iden|usten)$`)
	timeWord       = regexp.MustCompile(`^(\p{L}*vuosien|vuoden|kevään|syksyn|kesän|talven|valtuustokauden|\p{L}*kuun)$`)
	hangWord       = regexp.MustCompile(`\p{L}-$`)
	notOwners      = map[string]bool{"hyvinvointialueen": true, "hyvinvointialueemme": true, "alueen": true, "sen": true, "sekä": true, "niin": true, "kuin": true, "hyväksyi": true, "myös": true, "kuitenkin": true, "ennen": true, "uuden": true, "ensimmäisen": true, "oman": true, "mukaisen": true, "sisältää": true, "vuoden": true, "vuosien": true, "aluevaltuuston": true, "aluehallituksen": true, "valtuuston": true, "jonka": true, "tämän": true, "jälkeen": true, "kanssa": true, "mukaan": true, "osalta": true, "lisäksi": true, "laatimisen": true, "valmistelun": true, "hyväksymisen": true, "strategian": true, "kun": true, "kautta": true, "nykyinen": true, "edellinen": true, "ensimmäinen": true, "erillinen": true, "viimeinen": true, "vuosittainen": true, "laaditaan": true, "tarkempi": true}
)

// ownsPlans are what plans are made of, also at the start of a sentence, where
// another capital word in the genitive is a place.
var ownsPlans = regexp.MustCompile(`^(?:talouden|henkilöstön|lasten|nuorten|ikääntyneiden|ikäihmisten|väestön|palveluverkon|tietohallinnon|omavalvonnan|osallisuuden|terveyden|hyvinvoinnin|turvallisuuden|varautumisen|valmiuden|viestinnän|tilojen|kiinteistöjen|hankintojen|digitalisaation|kehittämisen|varhaiskasvatuksen|perheiden)$`)

// nameStart finds where the plan's name begins: cut compounds ("tuottavuus-
// ja") and genitives that own it ("pelastustoimen") belong to it; adjectives
// that agree with it do not.
func (d *doc) nameStart(p piece, ws []word, i int) int {
	if d.lang != "fi" {
		return svNameStart(p, ws, i)
	}
	from := i
	for from > 0 {
		prev := ws[from-1]
		gap := strings.Trim(p.s[prev.to:ws[from].from], " ")
		if gap == "," && strings.HasSuffix(prev.s, "-") && strings.HasSuffix(ws[from].s, "-") {
			from-- // "sosiaali-, terveys- ja pelastustoimialan"
			continue
		}
		if gap != "" || i-from > 6 {
			break
		}
		if (prev.low == "ja" || prev.low == "sekä") && from > 1 && strings.TrimSpace(p.s[ws[from-2].to:prev.from]) == "" && d.hangs(ws, from-2) {
			if strings.HasPrefix(ws[from-2].low, "hyvinvointialue") {
				break // the strategy itself and another in one word
			}
			from -= 2
			continue
		}
		if prev.low == "ja" && from > 1 && from < i && peopleGenitive.MatchString(ws[from].low) && peopleGenitive.MatchString(ws[from-2].low) {
			from -= 2 // "lasten ja nuorten"
			continue
		}
		if !d.owner(ws, from-1) {
			break
		}
		from--
	}
	return from
}

// hangs tells whether word j is cut to a hyphen, so that what follows "ja"
// completes it.
func (d *doc) hangs(ws []word, j int) bool {
	return hangWord.MatchString(ws[j].s)
}

// owner tells whether word j is a genitive noun that is part of the name.
func (d *doc) owner(ws []word, j int) bool {
	w := ws[j]
	if w.low == "hyvinvointialueen" && j > 0 && upperFirst(ws[j-1].s) && genitive.MatchString(ws[j-1].low) && !notNames.MatchString(ws[j-1].s) {
		return true
	}
	if w.low == "strategian" && j+1 < len(ws) && strings.HasPrefix(ws[j+1].low, "toimeenpan") {
		return true
	}
	if notOwners[w.low] || timeWord.MatchString(w.low) {
		return false
	}
	if upperFirst(w.s) && genitive.MatchString(w.low) && j+1 < len(ws) && ws[j+1].low == "hyvinvointialueen" {
		return true
	}
	if strings.HasSuffix(w.low, "toimen") || strings.HasSuffix(w.low, "huollon") || strings.HasSuffix(w.low, "laitoksen") || strings.HasSuffix(w.low, "palveluiden") || strings.HasSuffix(w.low, "palvelujen") || strings.HasSuffix(w.low, "järjestämisen") || strings.HasSuffix(w.low, "edistämisen") || strings.HasSuffix(w.low, "työn") {
		return true
	}
	if ownsPlans.MatchString(w.low) {
		return true
	}
	return genitive.MatchString(w.low) && !verbal.MatchString(w.low) && !agreeing.MatchString(w.low) && len([]rune(w.low)) > 5 && (j > 0 || !upperFirst(w.s))
}

var svOwner = regexp.MustCompile(`(väsendets|vårdens|områdets|verkets|tjänsternas)$`)

// svNameStart takes owners ("räddningsväsendets") and cut compounds.
func svNameStart(p piece, ws []word, i int) int {
	from := i
	for from > 0 && strings.TrimSpace(p.s[ws[from-1].to:ws[from].from]) == "" {
		prev := ws[from-1]
		switch {
		case prev.low == "och" && from > 1 && hangWord.MatchString(ws[from-2].s):
			from -= 2
		case svOwner.MatchString(prev.low) && !strings.HasPrefix(prev.low, "välfärdsområde"):
			from--
		default:
			return from
		}
	}
	return from
}
