package stratml

import "slices"

func (w *writer) plan(p *Plan) *element {
	root := &element{name: w.part.Root(), attrs: [][2]string{{"xmlns", w.part.Namespace()}}}
	if w.part == Part2 {
		pick(w, root, "Type", planType(p), planTypes)
	}
	root.add(line("Name", p.Name).required(), long("Description", p.Description), long("OtherInformation", p.OtherInformation))
	root.add(w.core(p), w.administrative(p))
	if w.part == Part2 {
		root.add(w.submitter(p))
	}
	return root
}

// planType is the plan's type, or what the plan's content makes it.
func planType(p *Plan) PlanType {
	if p.Type != "" {
		return p.Type
	}
	t := StrategicPlanType
	for _, g := range p.Goals {
		for _, o := range g.Objectives {
			if slices.ContainsFunc(o.Indicators, hasActuals) {
				return PerformanceReportType
			}
			if len(o.Indicators) > 0 {
				t = PerformancePlanType
			}
		}
	}
	return t
}

func hasActuals(i PerformanceIndicator) bool {
	return slices.ContainsFunc(i.Instances, func(m MeasurementInstance) bool { return len(m.Actuals) > 0 })
}

func (w *writer) core(p *Plan) *element {
	core := (&element{name: "StrategicPlanCore"}).required()
	core.add(each(p.Organizations, w.organization)...)
	core.add(w.statement("Vision", &p.Vision), w.statement("Mission", &p.Mission))
	core.add(each(p.Values, w.value)...)
	before := len(core.kids)
	core.add(each(p.Goals, w.goal)...)
	if len(core.kids) == before {
		core.add(w.goal(&Goal{}).required())
	}
	return core
}

func (w *writer) organization(o *Organization) *element {
	e := &element{name: "Organization"}
	e.add(line("Name", o.Name), line("Acronym", o.Acronym), w.id(&o.ID), long("Description", o.Description))
	return e.add(each(o.Stakeholders, w.stakeholder)...)
}

func (w *writer) stakeholder(s *Stakeholder) *element {
	e := &element{name: "Stakeholder"}
	pick(w, e, "StakeholderTypeType", s.Type, stakeholderTypes)
	e.add(line("Name", s.Name).required(), long("Description", s.Description))
	if w.part == Part2 {
		e.add(each(s.Roles, w.role)...)
	}
	return e
}

func (w *writer) role(r *Role) *element {
	e := &element{name: "Role"}
	e.add(line("Name", r.Name).required(), long("Description", r.Description))
	for i, t := range r.Types {
		if !slices.Contains(roleTypes, t) || slices.Contains(r.Types[:i], t) {
			w.wrong("RoleType", string(t))
		}
		e.add(&element{name: "RoleType", text: string(t)})
	}
	return e
}

func (w *writer) statement(name string, s *Statement) *element {
	return (&element{name: name}).add(long("Description", s.Description), w.id(&s.ID))
}

func (w *writer) value(v *Value) *element {
	return (&element{name: "Value"}).add(line("Name", v.Name), long("Description", v.Description))
}

func (w *writer) goal(g *Goal) *element {
	e := &element{name: "Goal"}
	e.add(line("Name", g.Name).required(), long("Description", g.Description).required())
	e.add(w.id(&g.ID), line("SequenceIndicator", g.Sequence))
	e.add(each(g.Stakeholders, w.stakeholder)...)
	e.add(long("OtherInformation", g.OtherInformation))
	return e.add(each(g.Objectives, w.objective)...)
}

func (w *writer) objective(o *Objective) *element {
	e := &element{name: "Objective"}
	e.add(line("Name", o.Name), long("Description", o.Description), w.id(&o.ID), line("SequenceIndicator", o.Sequence))
	e.add(each(o.Stakeholders, w.stakeholder)...)
	e.add(long("OtherInformation", o.OtherInformation))
	if w.part == Part2 {
		e.add(each(o.Indicators, w.indicator)...)
	}
	return e
}

func (w *writer) indicator(i *PerformanceIndicator) *element {
	e := &element{name: "PerformanceIndicator"}
	pick(w, e, "ValueChainStage", i.Stage, stages)
	pick(w, e, "PerformanceIndicatorType", i.Type, indicatorTypes)
	e.add(line("SequenceIndicator", i.Sequence))
	e.add(line("MeasurementDimension", i.MeasurementDimension).required())
	e.add(line("UnitOfMeasurement", i.UnitOfMeasurement).required(), w.id(&i.ID))
	e.add(each(i.Relationships, w.relationship)...)
	e.add(each(i.Instances, w.instance)...)
	return e.add(long("OtherInformation", i.OtherInformation))
}

func (w *writer) relationship(r *Relationship) *element {
	e := &element{name: "Relationship"}
	pick(w, e, "RelationshipType", r.Type, relationshipTypes)
	e.add(w.id(&r.ID))
	for _, ref := range r.Referents {
		e.add(&element{name: "ReferentIdentifier", text: w.ids.referent(ref)})
	}
	return e.add(line("Name", r.Name), long("Description", r.Description))
}

func (w *writer) instance(m *MeasurementInstance) *element {
	e := &element{name: "MeasurementInstance"}
	for i := range m.Targets {
		e.add(w.result("TargetResult", &m.Targets[i]))
	}
	for i := range m.Actuals {
		e.add(w.result("ActualResult", &m.Actuals[i]))
	}
	return e
}

func (w *writer) result(name string, r *Result) *element {
	e := &element{name: name}
	e.add(w.date("StartDate", r.Start), w.date("EndDate", r.End), w.decimal("NumberOfUnits", r.Units))
	descriptor := &element{name: "Descriptor"}
	descriptor.add(line("DescriptorName", r.Descriptor.Name), line("DescriptorValue", r.Descriptor.Value))
	return e.add(descriptor, long("Description", r.Description))
}

func (w *writer) administrative(p *Plan) *element {
	a := &p.Administrative
	e := &element{name: "AdministrativeInformation"}
	if w.part == Part2 {
		e.add(w.id(&a.ID))
	}
	e.add(w.date("StartDate", a.Start), w.date("EndDate", a.End))
	e.add(w.date("PublicationDate", a.Publication), line("Source", a.Source))
	if w.part == Part1 {
		e.add(w.submitter(p))
	}
	return e
}

func (w *writer) submitter(p *Plan) *element {
	s := &p.Submitter
	e := &element{name: "Submitter"}
	if w.part == Part2 {
		e.add(w.id(&s.ID))
	}
	e.add(line("GivenName", s.GivenName), line("Surname", s.Surname))
	return e.add(line("PhoneNumber", s.PhoneNumber), line("EmailAddress", s.EmailAddress))
}
