package xlsx

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// maxSerial is the serial of 9999-12-31 in the 1900 system.
const maxSerial = 2958465

// serialDay is the day, and the time if it is not midnight, of a serial: days from 1899-12-31 on, or from 1904-01-01. The
// 1900 system has a 29th of February 1900 as day 60, which never was. A serial under 1 is a time of no day.
func serialDay(digits string, from1904 bool) (day, clock string, ok bool) {
	f, err := strconv.ParseFloat(digits, 64)
	if err != nil || f < 0 || f >= maxSerial+1 || f < 1 && !from1904 {
		return "", "", false
	}
	whole := math.Floor(f)
	n, seconds := int(whole), int(math.Round((f-whole)*24*60*60))
	if seconds == 24*60*60 {
		n, seconds = n+1, 0
	}
	if seconds > 0 {
		clock = time.Unix(int64(seconds), 0).UTC().Format(time.TimeOnly)
	}
	start := time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	switch {
	case from1904:
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case n == 60:
		return "1900-02-29", clock, true
	case n > 60:
		n--
	}
	at := start.AddDate(0, 0, n)
	if at.Year() > 9999 {
		return "", "", false
	}
	return at.Format(time.DateOnly), clock, true
}

// isoDay is the day, and the time if it is not midnight, of a cell that holds a day in words of ISO 8601.
func isoDay(s string) (day, clock string, ok bool) {
	s = strings.TrimSuffix(strings.TrimSpace(s), "Z")
	for _, form := range [...]string{"2006-01-02T15:04:05.999999999", "2006-01-02T15:04", time.DateOnly} {
		t, err := time.Parse(form, s)
		if err != nil {
			continue
		}
		if c := t.Format(time.TimeOnly); c != "00:00:00" {
			clock = c
		}
		return t.Format(time.DateOnly), clock, true
	}
	return "", "", false
}
