package forms

import (
	"strconv"
	"strings"

	"gongwen/forms/block"
)

// guideSheet says how the workbook is filled in: what each column takes, what is asked about and refused, where the form
// comes from. A notice that takes nothing but its text has none.
func (d *Document) guideSheet() *block.Section {
	if d.Definition.Kind == Notice && len(d.Definition.Fields) == 0 && len(d.Attached) == 0 {
		return nil
	}
	s := aside(sheetGuide, titleGuide)
	g := &guide{section: s}
	g.heading(guideMethod)
	for i, how := range guideHow() {
		g.line(strconv.Itoa(i+1) + "." + how)
	}
	seen := map[string]bool{}
	for _, doc := range d.every() {
		if def := doc.Definition; !seen[def.ID] && len(doc.Definition.Title.Parts()) > 0 {
			seen[def.ID] = true
			g.form(doc)
		}
	}
	return s
}

// guide writes the blocks of such a sheet.
type guide struct{ section *block.Section }

func (g *guide) heading(text string) {
	g.section.Blocks = append(g.section.Blocks, asideHeading(text))
}

func (g *guide) line(text string) {
	style := asideText
	style.Align = block.Justify
	g.section.Blocks = append(g.section.Blocks, &block.Paragraph{Content: []block.Span{{Text: text}}, Style: style, After: block.MM})
}

// form says what one form takes, and what of it is asked about.
func (g *guide) form(d *Document) {
	def := d.Definition
	g.heading(d.Title())
	if def.Source != "" {
		g.line(guideSource + def.Source)
	}
	if t := d.guideTable(); len(t.Body) > 0 {
		g.section.Blocks = append(g.section.Blocks, t)
	}
	for _, part := range []struct {
		label string
		stops bool
	}{{guideRules, false}, {guideStops, true}} {
		no := 0
		for i := range def.Advise {
			if def.Advise[i].Stops != part.stops {
				continue
			}
			if no++; no == 1 {
				g.heading(part.label)
			}
			g.line(strconv.Itoa(no) + "." + def.Advise[i].Say)
		}
	}
	for i, note := range def.Notes {
		if i == 0 {
			g.heading(guideNotes)
		}
		g.line(note)
	}
}

// guideTable has a row for each field and each column.
func (d *Document) guideTable() *block.Table {
	area := asidePage.Width - asidePage.Margin.Left - asidePage.Margin.Right
	t := asideTable([]string{"what", "takes"}, []string{headWhat, headTakes}, []block.Length{55 * block.MM, area - 55*block.MM}, asideText, asideText)
	add := func(label, words string) {
		t.Body = append(t.Body, block.Row{Height: asideRow, Cells: []block.Cell{textCell(label), textCell(words)}})
	}
	for k, fields := range [][]Field{d.Definition.Fields, d.Definition.inputs} {
		for i := range fields {
			f := &fields[i]
			switch {
			case f.Key == itemKey && d.Definition.Rows.Fixed != nil, f.Given:
				continue
			case f.Value != nil:
				add(oneLine(f.Label), sayComputed)
				continue
			}
			label := oneLine(f.Label)
			if series := d.seriesAt(i); series != nil && k == 1 {
				if i > series.First {
					continue
				}
				label = strings.ReplaceAll(oneLine(series.Label), "{n}", "1-"+strconv.Itoa(series.Count))
			}
			one := slot{field: f, input: f.input()}
			add(label, strings.Join(append([]string{one.words()}, d.order(f)...), "；"))
		}
	}
	for i := range d.Definition.Results {
		add(oneLine(d.Definition.Results[i].Label), sayComputed)
	}
	return t
}
