package xlsx

import (
	"bytes"
	"context"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/forms/block"
)

// filledLedger is a ledger of n rows that takes inputs, as a section and as a workbook.
func filledLedger(tb testing.TB, n int) (block.Section, []byte) {
	tb.Helper()
	section := ledger(n)
	table := section.Blocks[3].(*block.Table)
	kinds := []block.Type{0, block.FreeText, block.FreeText, block.Choice, block.Whole, block.Month, block.FreeText}
	inputs := make([]*block.Input, len(table.Columns))
	for c := range table.Columns {
		if c > 0 {
			inputs[c] = &block.Input{Path: "rows/" + table.Columns[c].Key, Label: table.Columns[c].Key, Type: kinds[c], Repeated: true}
		}
	}
	for i := range table.Body {
		for c, in := range inputs {
			if cell := &table.Body[i].Cells[c]; in != nil {
				cell.Content = []block.Span{{Text: join(cell.Content), Data: true, Input: in}}
			}
		}
	}
	var out bytes.Buffer
	if err := Encode(&out, []block.Section{section}, stack(section), Options{}); err != nil {
		tb.Fatal(err)
	}
	return section, out.Bytes()
}

// emptied is the section's form: the same with three empty rows.
func emptied(s block.Section) block.Section {
	table := *s.Blocks[3].(*block.Table)
	table.Body = append([]block.Row(nil), table.Body[:3]...)
	for i := range table.Body {
		cells := append([]block.Cell(nil), table.Body[i].Cells...)
		for c := range cells {
			if c > 0 {
				cells[c].Content = []block.Span{{Data: true, Input: cells[c].Content[0].Input}}
			}
		}
		table.Body[i].Cells = cells
	}
	s.Blocks = append([]block.Block(nil), s.Blocks...)
	s.Blocks[3] = &table
	return s
}

// BenchmarkDecode reads a ledger of 10,000 rows.
func BenchmarkDecode(b *testing.B) {
	section, file := filledLedger(b, 10000)
	shape := []block.Section{emptied(section)}
	b.ReportAllocs()
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		w, err := Decode(context.Background(), bytes.NewReader(file), int64(len(file)), shape)
		if err != nil {
			b.Fatal(err)
		}
		if len(w.Entries) != 60000 {
			b.Fatal(len(w.Entries))
		}
	}
}

// BenchmarkRowReader is the yardstick: the same file by the library's own row reader, which looks for nothing.
func BenchmarkRowReader(b *testing.B) {
	_, file := filledLedger(b, 10000)
	b.ReportAllocs()
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		n, err := countRows(file)
		if err != nil || n < 10000 {
			b.Fatal(n, err)
		}
	}
}

func countRows(file []byte) (n int, err error) {
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	rows, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		if _, err := rows.Columns(); err != nil {
			return 0, err
		}
		n++
	}
	return n, rows.Close()
}
