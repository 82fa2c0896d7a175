package stratml

import (
	"slices"
	"strings"
	"unicode"
)

// PlanType says what a part 2 file is.
type PlanType string

// The types of a part 2 file.
const (
	StrategicPlanType     PlanType = "Strategic_Plan"
	PerformancePlanType   PlanType = "Performance_Plan"
	PerformanceReportType PlanType = "Performance_Report"
)

// StakeholderType says what kind of stakeholder it is.
type StakeholderType string

// The kinds of stakeholder.
const (
	PersonStakeholder       StakeholderType = "Person"
	OrganizationStakeholder StakeholderType = "Organization"
	GroupStakeholder        StakeholderType = "Generic_Group"
)

// RoleType says on which side of the work a stakeholder is.
type RoleType string

// The sides. A role can be both.
const (
	Performer   RoleType = "Performer"
	Beneficiary RoleType = "Beneficiary"
)

// ValueChainStage says which step of the work an indicator measures.
type ValueChainStage string

// The steps, from the last to the first.
const (
	OutcomeStage          ValueChainStage = "Outcome"
	OutputProcessingStage ValueChainStage = "Output_Processing"
	OutputStage           ValueChainStage = "Output"
	InputProcessingStage  ValueChainStage = "Input_Processing"
	InputStage            ValueChainStage = "Input"
)

// IndicatorType says whether an indicator is a number.
type IndicatorType string

// The types of indicator.
const (
	Quantitative IndicatorType = "Quantitative"
	Qualitative  IndicatorType = "Qualitative"
)

// RelationshipType says how an indicator relates to its referents.
type RelationshipType string

// The relations.
const (
	BroaderThan  RelationshipType = "Broader_Than"
	PeerTo       RelationshipType = "Peer_To"
	NarrowerThan RelationshipType = "Narrower_Than"
)

// What the schemas allow.
var (
	planTypes         = []PlanType{StrategicPlanType, PerformancePlanType, PerformanceReportType}
	stakeholderTypes  = []StakeholderType{PersonStakeholder, OrganizationStakeholder, GroupStakeholder}
	roleTypes         = []RoleType{Performer, Beneficiary}
	stages            = []ValueChainStage{OutcomeStage, OutputProcessingStage, OutputStage, InputProcessingStage, InputStage}
	indicatorTypes    = []IndicatorType{Quantitative, Qualitative}
	relationshipTypes = []RelationshipType{BroaderThan, PeerTo, NarrowerThan}
)

// choose finds the allowed value that s spells, in whatever case and with
// whatever between the words: "performance report" is Performance_Report.
// Returns "" if there is none.
func choose[T ~string](s string, allowed []T) T {
	if slices.Contains(allowed, T(s)) {
		return T(s)
	}
	for _, a := range allowed {
		if letters(s) == letters(string(a)) {
			return a
		}
	}
	return ""
}

// letters is s in lower case without anything but letters.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// plain turns named strings into strings.
func plain[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, v := range in {
		out[i] = string(v)
	}
	return out
}
