package forms

import (
	"fmt"
	"strings"
	"testing"
)

// ledgerInput is a ledger of n rows with seven inputs each.
func ledgerInput(n int) []byte {
	var b strings.Builder
	b.WriteString(`{"form": "luzhou-2013/ledger", "version": 1, "fields": {"year": 2013, "unit": "示例职业培训学校", "date": "2013-05-20"}, "rows": [`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"school": "示例第%d职业培训学校", "organisation": "中共示例第%d职业培训学校支部委员会", "type": "单独建", "members": %d, "founded": "2009-07", "secretary": "张示例", "phone": "0000-0000000"}`, i, i, i%50+1)
	}
	b.WriteString("]}")
	return []byte(b.String())
}

func BenchmarkParseInput(b *testing.B) {
	data := ledgerInput(10_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if in, problems := ParseInput(data, Limits{}); in == nil {
			b.Fatal(problems)
		}
	}
}

func BenchmarkFill(b *testing.B) {
	d, err := Builtin().Get("luzhou-2013/ledger", 0)
	if err != nil {
		b.Fatal(err)
	}
	in, problems := ParseInput(ledgerInput(10_000), Limits{})
	if in == nil {
		b.Fatal(problems)
	}
	b.ReportAllocs()
	for b.Loop() {
		if doc, problems := d.Fill(in, everything{}); doc == nil {
			b.Fatal(problems[0].Line(Chinese))
		}
	}
}

// everything covers every character.
type everything struct{}

func (everything) Covers(rune) bool { return true }

// BenchmarkOnePage is what a page of twelve rows costs before it is laid out.
func BenchmarkOnePage(b *testing.B) {
	d := get(b, "luzhou-2013/ledger")
	data := ledgerInput(12)
	b.ReportAllocs()
	for b.Loop() {
		in, _ := ParseInput(data, Limits{})
		if doc, problems := d.Fill(in, everything{}); doc == nil {
			b.Fatal(problems[0].Line(Chinese))
		}
	}
}
