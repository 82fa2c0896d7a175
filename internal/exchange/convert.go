package exchange

import (
	"github.com/katto-project/katto/internal/decision"
	"github.com/katto-project/katto/internal/house"
	"github.com/katto-project/katto/internal/intake"
	"github.com/katto-project/katto/internal/plan"
)

// house gives the texts as rooms hold them; nil when there is none.
func (t Texts) house() house.Texts {
	var out house.Texts
	for lang, s := range map[string]string{"fi": t.Fi, "sv": t.Sv, "en": t.En} {
		if s == "" {
			continue
		}
		if out == nil {
			out = house.Texts{}
		}
		out[lang] = s
	}
	return out
}

func textsOf(t house.Texts) Texts { return Texts{Fi: t["fi"], Sv: t["sv"], En: t["en"]} }

func (s Span) house() house.Span { return house.Span{Start: s[0], End: s[1]} }

func spanOf(s house.Span) Span { return Span{s.Start, s.End} }

func (a Area) room(county house.County, position int) plan.Area {
	return plan.Area{
		ID: a.ID, County: county, Position: int64(position), Name: a.Name.house(),
		Municipalities: a.Municipalities, ToldBy: a.ToldBy,
	}
}

func areaOf(a plan.Area) Area {
	return Area{ID: a.ID, Name: textsOf(a.Name), Municipalities: a.Municipalities, ToldBy: a.ToldBy}
}

func (s Source) room(county house.County) intake.Source {
	return intake.Source{
		ID: s.ID, County: county, Name: s.Name, Address: s.Address, MediaType: s.MediaType, SHA256: s.SHA256,
		Language: s.Language, State: intake.Cited, EditionID: s.Edition,
	}
}

func sourceOf(s intake.Source) Source {
	return Source{
		ID: s.ID, Name: s.Name, Address: s.Address, MediaType: s.MediaType, SHA256: s.SHA256,
		Language: s.Language, Edition: s.EditionID,
	}
}

func (s Slot) room(county house.County, position int) plan.Slot {
	return plan.Slot{
		ID: s.ID, County: county, Kind: s.Kind, Slug: s.Slug, Title: s.Title.house(), Note: s.Note.house(),
		Binding: s.Binding, Basis: s.Basis, Decider: s.Decider, State: s.State, ToldBy: s.ToldBy,
		Position: int64(position), DocumentID: s.Document,
	}
}

func slotOf(s plan.Slot) Slot {
	return Slot{
		ID: s.ID, Kind: s.Kind, Slug: s.Slug, Title: textsOf(s.Title), Note: textsOf(s.Note), Binding: s.Binding,
		Basis: s.Basis, Decider: s.Decider, State: s.State, ToldBy: s.ToldBy, Document: s.DocumentID,
	}
}

func (d Document) room(county house.County) plan.Document {
	return plan.Document{ID: d.ID, County: county, Kind: d.Kind, Slug: d.Slug, Title: d.Title.house()}
}

func documentOf(d plan.Document) Document {
	return Document{ID: d.ID, Kind: d.Kind, Slug: d.Slug, Title: textsOf(d.Title)}
}

func (e Edition) room(county house.County, document string) plan.Edition {
	return plan.Edition{
		ID: e.ID, County: county, DocumentID: document, Number: e.Number, State: e.State, BasedOn: e.BasedOn,
		StartYear: e.StartYear, EndYear: e.EndYear, ProposedOn: e.ProposedOn, ReturnedOn: e.ReturnedOn,
		ApprovedOn: e.ApprovedOn, InForceFrom: e.InForceFrom, SupersededOn: e.SupersededOn, ToldBy: e.ToldBy,
		Note: e.Note.house(), Public: e.Public, Hash: e.Hash,
	}
}

