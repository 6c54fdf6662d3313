package practice

import (
	"strconv"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// Section is a section with everything that tables in practice have: groups merged over their rows with vertical
// labels, group heads and totals, two head rows, days with shaded weekends, names spread to three characters, notes
// that shrink, numbers on the point, sums of every scope, on small paper that goes on over pages.
func Section(perGroup int) block.Section {
	small := styled(block.Left)
	center, number := styled(block.Center), styled(block.Decimal)
	vertical, name, note := center, center, small
	vertical.Vertical = true
	name.Spread = 3
	note.Shrink = 75
	t := &block.Table{Outer: 500, Inner: 250, Again: "（续）", Columns: []block.Column{
		{Key: "group", Width: 9 * block.MM, Style: vertical}, {Key: "no", Width: 10 * block.MM, Style: center},
		{Key: "name", Width: 20 * block.MM, Style: name}, {Key: "d1", Width: 7 * block.MM, Style: center},
		{Key: "d2", Width: 7 * block.MM, Style: center}, {Key: "d3", Width: 7 * block.MM, Style: center},
		{Key: "amount", Width: 26 * block.MM, Style: number}, {Key: "note", Width: 34 * block.MM, Style: note},
	}}
	title := func(s string) *block.Paragraph {
		return &block.Paragraph{Content: form(s), Style: block.Style{Font: block.Title, Size: 140, Align: block.Center}, After: 2 * block.MM}
	}
	t.Later = []*block.Paragraph{title("值班补助发放表（续表）")}
	t.Head = headRows(center)
	n := 0
	for g, label := range []string{"城区(12)", "乡镇"} {
		first := len(t.Body)
		var sum decimal.Decimal
		for i := range perGroup {
			n++
			row := plain("", strconv.Itoa(n), []string{"张三", "欧阳示例", "李四五"}[n%3], "√", "", "√", "", "备注甲")
			value := decimal.New(int64(n)*1234, n%3)
			sum = sum.Add(value)
			row.Cells[6] = amount(value)
			row.Cells[5].Shaded = true
			if row.Cells[0].Covered = i > 0; n%4 == 0 {
				row.Cells[7].Content = data("代班两次，补助按实际天数计发")
			}
			t.Body = append(t.Body, row)
		}
		t.Body[first].Cells[0] = block.Cell{Content: form(label), Rows: perGroup + 1}
		total := plain("", "小计", "", "", "", "", "", "")
		total.Cells[0] = block.Cell{Covered: true}
		total.Total, total.Keep = true, true
		total.Cells[5].Shaded = true
		total.Cells[6] = amount(sum)
		total.Cells[6].Formula = block.Formula("SUBTOTAL(9,{amount:g" + strconv.Itoa(g) + "})")
		t.Body = append(t.Body, total)
		t.Named = append(t.Named, block.Named{Key: "g" + strconv.Itoa(g), From: first, To: first + perGroup - 1})
	}
	for i, label := range []string{"本页小计", "累计", "合计"} {
		t.Sums = append(t.Sums, sumRow(label, block.Scope(i), false))
	}
	t.Sums = append(t.Sums, sumRow("大写", block.GrandTotal, true))
	m := 10 * block.MM
	return block.Section{
		Name: "补助", Width: 140 * block.MM, Height: 110 * block.MM, Margin: block.Margin{Top: m, Right: m, Bottom: 14 * block.MM, Left: m},
		Foot: "第 {page} 页 共 {pages} 页", Blocks: []block.Block{title("值班补助发放表"), t},
	}
}

// headRows are two head rows: the days stand under their month.
func headRows(center block.Style) []block.Row {
	bold := center
	bold.Font = block.Hei
	var rows [2]block.Row
	labels := []string{"单位", "序号", "姓名", "七月", "", "", "金额（元）", "备注"}
	for i, s := range labels {
		top, under := block.Cell{Content: form(s), Rows: 2, Style: &bold}, block.Cell{Covered: true}
		if i > 2 && i < 6 {
			top, under = block.Cell{Covered: true}, block.Cell{Content: form(strconv.Itoa(i + 2)), Style: &bold}
			under.Shaded = i == 5
		}
		if i == 3 {
			top = block.Cell{Content: form(s), Cols: 3, Style: &bold}
		}
		rows[0].Cells, rows[1].Cells = append(rows[0].Cells, top), append(rows[1].Cells, under)
	}
	rows[0].Height, rows[1].Height = 6*block.MM, 6*block.MM
	return rows[:]
}

// sumRow is a sum row: its label over six columns, then the count, or the words over two.
func sumRow(label string, scope block.Scope, capitals bool) block.SumRow {
	center, words := styled(block.Center), styled(block.Left)
	row := plain(label, "", "", "", "", "", "", "")
	row.Cells[0].Cols, row.Cells[0].Style, row.Cells[0].Content = 6, &center, form(label)
	for i := 1; i < 6; i++ {
		row.Cells[i].Covered = true
	}
	if capitals {
		row.Cells[6] = block.Cell{Cols: 2, Style: &words, Content: form("人民币")}
		row.Cells[7] = block.Cell{Covered: true}
	}
	return block.SumRow{Scope: scope, Row: row, Counts: []block.Count{{Cell: 6, Column: 6, Capitals: capitals}}}
}

func amount(d decimal.Decimal) block.Cell {
	return block.Cell{Content: data(d.String()), Kind: block.Number, Raw: d.String()}
}

func form(s string) []block.Span { return []block.Span{{Text: s}} }
func data(s string) []block.Span { return []block.Span{{Text: s, Data: true}} }

func styled(a block.Align) block.Style { return block.Style{Font: block.Song, Size: 105, Align: a} }

// plain is a row of one-line cells.
func plain(texts ...string) block.Row {
	r := block.Row{Height: 8 * block.MM}
	for _, s := range texts {
		c := block.Cell{}
		if s != "" {
			c.Content = data(s)
		}
		r.Cells = append(r.Cells, c)
	}
	return r
}
