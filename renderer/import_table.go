package renderer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"

	"gongwen/forms"
	"gongwen/forms/block"
	"gongwen/renderer/xlsx"
)

// importTable reads every document of a table as text: of one that was saved from a printed form's workbook by the form's
// labels, as that is read, and of any other by the names of its columns.
func (r *Renderer) importTable(ctx context.Context, d *forms.Definition, file Upload, splitBy string, lim forms.Limits) ([]*Imported, error) {
	table, problems, err := forms.ReadTable(bytes.NewReader(file.Data), path.Base(file.Name))
	if err != nil {
		return nil, fmt.Errorf("read table of %s: %w", d.ID, err)
	}
	if table == nil {
		return []*Imported{failed(d, problems)}, nil
	}
	table.Name = "" // there is one file
	if d.Kind != forms.PacketKind {
		printed, extra := splitSheets(d.Blank().Sheets(), d, splitBy)
		book, err := xlsx.DecodeTable(ctx, table.Lines(), printed, d.Wide())
		var wrong *FileError
		switch {
		case err == nil && book != nil:
			extra.rename(book.Entries)
			return r.enterBook(d, book, false, file.Fields, splitBy, lim), nil
		case err != nil && !errors.As(err, &wrong):
			return nil, err
		}
	}
	given, problems := d.Given(file.Fields)
	var paths []string
	for i := range given {
		paths = append(paths, given[i].Path)
	}
	entries, wrong := d.EntriesOf(table, paths...)
	return r.enterEach(d, append(entries, given...), append(problems, wrong...), splitBy, lim), nil
}

// splitColumn is a column that a ledger's rows have beside those of the form, when they are split by a field.
type splitColumn struct{ path, field string }

// splitSheets adds to the sheets of a ledger that is split by a field a column for it, which somebody has added to the
// table and labelled as the field.
func splitSheets(sections []block.Section, d *forms.Definition, splitBy string) ([]block.Section, splitColumn) {
	row, f, ok := d.SplitKey(splitBy)
	if !ok || row != nil || d.ByRow() {
		return sections, splitColumn{}
	}
	c := splitColumn{path: "split/" + f.Key, field: "fields/" + f.Key}
	in := &block.Input{Path: c.path, Label: f.Label, Repeated: true}
	for i := range sections {
		for k, b := range sections[i].Blocks {
			if t, ok := b.(*block.Table); ok && len(t.Head) > 0 && len(t.Body) > 0 && takesRows(&t.Body[0]) {
				sections[i].Blocks = slices.Clone(sections[i].Blocks)
				sections[i].Blocks[k] = withColumn(t, in)
				return sections, c
			}
		}
	}
	return sections, splitColumn{}
}

// takesRows says whether a row takes what all rows of its table take.
func takesRows(row *block.Row) bool {
	return slices.ContainsFunc(row.Cells, func(c block.Cell) bool {
		return slices.ContainsFunc(c.Content, func(s block.Span) bool { return s.Input != nil && s.Input.Repeated })
	})
}

// withColumn is a table with one column more, for an input.
func withColumn(t *block.Table, in *block.Input) *block.Table {
	wider := *t
	wider.Columns = append(slices.Clone(t.Columns), block.Column{})
	wider.Head, wider.Body = slices.Clone(t.Head), slices.Clone(t.Body)
	for i := range wider.Head {
		cell := block.Cell{Covered: true}
		if i == 0 {
			cell = block.Cell{Content: []block.Span{{Text: in.Label}}, Rows: len(wider.Head)}
		}
		wider.Head[i].Cells = append(slices.Clone(wider.Head[i].Cells), cell)
	}
	for i := range wider.Body {
		wider.Body[i].Cells = append(slices.Clone(wider.Body[i].Cells), block.Cell{Content: []block.Span{{Data: true, Input: in}}})
	}
	return &wider
}

// rename gives what stands in the column the field's path.
func (c splitColumn) rename(entries []block.Entry) {
	for i := range entries {
		if c.path != "" && entries[i].Path == c.path {
			entries[i].Path = c.field
		}
	}
}
