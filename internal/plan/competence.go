package plan

import "slices"

// Step is what a decision does to an edition.
type Step struct {
	To          State
	Day         string // ISO date of the decision
	Body        string // lower-case Finnish: aluehallitus, aluevaltuusto, ...
	InForceFrom string // of an approval; "" is the day of the decision
}

var (
	councils = []string{"aluevaltuusto", "kaupunginvaltuusto"}
	boards   = []string{"aluehallitus", "kaupunginhallitus"}
	others   = []string{"lautakunta", "viranhaltija"}
)

// Competent tells whether a body may take the step for a kind of document.
// What the law gives the council it cannot delegate (611/2021 sections 22 and
// 96), and the board prepares the council's matters (section 98); programmes
// are decided as the county has arranged.
func Competent(kind DocumentKind, to State, body string) bool {
	ofCouncil := kind != Programme && kind != SelfMonitoring
	switch {
	case to == Approved && ofCouncil:
		return slices.Contains(councils, body)
	case to == Proposed && ofCouncil:
		return slices.Contains(boards, body)
	}
	return slices.Contains(councils, body) || slices.Contains(boards, body) || slices.Contains(others, body)
}
