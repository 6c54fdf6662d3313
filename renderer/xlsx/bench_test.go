package xlsx

import (
	"io"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/forms/block"
)

// BenchmarkEncode writes a ledger of 12 and of 10,000 rows.
func BenchmarkEncode(b *testing.B) {
	for _, n := range []int{12, 10000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			sections := []block.Section{ledger(n)}
			rows := stack(sections...)
			b.ReportAllocs()
			for b.Loop() {
				if err := Encode(io.Discard, sections, rows, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkTaken writes a ledger that takes inputs, whose rows are counted and worked out by formulas.
func BenchmarkTaken(b *testing.B) {
	sections := taken(10000, 0)
	rows := stack(sections...)
	b.ReportAllocs()
	for b.Loop() {
		if err := Encode(io.Discard, sections, rows, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStreamWriter is the yardstick: the same cells by the library's own stream writer, one style, no more.
func BenchmarkStreamWriter(b *testing.B) {
	for _, c := range []struct {
		name  string
		table *block.Table
	}{
		{"12", ledger(12).Blocks[3].(*block.Table)}, {"10000", ledger(10000).Blocks[3].(*block.Table)},
		{"taken", taken(10000, 0)[0].Blocks[2].(*block.Table)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := plain(c.table); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func plain(table *block.Table) error {
	f := excelize.NewFile()
	defer f.Close()
	style, err := f.NewStyle(&excelize.Style{
		Border: edges{thin, thin, thin, thin}.borders("000000"), Alignment: &excelize.Alignment{WrapText: true},
	})
	if err != nil {
		return err
	}
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	values := make([]any, len(table.Columns))
	for i := range rowCount(table) {
		for j := range values {
			cell := &rowOf(table, i).Cells[j]
			v, _ := value(cell, &table.Columns[j].Style)
			formula := string(cell.Formula)
			if table.Columns[j].Serial && i > 0 {
				formula = `IF(COUNTA(B4:H4,J4)=0,"",ROW()-ROW($A$3))`
			}
			values[j] = excelize.Cell{StyleID: style, Value: v, Formula: formula}
		}
		if err := w.SetRow("A"+strconv.Itoa(i+1), values, excelize.RowOpts{Height: 28.35}); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Write(io.Discard)
}
