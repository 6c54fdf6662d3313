package forms

import (
	"errors"
	"strings"
)

// Pattern is how a date or month is printed: y, m and d stand for its parts (yyyy年m月d日, yyyy.mm), everything else
// for itself. Two letters keep the leading zero.
type Pattern string

// The patterns of GB/T 9704-2012, 7.3.5.4: Arabic digits without leading zeros.
const (
	datePattern  Pattern = "yyyy年m月d日"
	monthPattern Pattern = "yyyy年m月"
)

var errPattern = errors.New("a pattern is made of yyyy, m or mm, d or dd and marks between them")

// ParsePattern checks a pattern; days tells whether it may have d.
func ParsePattern(src string, days bool) (Pattern, error) {
	p := Pattern(src)
	years := false
	for rest := src; rest != ""; {
		part, tail := p.next(rest)
		switch part {
		case "yyyy":
			years = true
		case "m", "mm":
		case "d", "dd":
			if !days {
				return "", errPattern
			}
		default:
			if strings.ContainsFunc(part, func(r rune) bool { return r < 0x80 && !strings.ContainsRune("./- ", r) }) {
				return "", errPattern
			}
		}
		rest = tail
	}
	if !years {
		return "", errPattern
	}
	return p, nil
}

// next cuts the first part off rest: a run of one of the letters, or the marks before the next letter.
func (p Pattern) next(rest string) (part, tail string) {
	n := 1
	if strings.IndexByte("ymd", rest[0]) >= 0 {
		for n < len(rest) && rest[n] == rest[0] {
			n++
		}
	} else if n = strings.IndexAny(rest, "ymd"); n < 0 {
		n = len(rest)
	}
	return rest[:n], rest[n:]
}

// Append appends the print of a date 2006-01-02 or month 2006-01 to dst.
func (p Pattern) Append(dst []byte, date string) []byte {
	for rest := string(p); rest != ""; {
		var part string
		part, rest = p.next(rest)
		switch {
		case part[0] == 'y':
			dst = append(dst, date[:4]...)
		case part[0] == 'm':
			dst = append(dst, unpadded(date[5:7], part)...)
		case part[0] == 'd' && len(date) == len("2006-01-02"):
			dst = append(dst, unpadded(date[8:10], part)...)
		case part[0] != 'd':
			dst = append(dst, part...)
		}
	}
	return dst
}

// Blank is the print of a date that is written by hand: room, 年, room, 月, room, 日.
func (p Pattern) Blank() string {
	var b strings.Builder
	for rest := string(p); rest != ""; {
		var part string
		part, rest = p.next(rest)
		if strings.IndexByte("ymd", part[0]) >= 0 {
			part = blankDate(part)
		}
		b.WriteString(part)
	}
	return b.String()
}

// unpadded drops the leading zero of two digits when the pattern's part has one letter.
func unpadded(digits, part string) string {
	if len(part) == 1 && digits[0] == '0' {
		return digits[1:]
	}
	return digits
}

// Format is the pattern as a spreadsheet number format: yyyy"年"m"月"d"日".
func (p Pattern) Format() string {
	var b strings.Builder
	for rest := string(p); rest != ""; {
		var part string
		part, rest = p.next(rest)
		if strings.IndexByte("ymd", part[0]) >= 0 {
			b.WriteString(part)
		} else {
			b.WriteString(`"` + part + `"`)
		}
	}
	return b.String()
}
