package stratml_test

import (
	"errors"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/katto-project/katto/stratml"
)

const oldFile = `<PerformancePlanOrReport Type="Performance_Plan">
<Name>Follow-up</Name>
<StrategicPlanCore><Goal><Name>The economy lasts</Name>
<Identifier>1c</Identifier>
<Objective><PerformanceIndicator><MeasurementDimension>Costs</MeasurementDimension>
<UnitOfMeasurement>EUR</UnitOfMeasurement><MeasurementInstance><TargetResult>
<NumberOfUnits>10 000 000,00</NumberOfUnits>
</TargetResult></MeasurementInstance></PerformanceIndicator></Objective></Goal></StrategicPlanCore>
</PerformancePlanOrReport>`

func ExampleRead() {
	plan, notices, err := stratml.Read(strings.NewReader(oldFile))
	if err != nil {
		log.Fatal(err)
	}
	goal := plan.Goals[0]
	target := goal.Objectives[0].Indicators[0].Instances[0].Targets[0]
	fmt.Println(goal.Name, goal.ID.Original, goal.ID.Valid, target.Units)
	for _, n := range notices {
		fmt.Println(n.Line, n.Code, n.Value, "->", n.Became)
	}
	// Output:
	// The economy lasts 1c _1c 10000000.00
	// 1 namespace  -> urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport
	// 4 id_invalid 1c -> _1c
	// 7 number 10 000 000,00 -> 10000000.00
}

func ExampleRead_refused() {
	_, _, err := stratml.Read(strings.NewReader("<StrategicPlan>\n<Name>Health & safety</Name>\n</StrategicPlan>"))
	if syntax, ok := errors.AsType[*stratml.SyntaxError](err); ok {
		fmt.Println("not XML on line", syntax.Line)
	}
	_, _, err = stratml.Read(strings.NewReader("<rss/>"))
	fmt.Println(errors.Is(err, stratml.ErrNotStratML))
	// Output:
	// not XML on line 2
	// true
}

func ExampleWrite() {
	plan := &stratml.Plan{
		Name:   "Strategy",
		Vision: stratml.Statement{Description: "A good day in every village"},
		Goals: []stratml.Goal{
			{Name: "Services work", ID: stratml.ID{Original: "2026-1"}, Sequence: "1"},
		},
		Administrative: stratml.AdministrativeInformation{Start: "2026-01-01"},
	}
	if err := stratml.Write(os.Stdout, plan, stratml.Part1); err != nil {
		log.Fatal(err)
	}
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?>
	// <StrategicPlan xmlns="urn:ISO:std:iso:17469:tech:xsd:stratml_core">
	//   <Name>Strategy</Name>
	//   <StrategicPlanCore>
	//     <Vision>
	//       <Description>A good day in every village</Description>
	//     </Vision>
	//     <Goal>
	//       <Name>Services work</Name>
	//       <Description/>
	//       <Identifier>_2026-1</Identifier>
	//       <SequenceIndicator>1</SequenceIndicator>
	//     </Goal>
	//   </StrategicPlanCore>
	//   <AdministrativeInformation>
	//     <StartDate>2026-01-01</StartDate>
	//   </AdministrativeInformation>
	// </StrategicPlan>
}

func ExampleCheck() {
	for _, p := range stratml.Check(strings.NewReader(oldFile))[:2] {
		fmt.Println(p)
	}
	fmt.Println(stratml.Check(strings.NewReader("<rss/>"))[0].Code)
	// Output:
	// line 1: PerformancePlanOrReport: namespace
	// line 2: Name: namespace
	// unreadable
}

func ExampleLeftOut() {
	plan, _, err := stratml.Read(strings.NewReader(oldFile))
	if err != nil {
		log.Fatal(err)
	}
	for _, n := range stratml.LeftOut(plan, stratml.Part1) {
		fmt.Println(n.Element, n.Value)
	}
	// Output:
	// PerformancePlanOrReport@Type Performance_Plan
	// PerformanceIndicator Costs
}
