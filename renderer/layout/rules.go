package layout

import "gongwen/renderer/page"

// rules draws the borders of what is on the page as few long lines: outer ones around it, inner ones between
// rows and columns, left out inside merged cells. Each line is longer by half its width at both ends, so that
// corners are square and closed.
func (t *table) rules() {
	outer, inner := um(t.Outer), um(t.Inner)
	left, right := t.edges[0], t.edges[len(t.edges)-1]
	top, bottom := t.rows[0].y, t.rows[len(t.rows)-1].y+t.rows[len(t.rows)-1].height
	if inner > 0 {
		cols := len(t.columns)
		across, down := t.borders()
		for i := 1; i < len(t.rows); i++ {
			t.runs(across[i*cols:(i+1)*cols], 1, func(from, to int) {
				t.rule(t.edges[from], t.rows[i].y, t.edges[to], t.rows[i].y, inner)
			})
		}
		for c := 1; c < cols; c++ {
			t.runs(down[c:], cols, func(from, to int) {
				end := bottom
				if to < len(t.rows) {
					end = t.rows[to].y
				}
				t.rule(t.edges[c], t.rows[from].y, t.edges[c], end, inner)
			})
		}
	}
	if outer > 0 {
		t.rule(left, top, right, top, outer)
		t.rule(left, bottom, right, bottom, outer)
		t.rule(left, top, left, bottom, outer)
		t.rule(right, top, right, bottom, outer)
	}
}

// borders says where inner rules are left out: across has the rule above each row and column's cell, down the
// rule left of it; both are true inside merged cells.
func (t *table) borders() (across, down []bool) {
	cols, n := len(t.columns), len(t.rows)*len(t.columns)
	if cap(t.grid) < 2*n {
		t.grid = make([]bool, 2*n)
	}
	t.grid = t.grid[:2*n]
	clear(t.grid)
	across, down = t.grid[:n], t.grid[n:]
	for i := range t.cells {
		c := &t.cells[i]
		if c.rows == 1 && c.cols == 1 && !c.above || c.row >= len(t.rows) {
			continue
		}
		for r, end := c.row, t.lastRow(c); r <= end; r++ {
			for k := c.col; k < c.col+c.cols; k++ {
				across[r*cols+k] = r > c.row || c.above && r > t.headRows
				down[r*cols+k] = k > c.col
			}
		}
	}
	return across, down
}

// runs calls rule for each run of false in every step-th of out.
func (t *table) runs(out []bool, step int, rule func(from, to int)) {
	n := (len(out) + step - 1) / step
	for from := 0; from < n; from++ {
		to := from
		for to < n && !out[to*step] {
			to++
		}
		if to > from {
			rule(from, to)
		}
		from = to
	}
}

// rule adds one line along an axis.
func (t *table) rule(x1, y1, x2, y2, width page.Length) {
	if x1 == x2 {
		y1, y2 = y1-width/2, y2+width/2
	} else {
		x1, x2 = x1-width/2, x2+width/2
	}
	t.page.Lines = append(t.page.Lines, page.Line{X1: x1, Y1: y1, X2: x2, Y2: y2, Width: width})
}