func editionOf(e plan.Edition, elements []plan.Element) Edition {
	return Edition{
		ID: e.ID, Number: e.Number, State: e.State, Public: e.Public, BasedOn: e.BasedOn, StartYear: e.StartYear,
		EndYear: e.EndYear, ProposedOn: e.ProposedOn, ReturnedOn: e.ReturnedOn, ApprovedOn: e.ApprovedOn,
		InForceFrom: e.InForceFrom, SupersededOn: e.SupersededOn, ToldBy: e.ToldBy, Hash: e.Hash,
		Note: textsOf(e.Note), Elements: elementsOf(plan.Tree(elements)),
	}
}

// rooms lists the edition's elements as the plan holds them, parents first.
func (e Edition) rooms(county house.County) []plan.Element {
	var list []plan.Element
	flatten(&list, county, e.ID, "", e.Elements)
	return list
}

func flatten(list *[]plan.Element, county house.County, edition, parent string, elements []Element) {
	for i, x := range elements {
		*list = append(*list, plan.Element{
			EditionID: edition, ID: x.ID, County: county, ParentID: parent, Kind: x.Kind, Position: int64(i),
			Title: x.Title.house(), Body: x.Body.house(), Deeds: deeds(x.Deeds), StartYear: x.StartYear,
			EndYear: x.EndYear, Areas: x.Areas, SourceID: x.Source, Span: x.Span.house(), ToldBy: x.ToldBy,
		})
		flatten(list, county, edition, x.ID, x.Children)
	}
}

func deeds(list []Texts) []house.Texts {
	var out []house.Texts
	for _, t := range list {
		out = append(out, t.house())
	}
	return out
}

func elementsOf(nodes []*plan.Node) []Element {
	var list []Element
	for _, n := range nodes {
		x := Element{
			ID: n.ID, Kind: n.Kind, Title: textsOf(n.Title), Body: textsOf(n.Body), StartYear: n.StartYear,
			EndYear: n.EndYear, Areas: n.Areas, Source: n.SourceID, Span: spanOf(n.Span), ToldBy: n.ToldBy,
			Children: elementsOf(n.Children),
		}
		for _, d := range n.Deeds {
			x.Deeds = append(x.Deeds, textsOf(d))
		}
		list = append(list, x)
	}
	return list
}

func (d Decision) room(county house.County) decision.Decision {
	return decision.Decision{
		ID: d.ID, County: county, Body: d.Body, HeldOn: d.HeldOn, Section: d.Section, RecordNumber: d.RecordNumber,
		Act: d.Act, Status: d.Status, What: d.What.house(), Ref: house.Ref{Kind: d.About.Kind, ID: d.About.ID},
		ToldBy: d.ToldBy,
	}
}

func decisionOf(d decision.Decision) Decision {
	return Decision{
		ID: d.ID, Body: d.Body, HeldOn: d.HeldOn, Section: d.Section, RecordNumber: d.RecordNumber, Act: d.Act,
		Status: d.Status, What: textsOf(d.What), About: About{Kind: d.Ref.Kind, ID: d.Ref.ID}, ToldBy: d.ToldBy,
	}
}

func (f Finding) room(county house.County, position int) intake.Finding {
	return intake.Finding{
		ID: f.ID, County: county, SourceID: f.Source, Position: int64(position), Kind: f.Kind, Words: f.Words,
		Detail: intake.Detail{
			Body: f.Body, Date: f.Date, Status: f.Status, Count: f.Count, AmountEUR: f.AmountEUR,
			StartYear: f.StartYear, EndYear: f.EndYear, Code: f.Code, Texts: f.Texts.house(),
		},
		Span: f.Span.house(), Confidence: f.Confidence, UnderID: f.Under, State: intake.Accepted, ElementID: f.Element,
	}
}

func findingOf(f intake.Finding) Finding {
	d := f.Detail
	return Finding{
		ID: f.ID, Source: f.SourceID, Kind: f.Kind, Words: f.Words, Texts: textsOf(d.Texts), Count: d.Count,
		AmountEUR: d.AmountEUR, Body: d.Body, Date: d.Date, Status: d.Status, StartYear: d.StartYear, EndYear: d.EndYear,
		Code: d.Code, Span: spanOf(f.Span), Confidence: f.Confidence, Under: f.UnderID, Element: f.ElementID,
	}
}
