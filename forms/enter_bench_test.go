package forms

import (
	"bytes"
	"fmt"
	"testing"

	"gongwen/forms/block"
)

// ledgerCells are the cells of a ledger of n rows with seven inputs each, as a workbook has them.
func ledgerCells(n int) []block.Entry {
	all := []block.Entry{
		{Path: "fields/unit", Text: "示例职业培训学校", Place: block.Place{Sheet: "台账", Cell: "B3"}},
		{Path: "fields/date", Kind: block.EntryDay, Text: "2013-05-20", Place: block.Place{Sheet: "台账", Cell: "G3"}},
	}
	paths := [...]string{"rows/school", "rows/organisation", "rows/type", "rows/members", "rows/founded", "rows/secretary", "rows/phone"}
	for i := range n {
		for k, path := range paths {
			e := block.Entry{Path: path, Row: i + 1, Place: block.Place{Sheet: "台账", Cell: string(rune('B'+k)) + itoa(i+6)}}
			switch k {
			case 3:
				e.Kind, e.Text = block.EntryNumber, itoa(i%50+1)
			case 4:
				e.Kind, e.Text = block.EntryDay, "2009-07-01"
			default:
				e.Text = [...]string{"示例职业培训学校", "中共示例职业培训学校支部委员会", "单独建", "", "", "张示例", "0000-0000000"}[k]
			}
			all = append(all, e)
		}
	}
	return all
}

func BenchmarkEnter(b *testing.B) {
	d := get(b, "luzhou-2013/ledger")
	all := ledgerCells(10_000)
	b.ReportAllocs()
	for b.Loop() {
		if e := d.Enter(all); len(e.Problems) > 0 || len(e.Places) != len(all) {
			b.Fatal(len(e.Places), e.Problems)
		}
	}
}

func BenchmarkTable(b *testing.B) {
	d := get(b, "luzhou-2013/ledger")
	var text bytes.Buffer
	text.WriteString("fields/unit,fields/date,school,organisation,type,members,founded,secretary,phone\n")
	for i := range 10_000 {
		fmt.Fprintf(&text, "示例局,2013-05-20,示例第%d职业培训学校,中共示例支部委员会,单独建,%d,2009.07,张示例,0000-0000000\n", i, i%50+1)
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		table, problems, err := ReadTable(bytes.NewReader(text.Bytes()), "")
		if err != nil || table == nil {
			b.Fatal(err, problems)
		}
		entries, problems := d.EntriesOf(table)
		if e := d.Enter(entries); len(problems)+len(e.Problems) > 0 {
			b.Fatal(problems, e.Problems)
		}
	}
}
