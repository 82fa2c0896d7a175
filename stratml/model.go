package stratml

// child is an element inside another, and how often it may be there.
type child struct {
	name     string
	min, max int
}

// unbounded is a max without a limit.
const unbounded = int(^uint(0) >> 1)

func one(name string) child      { return child{name, 1, 1} }
func optional(name string) child { return child{name, 0, 1} }
func anyOf(name string) child    { return child{name, 0, unbounded} }
func some(name string) child     { return child{name, 1, unbounded} }

// kind is what text an element holds.
type kind int

const (
	children kind = iota // no text
	freeText
	idText
	dateText    // a day
	dateOrEmpty // a day or nothing
	decimalText // a number or nothing
	choiceText
)

// attribute is an attribute that has one of a few values.
type attribute struct {
	name     string
	required bool
	allowed  []string
}

// rule is what the schema says of an element.
type rule struct {
	kind     kind
	children []child // in this order
	attrs    []attribute
	allowed  []string // for choiceText
}

func sequence(c ...child) rule { return rule{children: c} }

func (r rule) with(attrs ...attribute) rule {
	r.attrs = attrs
	return r
}

// contentModel are the rules of a part by element name. An element has the same
// content wherever it stands, so a name is enough.
func contentModel(p Part) map[string]rule {
	m := sharedModel()
	texts := []string{
		"Name", "Description", "OtherInformation", "Acronym", "SequenceIndicator", "Source",
		"GivenName", "Surname", "PhoneNumber", "EmailAddress",
	}
	dates := dateText
	if p == Part1 {
		addPart1(m)
	} else {
		addPart2(m)
		dates = dateOrEmpty
		texts = append(texts, "MeasurementDimension", "UnitOfMeasurement", "ReferentIdentifier", "DescriptorName", "DescriptorValue")
	}
	for _, name := range texts {
		m[name] = rule{kind: freeText}
	}
	for _, name := range []string{"StartDate", "EndDate", "PublicationDate"} {
		m[name] = rule{kind: dates}
	}
	m["Identifier"] = rule{kind: idText}
	return m
}

var stakeholderAttr = attribute{name: "StakeholderTypeType", allowed: plain(stakeholderTypes)}

// sharedModel is what both parts have alike.
func sharedModel() map[string]rule {
	return map[string]rule{
		"StrategicPlanCore": sequence(anyOf("Organization"), optional("Vision"), optional("Mission"), anyOf("Value"), some("Goal")),
		"Organization": sequence(
			optional("Name"), optional("Acronym"), optional("Identifier"), optional("Description"), anyOf("Stakeholder")),
		"Vision":  sequence(optional("Description"), optional("Identifier")),
		"Mission": sequence(optional("Description"), optional("Identifier")),
		"Value":   sequence(optional("Name"), optional("Description")),
		"Goal": sequence(
			one("Name"), one("Description"), optional("Identifier"), optional("SequenceIndicator"),
			anyOf("Stakeholder"), optional("OtherInformation"), anyOf("Objective")),
	}
}

func addPart1(m map[string]rule) {
	m["StrategicPlan"] = sequence(
		one("Name"), optional("Description"), optional("OtherInformation"), one("StrategicPlanCore"),
		optional("AdministrativeInformation"))
	m["Stakeholder"] = sequence(one("Name"), optional("Description")).with(stakeholderAttr)
	m["Objective"] = sequence(
		optional("Name"), optional("Description"), optional("Identifier"), optional("SequenceIndicator"),
		anyOf("Stakeholder"), optional("OtherInformation"))
	m["AdministrativeInformation"] = sequence(
		optional("StartDate"), optional("EndDate"), optional("PublicationDate"), optional("Source"), optional("Submitter"))
	m["Submitter"] = sequence(
		optional("GivenName"), optional("Surname"), optional("PhoneNumber"), optional("EmailAddress"))
}

func addPart2(m map[string]rule) {
	m["PerformancePlanOrReport"] = sequence(
		one("Name"), optional("Description"), optional("OtherInformation"), one("StrategicPlanCore"),
		optional("AdministrativeInformation"), optional("Submitter"),
	).with(attribute{name: "Type", required: true, allowed: plain(planTypes)})
	m["Stakeholder"] = sequence(one("Name"), optional("Description"), anyOf("Role")).with(stakeholderAttr)
	m["Role"] = sequence(one("Name"), optional("Description"), child{"RoleType", 0, len(roleTypes)})
	m["RoleType"] = rule{kind: choiceText, allowed: plain(roleTypes)}
	m["Objective"] = sequence(
		optional("Name"), optional("Description"), optional("Identifier"), optional("SequenceIndicator"),
		anyOf("Stakeholder"), optional("OtherInformation"), anyOf("PerformanceIndicator"))
	m["AdministrativeInformation"] = sequence(
		optional("Identifier"), optional("StartDate"), optional("EndDate"), optional("PublicationDate"), optional("Source"))
	m["Submitter"] = sequence(
		optional("Identifier"), optional("GivenName"), optional("Surname"), optional("PhoneNumber"), optional("EmailAddress"))
	addIndicator(m)
}

func addIndicator(m map[string]rule) {
	m["PerformanceIndicator"] = sequence(
		optional("SequenceIndicator"), one("MeasurementDimension"), one("UnitOfMeasurement"), optional("Identifier"),
		anyOf("Relationship"), anyOf("MeasurementInstance"), optional("OtherInformation"),
	).with(
		attribute{name: "ValueChainStage", allowed: plain(stages)},
		attribute{name: "PerformanceIndicatorType", allowed: plain(indicatorTypes)})
	m["Relationship"] = sequence(
		optional("Identifier"), anyOf("ReferentIdentifier"), optional("Name"), optional("Description"),
	).with(attribute{name: "RelationshipType", allowed: plain(relationshipTypes)})
	m["MeasurementInstance"] = sequence(anyOf("TargetResult"), anyOf("ActualResult"))
	result := sequence(
		optional("StartDate"), optional("EndDate"), optional("NumberOfUnits"), optional("Descriptor"), optional("Description"))
	m["TargetResult"], m["ActualResult"] = result, result
	m["NumberOfUnits"] = rule{kind: decimalText}
	m["Descriptor"] = sequence(optional("DescriptorName"), optional("DescriptorValue"))
}
