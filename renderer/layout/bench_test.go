package layout

import (
	"strconv"
	"testing"

	"gongwen/forms/block"
)

// ledger is a ledger as schools fill it: seven columns, A4 landscape.
func ledger(rows int) []block.Section {
	t := grid(12, 58, 62, 22, 27, 30, 46)
	for i := range t.Columns {
		if i != 1 && i != 2 {
			t.Columns[i].Style.Align = block.Center
		}
	}
	for i := range rows {
		n := strconv.Itoa(i + 1)
		t.Body = append(t.Body, plain(n, "示例职业培训学校第"+n, "中共示例职业培训学校支部委员会", "单独建", "12", "2009年7月", "张示例　0000-0000000"))
	}
	m := 20 * block.MM
	return []block.Section{{
		Width: 297 * block.MM, Height: 210 * block.MM, Margin: block.Margin{Top: m, Right: m, Bottom: m, Left: m},
		Foot: "第 {page} 页 共 {pages} 页",
		Blocks: []block.Block{
			&block.Paragraph{Content: form("2013年度民办职业培训学校党建工作台账"), Style: block.Style{Font: block.Title, Size: 220, Align: block.Center}},
			&block.Line{Style: block.Style{Size: 120}, Height: 9 * block.MM, Parts: []block.Part{{Content: form("填报单位（盖章）："), Seal: 42 * block.MM}, {Content: form("填报日期：")}}},
			t,
			&block.Paragraph{Content: form("注：党组织类型为单独建、挂靠建、联合建。"), Style: small, Keep: true},
		},
	}}
}

func BenchmarkPages(b *testing.B) {
	book := testBook(b)
	for _, rows := range []int{12, 1000, 10000} {
		sections := ledger(rows)
		b.Run(strconv.Itoa(rows), func(b *testing.B) {
			b.ReportAllocs()
			var pages int
			for b.Loop() {
				r, err := Pages(book, sections)
				if err != nil {
					b.Fatal(err)
				}
				pages = len(r.Pages)
			}
			b.ReportMetric(float64(pages), "pages")
		})
	}
}

// BenchmarkBreak measures the slow way of a long text: gaps, marks, numbers with units.
func BenchmarkBreak(b *testing.B) {
	book := testBook(b)
	const text = "民办职业培训学校参加上级党委统一组织的党建活动，并按要求及时上报活动情况。有教职工20人以上的学校（2013年）每两年至少发展1名党员，“五好”争创活动。"
	content := form(text)
	st := newStyle(styled(block.Justify))
	var br breaker
	br.book = book
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		br.chars, br.lines = br.chars[:0], br.lines[:0]
		if _, err := br.text(content, st, 150000); err != nil {
			b.Fatal(err)
		}
	}
}
