package intake

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/katto-project/katto/internal/fault"
	"github.com/katto-project/katto/internal/intake/proposal"
	"github.com/katto-project/katto/internal/text"
)

const plan1 = `<?xml version="1.0" encoding="UTF-8"?>
<StrategicPlan xmlns="urn:ISO:std:iso:17469:tech:xsd:stratml_core">
  <Name>Mallilan strategia</Name>
  <OtherInformation>Palvelulupaus: Lähellä, kun tarvitset.</OtherInformation>
  <StrategicPlanCore>
    <Organization><Name>Kainuun hyvinvointialue</Name><Identifier>_1</Identifier></Organization>
    <Vision><Description>Paras arki &lt;b&gt;kaikille&lt;/b&gt;</Description></Vision>
    <Mission><Description>[Kirjoitetaan myöhemmin]</Description></Mission>
    <Value><Name>Rohkeus</Name><Description>Kokeilemme ja opimme.</Description></Value>
    <Value><Description>Avoimuus</Description></Value>
    <Goal><Name>Palvelut lähellä</Name><Description>Kuvaus.</Description><Identifier>9a</Identifier>
      <Objective><Name>Jonot lyhenevät</Name></Objective>
    </Goal>
    <Goal><Name>Talous kantaa</Name><Description/></Goal>
  </StrategicPlanCore>
  <AdministrativeInformation><StartDate>2026-01-01</StartDate><EndDate>2029-12-31</EndDate></AdministrativeInformation>
</StrategicPlan>`

func TestProposingHasATimeLimit(t *testing.T) {
	ctx, never := context.Background(), make(chan proposal.Proposal)
	_, err := within(ctx, time.Millisecond, func() proposal.Proposal { return <-never })
	if fault.Of(err).Key != "intake.tooSlow" {
		t.Errorf("got %v", err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err = within(ended, time.Hour, func() proposal.Proposal { return <-never }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err = within(ctx, time.Hour, func() proposal.Proposal { panic("oops") }); !fault.Is(err, fault.Internal) {
		t.Errorf("got %v", err)
	}
	if p, err := within(ctx, time.Hour, func() proposal.Proposal { return proposal.Proposal{Language: "sv"} }); err != nil || p.Language != "sv" {
		t.Errorf("got %v, %v", p, err)
	}
}

func TestReadStratML(t *testing.T) {
	p, read, err := ReadFile(context.Background(), "plan.xml", []byte(plan1))
	if err != nil {
		t.Fatal(err)
	}
	plain := []rune(read.Plain)
	for _, list := range [][]proposal.Item{p.Values, p.Priorities, p.Objectives, {*p.Vision}} {
		for _, item := range list {
			if got := string(plain[item.Start:item.End]); got != item.Text {
				t.Errorf("the place of %q holds %q", item.Text, got)
			}
		}
	}
	for _, c := range []struct{ got, want string }{
		{texts(p.Values), "Rohkeus|Avoimuus"},
		{texts(p.Priorities), "Palvelut lähellä|Talous kantaa"},
		{texts(p.Objectives), "Jonot lyhenevät"},
		{*p.Objectives[0].Under, "Palvelut lähellä"},
		{p.Vision.Text, "Paras arki <b>kaikille</b>"},
		{p.Promise.Text, "Lähellä, kun tarvitset"},
		{p.Period.Text, "2026–2029"},
		{p.County.Code, "20"},
		{p.Language, "fi"},
		{p.Source.MediaType, "application/stratml+xml"},
	} {
		if strings.TrimSuffix(c.got, ".") != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if p.Mission != nil {
		t.Errorf("a placeholder was read as a mission: %q", p.Mission.Text)
	}
	if !slices.Contains(read.Notices, "intake.notice.stratmlID") {
		t.Errorf("nothing is said of the identifier that cannot be used: %v", read.Notices)
	}
	if p.Source.Characters != len(plain) || len(p.Source.SHA256) != 64 {
		t.Errorf("source: %+v", p.Source)
	}
}

func texts(list []proposal.Item) string {
	var out []string
	for _, i := range list {
		out = append(out, i.Text)
	}
	return strings.Join(out, "|")
}

func TestReadFileRefuses(t *testing.T) {
	for name, c := range map[string]struct{ file, data, key string }{
		"not well-formed": {"a.xml", `<StrategicPlan><Name>a & b</Name></StrategicPlan>`, "intake.stratmlSyntax"},
		"doctype":         {"a.xml", `<!DOCTYPE StrategicPlan [<!ENTITY a "b">]><StrategicPlan><Name>&a;</Name></StrategicPlan>`, "intake.stratmlDoctype"},
		"too deep":        {"a.xml", "<StrategicPlan>" + strings.Repeat("<Goal>", 90) + strings.Repeat("</Goal>", 90) + "</StrategicPlan>", "intake.stratmlDeep"},
		"says nothing":    {"a.xml", "<StrategicPlan><Name></Name></StrategicPlan>", "intake.empty"},
		"katto's own":     {"a.json", `{"format": "katto-house"}`, "intake.kattoJSON"},
		"empty":           {"a.txt", "  \n", "intake.empty"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := ReadFile(context.Background(), c.file, []byte(c.data))
			f := fault.Of(err)
			if f == nil || f.Key != c.key {
				t.Fatalf("got %v, want %s", err, c.key)
			}
			for _, l := range text.Languages {
				if what := l.Map(f.Key, f.Args); strings.Contains(what, "no value") || !text.Has(f.Key+".next") {
					t.Errorf("%s: %q", l, what)
				}
			}
		})
	}
}

func TestReadFileText(t *testing.T) {
	p, read, err := ReadFile(context.Background(), "s.txt", []byte("Kainuun hyvinvointialueen strategia 2026–2029\n\nVisio: Paras arki\n"))
	if err != nil {
		t.Fatal(err)
	}
	if p.Vision == nil || p.Vision.Text != "Paras arki" || p.Source.Name != "s.txt" || read.Plain == "" || p.Values == nil {
		t.Errorf("read %+v", p)
	}
}

func FuzzReadStratML(f *testing.F) {
	f.Add([]byte(plan1))
	f.Add([]byte(`<StrategicPlan><Vision><Description>a` + "\u200b\r\n\n b" + `</Description></Vision></StrategicPlan>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, read, err := ReadFile(context.Background(), "a.xml", data)
		if err != nil || read.MediaType != stratmlType {
			return
		}
		plain := []rune(read.Plain)
		for _, list := range [][]proposal.Item{p.Values, p.Priorities, p.Objectives, p.Indicators} {
			for _, item := range list {
				if item.Start < 0 || item.End > len(plain) || string(plain[item.Start:item.End]) != item.Text {
					t.Fatalf("%q at %d-%d of %q", item.Text, item.Start, item.End, read.Plain)
				}
			}
		}
	})
}
