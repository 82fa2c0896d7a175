package stratml

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestAnyPlan: any plan a program can build is written right, read back the same
// and never changed by being written.
func TestAnyPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPlan(t)
		assertRoundTrip(t, p, Part1)
		assertRoundTrip(t, p, Part2)
		assertReadsBack(t, p)
	})
}

// assertReadsBack: once through a file, the plan is the same after every file.
func assertReadsBack(t *rapid.T, p *Plan) {
	through := func(p *Plan) *Plan {
		var b bytes.Buffer
		if err := Write(&b, p, Part2); err != nil {
			t.Fatalf("Write refused: %v", err)
		}
		out, _, err := Read(&b)
		if err != nil {
			t.Fatalf("Read refused: %v", err)
		}
		return out
	}
	once := through(p)
	if diff := cmp.Diff(once, through(once)); diff != "" {
		t.Fatalf("the plan changed on the way (-first +second):\n%s", diff)
	}
}

func anyText(t *rapid.T) string {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"", "", "Nimi", " a\r\n\tb ", "<b>&amp;</b>", "]]>", "\x00\x0b", "10\u00a0%", "\ufffe\ufeff"}),
		rapid.StringN(0, 8, -1),
	).Draw(t, "text")
}

func anyID(t *rapid.T) ID {
	some := rapid.OneOf(
		rapid.SampledFrom([]string{"", "", "a", "1", "_1", "_1_2", "a b", "a_b", "a:b", "a_2", "\xff"}),
		rapid.StringN(0, 4, -1),
	)
	return ID{Original: some.Draw(t, "original"), Valid: some.Draw(t, "valid")}
}

func anyChoice[T ~string](t *rapid.T, allowed []T) T {
	return rapid.SampledFrom(append([]T{""}, allowed...)).Draw(t, "choice")
}

func anyDate(t *rapid.T) Date {
	return Date(rapid.SampledFrom([]string{"", "0001-01-01", "2024-02-29", "9999-12-31"}).Draw(t, "date"))
}

func list[T any](t *rapid.T, one func(*rapid.T) T) []T {
	return rapid.SliceOfN(rapid.Custom(one), 0, 2).Draw(t, "list")
}

func anyPlan(t *rapid.T) *Plan {
	return &Plan{
		Type: anyChoice(t, planTypes), Name: anyText(t), Description: anyText(t), OtherInformation: anyText(t),
		Organizations: list(t, func(t *rapid.T) Organization {
			return Organization{anyText(t), anyText(t), anyID(t), anyText(t), list(t, anyStakeholder)}
		}),
		Vision: Statement{anyText(t), anyID(t)}, Mission: Statement{anyText(t), anyID(t)},
		Values:         list(t, func(t *rapid.T) Value { return Value{anyText(t), anyText(t)} }),
		Goals:          list(t, anyGoal),
		Administrative: AdministrativeInformation{anyID(t), anyDate(t), anyDate(t), anyDate(t), anyText(t)},
		Submitter:      Submitter{anyID(t), anyText(t), anyText(t), anyText(t), anyText(t)},
	}
}

func anyStakeholder(t *rapid.T) Stakeholder {
	return Stakeholder{anyChoice(t, stakeholderTypes), anyText(t), anyText(t), list(t, func(t *rapid.T) Role {
		types := rapid.SliceOfNDistinct(rapid.SampledFrom(roleTypes), 0, 2, rapid.ID).Draw(t, "types")
		return Role{anyText(t), anyText(t), types}
	})}
}

func anyGoal(t *rapid.T) Goal {
	return Goal{anyText(t), anyText(t), anyID(t), anyText(t), list(t, anyStakeholder), anyText(t), list(t, func(t *rapid.T) Objective {
		return Objective{anyText(t), anyText(t), anyID(t), anyText(t), list(t, anyStakeholder), anyText(t), list(t, anyIndicator)}
	})}
}

func anyIndicator(t *rapid.T) PerformanceIndicator {
	return PerformanceIndicator{
		Stage: anyChoice(t, stages), Type: anyChoice(t, indicatorTypes), Sequence: anyText(t),
		MeasurementDimension: anyText(t), UnitOfMeasurement: anyText(t), ID: anyID(t),
		Relationships: list(t, func(t *rapid.T) Relationship {
			return Relationship{anyChoice(t, relationshipTypes), anyID(t), list(t, anyText), anyText(t), anyText(t)}
		}),
		Instances: list(t, func(t *rapid.T) MeasurementInstance {
			return MeasurementInstance{list(t, anyResult), list(t, anyResult)}
		}),
		OtherInformation: anyText(t),
	}
}

func anyResult(t *rapid.T) Result {
	units := rapid.OneOf(rapid.Just(""), rapid.StringMatching(`[+-]?[0-9]{1,5}(\.[0-9]{0,3})?`)).Draw(t, "units")
	return Result{anyDate(t), anyDate(t), Decimal(units), Descriptor{anyText(t), anyText(t)}, anyText(t)}
}
