package xlsx

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"gongwen/fonts"
	"gongwen/forms/block"
	"gongwen/renderer/internal/practice"
	"gongwen/renderer/layout"
	"gongwen/renderer/page"
)

// laid writes a section as layout places it; change may alter what it says of the sum rows.
func laid(t *testing.T, s block.Section, change func(*page.Sum)) ([]byte, []page.Placement) {
	t.Helper()
	book, err := fonts.Open(fonts.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := layout.Pages(book, []block.Section{s})
	if err != nil {
		t.Fatal(err)
	}
	rows := slices.Clone(r.Rows)
	for i := range rows {
		if rows[i].Sum != nil && change != nil {
			sum := page.Sum{Index: rows[i].Sum.Index, Texts: slices.Clone(rows[i].Sum.Texts), Digits: slices.Clone(rows[i].Sum.Digits)}
			change(&sum)
			rows[i].Sum = &sum
		}
	}
	var b bytes.Buffer
	if err := Encode(&b, []block.Section{s}, rows, Options{}); err != nil {
		t.Fatal(err)
	}
	wellMade(t, b.Bytes())
	return b.Bytes(), r.Rows
}

func TestGoldenPractice(t *testing.T) {
	b, _ := laid(t, practice.Section(5), nil)
	golden(t, "practice", dump(t, b))
}

// TestSumRows wants the sum rows at layout's places, and every page of the sheet to end with its own.
func TestSumRows(t *testing.T) {
	for n := 1; n < 30; n += 4 {
		b, rows := laid(t, practice.Section(n), nil)
		sheet, err := open(t, b).GetRows("补助")
		if err != nil {
			t.Fatal(err)
		}
		labels := func(s string) (n int) {
			for _, row := range sheet {
				if len(row) > 0 && row[0] == s {
					n++
				}
			}
			return n
		}
		pages := rows[len(rows)-1].Page + 1
		if a, b, c := labels("本页小计"), labels("累计"), labels("合计"); a != pages || b != pages || c != 1 {
			t.Errorf("%d a group on %d pages: %d, %d and %d sum rows", n, pages, a, b, c)
		}
	}
}

// TestSumsRecalculated has LibreOffice work the sums out: it must come to what layout counted, whose values are taken
// away here.
func TestSumsRecalculated(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	s := practice.Section(9)
	var totals []string
	for i := range s.Blocks[1].(*block.Table).Body {
		if row := &s.Blocks[1].(*block.Table).Body[i]; row.Total {
			totals = append(totals, row.Cells[6].Raw)
		}
	}
	b, rows := laid(t, s, func(sum *page.Sum) {
		if s.Blocks[1].(*block.Table).Sums[sum.Index].Counts[0].Capitals {
			return
		}
		sum.Texts[0], sum.Digits[0] = "", ""
	})
	var want [][2]string
	for _, p := range rows {
		if p.Sum != nil {
			want = append(want, [2]string{[]string{"本页小计", "累计", "合计", "大写"}[p.Sum.Index], p.Sum.Texts[0]})
		}
	}
	csv := string(office(t, b, `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false`))
	var got [][2]string
	for line := range strings.Lines(csv) {
		cells := strings.Split(strings.TrimSpace(line), ",")
		switch {
		case len(cells) > 6 && slices.Contains([]string{"本页小计", "累计", "合计", "大写"}, cells[0]):
			got = append(got, [2]string{cells[0], strings.TrimSpace(strings.TrimPrefix(cells[6], "人民币"))})
		case len(cells) > 6 && cells[1] == "小计" && !slices.Contains(totals, strings.TrimSpace(cells[6])):
			t.Errorf("a group comes to %s, not to one of %v", cells[6], totals)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v\n%s", got, want, csv)
	}
}

// TestBlankSums wants formulas, and no 0, in a form that nobody has filled in.
func TestBlankSums(t *testing.T) {
	s := practice.Section(2)
	table := s.Blocks[1].(*block.Table)
	for i := range table.Body {
		table.Body[i].Cells[6] = block.Cell{Kind: block.Number}
	}
	b, _ := laid(t, s, nil)
	f := open(t, b)
	sheet, err := f.GetRows("补助")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range sheet {
		if len(row) == 0 || row[0] != "合计" {
			continue
		}
		formula, err := f.GetCellFormula("补助", address(7, i+1))
		if err != nil || !strings.HasPrefix(formula, "SUBTOTAL(9,") || len(row) > 6 && row[6] != "" {
			t.Errorf("formula %q, row %q, %v", formula, row, err)
		}
	}
}

// TestCutBySums wants what goes on behind sum rows once as a number: a cell over several rows is text there, and a row
// higher than a page has nothing more to say.
func TestCutBySums(t *testing.T) {
	small := block.Style{Size: 105}
	table := &block.Table{Outer: 500, Inner: 250, Again: "（续）", Columns: []block.Column{
		{Key: "a", Width: 20 * block.MM, Style: small}, {Key: "b", Width: 20 * block.MM, Style: small}, {Key: "c", Width: 40 * block.MM, Style: small},
	}}
	one := block.Cell{Content: words("1"), Kind: block.Number, Raw: "1"}
	for range 20 {
		table.Body = append(table.Body, block.Row{Height: 8 * block.MM, Cells: []block.Cell{{Covered: true}, one, {}}})
	}
	table.Body[0].Cells[0] = block.Cell{Content: words("5"), Kind: block.Number, Raw: "5", Rows: 20}
	table.Body[19].Cells[2].Content = words(strings.TrimSuffix(strings.Repeat("长文\n", 40), "\n"))
	row := block.Row{Cells: make([]block.Cell, 3)}
	table.Sums = []block.SumRow{
		{Scope: block.PageTotal, Row: row, Counts: []block.Count{{Cell: 0, Column: 0}, {Cell: 1, Column: 1}}},
		{Scope: block.GrandTotal, Row: row, Counts: []block.Count{{Cell: 0, Column: 0}, {Cell: 1, Column: 1}}},
	}
	m := 10 * block.MM
	b, rows := laid(t, block.Section{
		Name: "表", Width: 100 * block.MM, Height: 100 * block.MM, Margin: block.Margin{Top: m, Right: m, Bottom: m, Left: m}, Blocks: []block.Block{table},
	}, nil)
	if last := rows[len(rows)-1]; !slices.Equal(last.Sum.Digits, []string{"5", "20"}) || last.Page < 3 {
		t.Errorf("%+v", last.Sum)
	}
	sheet, err := open(t, b).GetRows("表")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for i, row := range sheet {
		formula, err := open(t, b).GetCellFormula("表", address(2, i+1))
		if err != nil {
			t.Fatal(err)
		}
		if got[row[0]]++; formula == "" && len(row) > 1 {
			got["b"+row[1]]++
		}
		if len(row) > 2 && row[2] != "" {
			got["c"]++
		}
	}
	if got["b1"] != 20 || got["c"] != 1 || got["5（续）"] != rows[len(rows)-1].Page || got["5"] != 3 {
		t.Errorf("%v", got) // 5: the cell, its page's sum and the total
	}
}
