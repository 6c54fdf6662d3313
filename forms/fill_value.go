package forms

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"gongwen/forms/decimal"
)

const (
	maxSpreadsheet = 15 // digits that a spreadsheet keeps
	maxWhole       = 999_999_999_999_999
	minYear        = 1949
	maxYear        = 2999
)

// value checks one value against its field and makes it canonical. given is false for null and empty text, which
// say nothing; valid is false when a problem has been reported.
func (f *filler) value(n int32, fd *Field, b *bounds) (text string, given, valid bool) {
	got := &f.in.nodes[n]
	if got.kind == kindNull {
		return "", false, true
	}
	switch fd.Type {
	case TypeInteger, TypeNumber, TypeYear:
		if got.kind != kindNumber {
			f.fail(n, CodeType, Args{Label: fd.Label, What: numberWord(fd.Type), Value: got.show()})
			return "", false, false
		}
		text, valid = f.number(n, fd, b)
		return text, valid, valid
	}
	if fd.Several {
		return f.choices(n, fd)
	}
	if !f.is(n, kindString, fd.Label) {
		return "", false, false
	}
	text, length, ok := f.clean(n, fd.Label, got.text, fd.Lines)
	if !ok || text == "" {
		return "", false, ok
	}
	code, args := fd.checkText(text, length, b.max)
	if code != "" {
		f.fail(n, code, args)
		return "", false, false
	}
	return text, true, true
}

func numberWord(t Type) string {
	if t == TypeNumber {
		return "number"
	}
	return "integer"
}

// number checks a number's literal and returns its canonical digits.
func (f *filler) number(n int32, fd *Field, b *bounds) (string, bool) {
	literal := f.in.nodes[n].text
	if whole, ok := plain(literal); ok && b.small && fd.Type != TypeYear && whole >= b.min && whole <= b.max {
		return literal, true
	}
	d, err := decimal.Parse(literal)
	if err != nil {
		code := CodeDigits
		if !errors.Is(err, decimal.ErrRange) {
			code = CodeType
		}
		f.fail(n, code, Args{Label: fd.Label, What: numberWord(fd.Type), Limit: strconv.Itoa(maxSpreadsheet)})
		return "", false
	}
	code, args := fd.checkNumber(d)
	if code != "" {
		args.Label, args.Value = fd.Label, shorten(literal)
		f.fail(n, code, args)
		return "", false
	}
	return d.String(), true
}

// plain is a whole number in canonical digits, as nearly all are.
func plain(literal string) (int64, bool) {
	if len(literal) > maxSpreadsheet || len(literal) > 1 && literal[0] == '0' {
		return 0, false
	}
	var n int64
	for _, c := range []byte(literal) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, literal != ""
}

// checkNumber is the code of what is wrong with a number, or empty.
func (fd *Field) checkNumber(d decimal.Decimal) (string, Args) {
	places := fd.Places
	if fd.Type != TypeNumber {
		places = 0
	}
	year, _ := d.Int()
	switch s := d.String(); {
	case d.Places() > 0 && places == 0:
		return CodeInteger, Args{}
	case d.Places() > places:
		return CodePlaces, Args{Limit: strconv.Itoa(places)}
	case fd.Type == TypeYear && (year < minYear || year > maxYear):
		return CodeYear, Args{}
	case fd.Min != nil && d.Cmp(*fd.Min) < 0:
		return CodeMin, Args{Limit: fd.Min.String(), Words: fd.Else}
	case fd.Max != nil && d.Cmp(*fd.Max) > 0:
		return CodeMax, Args{Limit: fd.Max.String(), Words: fd.Else}
	case len(strings.Trim(strings.Replace(s, ".", "", 1), "-")) > maxSpreadsheet:
		return CodeDigits, Args{Limit: strconv.Itoa(maxSpreadsheet)}
	}
	return "", Args{}
}

// checkText is the code of what is wrong with a clean text of so many characters, or empty.
func (fd *Field) checkText(text string, length int, limit int64) (code string, args Args) {
	if fd.Max != nil && int64(length) > limit {
		return CodeLength, Args{Label: fd.Label, Limit: strconv.FormatInt(limit, 10), Count: length, Words: fd.Else}
	}
	sound := true
	switch fd.Type {
	case TypeChoice:
		code, sound = CodeChoice, slices.Contains(fd.Of, text)
	case TypeDate:
		code, sound = CodeDate, realDate(text)
	case TypeMonth:
		code, sound = CodeMonth, realMonth(text)
	case TypePhone:
		code, sound = CodePhone, phone(text, length)
	case TypeID:
		code, sound = CodeID, citizenID(text)
	}
	if sound {
		return "", Args{}
	}
	return code, Args{Label: fd.Label, Value: shorten(text), Of: fd.Of}
}

// realDate reports whether text is a day of the calendar, as 2013-05-20.
func realDate(text string) bool {
	if len(text) != len("2006-01-02") || text[7] != '-' || !realMonth(text[:7]) {
		return false
	}
	year, _ := digits(text[:4])
	month, _ := digits(text[5:7])
	day, ok := digits(text[8:])
	return ok && day >= 1 && day <= time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// realMonth reports whether text is a month since the year 1000, as 2009-07.
func realMonth(text string) bool {
	if len(text) != len("2006-01") || text[4] != '-' {
		return false
	}
	year, ok := digits(text[:4])
	month, also := digits(text[5:])
	return ok && also && year >= 1000 && month >= 1 && month <= 12
}

// digits is a number in ASCII digits.
func digits(s string) (n int, ok bool) {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, s != ""
}

// phone reports whether text is one telephone number or several, with area codes and extensions: (0000) 0000000转12、
// 00000000000. Each has at least three digits.
func phone(text string, length int) bool {
	if length < 3 || length > 40 {
		return false
	}
	for rest, more := text, true; more; {
		end := strings.IndexFunc(rest, func(r rune) bool { return r == '、' || r == '/' || r == ';' || r == '；' })
		number := rest
		if more = end >= 0; more {
			_, size := utf8.DecodeRuneInString(rest[end:])
			number, rest = rest[:end], rest[end+size:]
		}
		if !phoneNumber(number) {
			return false
		}
	}
	return true
}

func phoneNumber(number string) bool {
	line, extension, found := strings.Cut(number, "转")
	if !found {
		line, extension, found = strings.Cut(number, "ext")
	}
	return dialled(line) >= 3 && (!found || dialled(extension) >= 1)
}

// dialled counts the digits of a part of a telephone number, or is -1 when there is something else in it.
func dialled(part string) int {
	n := 0
	for _, r := range part {
		switch {
		case r >= '0' && r <= '9':
			n++
		case !strings.ContainsRune("+-() ", r):
			return -1
		}
	}
	return n
}

// citizenID reports whether text is a 公民身份号码: 17 digits with a real date of birth in them, and the check
// character of GB 11643-1999 (ISO 7064, MOD 11-2).
func citizenID(text string) bool {
	if len(text) != 18 {
		return false
	}
	sum := 0
	for i, c := range []byte(text) {
		digit := int(c - '0')
		if c == 'X' && i == 17 {
			digit = 10
		} else if c < '0' || c > '9' {
			return false
		}
		sum = (sum*2 + digit) % 11
	}
	return sum == 1 && realDate(text[6:10]+"-"+text[10:12]+"-"+text[12:14])
}
