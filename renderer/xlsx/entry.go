package xlsx

import (
	"strings"
	"time"
	"unicode"

	"gongwen/forms/block"
)

// entry is what the cell of an input holds, nil for nothing, and its number format. raw is the value of a number or a
// day as blocks have it; where there is none it is read from what is printed.
func entry(s *block.Span, raw, format string) (any, string) {
	in := s.Input
	if raw == "" {
		raw = s.Raw
	}
	if isRoom(in, s.Text) && raw == "" {
		return nil, entryFormat(in, s.Text, format)
	}
	switch in.Type {
	case block.Whole, block.Decimals, block.Year:
		if raw == "" {
			raw = strings.TrimSpace(s.Text)
		}
		if f, ok := number(raw); ok {
			return f, numberFormat(entryFormat(in, s.Text, format), raw)
		}
	case block.Day, block.Month:
		if raw == "" {
			raw = printedDay(s.Text)
		}
		if len(raw) == len("2006-01") {
			raw += "-01"
		}
		if n, ok := date(raw); ok {
			return n, entryFormat(in, s.Text, format)
		}
	default:
		return s.Text, textFormat(in, s.Text, format)
	}
	return s.Text, textFormat(in, s.Text, "") // a value that no number of a sheet can be
}

// entryFormat is the number format of an input's cell: the one that its table says, the input's own, or the one in
// which it is printed.
func entryFormat(in *block.Input, printed, format string) string {
	switch in.Type {
	case block.Whole, block.Decimals, block.Year:
		if format == "" {
			format = in.Format
		}
	case block.Day, block.Month:
		if format == "" {
			format = in.Format
		}
		if format == "" {
			format = dayFormat(printed, in.Type == block.Month)
		}
	default:
		format = textFormat(in, printed, format)
	}
	return format
}

// textFormat makes a text's cell one of text, so that what is typed stays as it is. One that may be longer than such a
// cell shows is none. format may be one that shows something in front of a text, for which a paragraph has to be there or
// be short for certain.
func textFormat(in *block.Input, s, format string) string {
	own := text
	if format != text && strings.HasSuffix(format, text) && !strings.Contains(s, "\n") {
		own = format
	}
	switch {
	case len(s) > maxFormat && units(s) > maxFormat:
		return ""
	case in.Lines && (in.Length == 0 || in.Length > maxFormat) && (own == text || s == ""):
		return ""
	}
	return own
}

// isRoom says whether what is printed for an input is only room for it: blanks, and the words of a date between them.
func isRoom(in *block.Input, s string) bool {
	if isNumber(in) {
		return !strings.ContainsAny(s, "0123456789")
	}
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '_' }) == ""
}

// isNumber says whether a sheet holds the input as a number.
func isNumber(in *block.Input) bool {
	switch in.Type {
	case block.Whole, block.Decimals, block.Day, block.Month, block.Year:
		return true
	}
	return false
}

// printedDay reads the numbers of a printed day or month, in whatever words they stand; empty if they are none.
func printedDay(s string) string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	for len(parts) < 3 {
		parts = append(parts, "1")
	}
	if len(parts) > 3 {
		return ""
	}
	t, err := time.Parse("2006-1-2", strings.Join(parts, "-"))
	if err != nil {
		return ""
	}
	return t.Format(time.DateOnly)
}

// dayFormat is the number format of a printed day or of the room for one. Without any it is that of GB/T 9704-2012,
// 7.3.5.4.
func dayFormat(s string, month bool) string {
	var b strings.Builder
	letters := "ymd"
	for len(s) > 0 && letters != "" {
		n := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) && !unicode.IsSpace(r) })
		if n < 0 {
			n = len(s)
		}
		if n > 0 {
			part := letters[:1]
			if part == "y" {
				part = "yyyy"
			} else if s[0] == '0' {
				part += part
			}
			b.WriteString(part)
			letters, s = letters[1:], s[n:]
		}
		n = strings.IndexFunc(s, func(r rune) bool { return unicode.IsDigit(r) || unicode.IsSpace(r) })
		if n < 0 {
			n = len(s)
		}
		if n > 0 {
			b.WriteString(`"` + s[:n] + `"`)
			s = s[n:]
		}
	}
	switch {
	case b.Len() > 0:
		return b.String()
	case month:
		return `yyyy"年"m"月"`
	}
	return `yyyy"年"m"月"d"日"`
}
