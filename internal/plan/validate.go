package plan

import (
	"slices"
	"time"
	"unicode/utf8"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/text"
)

// Limits of what an edition holds, in characters and pieces. They are far
// above any real strategy and keep a stranger's file from filling the disk.
const (
	MaxTitle    = 500
	MaxBody     = 20_000
	MaxDeeds    = 20
	MaxElements = 3_000
	MaxDepth    = 8
	MaxComment  = 4_000
)

// Validate refuses an element that no page could show.
func (e Element) Validate() error {
	if !slices.Contains(Kinds, e.Kind) {
		return fault.New(fault.Invalid, "plan.badKind", "Kind", string(e.Kind)).On("kind")
	}
	if empty(e.Title) && empty(e.Body) {
		return fault.New(fault.Invalid, "plan.emptyElement").On("title")
	}
	if err := first(texts(e.Title, MaxTitle, "title"), texts(e.Body, MaxBody, "body"), years(e.StartYear, e.EndYear)); err != nil {
		return err
	}
	if len(e.Deeds) > MaxDeeds {
		return fault.New(fault.Invalid, "plan.tooManyDeeds", "Count", MaxDeeds).On("deeds")
	}
	for _, d := range e.Deeds {
		if err := texts(d, MaxTitle, "deeds"); err != nil {
			return err
		}
	}
	return nil
}

// Validate refuses a slot that no house could draw.
func (s Slot) Validate() error {
	if empty(s.Title) {
		return fault.New(fault.Invalid, "plan.noTitle").On("title")
	}
	if text.Slug(s.Slug) != s.Slug || s.Slug == "" || len(s.Slug) > 80 {
		return fault.New(fault.Invalid, "plan.badSlug").On("slug")
	}
	if !slices.Contains([]Binding{Inside, Beside, Under}, s.Binding) {
		return fault.New(fault.Invalid, "plan.badBinding").On("binding")
	}
	if !slices.Contains([]SlotState{SlotEmpty, SlotPlanned, SlotPreparing, SlotExists}, s.State) {
		return fault.New(fault.Invalid, "plan.badSlotState").On("state")
	}
	return first(texts(s.Title, MaxTitle, "title"), texts(s.Note, MaxBody, "note"))
}

func empty(t house.Texts) bool {
	for _, s := range t {
		if s != "" {
			return false
		}
	}
	return true
}

func texts(t house.Texts, limit int, field string) error {
	for lang, s := range t {
		if _, ok := text.Parse(lang); !ok {
			return fault.New(fault.Invalid, "plan.badLanguage", "Language", lang).On(field)
		}
		if utf8.RuneCountInString(s) > limit {
			return fault.New(fault.Invalid, "plan.tooLong", "Limit", limit).On(field)
		}
	}
	return nil
}

func years(from, to int64) error {
	for _, y := range []int64{from, to} {
		if y != 0 && (y < 1990 || y > 2100) {
			return fault.New(fault.Invalid, "plan.badYear").On("years")
		}
	}
	if from != 0 && to != 0 && to < from {
		return fault.New(fault.Invalid, "plan.yearsBackwards").On("years")
	}
	return nil
}

func (s *Service) stamp(t time.Time) time.Time {
	if t.IsZero() {
		return s.now()
	}
	return t
}
