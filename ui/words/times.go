package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Times are how a language writes instants and spans.
type Times struct {
	Clock    Phrase // of twenty-four hours
	HalfDay  Phrase // of twice twelve
	AM, PM   string
	Weekdays string // from Sunday on, with a | between
	Months   string

	OnDay    Phrase // an instant within a week
	OnDate   Phrase // within a year
	OnYear   Phrase
	USOnDate Phrase // with the month first, where the region writes it so
	USOnYear Phrase

	HoursMinutes Phrase
	DaysHours    Phrase
}

// in takes the forms that the locale's region writes.
func (ts Times) in(l Locale) Times {
	half, monthFirst := l.clock()
	if half {
		ts.Clock = ts.HalfDay
	}
	if monthFirst {
		ts.OnDate, ts.OnYear = ts.USOnDate, ts.USOnYear
	}
	return ts
}

// Write fills a form with an instant, in the instant's own zone.
func (ts Times) Write(form Phrase, t time.Time) string {
	half, hour := ts.AM, t.Hour()
	if hour >= 12 {
		half = ts.PM
	}
	clock := ts.Clock.With("hour", fmt.Sprintf("%02d", hour), "hour12", strconv.Itoa((hour+11)%12+1),
		"minute", fmt.Sprintf("%02d", t.Minute()), "half", half)
	return form.With("clock", clock, "weekday", nth(ts.Weekdays, int(t.Weekday())), "day", strconv.Itoa(t.Day()),
		"month", nth(ts.Months, int(t.Month())-1), "year", strconv.Itoa(t.Year()))
}

func nth(list string, n int) string { return strings.Split(list, "|")[n] }

// Span writes how long something lasts: "42:13", "5h 11m", "3d 4h", in digits of
// stable width, rounded down.
func (ts Times) Span(d time.Duration) string {
	s := int(max(d, 0) / time.Second)
	switch {
	case s < 3600:
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	case s < 24*3600:
		return ts.HoursMinutes.With("h", strconv.Itoa(s/3600), "m", fmt.Sprintf("%02d", s/60%60))
	}
	return ts.DaysHours.With("d", strconv.Itoa(s/86400), "h", strconv.Itoa(s/3600%24))
}
