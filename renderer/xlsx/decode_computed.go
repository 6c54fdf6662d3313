package xlsx

import (
	"slices"
	"strings"

	"gongwen/forms/block"
)

// noteComputed notes what was typed over values that follow from others: they are computed again. A sheet of which only
// the values were copied has none.
func (f *finder) noteComputed() {
	for _, s := range f.sought.computed {
		v := f.viewOf(s.row.section)
		if v == nil {
			continue
		}
		if row, column, ok := f.anchor(v, s); ok {
			f.noteTyped(v.leaf, v.leaf.shown(row, column), s.label)
		}
	}
	for _, m := range f.sought.mixed {
		v := f.viewOf(m.row.section)
		if v == nil || !slices.ContainsFunc(m.pieces, func(p piece) bool { return p.computed() }) {
			continue
		}
		d, values := f.textOf(v, m)
		for room, p := range m.rooms() {
			if values != nil && p.computed() && strings.TrimFunc(values[room], isBlank) != "" {
				f.noteTyped(v.leaf, d, told(values[room]))
			}
		}
	}
}

// computed says whether a piece is the room of a value that is no input's.
func (p *piece) computed() bool { return len(p.room) == 1 && p.room[0].in == nil }

// noteTyped notes a cell that stands in the place of a formula, and holds none.
func (f *finder) noteTyped(l *leaf, d *datum, label string) {
	if d == nil || d.formula || d.kind == kindText && f.isLabel(d.text) || !l.counts() {
		return
	}
	f.unread = append(f.unread, Unread{label, block.Place{Sheet: l.name, Cell: address(int(d.column), int(d.row))}})
}
