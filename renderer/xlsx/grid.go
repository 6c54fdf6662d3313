package xlsx

import (
	"fmt"
	"slices"
	"strings"

	"gongwen/forms/block"
)

// digit is the width of a digit of the default face (counting, 12 pt) in pixels at 96 dpi: the unit of column widths.
const digit = 8

// pixels converts a length to pixels at 96 dpi, rounded.
func pixels(l block.Length) int { return int((int64(l)*96 + 12700) / 25400) }

// grid is the columns of a sheet: the boundaries, from the left of the text area, of all tables of the section
// together. A table's cell spans as many columns as lie between its edges.
type grid []block.Length

// newGrid takes the edges of every table, those of the parts of a Line that has more parts than the tables have
// columns, and those between the labels and the values of parts that are filled in.
func newGrid(s *block.Section) grid {
	full := s.Width - s.Margin.Left - s.Margin.Right
	g := grid{0, full}
	parts := 1
	var lines []*block.Line
	for _, b := range s.Blocks {
		switch b := b.(type) {
		case *block.Table:
			g = append(g, tableEdges(b, full)...)
		case *block.Line:
			parts = max(parts, len(b.Parts))
			lines = append(lines, b)
		}
	}
	g.tidy()
	if g.columns() < parts {
		for i := 1; i < parts; i++ {
			g = append(g, full*block.Length(i)/block.Length(parts))
		}
		g.tidy()
	}
	g.splitLines(lines, isLong(s))
	return g
}

// tidy sorts the boundaries and makes those one that lie in the same pixel.
func (g *grid) tidy() {
	slices.Sort(*g)
	*g = slices.CompactFunc(*g, func(a, b block.Length) bool { return pixels(a) == pixels(b) })
}

// columns is the number of columns.
func (g grid) columns() int { return len(g) - 1 }

// column gives the column, from 0, that begins at the boundary nearest to at.
func (g grid) column(at block.Length) int {
	i, found := slices.BinarySearch(g, at)
	switch {
	case found || i == 0:
		return i
	case i == len(g), at-g[i-1] <= g[i]-at:
		return i - 1
	}
	return i
}

// width is the width of a column in characters. Boundaries, not widths, are rounded to pixels, so that the sum
// of any columns is never more than half a pixel wrong.
func (g grid) width(column int) float64 {
	return float64(pixels(g[column+1])-pixels(g[column])) / digit
}

// cols is the widths as a worksheet has them.
func (g grid) cols() string {
	var b strings.Builder
	for i := range g.columns() {
		fmt.Fprintf(&b, `<col min="%[1]d" max="%[1]d" width="%[2]g" customWidth="1"/>`, i+1, g.width(i))
	}
	return b.String()
}

// tableEdges are the boundaries of a table's columns; one that is narrower than the text area stands in its middle.
func tableEdges(t *block.Table, full block.Length) []block.Length {
	out := make([]block.Length, len(t.Columns)+1)
	for i, c := range t.Columns {
		out[i+1] = out[i] + c.Width
	}
	left := (full - out[len(out)-1]) / 2
	for i := range out {
		out[i] += left
	}
	return out
}

// edges gives the first column of each column of a table, and the end of the last.
func (g grid) edges(t *block.Table) []int {
	out := make([]int, 0, len(t.Columns)+1)
	for _, at := range tableEdges(t, g[len(g)-1]) {
		out = append(out, g.column(at))
	}
	return out
}

// parts gives the first column of each of several parts side by side that want so much room, and the end of the last:
// equal shares if that is enough for each, else as few columns as a part needs, and the rest for the last one.
func (g grid) parts(wants []block.Length) []int {
	n, full := len(wants), g[len(g)-1]
	equal, at := g.shares(n), block.Length(0)
	out, enough := make([]int, n+1), true
	for i, w := range wants {
		enough = enough && w <= g[equal[i+1]]-g[equal[i]]
		if i+1 < n {
			for at += w; out[i+1] < g.columns() && (g[out[i+1]] < at || out[i+1] <= out[i]); out[i+1]++ {
			}
			at = g[out[i+1]]
		}
	}
	if out[n] = g.columns(); enough || full-at < wants[n-1] || out[n-1] >= out[n] {
		return equal
	}
	return out
}

// shares gives the first column of each of n parts side by side, and the end of the last: the boundaries
// nearest to equal shares that leave every part a column.
func (g grid) shares(n int) []int {
	full := g[len(g)-1]
	out := make([]int, n+1)
	for i := 1; i < n; i++ {
		at := g.column(full * block.Length(i) / block.Length(n))
		out[i] = min(max(at, out[i-1]+1), g.columns()-(n-i))
	}
	out[n] = g.columns()
	return out
}
