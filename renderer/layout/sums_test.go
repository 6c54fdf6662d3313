package layout

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// amounts is a table of n rows with a number each, and sum rows of every scope.
func amounts(n int, scopes ...block.Scope) *block.Table {
	t := numbered(grid(30, 40, 60), n)
	t.Columns[1].Style.Align, t.Columns[1].Style.Format = block.Right, "#,##0.00"
	for i := range t.Body {
		d := decimal.New(int64(i+1)*12345, 2)
		t.Body[i].Cells[1] = block.Cell{Content: data(grouped(d.Fixed(2))), Kind: block.Number, Raw: d.String()}
	}
	for _, s := range scopes {
		row := plain([]string{"本页小计", "累计", "合计"}[s], "", "")
		t.Sums = append(t.Sums, block.SumRow{Scope: s, Row: row, Counts: []block.Count{{Cell: 1, Column: 1}}})
	}
	return t
}

// sumsOf gives the digits of the placed sum rows of a scope.
func sumsOf(r Result, t *block.Table, scope block.Scope) (out []string, pages []int) {
	for _, p := range r.Rows {
		if p.Sum != nil && t.Sums[p.Sum.Index].Scope == scope {
			out, pages = append(out, p.Sum.Digits[0]), append(pages, p.Page)
		}
	}
	return out, pages
}

