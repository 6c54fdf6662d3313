package forms

import (
	"strings"

	"gongwen/forms/block"
)

// insetFormat shows a text two characters in.
const insetFormat = `"` + indentation + `"@`

// take makes a cell with one value, or without any, that of an input. What stands there without having been given is a
// formula: it is none of the input's.
func take(c *block.Cell, in *block.Input) {
	if in == nil {
		return
	}
	if len(c.Content) == 0 {
		c.Content = []block.Span{{Data: true}}
	}
	s := &c.Content[0]
	s.Input = in
	if s.Text != "" && s.Pointer == "" && c.Formula == "" && !in.Fixed {
		c.Formula = constant(c.Kind, c.Raw, s.Text)
	}
}

// constant is a formula that always gives the same value.
func constant(kind block.Kind, raw, text string) block.Formula {
	switch {
	case kind == block.Number && raw != "":
		return block.Formula(raw)
	case kind == block.Date && raw != "":
		return block.Formula(dateFormula(raw))
	}
	return block.Formula(textFormula(text))
}

// textFormula is a text in a formula; one of several lines is put together.
func textFormula(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = quoteFormula(lines[i])
	}
	return strings.Join(lines, "&CHAR(10)&")
}

// homeSpan is the value of a field where it stands by itself, as a worksheet takes it.
func (d *Document) homeSpan(key string) block.Span {
	i := d.fieldIndex(key)
	f, v := &d.Definition.Fields[i], &d.Fields[i]
	var a arena
	kind := (&Column{Field: *f}).cellKind()
	s := block.Span{
		Text: a.print(f, v.Text), Pointer: v.Pointer, Data: true, Input: d.takes("fields/" + key),
		Raw: (&ledgerSlabs{}).raw(kind, v.Text),
	}
	switch linked := d.twin.linked[key]; {
	case linked != "":
		s.Formula = linked
	case v.Set && v.Pointer == "":
		s.Formula = constant(kind, s.Raw, s.Text)
	}
	return s
}

// tie says how a text that shows a field follows from the field's own cell. Without a value it is room to write.
func (d *Document) tie(s *block.Span, key string) {
	if d.twin == nil {
		return
	}
	i := d.fieldIndex(key)
	f, without := &d.Definition.Fields[i], s.Text
	if d.Fields[i].Text != "" {
		without = room(f)
	}
	s.Formula = d.shows(f, "fields/"+key, without)
}

// shows is the text that a field's cell is printed as among others.
func (d *Document) shows(f *Field, path, without string) block.Formula {
	cell := "{@" + d.twin.prefix + path + "}"
	return block.Formula("IF(" + cell + `="",` + textFormula(without) + "," + f.text(cell) + ")")
}

// text is a cell's value as the field prints it.
func (f *Field) text(cell string) string {
	var format string
	switch {
	case f.Print != "":
		format = f.Print.Format()
	case f.Type == TypeNumber:
		format = (&Field{Type: f.Type, Places: f.Places}).input().Format
	default:
		return cell
	}
	return "TEXT(" + cell + "," + quoteFormula(format) + ")"
}

// given is what a definition's text with fields in it is, as a formula; empty when there are none in it.
func (d *Document) givenFormula(f *Field, text Template) block.Formula {
	var open, parts []string
	for _, p := range text.Parts() {
		i := d.fieldIndex(p.Key)
		switch {
		case p.Key == "":
			parts = append(parts, textFormula(p.Text))
		case i >= 0:
			cell := "{@" + d.twin.prefix + "fields/" + p.Key + "}"
			open = append(open, cell+`=""`)
			if own := &d.Definition.Fields[i]; own.Type == TypeDate || own.Type == TypeMonth {
				cell = "TEXT(" + cell + "," + quoteFormula(canonicalDate(own.Type)) + ")" // as it is written in a text
			}
			parts = append(parts, cell)
		}
	}
	if open == nil {
		return ""
	}
	empty, whole := open[0], strings.Join(parts, "&")
	if len(open) > 1 {
		empty = "OR(" + strings.Join(open, ",") + ")"
	}
	switch f.Type {
	case TypeDate:
		whole = "DATEVALUE(" + whole + ")"
	case TypeMonth:
		whole = "DATEVALUE(" + whole + `&"-01")`
	case TypeInteger, TypeNumber, TypeYear:
		whole = "VALUE(" + whole + ")"
	}
	return block.Formula("IF(" + empty + `,"",` + whole + ")")
}

// canonicalDate is the number format in which values are kept.
func canonicalDate(t Type) string {
	if t == TypeDate {
		return "yyyy-mm-dd"
	}
	return "yyyy-mm"
}

// untie takes the formula of a text that is printed otherwise than its value.
func untie(s *block.Span, printed string) {
	if s.Text != printed {
		s.Formula = ""
	}
	s.Text = printed
}

// settle finds the home of each input: the first place where it stands by itself. A second one follows from it.
func (s *slots) settle(sections []block.Section) {
	for i := range sections {
		for _, b := range sections[i].Blocks {
			switch b := b.(type) {
			case *block.Line:
				for k := range b.Parts {
					for n := range b.Parts[k].Content {
						s.settleSpan(&b.Parts[k].Content[n], nil)
					}
				}
			case *block.Table:
				for _, rows := range [...][]block.Row{b.Head, b.Body, b.Tail} {
					for r := range rows {
						for k := range rows[r].Cells {
							c := &rows[r].Cells[k]
							for n := range c.Content {
								s.settleSpan(&c.Content[n], c)
							}
						}
					}
				}
			}
		}
	}
}

func (s *slots) settleSpan(span *block.Span, cell *block.Cell) {
	if span.Input == nil || span.Input.Repeated {
		if span.Input != nil {
			s.home(span.Input.Path)
		}
		return
	}
	if first := s.home(span.Input.Path); first {
		return
	}
	one := s.find(span.Input.Path)
	at := "{@" + one.input.Path + "}"
	span.Input = nil
	if cell != nil {
		cell.Formula = block.Formula("IF(" + at + `="","",` + at + ")")
		return
	}
	span.Formula = block.Formula("IF(" + at + `="","",` + one.field.text(at) + ")")
}

// home notes that an input has one, and tells whether it had none before. Those of further rows side by side go with
// the first.
func (s *slots) home(path string) (first bool) {
	one := s.find(path)
	if one == nil {
		return true
	}
	first = !one.found
	one.found = true
	return first
}
