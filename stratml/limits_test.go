package stratml

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"
)

func TestReadLimits(t *testing.T) {
	plan := fixture(t, "part2.xml")
	nested := "<StrategicPlan>" + strings.Repeat("<a>", 5) + strings.Repeat("</a>", 5) + "</StrategicPlan>"
	crowd := "<StrategicPlan>" + strings.Repeat("<a/>", maxElements) + "</StrategicPlan>"
	broken := errors.New("the line went dead")
	cases := map[string]struct {
		in   string
		opts []Option
		want error
	}{
		"just fits":       {string(plan), []Option{MaxBytes(int64(len(plan)))}, nil},
		"one byte over":   {string(plan), []Option{MaxBytes(int64(len(plan)) - 1)}, ErrTooLarge},
		"far too large":   {string(plan), []Option{MaxBytes(1)}, ErrTooLarge},
		"no limit at all": {string(plan), []Option{MaxBytes(1<<63 - 1)}, nil},
		"deep enough":     {nested, []Option{MaxDepth(6)}, nil},
		"too deep":        {nested, []Option{MaxDepth(5)}, ErrTooDeep},
		"too deep anyway": {"<StrategicPlan>" + strings.Repeat("<a>", 1000), nil, ErrTooDeep},
		"too many":        {crowd, nil, ErrTooLarge},
		"attributes of a tag": {
			"<StrategicPlan" + strings.Repeat(" a='>'", maxAttributes+1) + "/>", nil, ErrTooLarge,
		},
		"attributes of all": {
			"<StrategicPlan>" + strings.Repeat("<a b=''/>", maxElements/2) + "</StrategicPlan>", nil, ErrTooLarge,
		},
		"not attributes": {
			"<StrategicPlan><Name>" + strings.Repeat(`"a" `, 3*maxAttributes) + "</Name></StrategicPlan>", nil, nil,
		},
		"empty":            {"", nil, ErrNotStratML},
		"blank":            {" \n", nil, ErrNotStratML},
		"comment only":     {"<!-- StratML -->", nil, ErrNotStratML},
		"a web page":       {"<html><p>Strategia", nil, ErrNotStratML},
		"a doctype inside": {"<StrategicPlan><!DOCTYPE a></StrategicPlan>", nil, ErrDoctype},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, _, err := Read(strings.NewReader(c.in), c.opts...)
			if !errors.Is(err, c.want) {
				t.Errorf("error is %v, want %v", err, c.want)
			}
		})
	}
	if _, _, err := Read(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("the reader's own error became %v", err)
	}
}

// TestReadManyTexts would take a minute if all the texts were joined.
func TestReadManyTexts(t *testing.T) {
	const n = 100_000
	in := "<StrategicPlan>" + strings.Repeat("<Vision><Description>"+strings.Repeat("x", 100)+"</Description></Vision>", n) + "</StrategicPlan>"
	in = strings.Replace(in, "xx", "y", 1)
	p, notices, err := Read(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(p.Vision.Description, "\n\n"); got != maxJoined {
		t.Errorf("%d texts were joined", got)
	}
	if last := notices[len(notices)-1]; last.Became == "joined" {
		t.Errorf("the last notice is %v", last)
	}
}

// TestReadManyDuplicates would take minutes if renewing an identifier looked
// through all the earlier ones.
func TestReadManyDuplicates(t *testing.T) {
	const n = 20_000
	in := "<StrategicPlan><StrategicPlanCore>" + strings.Repeat("<Goal><Identifier>x</Identifier></Goal>", n) + "</StrategicPlanCore></StrategicPlan>"
	p, _, err := Read(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Goals[n-1].ID.Valid; got != "x_20000" {
		t.Errorf("the last identifier is %q", got)
	}
}
