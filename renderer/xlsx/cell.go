package xlsx

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"gongwen/forms/block"
)

// Limits of a cell.
const (
	maxText   = 32767 // UTF-16 units
	maxFormat = 255   // of text in a cell of text format; Excel shows longer ones as ####
	maxDigits = 15    // that a number keeps
)

// halves finds an escape (_xD800_) of half a character, which programs would read as that; joined finds one that begins
// in another (_x000F_x500D_), of which excelize escapes only the first, unless that is the escape of an underscore.
var (
	halves = regexp.MustCompile(`_x[dD][89a-fA-F][0-9a-fA-F]{2}_`)
	joined = regexp.MustCompile(`^_x([0-9a-zA-Z]{4})_x[0-9a-fA-F]{4}_`)
)

// join is the text of a cell.
func join(content []block.Span) string {
	if len(content) == 1 {
		return content[0].Text
	}
	var b strings.Builder
	for i := range content {
		b.WriteString(content[i].Text)
	}
	return b.String()
}

// value gives what a table's cell holds, nil for nothing, and its number format.
func value(c *block.Cell, style *block.Style) (any, string) {
	switch c.Kind {
	case block.Number:
		if f, ok := number(c.Raw); ok {
			return f, numberFormat(style.Format, c.Raw)
		}
	case block.Date:
		if n, ok := date(c.Raw); ok {
			if style.Format == "" {
				return n, "yyyy-mm-dd"
			}
			return n, style.Format
		}
	}
	s := join(c.Content)
	switch {
	case c.Formula != "" || s == "" && c.Kind != block.Text:
		return textOrNil(s), style.Format // a cell of text format would show its formula
	case len(s) > maxFormat && units(s) > maxFormat:
		return s, ""
	}
	return textOrNil(s), text
}

// textOrNil makes an empty text no value: a bare bordered cell.
func textOrNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// number gives a decimal literal as a sheet holds it; one of more digits than a sheet keeps is none.
func number(raw string) (float64, bool) {
	digits := strings.TrimLeft(raw, "-+0.")
	if whole, fraction, ok := strings.Cut(digits, "."); ok {
		digits = whole + fraction
	}
	if len(digits) > maxDigits && len(strings.TrimRight(digits, "0")) > maxDigits {
		return 0, false
	}
	f, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) || f == 0 && digits != "" {
		return 0, false
	}
	return f + 0, true // no minus on a zero
}

// numberFormat is the number's format: the style's own, or one that shows the decimals as they are written,
// where General would drop a zero at the end.
func numberFormat(format, raw string) string {
	if _, fraction, ok := strings.Cut(raw, "."); ok && format == "" && strings.HasSuffix(fraction, "0") {
		return "0." + strings.Repeat("0", len(fraction))
	}
	return format
}

// date gives a date as the day number of the 1900 system. Days before March 1900 have none that programs agree on.
func date(raw string) (int, bool) {
	t, err := time.Parse(time.DateOnly, raw)
	if err != nil {
		return 0, false
	}
	n := int(t.Unix()/(24*60*60)) + 25569 // 1970-01-01
	return n, n > 60
}

// check says why a cell cannot hold a text; nil if it can.
func check(s string) error {
	if len(s) > maxText && units(s) > maxText {
		return ErrTooLong
	}
	for i := 0; i < len(s); {
		if c := s[i]; c >= 0x20 && c < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return ErrCharacter
		}
		i += n
	}
	if !strings.Contains(s, "_x") {
		return nil
	}
	if halves.MatchString(s) {
		return ErrCharacter
	}
	for i := range s {
		if s[i] != '_' {
			continue
		}
		if m := joined.FindStringSubmatch(s[i:]); len(m) == 2 && m[1] != "005F" {
			return ErrCharacter
		}
	}
	return nil
}

// units counts the UTF-16 units of a text.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// pointer is the input value that a text shows; empty for the form's own words.
func pointer(content []block.Span) string {
	for i := range content {
		if content[i].Pointer != "" {
			return content[i].Pointer
		}
	}
	return ""
}
