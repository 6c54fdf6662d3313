package xlsx

import (
	"strconv"
	"strings"

	"gongwen/forms/block"
)

// Limits of a formula (Excel specifications and limits).
const (
	maxFormula = 8192 // characters
	maxLiteral = 255  // of a text in it
)

// joined makes one formula of a text in which some spans follow from other cells. It is empty when none does, or when
// it is longer than a formula may be: the cell then holds the text alone.
func (s *sheet) joined(content []block.Span, at addresses) (string, error) {
	if !live(content) {
		return "", nil
	}
	var b strings.Builder
	for i := range content {
		c := &content[i]
		if c.Formula == "" {
			literal(&b, c.Text)
			continue
		}
		f, err := resolve(c.Formula, at)
		if err != nil {
			return "", err
		}
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		if len(content) == 1 {
			b.WriteString(f)
		} else {
			b.WriteString("(" + f + ")")
		}
	}
	if units(b.String()) >= maxFormula {
		return "", nil
	}
	return b.String(), nil
}

// live says whether a text shows anything that other cells hold.
func live(content []block.Span) bool {
	for i := range content {
		if content[i].Formula != "" {
			return true
		}
	}
	return false
}

// literal adds a text to a formula that joins texts, in pieces that are short enough.
func literal(b *strings.Builder, s string) {
	add := func(piece string) {
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(piece)
	}
	for n, line := range strings.Split(s, "\n") {
		if n > 0 {
			add("CHAR(10)")
		}
		for line != "" {
			end, length := len(line), 0
			for i, r := range line {
				if length++; r > 0xFFFF {
					length++
				}
				if length > maxLiteral {
					end = i
					break
				}
			}
			add(`"` + strings.ReplaceAll(line[:end], `"`, `""`) + `"`)
			line = line[end:]
		}
	}
}

// homeAddress is where the home of an input is, for a formula on the sheet. row is the sheet's row that the formula stands
// in, and place that of its row in its table's body, by which it is one of a repeated input's; -1: it is in none.
func (s *sheet) homeAddress(path string, row, place int) (string, bool) {
	h := s.book.homes[path]
	if h == nil {
		return "", false
	}
	if !h.in.Repeated {
		return h.reference(s), true
	}
	if h.sheet == s {
		c, ok := h.inRow(row)
		return address(max(c.column, 1), row), ok
	}
	if place < 0 || place >= len(h.cells) {
		return "", false
	}
	return h.on(s) + h.cells[place].address(), true
}

// homeRanges are all cells of an input.
func (s *sheet) homeRanges(path string) (string, bool) {
	h := s.book.homes[path]
	if h == nil {
		return "", false
	}
	all := h.ranges(func(first, last spot) string { return h.on(s) + absolute(first, last) })
	return strings.Join(all, ","), len(all) <= maxRanges
}

// beside are the addresses of a formula that stands in no table.
func (s *sheet) beside(row int) addresses {
	none := func(string) (string, bool) { return "", false }
	noColumn := func(string, string) (string, bool) { return "", false }
	return addresses{
		cell: none, column: noColumn, parted: noColumn,
		home:  func(path string) (string, bool) { return s.homeAddress(path, row, -1) },
		homes: s.homeRanges,
	}
}

// itoa is a number in digits.
func itoa(n int) string { return strconv.Itoa(n) }
