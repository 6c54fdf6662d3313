package forms

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// nameKey is the key of the field that says which person a form is of.
const nameKey = "name"

// Whose is by what a document is told apart from others of its form: the person that the form is of, by its field name, or
// a name above its table; without one, the unit; without that, the first short text above its table, or the first of all.
func (d *Document) Whose() string {
	for _, i := range d.Definition.telling() {
		if i < 0 {
			if unit := d.Unit(); unit != "" {
				return unit
			}
		} else if text := d.Fields[i].Text; text != "" {
			return text
		}
	}
	return ""
}

// telling are the fields that tell a form's documents apart, those that tell most first; -1 is the unit.
func (d *Definition) telling() (fields []int) {
	byHand := d.opinionKeys()
	var head, other []int
	for i := range d.Fields {
		f := &d.Fields[i]
		above := slices.Contains(d.Head, f.Key)
		switch {
		case f.Type != TypeText || f.Lines || slices.Contains(byHand, f.Key) || forRemarks(f):
		case f.Key == nameKey || f.Name && above:
			fields = append(fields, i)
		case above:
			head = append(head, i)
		case d.Kind == Slip:
			other = append(other, i)
		}
	}
	slices.SortStableFunc(head, func(a, b int) int {
		return slices.Index(d.Head, d.Fields[a].Key) - slices.Index(d.Head, d.Fields[b].Key)
	})
	return slices.Concat(fields, []int{-1}, head, other)
}

// mostGlimpsed is how many characters of a field are looked at in an input that something is wrong with.
const mostGlimpsed = 60

// Glimpse is what can be told of an input that the form cannot be filled with: its fields as they were entered, as far as
// they can be printed. Unit, Whose and Title are as those of a document; it is not to be printed.
func (d *Definition) Glimpse(in *Input, cover Coverage) *Document {
	doc := d.Blank()
	if len(in.nodes) == 0 || in.nodes[0].kind != kindObject {
		return doc
	}
	for n := int32(1); n < in.nodes[0].end; n = in.nodes[n].end {
		v := &in.nodes[n]
		if v.kind != kindObject || in.keys[v.key] != "fields" {
			continue
		}
		for n := n + 1; n < v.end; n = in.nodes[n].end {
			field := &in.nodes[n]
			if field.kind != kindString && field.kind != kindNumber {
				continue
			}
			if i := doc.fieldIndex(in.keys[field.key]); i >= 0 {
				doc.Fields[i] = d.Fields[i].glimpse(field.text, cover)
			}
		}
	}
	return doc
}

// glimpse is a field's value as it was entered; a day or a month that is none has none.
func (f *Field) glimpse(text string, cover Coverage) Value {
	for kind, form := range map[Type]string{TypeDate: time.DateOnly, TypeMonth: "2006-01"} {
		if _, err := time.Parse(form, text); f.Type == kind && err != nil {
			return Value{}
		}
	}
	if utf8.RuneCountInString(text) > mostGlimpsed {
		text = string([]rune(text)[:mostGlimpsed]) + "…"
	}
	text = strings.TrimSpace(Printable(text, cover))
	return Value{Text: text, Set: text != ""}
}
