package forms

import (
	"slices"
	"strconv"
	"strings"

	"gongwen/forms/block"
)

// enterer makes the input of one document: the form's own, or one that is attached or in a packet.
type enterer struct {
	*entering
	def     *Definition
	year    string             // of the notice that the document is attached to; empty: it is in none that has one
	scalars map[string][]int32 // entries by their paths; those that nothing has asked for yet
	order   []string           // of the paths, as they came
	columns map[string]rowColumn
	cells   []rowEntry           // of rows
	free    []rowEntry           // of free deductions; col is an index of freeKeys
	parts   map[int]*partEntries // attachments, or the documents of a packet
	filled  bool                 // it says more than the form says by itself
}

// partEntries are the entries of a document in another one.
type partEntries struct {
	form    int32 // that names its form; noEntry: none does
	paths   []string
	entries []int32
}

// rowEntry is an entry of a repeated input.
type rowEntry struct {
	row int
	col int32
	at  int32
}

// rowColumn is where the values of a path stand in a row.
type rowColumn struct {
	col  int32 // index of Definition.Inputs; -1: none
	copy int   // from 1, of rows side by side
}

// freeKeys are the columns of free deductions.
var freeKeys = [...]string{"item", "points", "reason"}

func newEnterer(all *entering, def *Definition) *enterer {
	return &enterer{
		entering: all, def: def, scalars: make(map[string][]int32), columns: make(map[string]rowColumn),
		parts: make(map[int]*partEntries),
	}
}

// route puts entry i to those of its kind.
func (e *enterer) route(path string, i int32) {
	head, rest, _ := strings.Cut(path, "/")
	switch {
	case head == "rows" && !strings.HasPrefix(rest, "#"):
		e.routeRow(path, rest, i)
		return
	case head == "free" && e.def.Kind == Score:
		row := max(e.entries[i].Row, 1)
		if k := slices.Index(freeKeys[:], rest); k >= 0 {
			e.free = append(e.free, rowEntry{row, int32(k), i})
			return
		}
	case head == "attachments" && e.def.Kind == Notice, head == keyDocuments && e.def.Kind == PacketKind:
		no, path, _ := strings.Cut(rest, "/")
		if n, err := strconv.Atoi(no); err == nil && n >= 0 && n <= maxDocuments {
			e.routePart(n, path, i)
			return
		}
	}
	e.keep(path, i)
}

// keep takes an entry whose path something has to ask for.
func (e *enterer) keep(path string, i int32) {
	if e.scalars[path] == nil {
		e.order = append(e.order, path)
	}
	e.scalars[path] = append(e.scalars[path], i)
}

// routeRow takes an entry of a row. Row n of copy k, of rows that stand side by side, is row (n-1)*across+k.
func (e *enterer) routeRow(path, key string, i int32) {
	c, ok := e.columns[path]
	across := max(e.def.Rows.Across, 1)
	if !ok {
		name, no, side := strings.Cut(key, "~")
		c = rowColumn{col: -1, copy: 1}
		if side {
			c.copy, _ = strconv.Atoi(no)
		}
		at := e.def.input(name)
		if at >= 0 && e.def.inputs[at].Taken() && e.def.Kind != Score && c.copy > 0 && c.copy <= across {
			c.col = int32(at)
		}
		e.columns[path] = c
	}
	if c.col < 0 {
		e.keep(path, i) // nothing asks for it
		return
	}
	row := (max(e.entries[i].Row, 1)-1)*across + c.copy
	e.cells = append(e.cells, rowEntry{row, c.col, i})
}

func (e *enterer) routePart(n int, path string, i int32) {
	p := e.parts[n]
	if p == nil {
		p = &partEntries{form: noEntry}
		e.parts[n] = p
	}
	if path == "form" {
		p.form = i
		return
	}
	p.paths, p.entries = append(p.paths, path), append(p.entries, i)
}

