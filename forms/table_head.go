package forms

import (
	"slices"
	"strings"

	"gongwen/forms/block"
)

// tableColumn is a column that a table file of the form may have.
type tableColumn struct {
	path, label string
	names       []string // folded, by which it may be called
	required    bool
	counted     bool // 序号: nobody reads it
	own         bool // computed or printed by the form
}

// tableColumns are the columns of the form's Wide sheet, and what else a copy of the printed form has.
func (d *Definition) tableColumns() (all []tableColumn) {
	doc := d.Blank()
	doc.twin = &twin{all: &slots{at: map[string]int{}}}
	doc.listInputs()
	doc.listArchive()
	heads := map[string]int{}
	for i := range doc.twin.all.list {
		heads[doc.twin.all.list[i].head]++
	}
	for i := range doc.twin.all.list {
		s := &doc.twin.all.list[i]
		c := tableColumn{path: s.input.Path, label: strings.TrimSpace(s.head + " " + s.input.Label), required: s.input.Required}
		c.names = []string{c.path, s.head + s.input.Label, s.head + shortLabel(s.input.Label)}
		if key := lastPart(c.path); s.head == "" {
			c.names = append(c.names, key)
		} else if heads[s.head] == 1 {
			c.names = append(c.names, s.head)
		}
		all = append(all, c)
	}
	for i := range d.Columns {
		if c := &d.Columns[i]; d.Kind != Score && c.Label != "" && (c.Type == TypeSerial || c.Inputs == nil && !c.Taken()) {
			names := []string{c.Key, c.Label, shortLabel(c.Label)}
			all = append(all, tableColumn{label: oneLine(c.Label), names: names, counted: c.Type == TypeSerial, own: !c.Taken()})
		}
	}
	for i := range all {
		for k, name := range all[i].names {
			all[i].names[k] = headName(name)
		}
	}
	return all
}

