package xlsx

import (
	"strings"

	"gongwen/forms/block"
)

// reading is where an input was found, and what stands there.
type reading struct {
	leaf    *leaf
	cell    area
	d       *datum // nil: nothing
	text    string // a part of the cell's text, which is not all of the value's
	part    bool
	unclear bool // nobody can tell what the cell says of the input
}

// said tells whether a reading says anything.
func (r *reading) said() bool {
	return r.unclear || !r.part && r.d != nil || strings.TrimFunc(r.text, isBlank) != ""
}

// entry is what a reading says.
func (f *finder) entry(r *reading, w *want) block.Entry {
	switch {
	case r.unclear:
		return unclear(r.d)
	case r.part:
		return block.Entry{Text: strings.TrimSpace(r.text)}
	case r.d != nil && !(r.d.formula && w.formula):
		return f.entryOf(r.d)
	}
	return block.Entry{}
}

// readField reads an input that the form has once. Where it is found, but nothing stands there, an empty entry says
// where. What was typed over a text that shows it is read, too: it is the value where there is no other, and disagrees
// with another one.
func (f *finder) readField(w *want) {
	r, ok := f.byName(w)
	for i := 0; i < len(w.spots) && !ok; i++ {
		r, ok = f.bySpot(w, w.spots[i])
	}
	if !ok {
		return
	}
	f.found[w] = true
	e := f.entry(&r, w)
	over := f.typedOver(w, &r)
	if len(over) > 0 && strings.TrimFunc(e.Text, isBlank) == "" {
		r, over = over[0], over[1:]
		e = f.entry(&r, w)
	}
	f.add(w, 0, r.leaf, r.cell, e)
	for i := range over {
		if o := f.entry(&over[i], w); normal(o.Text) != normal(e.Text) {
			f.add(w, 0, over[i].leaf, over[i].cell, o)
		}
	}
}

// byName finds an input by its name. Where a label of the form stands instead, the name says nothing.
func (f *finder) byName(w *want) (reading, bool) {
	n, ok := f.names[w]
	if !ok {
		return reading{}, false
	}
	a := n.areas[0]
	r := reading{leaf: n.leaf, cell: n.leaf.cover(a.top, a.left), d: n.leaf.shown(a.top, a.left)}
	if r.d == nil || r.d.kind != kindText {
		return r, true
	}
	for _, s := range w.spots {
		if s.label == "" || !s.line {
			continue
		}
		if rest, ok := behind(r.d.text, s.label); ok {
			r.text, r.part = rest, true
			return r, true
		}
	}
	if words := labelOf(normal(r.d.text)); !r.d.formula && len(f.sought.index[words]) > 0 && len([]rune(words)) > 1 && !offers(w.in, r.d.text) {
		return reading{}, false
	}
	return r, true
}

// offers says whether a text is one that the input may have.
func offers(in *block.Input, text string) bool {
	for _, list := range [...][]string{in.Of, in.Signs} {
		for _, s := range list {
			if normal(s) == normal(text) {
				return true
			}
		}
	}
	return false
}

// bySpot finds an input by a place that the form has for it.
func (f *finder) bySpot(w *want, s *soughtSpot) (reading, bool) {
	v := f.viewOf(s.row.section)
	if v == nil {
		return reading{}, false
	}
	switch {
	case s.text != nil:
		return f.inText(w, s)
	case s.grid:
		row, ok := v.found[s.row.at]
		column := f.headOf(v, s.table).of[s.column]
		if !ok || column == 0 {
			return reading{}, false
		}
		return v.leaf.read(row, column), true
	case s.line:
		return f.inLine(v, s)
	}
	row, column, ok := f.anchor(v, s)
	if !ok {
		return reading{}, false
	}
	return v.leaf.read(row, column), true
}

// inLine finds an input outside of tables: in the cell of its label, or beside it.
func (f *finder) inLine(v *view, s *soughtSpot) (reading, bool) {
	label := f.labelCell(v, s)
	if label == nil {
		return reading{}, false
	}
	m := v.leaf.cover(int(label.row), int(label.column))
	if rest, ok := behind(label.text, s.label); ok && strings.TrimFunc(rest, isBlank) != "" {
		return reading{leaf: v.leaf, cell: m, text: rest, part: true}, true
	}
	return f.nextTo(v.leaf, m), true
}

// read is what a cell shows.
func (l *leaf) read(row, column int) reading {
	return reading{leaf: l, cell: l.cover(row, column), d: l.shown(row, column)}
}

// nextTo is the cell to the right of a label, or, if that is empty, the next one in the row that is no label.
func (f *finder) nextTo(l *leaf, label area) reading {
	r := l.read(label.top, label.right+1)
	row := l.kept(label.top)
	if r.d != nil || row == nil {
		if r.d != nil && r.d.kind == kindText && f.isLabel(r.d.text) {
			return reading{leaf: l, cell: label}
		}
		return r
	}
	for k := row.from; k < row.to; k++ {
		d := &l.data[k]
		if int(d.column) <= label.right {
			continue
		}
		if d.kind == kindText && f.isLabel(d.text) {
			break
		}
		return l.read(int(d.row), int(d.column))
	}
	return r
}

// isLabel says whether a text is, or begins with, one of the form's labels.
func (f *finder) isLabel(text string) bool {
	words := normal(text)
	if len(f.sought.index[labelOf(words)]) > 0 {
		return true
	}
	before, _, colon := strings.Cut(words, ":")
	return colon && len(f.sought.index[before]) > 0
}

// viewOf is the sheet on which a section is.
func (f *finder) viewOf(sec *soughtSection) *view {
	l := f.leaves[sec]
	if l == nil {
		return nil
	}
	return f.views[l][sec]
}

// labelCell finds the label of a place: in the row that is the label's, or else on all of the sheet, if it stands there
// and in the section only once.
func (f *finder) labelCell(v *view, s *soughtSpot) *datum {
	if s.behind != nil {
		d, _ := f.textOf(v, s.behind)
		return d
	}
	nth, mine := 0, 0 // of those with these words in the row
	for _, t := range s.beside.texts {
		if t.label == s.label {
			if t.column < s.column || s.under && t.column == s.column {
				nth = mine
			}
			mine++
		}
	}
	all := f.labelsOf(v.leaf)[s.label]
	if row, ok := v.found[s.beside.at]; ok {
		var here []*datum
		for _, d := range all {
			if int(d.row) == row {
				here = append(here, d)
			}
		}
		if len(here) == mine {
			return here[nth]
		}
	}
	times := 0
	for _, ref := range f.sought.index[s.label] {
		if ref.row.section == s.beside.section {
			times++
		}
	}
	if times == 1 && len(all) == 1 {
		return all[0]
	}
	return nil
}

// labelsOf finds where the form's labels stand on a sheet, in its order.
func (f *finder) labelsOf(l *leaf) map[string][]*datum {
	if have, ok := f.labels[l]; ok {
		return have
	}
	all := map[string][]*datum{}
	for i := range l.data {
		d := &l.data[i]
		if d.kind != kindText {
			continue
		}
		words := normal(d.text)
		label := labelOf(words)
		if len(f.sought.index[label]) == 0 {
			before, _, colon := strings.Cut(words, ":")
			if label = before; !colon || len(f.sought.index[label]) == 0 {
				continue
			}
		}
		all[label] = append(all[label], d)
	}
	f.labels[l] = all
	return all
}
