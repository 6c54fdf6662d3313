package forms

import (
	"strconv"

	"gongwen/forms/block"
)

// attachment is the attached form i, filled, or empty but for the notice's own year; nil when it is no form.
func (d *Document) attachment(i int) *Document {
	if i < len(d.Attached) && d.Attached[i] != nil {
		return d.Attached[i]
	}
	form := d.Definition.Notice.Attachments[i].form
	if form == nil {
		return nil
	}
	doc := form.Blank()
	for k := range form.Fields {
		f := &form.Fields[k]
		if own := d.fieldIndex(f.Key); f.Type == TypeYear && own >= 0 && d.Definition.Fields[own].Type == TypeYear {
			doc.Fields[k] = Value{Text: d.Fields[own].Text, Set: d.Fields[own].Set}
		}
	}
	return doc
}

// markerLine is a line of the marker: forms have no squared page.
const markerLine = 160 * block.MM * 254 / 7200 * 13 / 10

// attachedSections are the forms that are attached, each marked 附件 and its number on the first line of its first page
// and with its title on the third (GB/T 9704-2012, 7.3.7); their pages are counted on from the notice's.
func (d *Document) attachedSections() (all []block.Section) {
	attachments := d.Definition.Notice.Attachments
	for i := range attachments {
		doc := d.attachment(i)
		if doc == nil {
			continue
		}
		mark := "附件"
		if len(attachments) > 1 {
			mark += strconv.Itoa(i + 1)
		}
		marker := &block.Paragraph{Content: []block.Span{{Text: mark}}, Style: markerStyle, After: markerLine}
		sections := doc.Sections()
		for k := range sections {
			s := &sections[k]
			s.Foot, s.Outer = noticeFoot, true
			bindInto(s, d.Definition.Page, attachments[i].Size)
			if k == 0 && doc.Definition.Marker != "" {
				s.Blocks[0] = marker
			} else if k == 0 {
				s.Blocks = append([]block.Block{marker}, s.Blocks...)
			}
			for _, b := range s.Blocks {
				prefixPointers(b, doc.prefix)
			}
		}
		all = append(all, sections...)
	}
	return all
}

// prefixPointers makes the pointers in a block those of the whole input, of which the form is a part.
func prefixPointers(b block.Block, prefix string) {
	if prefix == "" {
		return
	}
	spans := func(content []block.Span) { prefixed(content, prefix) }
	switch b := b.(type) {
	case *block.Signature:
		spans(b.Body)
		spans(b.Date)
	case *block.Tree:
		for i := range b.Nodes {
			for _, line := range b.Nodes[i].Lines {
				spans(line)
			}
		}
		prefixPointers(b.Sheet, prefix)
	case *block.Paragraph:
		spans(b.Content)
	case *block.Line:
		for i := range b.Parts {
			spans(b.Parts[i].Content)
		}
	case *block.Table:
		for _, rows := range [...][]block.Row{b.Head, b.Body, b.Tail} {
			for i := range rows {
				for k := range rows[i].Cells {
					spans(rows[i].Cells[k].Content)
				}
			}
		}
	}
}

// prefixed is a content whose pointers have been made those of the whole input.
func prefixed(content []block.Span, prefix string) []block.Span {
	for i := range content {
		if content[i].Pointer != "" {
			content[i].Pointer = prefix + content[i].Pointer
		}
	}
	return content
}
