package forms

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongwen/forms/block"
)

// How slips look: 小四宋体.
var (
	slipStyle  = block.Style{Font: block.Song, Size: 120}
	slipLabel  = block.Style{Font: block.Song, Size: 120, Align: block.Center}
	slipLong   = block.Style{Font: block.Song, Size: 120, Align: block.Justify, VAlign: block.Top}
	slipSigned = block.Style{Font: block.Song, Size: 120, Align: block.Right, VAlign: block.Bottom}
)

const (
	signRow     = 14 * block.MM // of the signature under an opinion: two lines
	leastSaid   = 8 * block.MM  // of the opinion above it
	mostSigned  = 5             // characters that are left for a name
	leastSigned = 3
	signInset   = "\u00a0\u00a0\u00a0\u00a0" // keeps what stands before it off the cell's edge
	sealWords   = "（盖章）"
	boxEmpty    = "☐"
	boxTicked   = "☑"
	eachName    = "each" // what formulas call the rows of the input
	indentation = "\u3000\u3000"
)

// slipSetter makes a slip's tables. Between rows of the input, row is the one that is being printed, and no its number.
type slipSetter struct {
	doc *Document
	row []Value
	no  int
	arena

	formulas formulas
	places   *strings.Replacer // of the keys in formulas, by those of the table's columns and rows
}

// place finds the cells that formulas may name: those that show one value and nothing else.
func (s *slipSetter) place(g *SlipGrid) {
	s.formulas = formulas{doc: s.doc}
	var pairs []string
	for i := range g.Rows {
		for j := range g.Rows[i].Cells {
			c := &g.Rows[i].Cells[j]
			key := c.alone()
			if key == "" || i < g.Head {
				continue
			}
			f, _ := s.find(key)
			s.formulas.columns = append(s.formulas.columns, printedColumn{Column: &Column{Field: *f}})
			if g.Rows[i].Each {
				pairs = append(pairs, "{"+key+":}", "{"+columnName(c.Col)+":"+eachName+"}")
			} else {
				pairs = append(pairs, "{"+key+"}", "{"+columnName(c.Col)+":"+rowName(i)+"}")
			}
		}
	}
	s.places = strings.NewReplacer(pairs...)
}

func columnName(i int) string { return "c" + strconv.Itoa(i) }
func rowName(i int) string    { return "r" + strconv.Itoa(i) }

// formula is that of a result's cell, or empty. The empty form's stays empty as long as there is nothing to count.
func (s *slipSetter) formula(f *Field) block.Formula {
	if s.doc.twin != nil {
		return s.doc.resultFormula(f)
	}
	code := s.places.Replace(string(s.formulas.of(f)))
	if !strings.Contains(code, "{") {
		return "" // what it follows from has no cells
	}
	if o, sums := f.Value.root.(*exprOver); sums && s.doc.Blank && code != "" {
		if id, ok := o.of.(*exprIdent); ok {
			code = "IF(COUNT(" + s.places.Replace("{"+id.name+":}") + ")>0," + code + `,"")`
		}
	}
	return block.Formula(code)
}

// slipTable is one grid of a slip as a table: a row with an opinion becomes two without a rule between them.
func (s *slipSetter) slipTable(g *SlipGrid) *block.Table {
	t := &block.Table{Outer: outerRule, Inner: innerRule}
	s.place(g)
	for i, w := range g.Widths {
		t.Columns = append(t.Columns, block.Column{Key: columnName(i), Width: w, Style: slipStyle})
	}
	for i := range g.Rows {
		if i < g.Head {
			t.Head = append(t.Head, s.rows(g, i)...)
			continue
		}
		if !g.Rows[i].Each {
			t.Named = append(t.Named, block.Named{Key: rowName(i), From: len(t.Body), To: len(t.Body)})
			t.Body = append(t.Body, s.rows(g, i)...)
			continue
		}
		first := len(t.Body)
		for s.no = 1; s.no <= max(len(s.doc.Rows), s.doc.Definition.Rows.PrintAtLeast, 1); s.no++ {
			s.row = nil
			if s.no <= len(s.doc.Rows) {
				s.row = s.doc.Rows[s.no-1]
			}
			t.Body = append(t.Body, s.rows(g, i)...)
		}
		s.no, s.row = 0, nil
		t.Named = append(t.Named, block.Named{Key: eachName, From: first, To: len(t.Body) - 1})
	}
	return t
}

