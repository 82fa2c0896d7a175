package stratml

// LeftOut lists what of a plan [Write] has no place for in a part, so that a
// person can be told before the file is made. Each notice is a
// [NoticeLeftOut]; Value is the name of the thing.
func LeftOut(p *Plan, part Part) []Notice {
	var out []Notice
	add := func(yes bool, element, value string) {
		if yes {
			out = append(out, Notice{Code: NoticeLeftOut, Element: element, Value: excerpt(value)})
		}
	}
	add(p.Lang != "", part.Root()+"@lang", p.Lang)
	if part != Part1 {
		return out
	}
	add(p.Type != "" && p.Type != StrategicPlanType, Part2.Root()+"@Type", string(p.Type))
	roles := func(list []Stakeholder) {
		for _, s := range list {
			add(len(s.Roles) > 0, "Role", s.Name)
		}
	}
	for _, o := range p.Organizations {
		roles(o.Stakeholders)
	}
	for _, g := range p.Goals {
		roles(g.Stakeholders)
		for _, o := range g.Objectives {
			roles(o.Stakeholders)
			for _, i := range o.Indicators {
				add(true, "PerformanceIndicator", i.MeasurementDimension)
			}
		}
	}
	add(p.Administrative.ID != ID{}, "AdministrativeInformation/Identifier", p.Administrative.ID.Original)
	add(p.Submitter.ID != ID{}, "Submitter/Identifier", p.Submitter.ID.Original)
	return out
}
