package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"gongwen/forms/block"
)

// addresses says where a formula's cells are.
type addresses struct {
	// cell gives the address of the cell of a column in the formula's own row.
	cell func(key string) (string, bool)
	// column gives the range of a column's cells in rows that have a name, or, without one, in all of the body.
	column func(key, rows string) (string, bool)
	// parted gives the same without the sum rows between them, whatever stands there.
	parted func(key, rows string) (string, bool)
	// home gives the address of the cell of an input, homes the ranges of a repeated one's, by their path.
	home, homes func(path string) (string, bool)
}

// resolve puts addresses in place of {key}, {key:}, {key:rows}, {@path} and {@path:}, and writes {+ … +} once for each
// range. Braces in quoted text and of array constants, which begin with no letter, stay.
func resolve(f block.Formula, at addresses) (string, error) {
	var b strings.Builder
	quoted := false
	rest := string(f)
	for i := 0; i < len(rest); i++ {
		c := rest[i]
		if c == '"' {
			quoted = !quoted
		}
		if quoted || c != '{' || i+1 == len(rest) || !names(rest[i+1]) {
			b.WriteByte(c)
			continue
		}
		if part, _, found := strings.Cut(rest[i:], eachEnd); found && strings.HasPrefix(part, eachBegin) {
			sum, err := at.each(block.Formula(part[len(eachBegin):]))
			if err != nil {
				return "", err
			}
			b.WriteString(sum)
			i += len(part) + len(eachEnd) - 1
			continue
		}
		name, _, found := strings.Cut(rest[i+1:], "}")
		if !found {
			return "", fmt.Errorf("formula %s: no } after {%s", f, name)
		}
		address, ok := at.find(name)
		if !ok {
			return "", fmt.Errorf("formula %s: no cell for {%s}", f, name)
		}
		b.WriteString(address)
		i += len(name) + 1
	}
	return b.String(), nil
}

// names says whether a brace in front of a byte begins a cell's name, or a part that is written for each range.
func names(c byte) bool { return c >= 'a' && c <= 'z' || c == '@' || c == '+' }

// What stands around a part that is written for each range.
const (
	eachBegin = "{+"
	eachEnd   = "+}"
)

// each writes a part of a formula for each range of the cells in it, which sum rows may part, and adds them up.
func (at addresses) each(part block.Formula) (string, error) {
	var sums []string
	for k, n := 0, 1; k < n; k++ {
		one := at
		piece := func(all string, ok bool) (string, bool) {
			ranges := splitRanges(all)
			if n = max(n, len(ranges)); k >= len(ranges) {
				return "", false
			}
			return ranges[k], ok
		}
		one.column = func(key, rows string) (string, bool) { return piece(at.parted(key, rows)) }
		one.homes = func(path string) (string, bool) { return piece(at.homes(path)) }
		sum, err := resolve(part, one)
		if err != nil {
			return "", err
		}
		sums = append(sums, sum)
	}
	if len(sums) == 1 {
		return sums[0], nil
	}
	return "(" + strings.Join(sums, "+") + ")", nil
}

// splitRanges are the ranges of a list, in front of which there may be a sheet's name in quotes.
func splitRanges(all string) (ranges []string) {
	quoted, from := false, 0
	for i := range len(all) {
		switch {
		case all[i] == '\'':
			quoted = !quoted
		case all[i] == ',' && !quoted:
			ranges = append(ranges, all[from:i])
			from = i + 1
		}
	}
	return append(ranges, all[from:])
}

// find gives the address for what stands between braces.
func (at addresses) find(name string) (string, bool) {
	if path, input := strings.CutPrefix(name, "@"); input {
		if all, over := strings.CutSuffix(path, ":"); over {
			return at.homes(all)
		}
		return at.home(path)
	}
	if key, rows, over := strings.Cut(name, ":"); over {
		return at.column(key, rows)
	}
	return at.cell(name)
}

// address writes a cell's address; column and row count from 1.
func address(column, row int) string {
	var buf [12]byte
	return string(strconv.AppendInt(appendColumn(buf[:0], column), int64(row), 10))
}

// appendColumn writes a column's letters.
func appendColumn(b []byte, column int) []byte {
	if column > 26 {
		b = appendColumn(b, (column-1)/26)
	}
	return append(b, byte('A'+(column-1)%26))
}
