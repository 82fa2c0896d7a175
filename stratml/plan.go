package stratml

// Part tells the two parts of StratML apart.
type Part int

// The parts. Part 2 can hold all that part 1 can, and measured results.
const (
	Part1 Part = 1 // StrategicPlan, ISO 17469-1
	Part2 Part = 2 // PerformancePlanOrReport, ANSI/AIIM 22
)

// Namespaces of the current schemas.
const (
	Namespace1 = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
	Namespace2 = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
)

// Namespace is the XML namespace files of the part are written in, or "" if
// there is no such part.
func (p Part) Namespace() string {
	switch p {
	case Part1:
		return Namespace1
	case Part2:
		return Namespace2
	default:
		return ""
	}
}

// Root is the name of the part's root element, or "" if there is no such part.
func (p Part) Root() string {
	switch p {
	case Part1:
		return "StrategicPlan"
	case Part2:
		return "PerformancePlanOrReport"
	default:
		return ""
	}
}

// Plan is one StratML file of either part.
//
// Name, Acronym, Sequence and other short texts are one line; Description and
// OtherInformation may have several.
type Plan struct {
	Part             Part     // which part the file was; Write takes its own
	Type             PlanType // part 2 only
	Lang             string   // xml:lang of the root if the file says it; the schemas have no place to write it
	Name             string
	Description      string
	OtherInformation string
	Organizations    []Organization
	Vision           Statement
	Mission          Statement
	Values           []Value
	Goals            []Goal
	Administrative   AdministrativeInformation
	Submitter        Submitter
}

// ID is an identifier: as the file had it, and as it can be exported.
//
// An xsd:ID begins with a letter or "_", has no colon and is unique in its file.
// Read keeps what the file said in Original and fills Valid. A caller that builds
// a plan sets Original alone; Write makes it valid and unique. The zero ID means
// that there is no identifier.
type ID struct {
	Original string
	Valid    string
}

// Organization is whose plan it is.
type Organization struct {
	Name         string
	Acronym      string
	ID           ID
	Description  string
	Stakeholders []Stakeholder
}

// Stakeholder is a person, an organization or a group that takes part or is
// affected. Roles exist in part 2 only.
type Stakeholder struct {
	Type        StakeholderType
	Name        string
	Description string
	Roles       []Role
}

// Role is what a stakeholder does or gets. Types has each value once at most.
type Role struct {
	Name        string
	Description string
	Types       []RoleType
}

// Statement is a vision or a mission.
type Statement struct {
	Description string
	ID          ID
}

// Value is a principle the organization holds important.
type Value struct {
	Name        string
	Description string
}

// Goal is a broad result, over many years.
type Goal struct {
	Name             string
	Description      string
	ID               ID
	Sequence         string // SequenceIndicator, such as "1"
	Stakeholders     []Stakeholder
	OtherInformation string
	Objectives       []Objective
}

// Objective is a narrower result under a goal. Indicators exist in part 2 only.
type Objective struct {
	Name             string
	Description      string
	ID               ID
	Sequence         string // SequenceIndicator, such as "1.1"
	Stakeholders     []Stakeholder
	OtherInformation string
	Indicators       []PerformanceIndicator
}

// PerformanceIndicator is what is measured, in which unit, and the results.
type PerformanceIndicator struct {
	Stage                ValueChainStage
	Type                 IndicatorType
	Sequence             string // SequenceIndicator, such as "1.1.1"
	MeasurementDimension string // what is measured
	UnitOfMeasurement    string
	ID                   ID
	Relationships        []Relationship
	Instances            []MeasurementInstance
	OtherInformation     string
}

// Relationship ties an indicator to other elements. Referents are identifiers as
// the file wrote them; Write follows those that point into the plan when it has
// to change an identifier, and leaves others as they are.
type Relationship struct {
	Type        RelationshipType
	ID          ID
	Referents   []string
	Name        string
	Description string
}

// MeasurementInstance is what was aimed at and what was reached.
type MeasurementInstance struct {
	Targets []Result
	Actuals []Result
}

// Result is one target or actual result. An empty Units is missing, not zero.
type Result struct {
	Start       Date
	End         Date
	Units       Decimal // NumberOfUnits
	Descriptor  Descriptor
	Description string
}

// Descriptor says in words what Units cannot, such as "Assessment: behind".
type Descriptor struct {
	Name  string
	Value string
}

// AdministrativeInformation is about the document. ID exists in part 2 only.
// Source is meant to be an address but can be any text.
type AdministrativeInformation struct {
	ID          ID
	Start       Date
	End         Date
	Publication Date
	Source      string
}

// Submitter is who made the file. ID exists in part 2 only.
type Submitter struct {
	ID           ID
	GivenName    string
	Surname      string
	PhoneNumber  string
	EmailAddress string
}
