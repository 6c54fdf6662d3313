package forms

import (
	"strconv"
	"strings"

	"gongwen/forms/block"
)

// entries are what the documents of a packet are called in its contents and its outline: their titles and, where
// several have the same, the first date, month, quarter or year in them, or else a number.
func entries(docs []*Document) []string {
	titles := make([]string, len(docs))
	count := make(map[string]int, len(docs))
	for i, d := range docs {
		titles[i] = d.Title()
		if titles[i] == "" {
			titles[i] = d.Definition.ID
		}
		count[titles[i]]++
	}
	names, used := make([]string, len(docs)), make(map[string]bool, len(docs))
	for i, d := range docs {
		names[i] = titles[i]
		if when := d.when(); count[titles[i]] > 1 && when != "" {
			names[i] += "（" + when + "）"
		}
		for n := 2; used[names[i]]; n++ {
			names[i] = titles[i] + "（" + strconv.Itoa(n) + "）"
		}
		used[names[i]] = true
	}
	return names
}

// when is the first date or month among the fields, as printed; empty for none.
func (d *Document) when() string {
	for i := range d.Definition.Fields {
		f := &d.Definition.Fields[i]
		if (f.Type == TypeDate || f.Type == TypeMonth) && d.Fields[i].Text != "" {
			var a arena
			return a.print(f, d.Fields[i].Text)
		}
	}
	return ""
}

// bound are the sections of documents one after the other. Their pointers are those of the whole input.
func bound(docs []*Document) (all []block.Section) {
	names := entries(docs)
	for i, d := range docs {
		sections := d.Sections()
		for k := range sections {
			s := &sections[k]
			for n := range s.Starts {
				s.Starts[n].Section += len(all)
			}
			for _, b := range s.Blocks {
				prefixPointers(b, d.prefix)
			}
			if s.Stamp != nil {
				s.Stamp.Under = prefixed(s.Stamp.Under, d.prefix)
				for c := range s.Stamp.Cells {
					s.Stamp.Cells[c].Content = prefixed(s.Stamp.Cells[c].Content, d.prefix)
				}
			}
		}
		sections[0].Entry = names[i]
		if len(sections) == 1 {
			sections[0].Name = names[i]
		}
		all = append(all, sections...)
	}
	return all
}

// contents adds the list of the packet's documents to s, its first section, and gives theirs, which come behind it.
func (d *Document) contents(s *block.Section) []block.Section {
	docs := bound(d.Documents)
	var at []int // the first section of each document
	for i := range docs {
		if docs[i].Entry != "" && len(at) < len(d.Documents) {
			at = append(at, i)
		}
	}
	names := entries(d.Documents)
	area := s.Width - s.Margin.Left - s.Margin.Right
	const no, page, remark = 15 * block.MM, 18 * block.MM, 30 * block.MM
	centred, left := bodyStyle, bodyStyle
	centred.Align = block.Center
	t := &block.Table{Outer: outerRule, Inner: innerRule, Columns: []block.Column{
		{Key: "no", Width: no, Style: centred}, {Key: "title", Width: area - no - page - remark, Style: left},
		{Key: "page", Width: page, Style: centred}, {Key: "remark", Width: remark, Style: left},
	}}
	head := block.Row{Height: ledgerRow}
	for _, label := range []string{"序号", "材料名称", "页次", "备注"} {
		head.Cells = append(head.Cells, block.Cell{Content: []block.Span{{Text: label}}, Style: &headStyle})
	}
	t.Head = []block.Row{head}
	for i, name := range names {
		row := block.Row{Height: ledgerRow, Cells: make([]block.Cell, 4)}
		start := []block.Span{{Text: "0", Data: true}}
		row.Cells[0].Content = []block.Span{{Text: strconv.Itoa(i + 1)}}
		row.Cells[1].Content = []block.Span{{Text: strings.TrimSpace(name), Data: true}}
		row.Cells[2].Content = start
		s.Starts = append(s.Starts, block.Start{Section: 1 + at[i], Text: &start[0]})
		t.Body = append(t.Body, row)
	}
	s.Blocks = append(s.Blocks, t)
	s.Entry = d.Title()
	return docs
}
