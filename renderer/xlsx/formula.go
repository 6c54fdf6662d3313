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
	// home gives the address of the cell of an input, homes the ranges of a repeated one's, by their path.
	home, homes func(path string) (string, bool)
}

// resolve puts addresses in place of {key}, {key:}, {key:rows}, {@path} and {@path:}. Braces in quoted text and of array
// constants, which begin with no letter, stay.
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

// names says whether a brace in front of a byte begins a cell's name.
func names(c byte) bool { return c >= 'a' && c <= 'z' || c == '@' }

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