// rows are what row i of a grid is printed as: one row, or two.
func (s *slipSetter) rows(g *SlipGrid, i int) []block.Row {
	src := &g.Rows[i]
	rows := make([]block.Row, 1, 2)
	rows[0] = block.Row{Cells: coveredCells(len(g.Widths)), Height: src.Height}
	if src.split() {
		rows[0].Height = max(src.Height-signRow, leastSaid)
		rows = append(rows, block.Row{Cells: coveredCells(len(g.Widths)), Height: signRow, Keep: true})
	}
	for j := range src.Cells {
		c := &src.Cells[j]
		if c.Opinion != nil {
			width := block.Length(0)
			for _, w := range g.Widths[c.Col : c.Col+max(c.Cols, 1)] {
				width += w
			}
			said, signed := s.opinion(c.Opinion, width)
			said.Cols, signed.Cols = c.Cols, c.Cols
			rows[0].Cells[c.Col], rows[1].Cells[c.Col] = said, signed
			continue
		}
		cell := s.cell(c)
		cell.Cols = c.Cols
		for k := i; k < i+c.Rows; k++ {
			cell.Rows++
			if g.Rows[k].split() {
				cell.Rows++
			}
		}
		rows[0].Cells[c.Col] = cell
	}
	return rows
}

// coveredCells are cells that others are set into.
func coveredCells(n int) []block.Cell {
	cells := make([]block.Cell, n)
	for i := range cells {
		cells[i].Covered = true
	}
	return cells
}

// cell sets words and values, or the options of a choice.
func (s *slipSetter) cell(c *SlipCell) (cell block.Cell) {
	style := &slipStyle
	parts := c.Words.Parts()
	switch {
	case c.Choice != "":
		cell.Content = s.boxes(c.Choice)
	case c.alone() != "":
		cell, style = s.value(c.alone())
	default:
		words := true
		for _, p := range parts {
			words = words && p.Key == ""
			cell.Content = append(cell.Content, s.part(p)...)
		}
		if words {
			cell.Repeat, style = true, &slipLabel
		}
	}
	if c.Align != nil {
		own := *style
		own.Align, style = *c.Align, &own
	}
	cell.Style = style
	return cell
}

// find is the field of a key with its value; that of the number of a row has no field of its own.
func (s *slipSetter) find(key string) (*Field, Value) {
	def := s.doc.Definition
	for i := range def.inputs {
		if def.inputs[i].Key == key {
			if s.row == nil {
				return &def.inputs[i], Value{}
			}
			return &def.inputs[i], s.row[i]
		}
	}
	if i := s.doc.fieldIndex(key); i >= 0 {
		return &def.Fields[i], s.doc.Fields[i]
	}
	if i := slices.IndexFunc(def.Results, func(r Result) bool { return r.Key == key }); i >= 0 {
		return &def.Results[i].Field, s.doc.Results[i]
	}
	no := strconv.Itoa(s.no)
	return &Field{Key: key, Type: TypeSerial}, Value{Text: no, Set: true}
}

// value sets a cell that shows one value and nothing else.
func (s *slipSetter) value(key string) (cell block.Cell, style *block.Style) {
	f, v := s.find(key)
	own := slipLabel
	switch {
	case f.Type == TypeText && f.Lines:
		own = slipLong
		if s.doc.twin == nil {
			v.Text = indent(v.Text)
		} else {
			own.Format = insetFormat // a worksheet's cell has what was given
		}
	case v.Text != "" || s.doc.twin != nil:
		c := Column{Field: *f}
		cell.Kind = c.cellKind()
		cell.Raw = (&ledgerSlabs{}).raw(cell.Kind, v.Text)
		own.Format = c.ledgerColumn().Style.Format
	}
	switch dated := f.Print != "" && s.doc.twin == nil; {
	case dated && s.no == 0:
		cell.Content = dateSpans(f, v)
	case v.Text != "":
		cell.Content = []block.Span{{Text: s.print(f, v.Text), Pointer: v.Pointer, Data: true}}
	case s.doc.Blank && dated:
		cell.Content = []block.Span{{Text: f.Print.Blank(), Data: true}}
	}
	if f.Value != nil {
		cell.Formula = s.formula(f)
	}
	if s.doc.twin != nil {
		take(&cell, s.doc.takes(s.path(f)))
		if linked := s.doc.twin.linked[key]; linked != "" {
			cell.Formula = linked
		}
	}
	return cell, &own
}

