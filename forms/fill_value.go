package forms

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

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
	if !f.is(n, kindString, fd.Label) {
		return "", false, false
	}
	text, length, ok := f.clean(n, fd.Label, got.text, fd.Lines)
	if !ok || text == "" {
		return "", false, ok
	}
	code, args := fd.checkText(text, length)
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
func (fd *Field) checkText(text string, length int) (string, Args) {
	args := Args{Label: fd.Label, Value: shorten(text)}
	if fd.Max != nil {
		if limit, ok := fd.Max.Int(); ok && int64(length) > limit {
			return CodeLength, Args{Label: fd.Label, Limit: strconv.FormatInt(limit, 10), Count: length, Words: fd.Else}
		}
	}
	switch fd.Type {
	case TypeChoice:
		if !slices.Contains(fd.Of, text) {
			args.Of = fd.Of
			return CodeChoice, args
		}
	case TypeDate:
		if !realDate(text) {
			return CodeDate, args
		}
	case TypeMonth:
		if len(text) != len("2006-01") || !realDate(text+"-01") {
			return CodeMonth, args
		}
	case TypePhone:
		if !phone(text, length) {
			return CodePhone, args
		}
	case TypeID:
		if !citizenID(text) {
			return CodeID, args
		}
	}
	return "", Args{}
}

// realDate reports whether text is a day of the calendar, as 2013-05-20.
func realDate(text string) bool {
	if len(text) != len(time.DateOnly) || text[0] == '0' {
		return false
	}
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// phone reports whether text is one telephone number or several, with area codes and extensions: (0000) 0000000 转 12、
// 00000000000. Each has at least three digits.
func phone(text string, length int) bool {
	if length < 3 || length > 40 {
		return false
	}
	for _, number := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、/；;", r) }) {
		number = strings.Replace(strings.Replace(number, "转", "", 1), "ext", "", 1)
		digits := 0
		for _, r := range number {
			switch {
			case r >= '0' && r <= '9':
				digits++
			case !strings.ContainsRune("+-() ", r):
				return false
			}
		}
		if digits < 3 {
			return false
		}
	}
	return true
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
