package forms

import (
	"slices"

	"gongwen/forms/block"
)

// ByRow reports whether a table of the form has a row for each document, as against one for each row of a ledger.
func (d *Definition) ByRow() bool {
	return d.Rows.Fixed != nil || d.Kind != Ledger && d.Kind != Chart
}

// EnterEach makes an input of every row of a table, or of a ledger's rows one input, or, with the key of a field or of a
// row's input to split them by, one of all rows that have the same value there, in the order in which these come first.
// What a table says once, above its rows, holds for each of them. A form whose table has a row for each document is
// not split.
func (d *Definition) EnterEach(entries []block.Entry, splitBy string) ([]*Entered, []Problem) {
	if d.ByRow() {
		return d.enterRows(entries), nil
	}
	if splitBy == "" {
		return []*Entered{d.Enter(entries)}, nil
	}
	s, ok := d.splitterOf(splitBy)
	if !ok {
		return nil, []Problem{{Code: CodeUnknown, Args: Args{Value: shorten(splitBy), Near: d.nearKey(splitBy)}}}
	}
	return d.enterGroups(entries, &s)
}

func (d *Definition) nearKey(key string) string {
	var keys []string
	for i := range d.Fields {
		keys = append(keys, d.Fields[i].Key)
	}
	return nearest(key, append(keys, inputKeys(d)...))
}

// enterRows makes an input of every row that says something.
func (d *Definition) enterRows(entries []block.Entry) (all []*Entered) {
	shared, rows := byRows(entries)
	for _, row := range rows {
		if !said(entries, row) {
			continue
		}
		own := make([]block.Entry, 0, len(shared)+len(row))
		for _, i := range shared {
			own = append(own, entries[i])
		}
		for _, i := range row {
			one := entries[i]
			one.Row = 0
			own = append(own, one)
		}
		all = append(all, d.Enter(own))
	}
	return all
}

// byRows are the entries of each row, in the rows' order, and those that are in none.
func byRows(entries []block.Entry) (shared []int, rows [][]int) {
	order := make([]int, 0, len(entries))
	for i := range entries {
		if entries[i].Row > 0 {
			order = append(order, i)
		} else {
			shared = append(shared, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return entries[a].Row - entries[b].Row })
	for start := 0; start < len(order); {
		end := start + 1
		for end < len(order) && entries[order[end]].Row == entries[order[start]].Row {
			end++
		}
		rows = append(rows, order[start:end])
		start = end
	}
	return shared, rows
}

func said(entries []block.Entry, row []int) bool {
	return slices.ContainsFunc(row, func(i int) bool { return !empty(&entries[i]) })
}
