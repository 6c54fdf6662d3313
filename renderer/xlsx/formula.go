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
}

// resolve puts addresses in place of {key}, {key:} and {key:rows}. Braces in quoted text and of array constants, which
// begin with no letter, stay.
func resolve(f block.Formula, at addresses) (string, error) {
	var b strings.Builder
	quoted := false
	rest := string(f)
	for i := 0; i < len(rest); i++ {
		c := rest[i]
		if c == '"' {
			quoted = !quoted
		}
		if quoted || c != '{' || i+1 == len(rest) || rest[i+1] < 'a' || rest[i+1] > 'z' {
			b.WriteByte(c)
			continue
		}
		name, _, found := strings.Cut(rest[i+1:], "}")
		if !found {
			return "", fmt.Errorf("formula %s: no } after {%s", f, name)
		}
		key, rows, over := strings.Cut(name, ":")
		find := at.cell
		if over {
			find = func(key string) (string, bool) { return at.column(key, rows) }
		}
		address, ok := find(key)
		if !ok {
			return "", fmt.Errorf("formula %s: no cell for {%s}", f, name)
		}
		b.WriteString(address)
		i += len(name) + 1
	}
	return b.String(), nil
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
