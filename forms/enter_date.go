package forms

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"gongwen/forms/block"
)

// The years whose days may stand in a cell as a bare serial number: others are years or 201305 by their looks.
const (
	firstSerialYear = 1949
	lastSerialYear  = 2199
)

// dateMeant is a day, or a month: of a cell that keeps a date, as a serial number, or typed in one of the ways that say it
// clearly. A cell that keeps a date keeps a month as its first day, and one that keeps a number cannot tell 2009.1 from
// 2009.10.
func (f *Field) dateMeant(en *block.Entry) meaning {
	text, month := typed(en), f.Type == TypeMonth
	switch en.Kind {
	case block.EntryDay:
		text = midnight(text)
		if month {
			text = monthOf(text)
		}
		return meaning{text: text}
	case block.EntryNumber:
		switch d := serialDay(en); {
		case d == "":
		case !month:
			return meaning{text: d}
		case monthOf(d) != d && !strings.Contains(text, "."):
			return meaning{text: monthOf(d)}
		}
	case block.EntryText:
		if unwritten(text) {
			return meaning{none: true}
		}
	default:
		return meaning{text: text}
	}
	p := parseDay(text)
	switch {
	case month != (p.day == "") || !p.real():
		return meaning{text: text}
	case len(p.year) == 2:
		return f.centuries(text, "20"+p.date(), "19"+p.date())
	case month && en.Kind == block.EntryNumber && p.point && p.month == "1":
		args := Args{Label: f.Label, Value: text, Near: p.year + "-01", Limit: p.year + "-10"}
		return meaning{text: text, code: CodeAmbiguous, args: &args}
	}
	return meaning{text: p.date()}
}

// centuries is a date whose year has two digits.
func (f *Field) centuries(text, late, early string) meaning {
	return meaning{text: text, code: CodeAmbiguous, args: &Args{Label: f.Label, Value: shorten(text), Near: late, Limit: early}}
}

// midnight is a date without a time of day that is its beginning.
func midnight(day string) string {
	return strings.TrimSuffix(day, " 00:00:00")
}

// monthOf is the month of its first day; other days stay as they are.
func monthOf(day string) string {
	if month, ok := strings.CutSuffix(day, "-01"); ok && realMonth(month) {
		return month
	}
	return day
}

// serialDay is the day of a bare serial number, or empty when it is more likely something else.
func serialDay(en *block.Entry) string {
	if !realDate(en.Day) || strings.ContainsAny(cellNumber(en.Text), ".-") {
		return ""
	}
	if year, _ := digits(en.Day[:4]); year < firstSerialYear || year > lastSerialYear {
		return ""
	}
	return en.Day
}

// unwritten reports whether a text is a date's words with nothing between them: 　　年　　月　　日.
func unwritten(text string) bool {
	return strings.Trim(text, "年月日 　\t\r\n\u00a0_") == ""
}

// dayParts are the digits of a date as they were typed; those of a month have no day.
type dayParts struct {
	year, month, day string
	point            bool // they stand between full stops
}

// date is the parts in canonical order: 2013-05-20, 2009-07.
func (p *dayParts) date() string {
	date := p.year + "-" + pad(p.month)
	if p.day != "" {
		date += "-" + pad(p.day)
	}
	return date
}

func pad(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// real reports whether there is such a day or month; of a year of two digits, in this century.
func (p *dayParts) real() bool {
	date := p.date()
	if len(p.year) == 2 {
		date = "20" + date
	}
	return realDate(date) || realMonth(date)
}

// parseDay reads a date or a month that was typed: 2013年5月20日, 2013-5-20, 2013/5/20, 2013.5.20, 20130520, and with a time
// of day that is its beginning. Its parts are empty for anything else.
func parseDay(text string) (p dayParts) {
	s := text
	if !ascii(s) {
		s = strings.ReplaceAll(width.Fold.String(s), "−", "-")
	}
	s = strings.TrimSpace(s)
	for _, end := range [...]string{" 00:00:00", " 0:00:00", " 00:00", " 0:00", "T00:00:00"} {
		if cut, ok := strings.CutSuffix(s, end); ok {
			s = cut
			break
		}
	}
	if inDigits(s) {
		switch len(s) {
		case len("20130520"):
			return dayParts{year: s[:4], month: s[4:6], day: s[6:]}
		case len("201305"):
			return dayParts{year: s[:4], month: s[4:]}
		}
		return dayParts{}
	}
	numbers, between, ok := split(s)
	if !ok || !slices.Contains(daySigns[:], itoa(len(numbers))+strings.Join(between, "")) {
		return dayParts{}
	}
	p = dayParts{year: numbers[0], month: numbers[1], point: between[0] == "."}
	if len(numbers) == 3 {
		p.day = numbers[2]
	}
	if len(p.year) != 4 && len(p.year) != 2 || len(p.month) > 2 || len(p.day) > 2 {
		return dayParts{}
	}
	return p
}

// daySigns are how many numbers a date has, and what stands between and behind them.
var daySigns = [...]string{
	"3年月日", "3年月号", "3年月", "3--", "3//", "3..", "3...", "2年月", "2-", "2/", "2.",
}

// split is the digits of a text and the single characters between and behind them, without white space.
func split(s string) (numbers, between []string, ok bool) {
	for s != "" {
		n := 0
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		if n > 0 {
			if len(numbers) != len(between) {
				return nil, nil, false
			}
			numbers, s = append(numbers, s[:n]), s[n:]
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		if !unicode.IsSpace(r) {
			if len(between) >= len(numbers) {
				return nil, nil, false
			}
			between = append(between, s[:size])
		}
		s = s[size:]
	}
	return numbers, between, true
}