// part is a piece of a text: words, or a value among them, which leaves room to write where there is none.
func (s *slipSetter) part(p TemplatePart) []block.Span {
	if p.Key == "" {
		return []block.Span{{Text: p.Text}}
	}
	f, v := s.find(p.Key)
	if f.Print != "" && s.doc.twin == nil {
		return dateSpans(f, v)
	}
	without, data := room(f), true
	if i := slices.IndexFunc(s.doc.Definition.Results, func(r Result) bool { return r.Key == p.Key && r.Blank != "" }); i >= 0 {
		without = s.doc.Definition.Results[i].Blank
		data = strings.TrimSpace(without) == "" // else the empty form has words there already
	}
	span := block.Span{Text: without, Data: data}
	if v.Text != "" {
		span = block.Span{Text: s.print(f, v.Text), Pointer: v.Pointer, Data: data}
		if without == blankSpace {
			span.Room = dayRoom // as the empty form leaves it
		}
	}
	s.tie(&span, f, without)
	return []block.Span{span}
}

// room is what is left for a value that is written by hand.
func room(f *Field) string {
	if f.Print != "" {
		return f.Print.Blank()
	}
	return blankSpace
}

// boxes are all options of a choice, those that are chosen ticked.
func (s *slipSetter) boxes(key string) (content []block.Span) {
	f, v := s.find(key)
	for i, option := range f.Of {
		if i > 0 {
			content = append(content, block.Span{Text: "\u3000"})
		}
		box := block.Span{Text: boxEmpty}
		if chosen(f, v.Text, option) {
			box = block.Span{Text: boxTicked, Pointer: v.Pointer, Data: true}
		}
		if s.doc.twin != nil {
			box.Formula = s.box(f, option)
		}
		content = append(content, box, block.Span{Text: option})
	}
	return content
}

// opinion is what is said, and under it who signs and when.
func (s *slipSetter) opinion(o *Opinion, width block.Length) (said, signed block.Cell) {
	said, said.Style = s.value(o.Key)
	said.Below = true
	room := o.room(width)
	by := block.Span{Text: room, Data: true}
	f, v := s.find(o.by())
	if v.Text != "" {
		by = block.Span{Text: s.print(f, v.Text), Pointer: v.Pointer, Data: true, Room: uint8(utf8.RuneCountInString(room))}
	}
	s.tie(&by, f, room)
	content := []block.Span{{Text: o.Sign}, by}
	if o.Seal {
		content = append(content, block.Span{Text: sealWords})
	}
	content = append(content, block.Span{Text: signInset + "\n"})
	content = append(append(content, s.part(TemplatePart{Key: o.date()})...), block.Span{Text: signInset})
	return said, block.Cell{Content: content, Style: &slipSigned, Above: true}
}

// room is what is left to sign in a cell of the width: less in a narrow one, so that it stays on the line.
func (o *Opinion) room(width block.Length) string {
	const em = 12 * 25400 / 72                                              // of 小四, in µm
	free := int((width-2*block.MM)/em) - 1 - utf8.RuneCountInString(o.Sign) // less the cell's sides and the inset
	if o.Seal {
		free -= utf8.RuneCountInString(sealWords)
	}
	if free < leastSigned {
		free = mostSigned // it takes two lines anyhow
	}
	return strings.Repeat("\u3000", min(free, mostSigned))
}

// indent sets the paragraphs of a long text in by two characters, unless they are.
func indent(text string) string {
	if text == "" {
		return ""
	}
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if l != "" && !strings.HasPrefix(l, "\u3000") {
			lines[i] = indentation + l
		}
	}
	return strings.Join(lines, "\n")
}
