package forms

import (
	"strconv"
	"strings"

	"gongwen/forms/decimal"
)

// weightRun is items of a group, one under the other, that weigh the same.
type weightRun struct {
	key         string // names their rows in formulas
	group       int
	first, last int // of all items
}

// weightRuns are the runs of all items. There are none where nothing weighs, or where a column has the weighted scores,
// which only need to be summed up.
func (d *Definition) weightRuns() (runs []weightRun) {
	weighs := false
	next := 0
	for g := range d.Groups {
		for i := range d.Groups[g].Items {
			it := &d.Groups[g].Items[i]
			weighs = weighs || it.Weight.Sign() > 0
			if i > 0 && it.Weight.Cmp(d.items[next-1].Weight) == 0 {
				runs[len(runs)-1].last = next
			} else {
				runs = append(runs, weightRun{"weighed" + strconv.Itoa(len(runs)+1), g, next, next})
			}
			next++
		}
	}
	if !weighs || d.column(colWeighted) >= 0 {
		return nil
	}
	return runs
}

// factor multiplies by an item's weight in a formula; empty when all of its points count.
func (it *Item) factor() string {
	if it.Weight.Sign() == 0 {
		return ""
	}
	return "*" + it.weigh(decimal.New(1, 0)).String()
}

// capSum is the sum of cells in a column, those of some groups, less what the groups among them have above their caps.
func (d *Definition) capSum(rows, column string, among func(*Group) bool) string {
	sum := d.weighedSum(rows, column, func(g int) bool { return among(&d.Groups[g]) })
	for i := range d.Groups {
		if g := &d.Groups[i]; g.Cap.Sign() > 0 && among(g) {
			own := d.weighedSum(cappedRows(i), column, func(g int) bool { return g == i })
			sum += "-" + own + "+MIN(" + own + "," + g.Cap.String() + ")"
		}
	}
	return sum
}

// weighedSum is the sum of cells in a column, each with its weight if they have not been weighed yet. rows names those
// of the groups.
func (d *Definition) weighedSum(rows, column string, among func(group int) bool) string {
	runs := d.weightRuns()
	if runs == nil {
		return "SUM({" + column + ":" + rows + "})"
	}
	var factors []string
	cells := map[string][]string{} // by their factor
	for _, r := range runs {
		if !among(r.group) {
			continue
		}
		factor := d.items[r.first].factor()
		if cells[factor] == nil {
			factors = append(factors, factor)
		}
		cells[factor] = append(cells[factor], "{"+column+":"+r.key+"}")
	}
	sums := make([]string, len(factors))
	for i, factor := range factors {
		sums[i] = "SUM(" + strings.Join(cells[factor], ",") + ")" + factor
	}
	return "(" + strings.Join(sums, "+") + ")"
}

// scored names the cells of the scores that a total needs, and says how many there are.
func (d *Definition) scored() (cells, count string) {
	n, cells := 0, "{"+colScore+":}"
	for _, g := range d.Groups {
		if g.Bonus {
			cells = "{" + colScore + ":" + rowsItems + "}"
		} else {
			n += len(g.Items)
		}
	}
	return cells, strconv.Itoa(n)
}
