package stratml

import (
	"slices"
)

func (r *reader) plan(root *node) *Plan {
	p := &Plan{Part: partOf(root.name), Lang: lang(root)}
	as := attrs{}
	if p.Part == Part2 {
		as["Type"] = choice(r, &p.Type, planTypes)
	}
	fs := fields{
		"Name": r.line(&p.Name), "Description": r.prose(&p.Description), "OtherInformation": r.prose(&p.OtherInformation),
		"StrategicPlanCore":         func(n *node) { r.each(n, nil, r.core(p)) },
		"AdministrativeInformation": func(n *node) { r.administrative(n, p) },
		"Submitter":                 r.submitter(p, p.Part == Part2),
	}
	for name, read := range r.core(p) {
		fs[name] = r.misplaced(read)
	}
	r.each(root, as, fs)
	r.required(root, p)
	return p
}

// required notes what the schema cannot do without.
func (r *reader) required(root *node, p *Plan) {
	missing := func(yes bool, element string) {
		if yes {
			r.notices = append(r.notices, Notice{Code: NoticeMissing, Element: element, Line: root.line})
		}
	}
	missing(p.Part == Part2 && p.Type == "", root.name+"@Type")
	missing(p.Name == "", "Name")
	missing(len(p.Goals) == 0, "Goal")
}

func lang(root *node) string {
	for _, a := range root.attrs {
		if a.Name.Local == "lang" && a.Name.Space == xmlSpace {
			return oneLine(a.Value)
		}
	}
	return ""
}

func (r *reader) core(p *Plan) fields {
	return fields{
		"Organization": many(r.organization, &p.Organizations),
		"Vision":       r.statement(&p.Vision),
		"Mission":      r.statement(&p.Mission),
		"Value":        many(r.value, &p.Values),
		"Goal":         many(r.goal, &p.Goals),
	}
}

func (r *reader) organization(n *node) (o Organization) {
	r.each(n, nil, fields{
		"Name": r.line(&o.Name), "Acronym": r.line(&o.Acronym), "Identifier": r.id(&o.ID),
		"Description": r.prose(&o.Description), "Stakeholder": many(r.stakeholder, &o.Stakeholders),
	})
	return o
}

func (r *reader) stakeholder(n *node) (s Stakeholder) {
	r.each(n, attrs{"StakeholderTypeType": choice(r, &s.Type, stakeholderTypes)}, fields{
		"Name": r.line(&s.Name), "Description": r.prose(&s.Description), "Role": many(r.role, &s.Roles),
	})
	return s
}

func (r *reader) role(n *node) (role Role) {
	r.each(n, nil, fields{
		"Name": r.line(&role.Name), "Description": r.prose(&role.Description),
		"RoleType": func(n *node) { r.roleType(n, &role) },
	})
	return role
}

func (r *reader) roleType(n *node, role *Role) {
	s := oneLine(r.content(n))
	v := choose(s, roleTypes)
	switch {
	case s == "":
	case v == "":
		r.notice(NoticeChoiceUnknown, n, s, "")
	case string(v) != s:
		r.notice(NoticeChoice, n, s, string(v))
	}
	if v != "" && !slices.Contains(role.Types, v) {
		role.Types = append(role.Types, v)
	}
}

// statement reads a vision or a mission. A second one adds to the first.
func (r *reader) statement(into *Statement) func(*node) {
	return func(n *node) {
		r.each(n, nil, fields{"Description": r.prose(&into.Description), "Identifier": r.id(&into.ID)})
	}
}

func (r *reader) value(n *node) (v Value) {
	r.each(n, nil, fields{"Name": r.line(&v.Name), "Description": r.prose(&v.Description)})
	return v
}

func (r *reader) goal(n *node) (g Goal) {
	// Some files measure the goal itself: an objective without a name holds those.
	var direct Objective
	r.each(n, nil, fields{
		"Name": r.line(&g.Name), "Description": r.prose(&g.Description), "Identifier": r.id(&g.ID),
		"SequenceIndicator": r.line(&g.Sequence), "Stakeholder": many(r.stakeholder, &g.Stakeholders),
		"OtherInformation": r.prose(&g.OtherInformation), "Objective": many(r.objective, &g.Objectives),
		"PerformanceIndicator": r.misplaced(many(r.indicator, &direct.Indicators)),
	})
	if len(direct.Indicators) > 0 {
		g.Objectives = append(g.Objectives, direct)
	}
	return g
}

