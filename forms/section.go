package forms

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// How every form looks. Sizes are 三号 16, 二号 22, 小四 12 and 五号 10.5 pt; the marker's and the title's faces are
// those of an annex in GB/T 9704-2012, 7.3.6.
var (
	markerStyle  = block.Style{Font: block.Hei, Size: 160}
	titleStyle   = block.Style{Font: block.Title, Size: 220, Align: block.Center}
	lineStyle    = block.Style{Font: block.Song, Size: 120}
	headStyle    = block.Style{Font: block.Hei, Size: 105, Align: block.Center}
	measureStyle = block.Style{Font: block.Song, Size: 105, Align: block.Right}
	noteStyle    = block.Style{Font: block.Song, Size: 105}
	bodyStyle    = block.Style{Font: block.Song, Size: 105}
	totalStyle   = block.Style{Font: block.Hei, Size: 105, Align: block.Center}
)

const (
	outerRule = 350 // µm
	innerRule = 180

	blankSpace = "\u3000\u3000" // to write a part of a date by hand

	foot = "第 {page} 页 共 {pages} 页"
)

// sections are the document as blocks, without what every form may have beside its own; see Sections.
func (d *Document) sections() []block.Section {
	def := d.Definition
	if def.Kind == Notice {
		return d.noticeSections()
	}
	s := block.Section{
		Name:  d.Title(),
		Width: def.Page.Width, Height: def.Page.Height, Margin: def.Page.Margin, Mirror: def.Page.Mirror, Foot: foot,
	}
	if def.Marker != "" {
		s.Blocks = append(s.Blocks, &block.Paragraph{
			Content: []block.Span{{Text: def.Marker}}, Style: markerStyle, After: block.MM,
		})
	}
	s.Blocks = append(s.Blocks, &block.Paragraph{Content: d.titleSpans(), Style: titleStyle, After: 5 * block.MM})
	if len(def.Head) > 0 {
		s.Blocks = append(s.Blocks, d.headLine())
	}
	switch def.Kind {
	case Ledger:
		for _, p := range def.measure() {
			s.Blocks = append(s.Blocks, p)
		}
		s.Blocks = append(s.Blocks, d.ledgerTable())
	case Score:
		t := d.scoreTable()
		d.later(t)
		s.Blocks = append(s.Blocks, t)
	case Chart:
		s.Blocks = append(s.Blocks, d.chartTree())
	case Slip:
		for i := range def.Grids {
			s.Blocks = append(s.Blocks, (&slipSetter{doc: d}).slipTable(&def.Grids[i]))
		}
	}
	var docs []block.Section
	if def.Kind == PacketKind {
		docs = d.contents(&s)
	}
	for i, note := range def.Notes {
		p := &block.Paragraph{Content: []block.Span{{Text: note}}, Style: noteStyle, Keep: true}
		if i == 0 {
			p.Before = 2 * block.MM
		}
		s.Blocks = append(s.Blocks, p)
	}
	if len(def.Sign) > 0 {
		line := &block.Line{Style: lineStyle, Height: 12 * block.MM, Spread: true, Keep: true}
		for _, label := range def.Sign {
			line.Parts = append(line.Parts, block.Part{Content: []block.Span{{Text: label}}})
		}
		s.Blocks = append(s.Blocks, line)
	}
	return append([]block.Section{s}, docs...)
}

// Title is the printed title on one line, for worksheets, file names and /Info.
func (d *Document) Title() string {
	var b strings.Builder
	for _, s := range d.titleSpans() {
		b.WriteString(s.Text)
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(b.String(), "\n", "")), " ")
}

// Unit is who filled the form in (填报单位), or empty.
func (d *Document) Unit() string {
	if d.Definition.Unit == "" {
		if d.Definition.Notice != nil {
			return textOf(d.element(d.Definition.Notice.Issuer))
		}
		return ""
	}
	return d.Fields[d.fieldIndex(d.Definition.Unit)].Text
}

