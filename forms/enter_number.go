package forms

import (
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// numberMeant is a number, from a cell that keeps one or typed as text.
func (f *Field) numberMeant(en *block.Entry) meaning {
	switch en.Kind {
	case block.EntryNumber:
		if n := cellNumber(en.Text); isNumber(n) {
			return meaning{text: n, bare: true}
		}
	case block.EntryText:
		if n, ok := typedNumber(en.Text); ok {
			return meaning{text: n, bare: true}
		}
	}
	return meaning{text: typed(en)}
}

// yearMeant is a year: 2013, 2013年, 2013年度.
func (f *Field) yearMeant(en *block.Entry) meaning {
	if en.Kind == block.EntryText {
		text := strings.TrimSpace(en.Text)
		for _, unit := range [...]string{"年度", "年"} {
			if year, ok := strings.CutSuffix(text, unit); ok {
				if strings.TrimSpace(year) == "" {
					return meaning{none: true} // the form's own word with nothing before it
				}
				if n, ok := typedNumber(year); ok {
					return meaning{text: n, bare: true}
				}
			}
		}
	}
	return f.numberMeant(en)
}

func isNumber(s string) bool {
	_, err := decimal.Parse(s)
	return err == nil
}

// cellNumber is a number as a spreadsheet shows it: the 15 digits that it keeps, without an exponent. What is no number
// stays as it is.
func cellNumber(s string) string {
	if _, whole := plain(s); whole {
		return s
	}
	d, err := decimal.Parse(s)
	if err != nil {
		n, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return s
		}
		if d, err = decimal.Parse(strconv.FormatFloat(n, 'g', maxSpreadsheet, 64)); err != nil {
			return s
		}
	}
	digits := d.String()
	if significant(digits) <= maxSpreadsheet || !strings.Contains(digits, ".") {
		return digits
	}
	n, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return digits
	}
	if d, err = decimal.Parse(strconv.FormatFloat(n, 'g', maxSpreadsheet, 64)); err != nil {
		return digits
	}
	return d.String()
}

// significant counts the digits between the zeros at either end.
func significant(digits string) int {
	whole := strings.Replace(strings.TrimPrefix(digits, "-"), ".", "", 1)
	return len(strings.Trim(whole, "0"))
}

// tooLong reports whether a number has more digits before the point than a spreadsheet keeps.
func tooLong(digits string) bool {
	whole, _, _ := strings.Cut(strings.TrimPrefix(digits, "-"), ".")
	return len(whole) > maxSpreadsheet
}

// typedNumber is the JSON of a number that was typed as text: in digits of either width, with a sign and with commas
// between groups of three digits before the point. Anything else beside it, as in 12人, may mean something.
func typedNumber(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if _, whole := plain(s); whole {
		return s, true
	}
	s = strings.ReplaceAll(width.Fold.String(s), "−", "-")
	sign := ""
	if s != "" && (s[0] == '-' || s[0] == '+') {
		sign, s = strings.TrimPrefix(s[:1], "+"), s[1:]
	}
	whole, fraction, point := strings.Cut(s, ".")
	if strings.Contains(whole, ",") {
		groups := strings.Split(whole, ",")
		for i, g := range groups {
			if i > 0 && len(g) != 3 || i == 0 && (len(g) == 0 || len(g) > 3) {
				return "", false
			}
		}
		whole = strings.Join(groups, "")
	}
	if whole == "" && fraction == "" || !inDigits(whole) || !inDigits(fraction) {
		return "", false
	}
	literal := strings.TrimLeft(whole, "0")
	if literal == "" {
		literal = "0"
	}
	if point && fraction != "" {
		literal += "." + fraction
	}
	if sign == "-" && strings.Trim(literal, "0.") != "" {
		literal = sign + literal
	}
	return literal, true
}

func inDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
