package text

import (
	"strconv"
	"strings"
	"time"
)

// nbsp keeps a number and its unit on one line.
const nbsp = "\u00a0"

// Int writes a whole number as the language groups it: 1 234 567 in Finnish
// and Swedish, 1,234,567 in English.
func (l Lang) Int(n int64) string {
	separator := nbsp
	if l == En {
		separator = ","
	}
	sign := ""
	if n < 0 {
		sign, n = "−", -n
	}
	digits := strconv.FormatInt(n, 10)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(separator)
		}
		b.WriteRune(d)
	}
	return sign + b.String()
}

// Decimal writes a number with the given count of decimals.
func (l Lang) Decimal(x float64, decimals int) string {
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	negative := strings.HasPrefix(s, "-")
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	n, _ := strconv.ParseInt(whole, 10, 64)
	out := l.Int(n)
	if fraction != "" {
		point := ","
		if l == En {
			point = "."
		}
		out += point + fraction
	}
	if negative {
		out = "−" + out
	}
	return out
}

// Euros writes whole euros: 1 200 € in Finnish and Swedish, €1,200 in English.
func (l Lang) Euros(n int64) string {
	if l == En {
		if n < 0 {
			return "−€" + l.Int(-n)
		}
		return "€" + l.Int(n)
	}
	return l.Int(n) + nbsp + "€"
}

var months = map[Lang][12]string{
	Fi: {"tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta", "toukokuuta", "kesäkuuta", "heinäkuuta", "elokuuta", "syyskuuta", "lokakuuta", "marraskuuta", "joulukuuta"},
	Sv: {"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"},
	En: {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

// Date writes an ISO date (2022-06-13, 2022-06 or 2022) as the language does
// in running text: 13.6.2022 in Finnish, 13 juni 2022 in Swedish, 13 June
// 2022 in English. What is not a date comes back as it is.
func (l Lang) Date(iso string) string {
	if day, err := time.Parse("2006-01-02", iso); err == nil {
		if l == Fi {
			return day.Format("2.1.2006")
		}
		return strconv.Itoa(day.Day()) + nbsp + months[l][day.Month()-1] + " " + strconv.Itoa(day.Year())
	}
	if month, err := time.Parse("2006-01", iso); err == nil {
		name := strings.TrimSuffix(months[l][month.Month()-1], "ta")
		return name + " " + strconv.Itoa(month.Year())
	}
	return iso
}

// Zone is the time people in Finland read their clocks in.
var Zone = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Helsinki")
	if err != nil {
		return time.FixedZone("EET", 2*60*60)
	}
	return zone
}()

// Time writes a moment: 13.6.2022 klo 14.05.
func (l Lang) Time(t time.Time) string {
	t = t.In(Zone)
	switch l {
	case Fi:
		return t.Format("2.1.2006") + " klo" + nbsp + t.Format("15.04")
	case Sv:
		return l.Date(t.Format("2006-01-02")) + " kl." + nbsp + t.Format("15.04")
	default:
		return l.Date(t.Format("2006-01-02")) + " at" + nbsp + t.Format("15:04")
	}
}

// Years writes a period: 2022–2025, or one year when both are the same. Zero
// is an unknown end.
func Years(from, to int) string {
	switch {
	case from == 0 && to == 0:
		return ""
	case to == 0:
		return strconv.Itoa(from) + "–"
	case from == 0 || from == to:
		return strconv.Itoa(to)
	}
	return strconv.Itoa(from) + "–" + strconv.Itoa(to)
}