// titleSpans are the title with its fields as data.
func (d *Document) titleSpans() []block.Span {
	parts := d.Definition.Title.Parts()
	spans := make([]block.Span, len(parts))
	for i, p := range parts {
		spans[i] = block.Span{Text: p.Text}
		if p.Key == "" {
			continue
		}
		spans[i] = d.fieldSpan(p.Key)
		room := titleRoom(&d.Definition.Fields[d.fieldIndex(p.Key)])
		if spans[i].Text == "" {
			spans[i].Text = strings.Repeat("\u3000", int(max(room, 2)))
			d.tie(&spans[i], p.Key)
		} else {
			spans[i].Room = room
		}
	}
	return spans
}

// titleRoom is how many characters wide a title leaves room for a field, so that its words stand where the empty form
// has them; 0: as many as are given.
func titleRoom(f *Field) (room uint8) {
	if f.Type == TypeYear {
		return 2
	}
	if !f.Several {
		for _, option := range f.Of {
			room = max(room, uint8(min(utf8.RuneCountInString(option), 20)))
		}
	}
	return room
}

// headLine is the line above the table: 填报单位 left, 填报日期 right.
func (d *Document) headLine() *block.Line {
	line := &block.Line{Style: lineStyle, Height: 9 * block.MM}
	for _, key := range d.Definition.Head {
		f := &d.Definition.Fields[d.fieldIndex(key)]
		content := []block.Span{{Text: f.Label + "："}}
		switch {
		case d.twin != nil:
			content = append(content, d.homeSpan(key))
		case f.Print != "":
			content = append(content, dateSpans(f, d.Fields[d.fieldIndex(key)])...)
		default:
			content = append(content, d.fieldSpan(key))
		}
		line.Parts = append(line.Parts, block.Part{Content: content, Seal: f.Seal})
	}
	return line
}

func (d *Document) fieldIndex(key string) int {
	return slices.IndexFunc(d.Definition.Fields, func(f Field) bool { return f.Key == key })
}

// fieldSpan is the value of a field, as printed; in the empty form a date has room to be written.
func (d *Document) fieldSpan(key string) (s block.Span) {
	i := d.fieldIndex(key)
	f, v := &d.Definition.Fields[i], &d.Fields[i]
	if d.Blank && v.Text == "" {
		s = block.Span{Text: f.Print.Blank(), Data: true}
	} else {
		var a arena
		s = block.Span{Text: a.print(f, v.Text), Pointer: v.Pointer, Data: true}
	}
	d.tie(&s, key)
	return s
}

// arena keeps printed texts in few allocations: each is a part of one growing string.
type arena struct {
	strings.Builder
	scratch [64]byte
}

// print is a canonical value as the form prints it.
func (a *arena) print(f *Field, text string) string {
	switch {
	case text == "":
		return ""
	case f.Print != "":
		return a.keep(f.Print.Append(a.scratch[:0], text))
	case f.Signs != nil:
		return f.sign(text)
	case f.Type == TypeNumber:
		if n, err := decimal.Parse(text); err == nil {
			return n.Fixed(f.Places)
		}
	}
	return text
}

// keep is b as a string.
func (a *arena) keep(b []byte) string {
	start := a.Len()
	a.Write(b)
	return a.String()[start:]
}

// column is the block column of a printed column.
func (c *Column) column(style block.Style) block.Column {
	if c.Align != nil {
		style.Align = *c.Align
	}
	if c.Shrink > 0 {
		style.Shrink = c.Shrink
	}
	return block.Column{Key: c.Key, Width: c.Width, Style: style}
}

// headRow is the labels of the columns.
func (d *Definition) headRow() block.Row {
	row := block.Row{Cells: make([]block.Cell, len(d.Columns)), Height: 9 * block.MM}
	for i, c := range d.Columns {
		row.Cells[i] = block.Cell{Content: []block.Span{{Text: c.Label}}, Style: &headStyle}
	}
	return row
}
