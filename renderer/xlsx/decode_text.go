package xlsx

import (
	"slices"
	"strings"

	"gongwen/forms/block"
)

// inText finds a value in a text that shows it among words. A text whose formula is still there was not typed.
func (f *finder) inText(w *want, s *soughtSpot) (reading, bool) {
	v := f.viewOf(s.row.section)
	if v == nil {
		return reading{}, false
	}
	d, values := f.textOf(v, s.text)
	if d == nil || d.formula {
		return reading{}, false
	}
	return s.valueIn(w.in, v.leaf, d, values), true
}

// valueIn is what the cell of a text says of an input. Values are those of the text's rooms; nil: it has other words.
func (s *soughtSpot) valueIn(in *block.Input, l *leaf, d *datum, values []string) reading {
	r := reading{leaf: l, cell: l.cover(int(d.row), int(d.column)), d: d, unclear: true}
	switch {
	case values == nil:
		r.unclear = d.kind == kindText || !s.text.single()
	case s.boxes:
		if text, ok := s.text.chosen(in, values); ok {
			r.text, r.part, r.unclear = text, true, false
		}
	default:
		if parts, ok := s.text.parts(s.room, values[s.room]); ok {
			r.text, r.part, r.unclear = parts[s.part], true, false
		}
	}
	return r
}

// single says whether a text shows one value and nothing else but words.
func (m *mixedText) single() bool {
	rooms := 0
	for i := range m.pieces {
		if m.pieces[i].words == "" {
			if rooms++; m.pieces[i].in() == nil {
				return false
			}
		}
	}
	return rooms == 1
}

// textOf finds a text with values on a sheet: behind or under its label, or else by its words, where as many texts of
// the row have them as in the form. Without values it has other words, or nobody can tell which text it is.
func (f *finder) textOf(v *view, m *mixedText) (d *datum, values []string) {
	have, ok := f.places[m]
	if !ok {
		have.d, have.values = f.findText(v, m)
		f.places[m] = have
	}
	return have.d, have.values
}

// foundText is what textOf has found.
type foundText struct {
	d      *datum
	values []string
}

// findText looks for a text with values.
func (f *finder) findText(v *view, m *mixedText) (d *datum, values []string) {
	row, column, labelled := f.anchor(v, &m.spot)
	if labelled {
		if d = v.leaf.shown(row, column); d != nil && d.kind == kindText {
			if values, ok := capture(d.text, m.pieces); ok {
				return d, surely(d, m.pieces, values)
			}
		}
		if d != nil && d.kind == kindText && f.isLabel(d.text) {
			d = nil
		}
	}
	if row, ok := f.rowOf(v, m.row); ok && m.weight > 0 {
		here := v.leaf.captured(row, m.pieces)
		nth, mine := m.among()
		if len(here) == mine {
			values, _ := capture(here[nth].text, m.pieces)
			return here[nth], surely(here[nth], m.pieces, values)
		}
		if !labelled && len(here) > 0 {
			return here[0], nil
		}
	}
	return d, nil
}

// surely are the values of a text if its words part them in one way only.
func surely(d *datum, pieces []piece, values []string) []string {
	if other, ok := captureBack(d.text, pieces); !ok || !slices.Equal(values, other) {
		return nil
	}
	return values
}

// among counts the texts of the row with the same words, and those before this one.
func (m *mixedText) among() (nth, all int) {
	for _, o := range m.row.mixed {
		if o == m {
			nth = all
		}
		if alike(o.pieces, m.pieces) {
			all++
		}
	}
	return nth, all
}

// captured are the texts of a row that show values among these words.
func (l *leaf) captured(row int, pieces []piece) (all []*datum) {
	r := l.kept(row)
	if r == nil {
		return nil
	}
	for k := r.from; k < r.to; k++ {
		if d := &l.data[k]; d.kind == kindText {
			if _, ok := capture(d.text, pieces); ok {
				all = append(all, d)
			}
		}
	}
	return all
}

