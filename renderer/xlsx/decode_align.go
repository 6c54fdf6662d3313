package xlsx

import (
	"cmp"
	"slices"
	"strings"
)

// pair is a row of the form that a row of a sheet may be.
type pair struct {
	row   *soughtRow
	at    int // row of the sheet
	score int // how much of its labels is there
}

// view is a sheet as one section of the form is looked for on it.
type view struct {
	leaf  *leaf
	pairs []pair      // by rows of the sheet
	found map[int]int // rows of the section, and where on the sheet they are
	score int
}

// Where texts with values in them are looked for: near the beginning or the end of a sheet.
const (
	mixedTop    = 300
	mixedBottom = 100
)

// maxPairs bounds what is kept of a sheet that repeats the form's words again and again.
const maxPairs = 200000

// align finds each section's rows on a sheet, as far as they are there in the section's order.
func (s *sought) align(l *leaf) map[*soughtSection]*view {
	views := map[*soughtSection]*view{}
	total := 0
	scores := map[*soughtRow]int{}
	used := map[textRef]bool{}
	for i := range l.rows {
		if total > maxPairs {
			break
		}
		clear(scores)
		clear(used)
		r := &l.rows[i]
		for k := r.from; k < r.to; k++ {
			s.matches(&l.data[k], scores, used)
		}
		if i < mixedTop || i >= len(l.rows)-mixedBottom {
			s.matchMixed(l.data[r.from:r.to], scores)
		}
		for row, score := range scores {
			if score*2 < row.weight {
				continue
			}
			v := views[row.section]
			if v == nil {
				v = &view{leaf: l}
				views[row.section] = v
			}
			v.pairs = append(v.pairs, pair{row, r.row, score})
			total++
		}
	}
	for sec, v := range views {
		v.chain(len(sec.rows))
		v.dropLikes()
	}
	return views
}

// matches adds what a cell says to the scores of the rows that have it as a label.
func (s *sought) matches(d *datum, scores map[*soughtRow]int, used map[textRef]bool) {
	if d.kind != kindText && d.kind != kindNumber {
		return
	}
	words := normal(d.text)
	if words == "" {
		return
	}
	whole := labelOf(words)
	for _, ref := range s.index[whole] {
		if !used[ref] {
			used[ref] = true
			scores[ref.row] += weigh(whole)
		}
	}
	before, _, colon := strings.Cut(words, ":")
	if !colon || before == whole {
		return
	}
	for _, ref := range s.index[before] {
		if !used[ref] && ref.row.texts[ref.text].open {
			used[ref] = true
			scores[ref.row] += weigh(before)
		}
	}
}

// matchMixed does so for texts with values in them.
func (s *sought) matchMixed(cells []datum, scores map[*soughtRow]int) {
	for _, m := range s.mixed {
		for i := range cells {
			if cells[i].kind != kindText {
				continue
			}
			if _, ok := capture(cells[i].text, m.pieces); ok {
				scores[m.row] += m.weight
				break
			}
		}
	}
}

// chain chooses the pairs that follow each other both on the sheet and in the section and say the most together.
func (v *view) chain(rows int) {
	slices.SortFunc(v.pairs, func(a, b pair) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(b.row.at, a.row.at)) })
	best := make([]int, len(v.pairs)) // of a chain that ends with the pair
	before := make([]int, len(v.pairs))
	tree := make([]int, rows+1) // Fenwick: pair that ends the best chain up to a row, one more than its index
	end := -1
	for i := range v.pairs {
		p := &v.pairs[i]
		before[i] = -1
		best[i] = p.score
		for k := p.row.at; k > 0; k -= k & -k {
			if n := tree[k] - 1; n >= 0 && best[n]+p.score > best[i] {
				best[i], before[i] = best[n]+p.score, n
			}
		}
		for k := p.row.at + 1; k <= rows; k += k & -k {
			if tree[k] == 0 || best[tree[k]-1] < best[i] {
				tree[k] = i + 1
			}
		}
		if end < 0 || best[i] > best[end] {
			end = i
		}
	}
	v.found = map[int]int{}
	for ; end >= 0; end = before[end] {
		v.found[v.pairs[end].row.at] = v.pairs[end].at
		v.score += v.pairs[end].score
	}
	v.addMoved()
}

// addMoved adds rows that stand elsewhere than in the section's order, where only one row of the sheet may be such a row.
func (v *view) addMoved() {
	taken := make(map[int]bool, len(v.found))
	for _, at := range v.found {
		taken[at] = true
	}
	moved := map[int]int{} // rows of the section, and the row of the sheet; 0: there are several
	for i := range v.pairs {
		p := &v.pairs[i]
		if _, ok := v.found[p.row.at]; ok || taken[p.at] {
			continue
		}
		if _, twice := moved[p.row.at]; twice {
			moved[p.row.at] = 0
		} else {
			moved[p.row.at] = p.at
		}
	}
	times := map[int]int{}
	for _, at := range moved {
		times[at]++
	}
	for row, at := range moved {
		if at > 0 && times[at] == 1 {
			v.found[row] = at
		}
	}
}

// dropLikes drops pairs of rows that have no label, but texts with values, where they were found elsewhere: the same
// words stand in another text, too.
func (v *view) dropLikes() {
	v.pairs = slices.DeleteFunc(v.pairs, func(p pair) bool {
		at, ok := v.found[p.row.at]
		return ok && at != p.at && len(p.row.texts) == 0
	})
}

// rowsAt are the rows of the form that a row of the sheet may be.
func (v *view) rowsAt(row int) []pair {
	from, _ := slices.BinarySearchFunc(v.pairs, row, func(p pair, row int) int { return cmp.Compare(p.at, row) })
	to := from
	for to < len(v.pairs) && v.pairs[to].at == row {
		to++
	}
	return v.pairs[from:to]
}
