package forms

import (
	"slices"
	"strings"

	"gongwen/forms/block"
)

// Codes of tables that are split.
const (
	CodeNoGroup  = "no_group"  // a row without the value that says in which document it belongs
	CodeOneGroup = "one_group" // the value stands once, for all rows
	CodeReplaced = "replaced"  // a value that stood for all rows gives way to theirs
)

// splitter says by what a table's rows are split.
type splitter struct {
	path  string // of what their values stand under
	label string
	field string // path of the field that says the same of a whole document; empty: there is none
}

// splitterOf is that of a key: of a row's input or, without such a one, of a field, which the rows then have a column for.
func (d *Definition) splitterOf(key string) (s splitter, ok bool) {
	for i := range d.inputs {
		f := &d.inputs[i]
		if !f.Taken() || f.Key != key && "rows/"+f.Key != key {
			continue
		}
		s = splitter{path: "rows/" + f.Key, label: f.Label}
		for k := range d.Fields {
			o := &d.Fields[k]
			if o.Taken() && o.Type == f.Type && (o.Key == f.Key || headName(shortLabel(o.Label)) == headName(shortLabel(f.Label))) {
				s.field = "fields/" + o.Key
				break
			}
		}
		return s, true
	}
	for i := range d.Fields {
		if f := &d.Fields[i]; f.Taken() && (f.Key == key || "fields/"+f.Key == key) {
			return splitter{path: "fields/" + f.Key, label: f.Label, field: "fields/" + f.Key}, true
		}
	}
	return s, false
}

// SplitKey says by what a ledger is split under a key: the rows' input of that key, with the field that says the same of
// a whole document, if there is one, or else the field of that key, of which the rows have a column then. ok is false for
// a key of neither.
func (d *Definition) SplitKey(key string) (row, field *Field, ok bool) {
	s, ok := d.splitterOf(key)
	if !ok {
		return nil, nil, false
	}
	if s.field != "" {
		field = d.fieldOf(lastPart(s.field))
	}
	for i := range d.inputs {
		if s.path == "rows/"+d.inputs[i].Key {
			row = &d.inputs[i]
		}
	}
	return row, field, true
}

// enterGroups makes an input of the rows that have the same value, in the order in which the values come first.
func (d *Definition) enterGroups(entries []block.Entry, s *splitter) (all []*Entered, problems []Problem) {
	shared, rows := byRows(entries)
	rows = slices.DeleteFunc(rows, func(row []int) bool { return !said(entries, row) })
	if p, ok := s.ungrouped(entries, shared, rows); ok {
		return nil, []Problem{p}
	}
	groups := map[string][][]int{}
	var order []string
	list := problemList{}
	for _, row := range rows {
		at := s.valueOf(entries, row)
		if at < 0 {
			list.add(Problem{Code: CodeNoGroup, Args: Args{Label: s.label}, Place: entries[row[0]].Place})
			continue
		}
		value := folded(typed(&entries[at]))
		if value == "" {
			list.add(Problem{Code: CodeNoGroup, Args: Args{Label: s.label}, Place: entries[at].Place})
			continue
		}
		if groups[value] == nil {
			order = append(order, value)
		}
		groups[value] = append(groups[value], row)
	}
	problems = append(merge(SeverityError, &list), s.replaced(entries, shared, order)...)
	for _, value := range order {
		all = append(all, d.Enter(s.part(entries, shared, groups[value])))
	}
	return all, problems
}

// valueOf is the entry with a row's value; -1: the row has none.
func (s *splitter) valueOf(entries []block.Entry, row []int) int {
	for k := len(row) - 1; k >= 0; k-- {
		if entries[row[k]].Path == s.path {
			return row[k]
		}
	}
	return -1
}

// head is the entry that says for all rows what they are split by; -1: none does.
func (s *splitter) head(entries []block.Entry, shared []int) int {
	for _, i := range shared {
		if entries[i].Path == s.field && !empty(&entries[i]) {
			return i
		}
	}
	return -1
}

// ungrouped is the problem of rows of which none has a value to split them by, as there is no column for it, or it
// stands above all of them.
func (s *splitter) ungrouped(entries []block.Entry, shared []int, rows [][]int) (Problem, bool) {
	column := false
	for _, row := range rows {
		at := s.valueOf(entries, row)
		if at >= 0 && !empty(&entries[at]) {
			return Problem{}, false
		}
		column = column || at >= 0
	}
	switch at := s.head(entries, shared); {
	case len(rows) == 0:
		return Problem{}, false
	case at >= 0:
		args := Args{Label: s.label, Value: shorten(typed(&entries[at]))}
		return Problem{Code: CodeOneGroup, Args: args, Place: entries[at].Place}, true
	case column:
		return Problem{}, false
	}
	return Problem{Code: CodeNoColumn, Args: Args{Label: s.label, Value: s.path}}, true
}

// replaced says that a value above the rows gives way to theirs.
func (s *splitter) replaced(entries []block.Entry, shared []int, groups []string) []Problem {
	at := s.head(entries, shared)
	if at < 0 || s.path != s.field || !slices.ContainsFunc(groups, func(v string) bool { return v != folded(typed(&entries[at])) }) {
		return nil
	}
	args := Args{Label: s.label, Value: shorten(typed(&entries[at]))}
	return []Problem{{Severity: SeverityAdvice, Code: CodeReplaced, Args: args, Place: entries[at].Place}}
}

// part are the entries of one document: what is said for all rows, and the rows.
func (s *splitter) part(entries []block.Entry, shared []int, rows [][]int) (own []block.Entry) {
	for _, i := range shared {
		if entries[i].Path != s.path {
			own = append(own, entries[i])
		}
	}
	if at := s.valueOf(entries, rows[0]); s.field != "" && s.path != s.field && s.head(entries, shared) < 0 {
		one := entries[at]
		one.Path, one.Row = s.field, 0
		own = append(own, one)
	}
	for n, row := range rows {
		for _, i := range row {
			one := entries[i]
			if one.Row = n + 1; one.Path == s.path && s.path == s.field {
				one.Text = strings.TrimSpace(one.Text)
			}
			own = append(own, one)
		}
	}
	return own
}
