package plan

import (
	"context"

	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/registry"
	"github.com/katto-project/katto/internal/text"
)

// Status is how far a county's house is, for the desk.
type Status struct {
	Drafts    []DraftStatus
	Proposed  []Named // waiting for the council
	EmptyRoom int     // rooms without anything told
	Begun     bool    // the county has a document
	Ending    []Named // in force, with a period that ends this year or ended before
}

// Named is an edition with the document it belongs to.
type Named struct {
	Edition  Edition
	Document Document
}

func (n Named) name(l text.Lang) string {
	title, _ := n.Document.Title.In(string(l))
	return l.T("plan.editionName", "Document", title, "Number", n.Edition.Number)
}

// DraftStatus is one draft and what it lacks.
type DraftStatus struct {
	Named
	Missing  int // texts that some language lacks
	Open     int // comments without an answer
	Elements int
}

// Missing counts the texts that the drafts lack in some language.
func (s Status) Missing() int {
	n := 0
	for _, d := range s.Drafts {
		n += d.Missing
	}
	return n
}

// Status reads what the desk tells of a county's plan.
func (s *Service) Status(ctx context.Context, p Plan) (Status, error) {
	out := Status{Begun: len(p.Documents) > 0}
	c, err := registry.ByCode(p.County)
	if err != nil {
		return out, err
	}
	day := s.now().In(text.Zone).Format("2006-01-02")
	for _, x := range p.Slots {
		if x.State == SlotEmpty && x.DocumentID == "" {
			out.EmptyRoom++
		}
	}
	for _, e := range p.Editions {
		doc, _ := p.Document(e.DocumentID)
		named := Named{e, doc}
		switch standing := e.Standing(day); {
		case e.State == Draft:
			d, err := s.draftStatus(ctx, c, named)
			if err != nil {
				return out, err
			}
			out.Drafts = append(out.Drafts, d)
		case standing == StandingProposed:
			out.Proposed = append(out.Proposed, named)
		case standing == StandingEnded, standing == StandingInForce && yearText(e.EndYear) == day[:4]:
			out.Ending = append(out.Ending, named)
		}
	}
	out.Ending = withoutDraft(out)
	return out, nil
}

func (s *Service) draftStatus(ctx context.Context, c registry.County, e Named) (DraftStatus, error) {
	out := DraftStatus{Named: e}
	elements, err := s.Elements(ctx, c.Code, e.Edition.ID)
	if err != nil {
		return out, err
	}
	comments, err := s.Comments(ctx, c.Code, e.Edition.ID)
	if err != nil {
		return out, err
	}
	for _, x := range comments {
		if x.State == CommentOpen {
			out.Open++
		}
	}
	languages := languagesOf(c, elements)
	for _, x := range elements {
		for _, l := range languages {
			out.Missing += len(lacking(x, l))
		}
	}
	out.Elements = len(elements)
	return out, nil
}

// withoutDraft leaves out the editions whose successor is being written or
// has been proposed.
func withoutDraft(s Status) []Named {
	busy := map[string]bool{}
	for _, d := range s.Drafts {
		busy[d.Edition.DocumentID] = true
	}
	for _, e := range s.Proposed {
		busy[e.Edition.DocumentID] = true
	}
	var list []Named
	for _, e := range s.Ending {
		if !busy[e.Edition.DocumentID] {
			list = append(list, e)
		}
	}
	return list
}

// Todo is one thing to do next, and where.
type Todo struct{ Text, Href string }

// Todo lists what the actor could do next in the county, the most pressing
// first. waiting is how many sources wait for review.
func (s Status) Todo(l text.Lang, by house.Actor, c registry.County, waiting int) []Todo {
	var list []Todo
	base := DeskPath(l, c)
	add := func(href, key string, args ...any) {
		list = append(list, Todo{Text: l.T("plan.todo."+key, args...), Href: base + href})
	}
	if waiting > 0 {
		add("/sources", "sources", "Count", waiting)
	}
	if !s.Begun && by.Can(house.Editor, c.Code) {
		add("/sources", "begin")
	}
	for _, e := range s.Proposed {
		if by.Can(house.Editor, c.Code) {
			add("/decisions/new?edition="+e.Edition.ID, "proposed", "Name", e.name(l))
		}
	}
	for _, d := range s.Drafts {
		d.todo(l, by, c, add)
	}
	for _, e := range s.Ending {
		add("#edition-"+e.Edition.ID, "ending", "Name", e.name(l), "Year", yearText(e.Edition.EndYear))
	}
	if s.EmptyRoom > 0 {
		add("/rooms", "rooms", "Count", s.EmptyRoom)
	}
	return list
}

func (d DraftStatus) todo(l text.Lang, by house.Actor, c registry.County, add func(href, key string, args ...any)) {
	here := "/editions/" + d.Edition.ID
	switch {
	case d.Elements == 0:
		add(here, "write", "Name", d.name(l))
		return
	case d.Open > 0:
		add(here, "comments", "Count", d.Open, "Name", d.name(l))
	}
	if d.Missing > 0 {
		add(here+"/languages", "languages", "Count", d.Missing, "Name", d.name(l))
	}
	if d.Open == 0 && d.Missing == 0 && by.Can(house.Editor, c.Code) {
		add("/decisions/new?edition="+d.Edition.ID, "propose", "Name", d.name(l))
	}
}
