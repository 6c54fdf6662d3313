package layout

import (
	"slices"
	"strings"
	"testing"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// TestRowsKeep wants a row on the page of the one that it stays with, and all of them with what is kept with the table.
func TestRowsKeep(t *testing.T) {
	for _, c := range []struct {
		name   string
		before int // rows above
		kept   int // rows that stay with the row before
		after  int // rows below
		note   bool
		want   []int
	}{
		{"room for both", perPage - 2, 1, 0, false, []int{perPage}},
		{"room for one", perPage - 1, 1, 0, false, []int{perPage - 1, 2}},
		{"room for two of three", perPage - 2, 2, 0, false, []int{perPage - 2, 3}},
		{"room for both, not for what follows", perPage - 2, 1, 3, false, []int{perPage, 3}},
		{"room for both, not for the note", perPage - 2, 1, 0, true, []int{perPage - 2, 2}},
		{"more than a page", 0, perPage, 0, false, []int{perPage, 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			table := numbered(grid(30, 40), c.before+1+c.kept+c.after)
			for i := range c.kept {
				table.Body[c.before+1+i].Keep = true
			}
			blocks := []block.Block{table}
			if c.note {
				blocks = append(blocks, &block.Paragraph{Content: form(strings.Repeat("注\n", 6)), Style: small, Keep: true})
			}
			if got := counts(shownOn(mustPages(t, a4(blocks...)), "行")); !slices.Equal(got, c.want) {
				t.Errorf("rows %v, want %v", got, c.want)
			}
		})
	}
}

// TestRepeat wants the label of a row that goes on over pages on each of them, and its text once.
func TestRepeat(t *testing.T) {
	table := numbered(grid(30, 40), 3)
	table.Body[1].Cells[0] = block.Cell{Content: form("标签"), Repeat: true}
	table.Body[1].Cells[1].Content = data(strings.TrimSuffix(strings.Repeat("长文一二三四五六七八\n", 120), "\n"))
	r := mustPages(t, a4(table))
	if got := counts(shownOn(r, "标签")); !slices.Equal(got, []int{1, 1, 1}) {
		t.Errorf("labels %v", got)
	}
	if got := counts(shownOn(r, "长文")); got[0]+got[1]+got[2] != 120 {
		t.Errorf("lines %v", got)
	}
	for n, p := range r.Pages {
		if !closed(p, um(table.Outer)) {
			t.Errorf("page %d: the border is not closed", n)
		}
	}
}

// TestAbove wants no rule between two cells that are one, and those beside them with theirs.
func TestAbove(t *testing.T) {
	across := func(above bool) (n int, length page.Length) {
		table := numbered(grid(30, 40, 50), 2)
		table.Body[0].Cells[1].Below, table.Body[1].Cells[1].Above = above, above
		for _, l := range mustPages(t, a4(table)).Pages[0].Lines {
			if l.Y1 == l.Y2 && l.Width == um(table.Inner) {
				n, length = n+1, length+l.X2-l.X1-l.Width
			}
		}
		return n, length
	}
	n, whole := across(false)
	m, open := across(true)
	if d := whole - open - um(40*block.MM); m != n+1 || d > 2 || d < -2 {
		t.Errorf("%d rules of %d, then %d of %d", n, whole, m, open)
	}
}
