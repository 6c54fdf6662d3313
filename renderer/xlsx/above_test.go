package xlsx

import (
	"strings"
	"testing"

	"gongwen/forms/block"
)

// TestCellsThatAreOne wants no border between two cells of which one says that it is one with the other.
func TestCellsThatAreOne(t *testing.T) {
	s := score()
	table := &block.Table{
		Outer: 353, Inner: 176,
		Columns: []block.Column{{Width: 40 * block.MM, Style: block.Style{Size: 105}}, {Width: 80 * block.MM, Style: block.Style{Size: 105}}},
		Body: []block.Row{
			{Height: 20 * block.MM, Cells: []block.Cell{{Content: words("意见"), Rows: 2}, {Content: words("同意"), Below: true}}},
			{Height: 10 * block.MM, Keep: true, Cells: []block.Cell{{Covered: true}, {Content: words("签字"), Above: true}}},
		},
	}
	s.Blocks = []block.Block{table}
	look := func() string { return dump(t, encode(t, Options{}, s)) }
	for _, c := range []struct{ name, said, signed string }{
		{"one", "edges tmm-", "edges tm-m"},
		{"two", "edges tmmt", "edges tmtm"},
	} {
		for _, line := range strings.Split(look(), "\n") {
			if strings.Contains(line, "同意") && !strings.HasSuffix(line, c.said) || strings.Contains(line, "签字") && !strings.HasSuffix(line, c.signed) {
				t.Errorf("%s: %s", c.name, line)
			}
		}
		table.Body[0].Cells[1].Below, table.Body[1].Cells[1].Above = false, false
	}
}
