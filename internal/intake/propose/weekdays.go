package propose

import (
	"regexp"
	"strings"
	"time"
)

// weekday names a day by the week: "tiistaina", "på tisdagen".
var weekday = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:(maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai)na|(eilen|igår|i går)|(?:på\s+)(måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag)(?:en|s)?(?:\s+kväll)?)(?:$|[^\p{L}])`)

var weekdays = map[string]time.Weekday{
	"maanantai": time.Monday, "tiistai": time.Tuesday, "keskiviikko": time.Wednesday, "torstai": time.Thursday,
	"perjantai": time.Friday, "lauantai": time.Saturday, "sunnuntai": time.Sunday,
	"måndag": time.Monday, "tisdag": time.Tuesday, "onsdag": time.Wednesday, "torsdag": time.Thursday,
	"fredag": time.Friday, "lördag": time.Saturday, "söndag": time.Sunday,
}

// byWeekday is the date a weekday means in a text published on a day: the last
// such day for what was done, the next for what is due.
func byWeekday(s string, pub date, past bool) (date, bool) {
	m := weekday.FindStringSubmatchIndex(s)
	if m == nil || pub.day == 0 || pub.year == 0 {
		return date{}, false
	}
	day := time.Date(pub.year, time.Month(pub.month), pub.day, 0, 0, 0, 0, time.UTC)
	step := 1
	if past {
		step = -1
	}
	if m[4] >= 0 { // yesterday
		day = day.AddDate(0, 0, -1)
	} else {
		name := strings.ToLower(group(s, m, 1) + group(s, m, 3))
		if !past {
			day = day.AddDate(0, 0, 1)
		}
		for day.Weekday() != weekdays[name] {
			day = day.AddDate(0, 0, step)
		}
	}
	return date{year: day.Year(), month: int(day.Month()), day: day.Day(), from: m[0], to: m[1]}, true
}
