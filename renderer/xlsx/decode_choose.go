package xlsx

import (
	"slices"

	"gongwen/forms/block"
)

// Of two shapes the one is taken whose words a workbook has more of, in thousandths of them. Less than clear between two
// that it has at least half of is too little to tell them apart.
const (
	halfFit  = 500
	clearFit = 50
)

// choose takes the shape that the workbook is a copy of: the one that its mark names; without one, the one whose inputs
// have rows where names have some, or else the one whose words are there.
func (b *filled) choose(shapes [][]block.Section) (at int, s *sought, err error) {
	mark := b.properties[layoutMark]
	for i := range shapes {
		if len(shapes) == 1 || mark != "" && Layout(shapes[i]) == mark {
			return i, newSought(shapes[i]), nil
		}
	}
	all := make([]*sought, len(shapes))
	fits, gainsaid := make([]int, len(shapes)), make([]bool, len(shapes))
	for i := range shapes {
		if err := b.ctx.Err(); err != nil {
			return 0, nil, err
		}
		all[i] = newSought(shapes[i])
		fits[i], gainsaid[i] = b.fit(all[i]), b.gainsays(all[i])
	}
	for i := range fits {
		if gainsaid[i] && slices.Contains(gainsaid, false) {
			fits[i] = -1
		}
	}
	for i := range fits {
		if fits[i] > fits[at] {
			at = i
		}
	}
	for i := range fits {
		if i != at && fits[i] >= halfFit && fits[at]-fits[i] < clearFit && differ(all[i], all[at]) {
			return 0, nil, &FileError{Code: FileUnclear}
		}
	}
	return at, all[at], nil
}

// fit is how much of a shape's words the workbook has, in thousandths: of the section that a sheet has the most of, as
// a sheet may be copied alone.
func (b *filled) fit(s *sought) int {
	most, fit := 0, 0
	for _, l := range b.tabs {
		for sec, v := range s.align(l) {
			if score := min(v.score, sec.weight); sec.inputs > 0 && (score > most || score == most && score*1000/max(sec.weight, 1) > fit) {
				most, fit = score, score*1000/max(sec.weight, 1)
			}
		}
	}
	return fit
}

// gainsays says whether names have several rows for an input that the shape has once, or no row together for inputs that
// it has in each row of one table.
func (b *filled) gainsays(s *sought) bool {
	common := map[*soughtTable]area{} // rows that all names of the table's inputs have
	for w, n := range b.namedCells(s) {
		a := n.areas[0]
		bottom := n.areas[len(n.areas)-1].bottom
		if !w.in.Repeated {
			if len(n.areas) > 1 || bottom > n.leaf.cover(a.top, a.left).bottom {
				return true
			}
			continue
		}
		rows, ok := common[w.table]
		if !ok {
			rows = area{top: a.top, bottom: bottom}
		}
		rows.top, rows.bottom = max(rows.top, a.top), min(rows.bottom, bottom)
		if common[w.table] = rows; rows.top > rows.bottom {
			return true
		}
	}
	return false
}

// differ says whether one shape has an input once that the other has in every row.
func differ(a, b *sought) bool {
	for path, w := range a.by {
		if o := b.by[path]; o != nil && o.in.Repeated != w.in.Repeated {
			return true
		}
	}
	return false
}