// anchor is the cell that stands behind or under a place's label; of a place without one, that of its row and column in
// the table.
func (f *finder) anchor(v *view, s *soughtSpot) (row, column int, ok bool) {
	if s.beside == nil {
		if s.table == nil {
			return 0, 0, false
		}
		if row, ok = f.rowOf(v, s.row); ok {
			column, ok = f.columnOf(v, s)
		}
		return row, column, ok
	}
	label := f.labelCell(v, s)
	if label == nil {
		return 0, 0, false
	}
	row, column = int(label.row), int(label.column)
	m := v.leaf.cover(row, column)
	if s.under {
		if at, found := f.rowOf(v, s.row); found {
			return at, m.left, true
		}
		return m.bottom + 1, m.left, true
	}
	for range s.nth {
		m = v.leaf.cover(row, m.right+1)
	}
	return row, m.right + 1, true
}

// rowOf is where a row of the form is on a sheet. One that has no words of its own stands between those around it, if
// no rows were put between these or taken away.
func (f *finder) rowOf(v *view, r *soughtRow) (int, bool) {
	if at, ok := v.found[r.at]; ok {
		return at, true
	}
	var over, under int
	for n := r.at - 1; n >= 0 && over == 0; n-- {
		if at, ok := v.found[n]; ok {
			over = at + r.at - n
		}
	}
	for n := r.at + 1; n < len(r.section.rows) && under == 0; n++ {
		if at, ok := v.found[n]; ok {
			under = at + r.at - n
		}
	}
	return over, over > 0 && over == under
}

// columnOf is where a column of a table is on a sheet: where the words begin that stand in it in other rows.
func (f *finder) columnOf(v *view, s *soughtSpot) (int, bool) {
	at := 0
	for _, r := range s.row.section.rows {
		row, ok := v.found[r.at]
		if r.table != s.table || !ok {
			continue
		}
		for _, x := range r.texts {
			if x.column != s.column {
				continue
			}
			for _, d := range f.labelsOf(v.leaf)[x.label] {
				if int(d.row) == row && r.count(x.label) == 1 {
					at = int(d.column)
				}
			}
		}
		for _, m := range r.mixed {
			if here := v.leaf.captured(row, m.pieces); m.column == s.column && m.weight > 0 && len(here) == 1 {
				at = int(here[0].column)
			}
		}
		if at > 0 {
			return at, true
		}
	}
	return 0, false
}

// count is how often a label stands in a row.
func (r *soughtRow) count(label string) (n int) {
	for i := range r.texts {
		if r.texts[i].label == label {
			n++
		}
	}
	return n
}

// typedOver finds what was typed into texts that show an input, over the formulas that were there: in other cells than
// the one it was read from.
func (f *finder) typedOver(w *want, of *reading) (all []reading) {
	for _, s := range w.spots {
		if s.text == nil {
			continue
		}
		r, ok := f.inText(w, s)
		if ok && r.said() && (r.leaf != of.leaf || r.cell != of.cell) && (!r.unclear || r.leaf.counts()) {
			all = append(all, r)
		}
	}
	return all
}

// counts says whether a sheet has formulas: it is not one of which only the values were copied.
func (l *leaf) counts() bool {
	return slices.ContainsFunc(l.data, func(d datum) bool { return d.formula })
}

// The signs of boxes that are empty, and of those that are ticked.
const (
	emptyBoxes  = "☐□○〇"
	tickedBoxes = "☑☒√✓✔✅■"
)

// chosen is what the ticked boxes of a text say. ok is false where a box holds anything else, or too many are ticked.
func (m *mixedText) chosen(in *block.Input, values []string) (text string, ok bool) {
	var all []string
	for room, p := range m.rooms() {
		for _, v := range p.room {
			if v.in != in || v.box == "" {
				continue
			}
			switch sign := strings.TrimRight(normal(values[room]), "\ufe0e\ufe0f"); {
			case len(p.room) > 1 && sign != "":
				return "", false
			case strings.Trim(sign, emptyBoxes) == "":
			case strings.Trim(sign, tickedBoxes) == "":
				all = append(all, v.box)
			default:
				return "", false
			}
		}
	}
	if len(all) > 1 && in.Type != block.Choices {
		return "", false
	}
	return strings.Join(all, "、"), true
}
