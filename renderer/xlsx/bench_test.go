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

// BenchmarkStreamWriter is the yardstick: the same cells by the library's own stream writer, one style, no more.
func BenchmarkStreamWriter(b *testing.B) {
	for _, n := range []int{12, 10000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			section := ledger(n)
			table := section.Blocks[3].(*block.Table)
			b.ReportAllocs()
			for b.Loop() {
				if err := plain(table); err != nil {
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
			v, _ := value(&rowOf(table, i).Cells[j], &table.Columns[j].Style)
			values[j] = excelize.Cell{StyleID: style, Value: v}
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