func (r *reader) objective(n *node) (o Objective) {
	r.each(n, nil, fields{
		"Name": r.line(&o.Name), "Description": r.prose(&o.Description), "Identifier": r.id(&o.ID),
		"SequenceIndicator": r.line(&o.Sequence), "Stakeholder": many(r.stakeholder, &o.Stakeholders),
		"OtherInformation": r.prose(&o.OtherInformation), "PerformanceIndicator": many(r.indicator, &o.Indicators),
	})
	return o
}

func (r *reader) indicator(n *node) (i PerformanceIndicator) {
	// Results outside a measurement instance are one instance of their own.
	var direct MeasurementInstance
	as := attrs{
		"ValueChainStage":          choice(r, &i.Stage, stages),
		"PerformanceIndicatorType": choice(r, &i.Type, indicatorTypes),
	}
	r.each(n, as, fields{
		"SequenceIndicator": r.line(&i.Sequence), "MeasurementDimension": r.line(&i.MeasurementDimension),
		"UnitOfMeasurement": r.line(&i.UnitOfMeasurement), "Identifier": r.id(&i.ID),
		"Relationship": many(r.relationship, &i.Relationships), "MeasurementInstance": many(r.instance, &i.Instances),
		"OtherInformation": r.prose(&i.OtherInformation),
		"TargetResult":     r.misplaced(many(r.result, &direct.Targets)),
		"ActualResult":     r.misplaced(many(r.result, &direct.Actuals)),
	})
	if len(direct.Targets)+len(direct.Actuals) > 0 {
		i.Instances = append(i.Instances, direct)
	}
	return i
}

func (r *reader) relationship(n *node) (rel Relationship) {
	as := attrs{"RelationshipType": choice(r, &rel.Type, relationshipTypes)}
	r.each(n, as, fields{
		"Identifier": r.id(&rel.ID), "Name": r.line(&rel.Name), "Description": r.prose(&rel.Description),
		"ReferentIdentifier": many(func(n *node) string { return oneLine(r.content(n)) }, &rel.Referents),
	})
	return rel
}

func (r *reader) instance(n *node) (m MeasurementInstance) {
	r.each(n, nil, fields{"TargetResult": many(r.result, &m.Targets), "ActualResult": many(r.result, &m.Actuals)})
	return m
}

func (r *reader) result(n *node) (res Result) {
	r.each(n, nil, fields{
		"StartDate": r.date(&res.Start), "EndDate": r.date(&res.End), "NumberOfUnits": r.decimal(&res.Units),
		"Description": r.prose(&res.Description),
		"Descriptor": func(n *node) {
			r.each(n, nil, fields{"DescriptorName": r.line(&res.Descriptor.Name), "DescriptorValue": r.line(&res.Descriptor.Value)})
		},
	})
	return res
}

func (r *reader) administrative(n *node, p *Plan) {
	a := &p.Administrative
	r.each(n, nil, fields{
		"Identifier": r.id(&a.ID), "StartDate": r.date(&a.Start), "EndDate": r.date(&a.End),
		"PublicationDate": r.date(&a.Publication), "Source": r.line(&a.Source),
		"Submitter": r.submitter(p, p.Part == Part1),
	})
}

// submitter reads who made the file, from the place of its part or the other's.
func (r *reader) submitter(p *Plan, inPlace bool) func(*node) {
	s := &p.Submitter
	read := func(n *node) {
		r.each(n, nil, fields{
			"Identifier": r.id(&s.ID), "GivenName": r.line(&s.GivenName), "Surname": r.line(&s.Surname),
			"PhoneNumber": r.line(&s.PhoneNumber), "EmailAddress": r.line(&s.EmailAddress),
		})
	}
	if inPlace {
		return read
	}
	return r.misplaced(read)
}
