package xlsx

import (
	"strconv"
	"strings"
)

// readStyles finds the cell formats that show a number as a day or a time.
func (b *filled) readStyles(part string) error {
	if part == "" {
		return nil
	}
	formats := map[int]bool{}
	section := ""
	return b.scan(part, maxStyles, b.buf, func(s *scanner) error {
		if len(s.starts) == 1 {
			return nil
		}
		if len(s.starts) == 2 {
			if section = string(s.name); !s.ours || section != "numFmts" && section != "cellXfs" {
				return s.skip()
			}
			return nil
		}
		switch {
		case !s.ours || len(s.starts) != 3:
			return s.skip()
		case section == "numFmts" && string(s.name) == "numFmt":
			code, err := s.value("formatCode")
			if err != nil {
				return err
			}
			if len(formats) == maxStyled {
				return &FileError{Code: FileMany, Part: s.in.name}
			}
			formats[small(s.attr("numFmtId"))] = showsDay(code)
		case section == "cellXfs" && string(s.name) == "xf":
			if len(b.days) == maxStyled {
				return &FileError{Code: FileMany, Part: s.in.name}
			}
			id := small(s.attr("numFmtId"))
			day, own := formats[id]
			b.days = append(b.days, day || !own && builtinDay(id))
		}
		return nil
	})
}

// small is a number from 0 on, -1 if it is none.
func small(b []byte) int {
	n, err := strconv.ParseUint(string(b), 10, 31)
	if err != nil {
		return -1
	}
	return int(n)
}

// builtinDay says whether a number format that workbooks do not spell out is one of days or times, in any language
// (ECMA-376-1, 18.8.30).
func builtinDay(id int) bool {
	return id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58 || id >= 71 && id <= 81
}

// showsDay says whether a number format shows a day or a time: whether a letter of one stands in its first section,
// outside of quotes and of brackets that are no hours, minutes or seconds.
func showsDay(code string) bool {
	code = strings.ToLower(code)
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			return false
		case '"':
			n := strings.IndexByte(code[i+1:], '"')
			if n < 0 {
				return false
			}
			i += n + 1
		case '\\', '_', '*':
			i++ // the next character is shown, left out or repeated
		case '[':
			n := strings.IndexByte(code[i:], ']')
			if n < 0 {
				return false
			}
			if in := strings.Trim(code[i+1:i+n], code[i+1:i+2]); in == "" && n > 1 && strings.IndexByte("hms", code[i+1]) >= 0 {
				return true
			}
			i += n
		case 'g':
			if strings.HasPrefix(code[i:], "general") {
				i += len("general") - 1
			}
		case 'e': // 0.00E+00, or a year
			if i+1 == len(code) || code[i+1] != '+' && code[i+1] != '-' {
				return true
			}
		case 'y', 'm', 'd', 'h', 's', 'b':
			return true
		}
	}
	return false
}
