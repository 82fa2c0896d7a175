package stratml

import (
	"math/big"
	"regexp"
	"strings"
	"time"
)

// Date is a day as "2006-01-02". An empty Date is missing.
type Date string

// Time is the date at midnight UTC. Returns false if it is missing or no date.
func (d Date) Time() (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, string(d))
	return t, err == nil && t.Year() > 0
}

// Decimal is an exact number as xsd:decimal writes it, such as "6400000.50". An
// empty Decimal is missing, not zero.
type Decimal string

// Rat is the exact number. Returns false if it is missing or no decimal.
func (d Decimal) Rat() (*big.Rat, bool) {
	if !isDecimal(string(d)) {
		return nil, false
	}
	return new(big.Rat).SetString(string(d))
}

// Float64 is the nearest float. Returns false if it is missing or no decimal.
func (d Decimal) Float64() (float64, bool) {
	r, ok := d.Rat()
	if !ok {
		return 0, false
	}
	f, _ := r.Float64()
	return f, true
}

// reading is how sure a value for people was read.
type reading int

const (
	exact      reading = iota // as the schema writes it
	rewritten                 // understood, written anew
	ambiguous                 // can mean two things: left out
	unreadable                // left out
)

var (
	finnishDate = regexp.MustCompile(`^\d{1,2}\.\d{1,2}\.\d{4}$`)
	zonedDate   = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})(Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00)|T[0-9:.]+(?:Z|[+-]\d{2}:\d{2})?)$`)
)

// parseDate reads a day: ISO, ISO with a zone or a time after it, or 31.12.2025.
// Years alone and 12/31/2025 are not guessed.
func parseDate(s string) (Date, reading) {
	if _, ok := Date(s).Time(); ok {
		return Date(s), exact
	}
	if m := zonedDate.FindStringSubmatch(s); m != nil {
		s = m[1]
	} else if finnishDate.MatchString(s) {
		t, err := time.Parse("2.1.2006", s)
		if err != nil {
			return "", unreadable
		}
		s = t.Format(time.DateOnly)
	}
	if _, ok := Date(s).Time(); ok {
		return Date(s), rewritten
	}
	return "", unreadable
}

// isDate tells if s is an xsd:date, with or without a zone.
func isDate(s string) bool {
	if m := zonedDate.FindStringSubmatch(s); m != nil && m[2][0] != 'T' {
		s = m[1]
	}
	_, ok := Date(s).Time()
	return ok
}

// maxNumber is the longest number Read takes: longer ones cost more than they tell.
const maxNumber = 100

var (
	decimal      = regexp.MustCompile(`^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$`)
	groupSpaces  = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u2212", "-")
	spacedNumber = regexp.MustCompile(`^[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?$`)
	commaNumber  = regexp.MustCompile(`^[+-]?\d+,\d+$`)
	maybeGrouped = regexp.MustCompile(`^[+-]?[1-9]\d{0,2},\d{3}$`)
	commaGroups  = regexp.MustCompile(`^[+-]?\d{1,3}(?:,\d{3})+\.\d+$|^[+-]?\d{1,3}(?:,\d{3}){2,}$`)
	dotGroups    = regexp.MustCompile(`^[+-]?\d{1,3}(?:\.\d{3})+,\d+$|^[+-]?\d{1,3}(?:\.\d{3}){2,}$`)
)

func isDecimal(s string) bool { return decimal.MatchString(s) }

// parseDecimal reads a number as people write it: "10 000 000,00",
// "1.234.567,89", "1,234,567.89", "12,5". "1,234" is ambiguous: one and a bit in
// one country, over a thousand in another, and a guess could be wrong a
// thousandfold. Anything with a unit, a word or an exponent is unreadable.
func parseDecimal(s string) (Decimal, reading) {
	if len(s) > maxNumber {
		return "", unreadable
	}
	if isDecimal(s) {
		return Decimal(s), exact
	}
	s = groupSpaces.Replace(s)
	switch {
	case isDecimal(s):
		return Decimal(s), rewritten
	case maybeGrouped.MatchString(s):
		return "", ambiguous
	case spacedNumber.MatchString(s), commaNumber.MatchString(s):
		return Decimal(strings.NewReplacer(" ", "", ",", ".").Replace(s)), rewritten
	case commaGroups.MatchString(s):
		return Decimal(strings.ReplaceAll(s, ",", "")), rewritten
	case dotGroups.MatchString(s):
		return Decimal(strings.NewReplacer(".", "", ",", ".").Replace(s)), rewritten
	default:
		return "", unreadable
	}
}
