package publish

import (
	"regexp"
	"sort"
	"strings"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/text"
)

// Line is a county's own words as a page shows them. Lang is set only where
// it is not the page's language.
type Line struct{ Text, Lang string }

// Empty tells that there is nothing to show.
func (l Line) Empty() bool { return l.Text == "" }

// Item is a line that leads somewhere. ToldBy names the source that tells it.
type Item struct {
	Line
	Href   string
	ToldBy string
}

// State is a state as web.StateMark draws it.
type State struct{ Code, Label string }

// Link is a text of the interface that leads somewhere.
type Link struct{ Text, Href string }

// voice writes room data in one language on one day, and remembers which of
// the county's texts it had to show in another.
type voice struct {
	lang  text.Lang
	day   string
	own   int
	other map[text.Lang]int
}

func newVoice(lang text.Lang, day string) *voice {
	return &voice{lang: lang, day: day, other: map[text.Lang]int{}}
}

// t is a text of the interface.
func (v *voice) t(key string, args ...any) string { return v.lang.T("publish."+key, args...) }

// line chooses the language of a county's text.
func (v *voice) line(t house.Texts) Line {
	s, from := t.In(string(v.lang))
	switch {
	case s == "":
		return Line{}
	case from == string(v.lang):
		v.own++
		return Line{Text: s}
	}
	v.other[text.Lang(from)]++
	return Line{Text: s, Lang: from}
}

// paragraphs is a text of many lines, an empty line between paragraphs.
func (v *voice) paragraphs(t house.Texts) []Line {
	whole := v.line(t)
	var list []Line
	for _, p := range strings.Split(whole.Text, "\n") {
		if p = strings.TrimSpace(p); p != "" {
			list = append(list, Line{p, whole.Lang})
		}
	}
	return list
}

// headline is the element's title, else the beginning of its text.
func (v *voice) headline(e plan.Element) Line {
	if title := v.line(e.Title); !title.Empty() {
		return title
	}
	body := v.line(e.Body)
	first, _, _ := strings.Cut(body.Text, "\n")
	if r := []rune(first); len(r) > 90 {
		first = strings.TrimSpace(string(r[:88])) + "…"
	}
	return Line{first, body.Lang}
}

// languageNote says that texts are here in another language only; "" when
// none is. Ask it when the whole view has been built.
func (v *voice) languageNote() string {
	var names []string
	for l := range v.other {
		names = append(names, v.t("in."+string(l)))
	}
	if len(names) == 0 {
		return ""
	}
	sort.Strings(names)
	key := "someTextsOnlyIn"
	if v.own == 0 {
		key = "textsOnlyIn"
	}
	return v.t(key, "Languages", strings.Join(names, v.t("and")))
}

// bodyName is a body's name in the language; bodies are stored in lower-case
// Finnish.
func (v *voice) bodyName(body string) string {
	if key := "decision.body." + body; text.Has(key) {
		return v.lang.T(key)
	}
	return body
}

// standing is an edition's state today. A period that ends this year makes
// an edition in force due for review.
func (v *voice) standing(e plan.Edition) State {
	code := string(e.Standing(v.day))
	if code == string(plan.StandingInForce) && e.EndYear != 0 && text.Years(0, int(e.EndYear)) == v.day[:4] {
		return State{"due_review", v.t("standing.last_year")}
	}
	return State{code, v.t("standing." + code)}
}

// period is the edition's years, "" when they are unknown.
func period(e plan.Edition) string { return text.Years(int(e.StartYear), int(e.EndYear)) }

// Half is a piece of a text; Half where it is a word's second half, such as
// "-suunnitelma".
type Half struct {
	Text string
	Half bool
}

var halfWord = regexp.MustCompile(`(?:^|\s)(-\pL+)`)

// halves parts a text at its half words; together the pieces are the text.
func halves(s string) []Half {
	var list []Half
	from := 0
	for _, m := range halfWord.FindAllStringSubmatchIndex(s, -1) {
		if m[2] > from {
			list = append(list, Half{Text: s[from:m[2]]})
		}
		list = append(list, Half{Text: s[m[2]:m[3]], Half: true})
		from = m[3]
	}
	if from < len(s) {
		list = append(list, Half{Text: s[from:]})
	}
	return list
}

// join writes names one after the other.
func join(names []string) string { return strings.Join(names, ", ") }

// upper makes the first letter a capital, for a body's name that begins a line.
func upper(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
