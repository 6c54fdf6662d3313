package xlsx

import (
	"fmt"
	"strconv"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// ledger is a hand-made ledger of n rows, A4 landscape, with every kind of cell that a form has.
func ledger(n int) block.Section {
	head := block.Style{Font: block.Hei, Size: 105, Align: block.Center}
	left := block.Style{Size: 105}
	center := block.Style{Size: 105, Align: block.Center}
	month := block.Style{Size: 105, Align: block.Center, Format: `yyyy.mm`}
	table := &block.Table{
		Columns: []block.Column{
			{Key: "no", Width: 12 * block.MM, Style: center}, {Key: "school", Width: 58 * block.MM, Style: left},
			{Key: "organisation", Width: 70 * block.MM, Style: left}, {Key: "type", Width: 22 * block.MM, Style: center},
			{Key: "members", Width: 31 * block.MM, Style: center}, {Key: "founded", Width: 30 * block.MM, Style: month},
			{Key: "phone", Width: 44 * block.MM, Style: left},
		},
		Outer: 353, Inner: 176,
	}
	var labels []block.Cell
	for _, s := range []string{"序号", "学校名称", "党组织名称", "党组织类型", "党员人数\n（此栏不能为零）", "建立党组织的时间", "党组织书记姓名及联系方式"} {
		labels = append(labels, block.Cell{Content: words(s), Style: &head})
	}
	table.Head = []block.Row{{Cells: labels, Height: 12 * block.MM}}
	for i := range n {
		at := "/rows/" + strconv.Itoa(i) + "/"
		month := fmt.Sprintf("2009-%02d-01", i%12+1)
		table.Body = append(table.Body, block.Row{Height: 10 * block.MM, Cells: []block.Cell{
			{Content: words(strconv.Itoa(i + 1)), Kind: block.Number, Raw: strconv.Itoa(i + 1)},
			data(fmt.Sprintf("示例职业培训学校第%d分校", i+1), at+"school"),
			data(fmt.Sprintf("中共示例职业培训学校第%d支部委员会", i+1), at+"organisation"),
			data([]string{"单独建", "挂靠建", "联合建"}[i%3], at+"type"),
			{Content: given(strconv.Itoa(3+i%7), at+"members"), Kind: block.Number, Raw: strconv.Itoa(3 + i%7)},
			{Content: given(month[:4]+"."+month[5:7], at+"founded"), Kind: block.Date, Raw: month},
			{Content: []block.Span{{Text: "张示例", Pointer: at + "secretary", Data: true}, {Text: " "}, {Text: "0000-0000000", Pointer: at + "phone", Data: true}}},
		}})
	}
	sum := 0
	for i := range n {
		sum += 3 + i%7
	}
	table.Tail = []block.Row{{Height: 8 * block.MM, Cells: []block.Cell{
		{Content: words("合计"), Cols: 4, Style: &center}, {Covered: true}, {Covered: true}, {Covered: true},
		{Content: words(strconv.Itoa(sum)), Kind: block.Number, Raw: strconv.Itoa(sum), Formula: "SUM({members:})"}, {}, {},
	}}}
	return block.Section{
		Name: "台账", Width: 297 * block.MM, Height: 210 * block.MM,
		Margin: block.Margin{Top: 20 * block.MM, Right: 15 * block.MM, Bottom: 18 * block.MM, Left: 15 * block.MM},
		Foot:   "第 {page} 页 共 {pages} 页",
		Blocks: []block.Block{
			&block.Paragraph{Content: words("附件1"), Style: block.Style{Font: block.Hei, Size: 160}},
			&block.Paragraph{Content: words("2013年度民办职业培训学校党建工作台账"), Style: block.Style{Font: block.Title, Size: 220, Align: block.Center}, Before: 2 * block.MM, After: 3 * block.MM},
			&block.Line{Style: block.Style{Size: 120}, Height: 9 * block.MM, Parts: []block.Part{
				{Content: append(words("填报单位（盖章）："), given("示例职业培训学校", "/fields/unit")...)},
				{Content: append(words("填报日期："), given("2013年5月20日", "/fields/date")...)},
			}},
			table,
			&block.Paragraph{Content: words("注：党组织类型为单独建、挂靠建、联合建。"), Style: block.Style{Size: 105}, Before: 2 * block.MM},
			&block.Line{Style: block.Style{Size: 120}, Height: 12 * block.MM, Spread: true, Parts: []block.Part{
				{Content: words("分管领导签字：")}, {Content: words("填表人签字：")},
			}},
		},
	}
}

func words(s string) []block.Span { return []block.Span{{Text: s}} }
func given(s, pointer string) []block.Span {
	return []block.Span{{Text: s, Pointer: pointer, Data: true}}
}
func data(s, pointer string) block.Cell { return block.Cell{Content: given(s, pointer)} }

// stack places a section's blocks one under the other, as a plain layout would: rows of their least height,
// texts of 1.5 lines, heads repeated, a new page where the next row does not fit.
func stack(sections ...block.Section) []page.Placement {
	var out []page.Placement
	pages := 0
	for i := range sections {
		s := &sections[i]
		top, end := length(s.Margin.Top), length(s.Height-s.Margin.Bottom)
		at := top
		put := func(b, r int, before, height, after page.Length, head int) {
			if at > top {
				at += before
			}
			if at+height > end {
				pages, at = pages+1, top
				at += page.Length(head)
			}
			out = append(out, page.Placement{Section: i, Block: b, Row: r, Page: pages, Top: at, Height: height})
			at += height + after
		}
		for b, bl := range s.Blocks {
			switch bl := bl.(type) {
			case *block.Paragraph:
				put(b, 0, length(bl.Before), page.Length(bl.Style.Size)*150, length(bl.After), 0)
			case *block.Line:
				put(b, 0, 0, max(length(bl.Height), page.Length(bl.Style.Size)*150), 0, 0)
			case *block.Table:
				head := 0
				for r := range rowCount(bl) {
					h := length(rowOf(bl, r).Height)
					put(b, r, 0, h, 0, head)
					if r < len(bl.Head) {
						head += int(h)
					}
				}
			}
		}
		pages++
	}
	return out
}

func length(l block.Length) page.Length { return page.Microns(int64(l)) }