// document is the input, with what it begins with.
func (e *enterer) document(head ...outValue) outValue {
	root := outObject("")
	root.in = head
	fields, values := e.fields()
	root.add(fields)
	switch e.def.Kind {
	case Notice:
		root.add(e.text(values))
		root.add(e.attachments(values))
	case PacketKind:
		root.add(e.documents(nil))
	case Score:
		root.add(e.items())
		root.add(e.veto())
	default:
		if len(e.def.inputs) > 0 {
			root.add(e.rows(values))
		}
	}
	root.add(e.archive())
	e.unknown()
	return root
}

// fields are the form's fields, and their values as those of a document.
func (e *enterer) fields() (outValue, []Value) {
	fields, values := outObject("fields"), e.def.Blank().Fields
	for i := range e.def.Fields {
		f := &e.def.Fields[i]
		v, ok := e.scalar("fields/"+f.Key, f)
		if !ok {
			continue
		}
		v.key = f.Key
		fields.add(v)
		if !v.hidden {
			values[i] = Value{Text: v.value(), Set: true}
			byItself := f.Type == TypeYear && (v.text == f.Default || v.text == e.year)
			e.filled = e.filled || !byItself
		}
	}
	fields.hidden = fields.shown() == 0
	return fields, values
}

// value is what a Value of a document says.
func (v *outValue) value() string {
	if v.kind != kindArray {
		return v.text
	}
	var all []string
	for i := range v.in {
		all = append(all, v.in[i].text)
	}
	return strings.Join(all, several)
}

// scalar is the value of a path: of the first entry that says something. ok is false when the path has no entry.
func (e *enterer) scalar(path string, f *Field) (outValue, bool) {
	list := e.scalars[path]
	if len(list) == 0 {
		return outValue{}, false
	}
	delete(e.scalars, path)
	return e.pick(list, f), true
}

// pick is the value of several entries for one value, which must not disagree.
func (e *enterer) pick(list []int32, f *Field) outValue {
	chosen, said := outHome("", list[0]), meaning{none: true}
	for _, i := range list {
		m := f.means(&e.entries[i])
		if m.none {
			continue
		}
		if said.none {
			said, chosen = m, m.out(i)
			if m.code != "" {
				e.fail(i, m.code, *m.args)
			}
			continue
		}
		if m.text != said.text || m.bare != said.bare || m.lost != said.lost || !slices.Equal(m.list, said.list) {
			e.disagree(i, chosen.entry, f.Label)
		}
	}
	return chosen
}

// disagree reports entry i, which says something else for its value than another one.
func (e *enterer) disagree(i, first int32, label string) {
	a, b := &e.entries[i], &e.entries[first]
	e.failOf(i, first, CodeDisagree, Args{
		Label: label, Value: shorten(strings.TrimSpace(a.Text)), Limit: shorten(strings.TrimSpace(b.Text)), Near: b.Place.String(),
	})
}

// archive is the 归档章, if something was filled in for it.
func (e *enterer) archive() outValue {
	v := outObject(archiveKey)
	for _, f := range ArchiveFields() {
		if m, ok := e.scalar(archiveKey+"/"+f.Key, &f); ok {
			m.key = f.Key
			v.add(m)
			e.filled = e.filled || !m.hidden
		}
	}
	v.hidden = v.shown() == 0
	return v
}

// unknown reports every entry that has said something and that nothing has asked for.
func (e *enterer) unknown() {
	for _, path := range e.order {
		for _, i := range e.scalars[path] { // none of a path that was asked for
			if !empty(&e.entries[i]) {
				e.fail(i, CodeUnknown, Args{Value: shorten(path), Near: nearest(path, e.paths())})
			}
		}
	}
}

// paths are those of the fields and of the columns of rows.
func (e *enterer) paths() (all []string) {
	for i := range e.def.Fields {
		all = append(all, "fields/"+e.def.Fields[i].Key)
	}
	for i := range e.def.inputs {
		if e.def.inputs[i].Taken() && e.def.Kind != Score {
			all = append(all, "rows/"+e.def.inputs[i].Key)
		}
	}
	return all
}

// empty reports whether an entry only says where its value would stand.
func empty(en *block.Entry) bool {
	switch en.Kind {
	case block.EntryText, block.EntryNumber, block.EntryDay, block.EntryTruth:
		return strings.TrimSpace(en.Text) == ""
	}
	return false
}