func lastPart(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// headName is the name of a column as it is compared: without white space, a colon or a star for what is required.
func headName(s string) string { return strings.Trim(folded(s), "*:：") }

// EntriesOf finds the row with the names of columns, which are labels as printed or on the Wide sheet, or keys (school,
// fields/unit, items/2/score), and gives the cells of the rows below it as entries of the form, with the paths of Wide;
// what stands above it behind a label, once, is an entry of no row.
// Names of two rows, as the Wide sheet has them, belong together. Given are the paths of required inputs for which no
// column is needed, as their values come from elsewhere.
func (d *Definition) EntriesOf(t *Table, given ...string) ([]block.Entry, []Problem) {
	h := &tableHead{table: t, columns: d.tableColumns(), named: map[string][]int{}}
	for i := range h.columns {
		h.columns[i].required = h.columns[i].required && !slices.Contains(given, h.columns[i].path)
		for _, name := range h.columns[i].names {
			if name != "" && !slices.Contains(h.named[name], i) {
				h.named[name] = append(h.named[name], i)
			}
		}
	}
	if !h.find() {
		h.fail(-1, CodeTableEmpty, Args{})
		return nil, h.problems
	}
	return h.entries(), h.problems
}

// tableHead is the head of a table being read.
type tableHead struct {
	table    *Table
	columns  []tableColumn
	named    map[string][]int // columns by their names
	at       int              // the record of the head
	body     int              // the first record below it
	names    []string         // of the table's columns, as they stand there
	take     []int            // by column of the table: index of columns; -1: none
	shared   []block.Entry    // what stands above the head
	over     map[int]bool     // its columns
	problems []Problem
}

// headSearch is how many records may stand above the head: the title, say.
const headSearch = 10

// find finds the head: of the first records the one with the most names that are known or, without one, the first of all.
func (h *tableHead) find() bool {
	records, most := h.table.Records, 0
	for i := 0; i < len(records) && i < headSearch; i++ {
		known := 0
		for _, c := range records[i].Cells {
			if len(h.named[headName(c)]) > 0 {
				known++
			}
		}
		if known > most {
			h.at, most = i, known
		}
	}
	for ; h.at < len(records) && blank(records[h.at].Cells); h.at++ {
	}
	if h.at >= len(records) {
		return false
	}
	h.body = h.at + 1
	h.names = slices.Clone(records[h.at].Cells)
	if h.body < len(records) && h.second(records[h.body].Cells) {
		h.body++
	}
	h.above()
	h.resolve()
	return true
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

// second joins the names of a second row to those above them, if all of them are known so.
func (h *tableHead) second(cells []string) bool {
	over, joined, any := "", slices.Clone(h.names), false
	for i, c := range cells {
		if i < len(h.names) && strings.TrimSpace(h.names[i]) != "" {
			over = h.names[i]
		}
		if strings.TrimSpace(c) == "" {
			continue
		}
		if len(h.named[headName(over+c)]) == 0 {
			return false
		}
		for len(joined) <= i {
			joined = append(joined, "")
		}
		joined[i], any = over+" "+c, true
	}
	if any {
		h.names = joined
	}
	return any
}

// resolve finds what each column is.
func (h *tableHead) resolve() {
	h.take = make([]int, len(h.names))
	first := map[int]int{}
	for i, name := range h.names {
		h.take[i] = -1
		if strings.TrimSpace(name) == "" {
			continue
		}
		is := h.named[headName(name)]
		switch {
		case len(is) == 0:
			h.fail(i, CodeUnknown, Args{Value: shorten(strings.TrimSpace(name)), Near: h.near(name)})
		case len(is) > 1:
			var of []string
			for _, k := range is {
				of = append(of, h.columns[k].path)
			}
			h.fail(i, CodeColumnUnclear, Args{Value: shorten(strings.TrimSpace(name)), Of: of})
		default:
			k := is[0]
			if before, taken := first[k]; taken {
				place := cellName(before, h.table.Records[h.at].Line)
				h.fail(i, CodeColumnTwice, Args{Value: shorten(name), Limit: shorten(h.names[before]), Near: place})
				continue
			}
			first[k], h.take[i] = i, k
			if c := &h.columns[k]; c.own && !c.counted {
				h.fail(i, CodeOwn, Args{Label: c.label})
				h.problems[len(h.problems)-1].Severity = SeverityAdvice
			}
		}
	}
	for k := range h.columns {
		c := &h.columns[k]
		if _, there := first[k]; c.required && !there && !h.over[k] {
			h.fail(-1, CodeNoColumn, Args{Label: c.label, Value: c.path})
		}
	}
}

// near is the label of the column whose name is nearest to one that there is not.
func (h *tableHead) near(name string) string {
	var names []string
	for i := range h.columns {
		names = append(names, h.columns[i].names...)
	}
	if found := nearest(headName(name), names); found != "" {
		return h.columns[h.named[found][0]].label
	}
	return ""
}

// fail reports what is wrong with the head, in one of its columns or as a whole (-1).
func (h *tableHead) fail(column int, code string, args Args) {
	p := Problem{Code: code, Args: args, Place: block.Place{File: h.table.Name}}
	if h.at < len(h.table.Records) {
		p.Place.Cell = cellName(max(column, 0), h.table.Records[h.at].Line)
	}
	h.problems = append(h.problems, p)
}

// entries are the cells below the head. Those of empty rows are left out.
func (h *tableHead) entries() []block.Entry {
	records := h.table.Records[h.body:]
	all := make([]block.Entry, 0, len(h.shared)+len(records)*len(h.take))
	all = append(all, h.shared...)
	columns := make([]string, len(h.take))
	for i := range columns {
		columns[i] = letters(i)
	}
	for n := range records {
		r := &records[n]
		if blank(r.Cells) {
			continue
		}
		line := itoa(r.Line)
		for i := range max(len(r.Cells), len(h.take)) {
			text, place := "", block.Place{File: h.table.Name}
			if i < len(r.Cells) {
				text = r.Cells[i]
			}
			switch {
			case i >= len(h.take), strings.TrimSpace(h.names[i]) == "":
				if strings.TrimSpace(text) != "" && len(h.problems) < maxListed {
					place.Cell = letters(i) + line
					p := Problem{Code: CodeBeyond, Args: Args{Value: shorten(strings.TrimSpace(text))}, Place: place}
					h.problems = append(h.problems, p)
				}
			case h.take[i] >= 0 && h.columns[h.take[i]].path != "":
				place.Cell = columns[i] + line
				all = append(all, block.Entry{Path: h.columns[h.take[i]].path, Row: n + 1, Text: text, Place: place})
			}
		}
	}
	return all
}
