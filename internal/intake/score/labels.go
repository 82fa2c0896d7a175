package score

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Labels is what a person says is in a text.
type Labels struct {
	Language       string               `json:"language"`
	County         string               `json:"county"`
	Period         string               `json:"period"`
	Promise        string               `json:"promise"`
	Vision         string               `json:"vision"`
	Mission        string               `json:"mission"`
	Values         []string             `json:"values"`
	Priorities     []string             `json:"priorities"`
	Objectives     []string             `json:"objectives"`
	SuccessFactors []string             `json:"success_factors"`
	Actions        []string             `json:"actions"`
	Indicators     []string             `json:"indicators"`
	Programmes     []string             `json:"programmes"`
	Decisions      []Decision           `json:"decisions"`
	Participation  []Participation      `json:"participation"`
	Euros          []Euro               `json:"euros"`
	Laws           []string             `json:"laws"`
	Surface        map[string]string    `json:"surface"`         // label to the form in the text
	Acceptable     map[string][]*string `json:"also_acceptable"` // field to other readings; null: none is right too
}

// Decision, Participation and Euro are the labels that are records.
type (
	Decision struct {
		Body string  `json:"body"`
		Date *string `json:"date"`
	}
	Participation struct {
		Count *int `json:"count"`
	}
	Euro struct {
		AmountEUR *float64 `json:"amount_eur"`
	}
)

func load(labelFile string) (name string, text []byte, l Labels, err error) {
	raw, err := os.ReadFile(labelFile)
	if err != nil {
		return "", nil, l, fmt.Errorf("read labels: %w", err)
	}
	if l, err = parse(raw); err != nil {
		return "", nil, l, fmt.Errorf("labels %s: %w", labelFile, err)
	}
	path := strings.TrimSuffix(labelFile, ".gold.json")
	if text, err = os.ReadFile(path); err != nil {
		path += ".txt"
		text, err = os.ReadFile(path)
	}
	if err != nil {
		return "", nil, l, fmt.Errorf("text of %s: %w", labelFile, err)
	}
	return filepath.Base(path), text, l, nil
}

// parse reads labels; an acceptable reading may be one text or a list, and
// "surface" may be a note instead of a map.
func parse(raw []byte) (Labels, error) {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		return Labels{}, err
	}
	acceptable, surface := all["also_acceptable"], all["surface"]
	delete(all, "also_acceptable")
	delete(all, "surface")
	rest, err := json.Marshal(all)
	if err != nil {
		return Labels{}, err
	}
	var l Labels
	if err := json.Unmarshal(rest, &l); err != nil {
		return l, err
	}
	if json.Unmarshal(surface, &l.Surface) != nil {
		l.Surface = nil
	}
	l.Acceptable = readings(acceptable)
	return l, nil
}

func readings(raw json.RawMessage) map[string][]*string {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return nil
	}
	out := map[string][]*string{}
	for f, v := range fields {
		var list []*string
		var one *string
		if json.Unmarshal(v, &list) == nil {
			out[f] = list
		} else if json.Unmarshal(v, &one) == nil {
			out[f] = []*string{one}
		}
	}
	return out
}