func parse(t testing.TB, s string) decimal.Decimal {
	t.Helper()
	if s == "" {
		return decimal.Decimal{}
	}
	d, err := decimal.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestSums wants the sums of the pages to come to the total, at each page's foot, whatever the number of rows.
func TestSums(t *testing.T) {
	for _, n := range []int{0, 1, 5, perPage - 3, perPage - 2, perPage - 1, perPage, 2*perPage - 5, 3 * perPage, 1000} {
		table := amounts(n, block.PageTotal, block.RunningTotal, block.GrandTotal)
		r := mustPages(t, a4(table))
		pages, on := sumsOf(r, table, block.PageTotal)
		running, _ := sumsOf(r, table, block.RunningTotal)
		grand, last := sumsOf(r, table, block.GrandTotal)
		if len(pages) != len(r.Pages) || len(running) != len(r.Pages) || len(grand) != 1 || last[0] != len(r.Pages)-1 {
			t.Fatalf("%d rows on %d pages: %d page sums, %d running, totals on %v", n, len(r.Pages), len(pages), len(running), last)
		}
		var sum decimal.Decimal
		for i := range pages {
			if on[i] != i {
				t.Errorf("%d rows: page sum %d is on page %d", n, i, on[i])
			}
			if sum = sum.Add(parse(t, pages[i])); n > 0 && sum.String() != running[i] {
				t.Errorf("%d rows: %s so far, 累计 says %s", n, sum, running[i])
			}
			got := shownOn(r, "本页小计")[i]
			if !slices.Equal(got, []string{"本页小计"}) {
				t.Errorf("%d rows: page %d says %q", n, i, got)
			}
			if !closed(r.Pages[i], um(table.Outer)) {
				t.Errorf("%d rows: page %d: the border is not closed", n, i)
			}
		}
		want := decimal.New(int64(n)*int64(n+1)/2*12345, 2).String()
		if n == 0 {
			want = ""
		}
		if grand[0] != want {
			t.Errorf("%d rows: the total is %s, want %s", n, grand[0], want)
		}
		rows := 0
		for _, k := range counts(shownOn(r, "行")) {
			rows += k
		}
		if rows != n {
			t.Errorf("%d rows, %d shown", n, rows)
		}
	}
}

func TestSumsAsPrinted(t *testing.T) {
	table := amounts(3, block.GrandTotal)
	table.Body[1].Cells[1].Raw = "-0.5"
	words := plain("大写", "", "")
	words.Cells[1] = block.Cell{Content: form("人民币"), Cols: 2}
	words.Cells[2] = block.Cell{Covered: true}
	table.Sums = append(table.Sums, block.SumRow{Scope: block.GrandTotal, Row: words, Counts: []block.Count{{Cell: 1, Column: 1, Capitals: true}}})
	got := strs(mustPages(t, a4(table)).Pages[0])
	for _, want := range []string{"493.30", "人民币", "肆佰玖拾叁元叁角整"} {
		if !slices.Contains(got, want) {
			t.Errorf("no %s in %q", want, got)
		}
	}
}

// TestSumsCount wants group totals, fillers and empty cells not to be counted.
func TestSumsCount(t *testing.T) {
	table := amounts(4, block.PageTotal, block.GrandTotal)
	table.Body[1].Total = true
	table.Body[2].Cells[1] = block.Cell{Kind: block.Number}
	table = fillers(table, 3)
	table.Tail = []block.Row{plain("审核", "", "")}
	r := mustPages(t, a4(table))
	for _, scope := range []block.Scope{block.PageTotal, block.GrandTotal} {
		if got, _ := sumsOf(r, table, scope); !slices.Equal(got, []string{"617.25"}) {
			t.Errorf("scope %d: %v", scope, got)
		}
	}
	var order []string
	for _, s := range strs(r.Pages[0]) {
		if s == "行4" || s == "本页小计" || s == "合计" || s == "审核" {
			order = append(order, s)
		}
	}
	if !slices.Equal(order, []string{"行4", "本页小计", "合计", "审核"}) {
		t.Errorf("order %v", order)
	}
}

// TestSumsMany wants a page's sum left out of a table of one page only, up to the last row that has room without it.
func TestSumsMany(t *testing.T) {
	for _, c := range []struct{ rows, pages, sums int }{{1, 1, 0}, {perPage - 1, 1, 0}, {perPage, 2, 2}, {2 * perPage, 3, 3}} {
		table := amounts(c.rows, block.PageTotal, block.GrandTotal)
		table.Sums[0].Many = true
		r := mustPages(t, a4(table))
		if got, _ := sumsOf(r, table, block.PageTotal); len(r.Pages) != c.pages || len(got) != c.sums {
			t.Errorf("%d rows: %d pages, %d sums", c.rows, len(r.Pages), len(got))
		}
	}
}

// TestLater wants the title with （续表） above the head of every page but the first.
func TestLater(t *testing.T) {
	table := amounts(3*perPage, block.PageTotal)
	table.Later = []*block.Paragraph{
		{Content: form("台账（续表）"), Style: styled(block.Center), After: 2 * block.MM},
		{Content: form("单位：元"), Style: styled(block.Right)},
	}
	title := &block.Paragraph{Content: form("台账"), Style: styled(block.Center)}
	r := mustPages(t, a4(title, table))
	if got := counts(shownOn(r, "台账（续表）")); slices.ContainsFunc(got[1:], func(n int) bool { return n != 1 }) || got[0] != 0 {
		t.Errorf("titles %v", got)
	}
	for n, p := range r.Pages[1:] {
		if p.Texts[1].Str != "单位：元" || p.Texts[1].Y > p.Lines[0].Y1 {
			t.Errorf("page %d begins %q", n+1, strs(p)[:3])
		}
	}
	moved := &block.Paragraph{Content: form("前文"), Style: small, After: 245 * block.MM}
	r = mustPages(t, a4(moved, table))
	if got := counts(shownOn(r, "台账（续表）")); got[1] != 0 || got[2] != 1 {
		t.Errorf("a table that begins on page 2 goes on %v", got)
	}
}

func TestSumErrors(t *testing.T) {
	for want, change := range map[string]func(*block.Table){
		"row 2: cell 1":                   func(t *block.Table) { t.Body[1].Cells[1].Raw = "zwölf" },
		"sum row 0: 2 cells":              func(t *block.Table) { t.Sums[0].Row.Cells = t.Sums[0].Row.Cells[:2] },
		"counts column 3 in cell 1":       func(t *block.Table) { t.Sums[0].Counts[0].Column = 3 },
		"counts column 1 in cell -1":      func(t *block.Table) { t.Sums[0].Counts[0].Cell = -1 },
		"unknown scope 3":                 func(t *block.Table) { t.Sums[0].Scope = 3 },
		"wrong span":                      func(t *block.Table) { t.Sums[0].Row.Cells[0].Rows = 2 },
		"no room for a line beside":       func(t *block.Table) { t.Sums[0].Row.Height = 245 * block.MM },
		"size 105 shrinks to 106":         func(t *block.Table) { t.Columns[0].Style.Shrink = 106 },
		"paragraph 0 above later pages: ": func(t *block.Table) { t.Later = []*block.Paragraph{{}} },
	} {
		table := amounts(3, block.PageTotal)
		change(table)
		_, err := Pages(testBook(t), []block.Section{a4(table)})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want …%s…", err, want)
		}
	}
}

func BenchmarkSums(b *testing.B) {
	book := testBook(b)
	for _, rows := range []int{12, 1000} {
		sections := []block.Section{a4(amounts(rows, block.PageTotal, block.RunningTotal, block.GrandTotal))}
		b.Run(strconv.Itoa(rows), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Pages(book, sections); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
