package layout

import (
	"fmt"
	"slices"
	"strings"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
	"gongwen/renderer/page"
)

// sums is what a table's sum rows need.
type sums struct {
	summed  []summand
	all     []tally   // of the whole table, by their places above
	now     []tally   // of the pages that are finished
	feet    []counted // rows at every page's foot
	heights []page.Length
	height  page.Length // of the feet
	grand   []*page.Sum // of the first rows of the tail
}

// summand is a column that is counted, in all rows or in those that one sum row counts.
type summand struct {
	column int
	row    *block.SumRow // nil: all
}

// counted is one sum row with its place in block.Table.Sums.
type counted struct {
	*block.SumRow
	index int
}

// tally is what a column's numbers come to so far.
type tally struct {
	sum    decimal.Decimal
	size   decimal.Decimal // the sum of their sizes: no part of them is wider
	places int             // most decimals
	minus  bool
	some   bool
}

// add counts a cell in.
func (a *tally) add(c *block.Cell) error {
	if c.Kind != block.Number || c.Raw == "" {
		return nil
	}
	n, err := decimal.Parse(c.Raw)
	if err != nil {
		return err
	}
	a.some = true
	a.sum = a.sum.Add(n)
	a.places = max(a.places, n.Places())
	if n.Sign() < 0 {
		a.minus = true
		n = decimal.New(0, 0).Sub(n)
	}
	a.size = a.size.Add(n)
	return nil
}

// setSums counts the whole table, puts the rows for that before the tail, and keeps room at every page's foot.
func (t *table) setSums() error {
	if len(t.Sums) == 0 {
		return nil
	}
	t.sums = &sums{}
	u := t.sums
	for i := range t.Sums {
		for _, n := range t.Sums[i].Counts {
			if s := summandOf(&t.Sums[i], n); u.place(s) < 0 {
				u.summed = append(u.summed, s)
			}
		}
	}
	u.all, u.now = make([]tally, len(u.summed)), make([]tally, len(u.summed))
	for i := range t.Body {
		if err := t.count(u.all, i); err != nil {
			return err
		}
	}
	own := *t.Table // its tail is longer
	own.Tail = nil
	for i := range t.Sums {
		if s := &t.Sums[i]; s.Scope == block.GrandTotal {
			sum := t.come(counted{s, i}, u.all)
			u.grand = append(u.grand, sum)
			own.Tail = append(own.Tail, s.Filled(sum.Texts, sum.Digits))
		}
	}
	own.Tail = append(own.Tail, t.Tail...)
	t.Table = &own
	return t.setFeet()
}

// setFeet finds the rows of every page's foot and takes their height from the room for others.
func (t *table) setFeet() error {
	u := t.sums
	var many, always []counted
	for i := range t.Sums {
		s := counted{&t.Sums[i], i}
		if s.Scope == block.GrandTotal {
			continue
		}
		if many = append(many, s); !s.Many {
			always = append(always, s)
		}
	}
	feet := many
	if len(always) < len(many) {
		height, _, err := t.feetHeight(always)
		if err != nil {
			return err
		}
		single, err := t.single(height)
		if err != nil {
			return err
		}
		if single {
			feet = always
		}
	}
	var err error
	if u.height, u.heights, err = t.feetHeight(feet); err != nil {
		return err
	}
	u.feet = feet
	t.bottom -= u.height
	t.room -= u.height
	if t.y > t.bottom && !t.fresh() { // the head has room here, but not with a foot
		t.turn()
		t.start(t.top)
	}
	return t.hasRoom()
}

// summandOf is what one of a sum row's counts adds up.
func summandOf(s *block.SumRow, n block.Count) summand {
	if s.Only == nil {
		return summand{column: n.Column}
	}
	return summand{n.Column, s}
}

// place is where it stands among those that are counted; -1 for none.
func (u *sums) place(s summand) int { return slices.Index(u.summed, s) }

// count adds row i of the body to the tallies.
func (t *table) count(to []tally, i int) error {
	row := &t.Body[i]
	if row.Filler || row.Total {
		return nil
	}
	for k, s := range t.sums.summed {
		if s.row != nil && !s.row.Only[i] {
			continue
		}
		if err := to[k].add(&row.Cells[s.column]); err != nil {
			return cellError(len(t.Head)+i, s.column, err)
		}
	}
	return nil
}

// come says what the counts of a row come to.
func (t *table) come(row counted, of []tally) *page.Sum {
	sum := &page.Sum{Index: row.index, Texts: make([]string, len(row.Counts)), Digits: make([]string, len(row.Counts))}
	for i, n := range row.Counts {
		if a := &of[t.sums.place(summandOf(row.SumRow, n))]; a.some {
			sum.Digits[i] = a.sum.String()
			sum.Texts[i] = t.printed(row, n, a.sum)
		}
	}
	return sum
}

// printed is a count as it is printed.
func (t *table) printed(row counted, n block.Count, d decimal.Decimal) string {
	if n.Capitals {
		if s := d.Capitals(); s != "" {
			return s
		}
	}
	format := t.Columns[n.Cell].Style.Format
	if s := row.Row.Cells[n.Cell].Style; s != nil {
		format = s.Format
	}
	if format == "" {
		return d.String()
	}
	_, fraction, _ := strings.Cut(format, ".")
	s := d.Fixed(len(fraction) - len(strings.TrimLeft(fraction, "0")))
	if strings.Contains(format, "#,##0") {
		s = grouped(s)
	}
	return s
}

// grouped puts commas between thousands.
func grouped(s string) string {
	sign := len(s) - len(strings.TrimPrefix(s, "-"))
	end := strings.IndexByte(s, '.')
	if end < 0 {
		end = len(s)
	}
	var b strings.Builder
	for i := range s {
		if i > sign && i < end && (end-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// widest is a sum row's counts at their widest: no page's are wider than the sum of all numbers' sizes with eights
// for digits.
func (t *table) widest(row counted) (*page.Sum, error) {
	sum := &page.Sum{Index: row.index, Texts: make([]string, len(row.Counts)), Digits: make([]string, len(row.Counts))}
	for i, n := range row.Counts {
		a := &t.sums.all[t.sums.place(summandOf(row.SumRow, n))]
		if !a.some {
			continue
		}
		digits := a.size.Fixed(max(a.places, 0))
		if n.Capitals {
			digits = a.size.Fixed(2)
		}
		digits = strings.Map(func(r rune) rune {
			if r == '.' {
				return r
			}
			return '8'
		}, digits)
		d, err := decimal.Parse(digits)
		if err != nil {
			return nil, fmt.Errorf("column %d: a sum of %s: %w", n.Column, digits, err)
		}
		if a.minus {
			d = decimal.New(0, 0).Sub(d)
		}
		sum.Texts[i] = t.printed(row, n, d)
		sum.Digits[i] = d.String()
	}
	return sum, nil
}
