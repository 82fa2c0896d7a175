package app_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// until waits until an expression is true on the page, which may change under
// way.
func (p *person) until(what, expression string) {
	p.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		var yes bool
		if err := p.ask(expression, &yes); err == nil && yes {
			return
		}
	}
	words, _ := p.Text()
	p.t.Fatalf("waited in vain until %s:\n%s", what, words)
}

// card finds the finding whose words begin so.
func card(words string) string {
	return fmt.Sprintf(`[...document.querySelectorAll("[data-finding]")].find(c => c.querySelector(".finding-words").textContent.startsWith(%q))`, words)
}

// decides presses a button of the finding, and waits until it is done.
func (p *person) decides(words, button, state string) {
	p.t.Helper()
	p.until(words+" is there", card(words)+` !== undefined`)
	evaluate[bool](p, `(`+card(words)+`.querySelector("[data-do=`+button+`]").click(), true)`)
	p.until(words+" is "+state, card(words)+`?.dataset.finding === "`+state+`"`)
}

// choose chooses the option whose text has the words.
func (p *person) choose(selector, words string) {
	p.t.Helper()
	found := evaluate[bool](p, fmt.Sprintf(`(() => {
 const s = document.querySelector(%q), o = [...s.options].find(o => o.text.includes(%q));
 if (o) { s.value = o.value; s.dispatchEvent(new Event("change", {bubbles: true})); }
 return o !== undefined;
})()`, selector, words))
	if !found {
		p.t.Fatalf("%s offers no %q", selector, words)
	}
}

// record records a decision about the edition.
func (p *person) record(edition, body, act, day, section string) {
	p.t.Helper()
	p.goTo("/fi/staff/mallila/decisions/new")
	p.choose("#edition", edition)
	p.choose("#body", body)
	p.choose("#act", act)
	p.write("#held_on", day)
	p.write("#section", section)
	p.click("main form button[type=submit]")
	p.at("/fi/staff/mallila/decisions")
	p.reads(day, section)
}

// A person signs in, brings a text in, corrects what was read of it, records
// the board's proposal and the council's decision; everybody sees the new
// edition and what changed in it.
func TestFromTextToHouse(t *testing.T) {
	w := newWorld(t)
	w.work()
	p := w.person(t)
	p.must(p.Width(1280))
	p.goTo("/fi/mallila/strategy")
	p.reads("ketään ei jätetä yksin", "!kukaan ei jää yksin")

	p.signIn("editor")
	p.brings("mallila-tarkistus.docx")
	p.reviews()
	p.looksOver()
	p.record("versio 5", "aluehallitus", "esitti", "5.10.2026", "112")
	p.goTo("/fi/mallila/strategy/editions/5")
	p.reads("kukaan ei jää yksin", "Ehdotettu")
	p.goTo("/fi/mallila/strategy")
	p.reads("ketään ei jätetä yksin") // a proposal is not in force
	p.record("versio 5", "aluevaltuusto", "hyväksyi", "26.10.2026", "47")
	p.everybodySees()
	if said := p.Complaints(); len(said) > 0 {
		t.Errorf("the console says %q", said)
	}
}

// brings uploads the file and waits until it was read.
func (p *person) brings(file string) {
	p.t.Helper()
	p.at("/fi/staff/mallila")
	p.click(`a[href="/fi/staff/mallila/sources"]`)
	path, err := filepath.Abs(filepath.Join("testdata", file))
	p.must(err)
	p.must(p.Choose("#file", path))
	p.click("form.upload button[type=submit]")
	p.until("the text is read", `document.querySelector("[data-review]") !== null`)
	p.reads("kukaan ei jää yksin", "Tarkistettu 0/")
}

// reviews accepts, changes, rejects, adds and accepts the rest.
func (p *person) reviews() {
	p.t.Helper()
	evaluate[bool](p, `(document.querySelectorAll("details").forEach(d => d.open = true), true)`)
	if chosen := p.eval(`document.querySelector("#draft").value`); chosen != "document:mallila-strategia" {
		p.t.Errorf("the review offers first to go on in %s, want a new draft of the strategy", chosen)
	}
	p.click(`form[action$="/draft"] button[type=submit]`)
	p.decides("Mallilassa jokainen", "accept", "accepted")
	p.decides("Talous on tasapainossa", "reject", "rejected")

	evaluate[bool](p, `(`+card("Saariston liikkuva")+`.querySelector("[data-edit]").click(), true)`)
	p.until("the form is there", `document.querySelector("#words") !== null && document.querySelector("[data-review]") === null`)
	p.write("#words", "Saariston liikkuva palvelu toimii ympäri vuoden")
	p.click(`input[name=do][value=change] ~ p button[type=submit]`)
	p.until("the review is back", `document.querySelector("[data-review]") !== null`)
	p.reads("Saariston liikkuva palvelu toimii")

	evaluate[bool](p, `(document.querySelector("#add").open = true)`)
	p.choose("#add select[name=kind]", "Vahvuus")
	p.write("#add textarea", "Oma meripelastus ja ensihoito saaristossa")
	p.click("#add button[type=submit]")
	p.until("what was missed is there", card("Oma meripelastus")+`?.dataset.finding === "accepted"`)

	p.click(`form[action$="/likely"] button`)
	p.until("what is likely is accepted", card("Apu löytyy läheltä")+`?.dataset.finding === "accepted"`)
}

// looksOver goes on to the draft, where everything accepted stands.
func (p *person) looksOver() {
	p.t.Helper()
	p.click(".review-bar a[href*='/editions/']")
	p.until("the draft is there", `location.pathname.includes("/editions/")`)
	p.reads("kukaan ei jää yksin", "Ihmisyys", "Saariston liikkuva palvelu toimii", "Oma meripelastus", "!Talous on tasapainossa", "2026–2029")
	where, err := p.Where()
	p.must(err)
	if !strings.HasPrefix(where, "/fi/staff/mallila/editions/") {
		p.t.Errorf("the draft is at %s", where)
	}
}

// everybodySees looks as a visitor: the new edition is in force, the old one
// has its address, and the comparison shows the words that changed.
func (p *person) everybodySees() {
	p.t.Helper()
	p.click(`form[action="/fi/sign-out"] button`)
	p.goTo("/fi/mallila/strategy")
	p.reads("kukaan ei jää yksin", "!ketään ei jätetä yksin", "Voimassa", "aluevaltuusto 26.10.2026, 47 §", "Oma meripelastus")
	p.goTo("/fi/mallila/strategy/editions/2")
	p.reads("ketään ei jätetä yksin")
	p.goTo("/fi/mallila/strategy/editions")
	p.click(`a[href^="/fi/mallila/strategy/compare"]`)
	p.goTo("/fi/mallila/strategy/compare?from=2&to=5")
	gone, come := `[...document.querySelectorAll("main del")].map(e => e.textContent).join("|")`, `[...document.querySelectorAll("main ins")].map(e => e.textContent).join("|")`
	for words, expression := range map[string]string{"ketään": gone, "kukaan": come, "myös": come} {
		if shown := p.eval(expression); !strings.Contains(shown, words) {
			p.t.Errorf("the comparison marks %q, not %q", shown, words)
		}
	}
	p.goTo("/fi/mallila/made")
	p.reads("5.10.2026", "112", "26.10.2026", "47", "412")
	p.goTo("/fi/mallila")
	p.reads("kukaan ei jää yksin", "!ketään ei jätetä yksin")
}
