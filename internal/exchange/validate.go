package exchange

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/plan"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
)

// Limits of what has none in the plan.
const (
	maxID       = 80
	maxName     = plan.MaxTitle // told_by, names of sources
	maxAddress  = 2000
	maxShort    = 100
	maxListed   = 5000 // sources, decisions, findings, slots, documents, editions
	maxSections = 400  // municipalities of an area, areas of an element
)

var (
	idForm      = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)
	partDate    = regexp.MustCompile(`^\d{4}(-\d{2})?$`)
	sectionForm = regexp.MustCompile(`^([0-9]{1,4}[a-z]?)?$`)
)

// Words a file can use, where the rooms have no list of their own.
var (
	documentKinds = []plan.DocumentKind{
		plan.Strategy, plan.ServiceStrategy, plan.ServiceLevel, plan.WelfarePlan, plan.SelfMonitoring, plan.Budget, plan.Programme,
	}
	bindings   = []plan.Binding{plan.Inside, plan.Beside, plan.Under}
	slotStates = []plan.SlotState{plan.SlotEmpty, plan.SlotPlanned, plan.SlotPreparing, plan.SlotExists}
	states     = []plan.State{plan.Draft, plan.Proposed, plan.Returned, plan.Approved, plan.InForce, plan.Superseded}
	aboutKinds = []string{"edition", "slot", "document"}
	statuses   = []decision.Status{decision.Made, decision.Planned}
)

// Validate refuses a house that could not be drawn or stored. The fault names
// the path of the first thing that does not hold.
func (h House) Validate() error {
	v := &validator{ids: map[string]map[string]bool{}}
	if _, err := registry.ByCode(h.County); err != nil {
		return err
	}
	v.collect(h)
	each(v, "areas", h.Areas, v.area)
	each(v, "sources", h.Sources, v.source)
	each(v, "slots", h.Slots, v.slot)
	each(v, "documents", h.Documents, func(path string, d Document) { v.document(h, path, d) })
	each(v, "decisions", h.Decisions, v.decision)
	each(v, "findings", h.Findings, v.finding)
	return v.err
}

// validator keeps the first thing that is wrong.
type validator struct {
	ids map[string]map[string]bool // by kind: every id there is
	err error
}

// wrong keeps the fault unless there is one already.
func (v *validator) wrong(key, path string, args ...any) {
	if v.err == nil {
		v.err = fault.New(fault.Invalid, key, append(args, "Path", path)...)
	}
}

// collect notes every id, and refuses one that is there twice.
func (v *validator) collect(h House) {
	slugs := map[string]bool{}
	for i, x := range h.Areas {
		v.id("area", fmt.Sprintf("areas[%d]", i), x.ID)
	}
	for i, x := range h.Sources {
		v.id("source", fmt.Sprintf("sources[%d]", i), x.ID)
	}
	for i, x := range h.Slots {
		path := fmt.Sprintf("slots[%d]", i)
		v.id("slot", path, x.ID)
		v.slug(slugs, path, x.Slug)
	}
	clear(slugs)
	for i, d := range h.Documents {
		path := fmt.Sprintf("documents[%d]", i)
		v.id("document", path, d.ID)
		v.slug(slugs, path, d.Slug)
		for j, e := range d.Editions {
			v.id("edition", fmt.Sprintf("%s.editions[%d]", path, j), e.ID)
			v.elementIDs(e.Elements)
		}
	}
	for i, x := range h.Decisions {
		v.id("decision", fmt.Sprintf("decisions[%d]", i), x.ID)
	}
	for i, x := range h.Findings {
		v.id("finding", fmt.Sprintf("findings[%d]", i), x.ID)
	}
}

func (v *validator) id(kind, path, id string) {
	if len(id) > maxID || !idForm.MatchString(id) || kind == "slot" && strings.HasPrefix(id, "law-") {
		v.wrong("exchange.badID", path+".id")
		return
	}
	if v.ids[kind] == nil {
		v.ids[kind] = map[string]bool{}
	}
	if v.ids[kind][id] {
		v.wrong("exchange.idTwice", path+".id", "ID", id)
	}
	v.ids[kind][id] = true
}

func (v *validator) slug(taken map[string]bool, path, slug string) {
	if slug == "" || len(slug) > maxID || text.Slug(slug) != slug {
		v.wrong("exchange.badSlug", path+".slug")
	} else if taken[slug] {
		v.wrong("exchange.idTwice", path+".slug", "ID", slug)
	}
	taken[slug] = true
}

func (v *validator) elementIDs(elements []Element) {
	if v.ids["element"] == nil {
		v.ids["element"] = map[string]bool{}
	}
	for _, x := range elements {
		v.ids["element"][x.ID] = true
		v.elementIDs(x.Children)
	}
}

// known refuses an id that points nowhere; "" points at nothing and is fine.
func (v *validator) known(kind, path, id string) {
	if id != "" && !v.ids[kind][id] {
		v.wrong("exchange.noSuch", path, "ID", text.Plain(id, maxID))
	}
}

func each[T any](v *validator, path string, list []T, check func(string, T)) {
	if len(list) > maxListed {
		v.wrong("exchange.tooMany", path, "Limit", maxListed)
		return
	}
	for i, x := range list {
		if v.err != nil {
			return
		}
		check(fmt.Sprintf("%s[%d]", path, i), x)
	}
}

// word refuses a value that is not one of a few.
func word[T ~string](v *validator, path string, s T, allowed []T) {
	if slices.Contains(allowed, s) {
		return
	}
	names := make([]string, len(allowed))
	for i, a := range allowed {
		names[i] = string(a)
	}
	v.wrong("exchange.badWord", path, "Word", text.Plain(string(s), 60), "Allowed", strings.Join(names, ", "))
}

func (v *validator) text(path, s string, limit int) {
	if utf8.RuneCountInString(s) > limit {
		v.wrong("exchange.tooLong", path, "Limit", limit)
	}
	if strings.ContainsRune(s, 0) || !utf8.ValidString(s) {
		v.wrong("exchange.badText", path)
	}
}

func (v *validator) texts(path string, t Texts, limit int) {
	v.text(path+".fi", t.Fi, limit)
	v.text(path+".sv", t.Sv, limit)
	v.text(path+".en", t.En, limit)
}

// filled is texts that must be there in some language.
func (v *validator) filled(path string, t Texts, limit int) {
	if t == (Texts{}) {
		v.wrong("exchange.empty", path)
	}
	v.texts(path, t, limit)
}

func (v *validator) years(path string, from, to int64) {
	for _, y := range []int64{from, to} {
		if y != 0 && (y < 1990 || y > 2100) {
			v.wrong("exchange.badYears", path)
		}
	}
	if from != 0 && to != 0 && to < from {
		v.wrong("exchange.badYears", path)
	}
}

func (v *validator) day(path, s string) {
	if _, err := time.Parse(time.DateOnly, s); s != "" && err != nil {
		v.wrong("exchange.badDate", path)
	}
}

// dateOrPart is a day, a month or a year.
func (v *validator) dateOrPart(path, s string) {
	if partDate.MatchString(s) {
		s += "-01-01"[len(s)-4:]
	}
	v.day(path, s)
}

func (v *validator) span(path string, s Span) {
	if s[0] < 0 || s[1] < s[0] || s[1] > MaxBytes {
		v.wrong("exchange.badSpan", path)
	}
}
