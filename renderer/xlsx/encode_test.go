package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// score is a hand-made scoring table with cells over several rows and columns, in a section without a foot.
func score() block.Section {
	body := block.Style{Size: 105}
	center := block.Style{Size: 105, Align: block.Center}
	points := block.Style{Size: 105, Align: block.Center, Format: "0.0"}
	number := func(s, formula string) block.Cell {
		return block.Cell{Content: given(s, ""), Kind: block.Number, Raw: s, Formula: block.Formula(formula)}
	}
	group := func(s string, rows int) block.Cell { return block.Cell{Content: words(s), Rows: rows} }
	covered := block.Cell{Covered: true}
	return block.Section{
		Name: "评分表", Width: 210 * block.MM, Height: 297 * block.MM,
		Margin: block.Margin{Top: 25 * block.MM, Right: 20 * block.MM, Bottom: 25 * block.MM, Left: 20 * block.MM},
		Blocks: []block.Block{
			&block.Paragraph{Content: words("目标考核评分表"), Style: block.Style{Font: block.Title, Size: 220, Align: block.Center}, After: 4 * block.MM},
			&block.Table{
				Outer: 353, Inner: 176,
				Columns: []block.Column{
					{Key: "group", Width: 20 * block.MM, Style: center}, {Key: "content", Width: 90 * block.MM, Style: body},
					{Key: "points", Width: 20 * block.MM, Style: center}, {Key: "ratio", Width: 20 * block.MM, Style: points},
					{Key: "score", Width: 20 * block.MM, Style: points},
				},
				Head: []block.Row{
					{Height: 8 * block.MM, Cells: []block.Cell{{Content: words("项目"), Rows: 2}, {Content: words("考核内容"), Rows: 2}, {Content: words("分数"), Cols: 3}, covered, covered}},
					{Height: 8 * block.MM, Cells: []block.Cell{covered, covered, {Content: words("分值")}, {Content: words("系数")}, {Content: words("得分")}}},
				},
				Body: []block.Row{
					{Height: 20 * block.MM, Cells: []block.Cell{group("组织领导", 2), {Content: words("第一项")}, number("15", ""), number("0.5", ""), number("7.5", "{points}*{ratio}")}},
					{Height: 20 * block.MM, Cells: []block.Cell{covered, {Content: words("第二项")}, number("5", ""), number("1.0", ""), number("5.0", "{points}*{ratio}")}},
					{Height: 20 * block.MM, Cells: []block.Cell{group("其他", 1), {Content: words("第三项")}, number("80", ""), number("0.25", ""), number("20.0", "{points}*{ratio}")}},
				},
				Tail: []block.Row{{Height: 10 * block.MM, Cells: []block.Cell{
					{Content: words("合计"), Cols: 2}, covered, number("100", "SUM({points:})"), {}, number("32.5", "SUM({score:})"),
				}}, {Height: 10 * block.MM, Cells: []block.Cell{
					{Content: words("等次"), Cols: 2}, covered, {Content: given("较差", ""), Formula: `LOOKUP(SUM({score:}),{0,60,80,90},{"较差","一般","较好","好"})`, Cols: 3}, covered, covered,
				}}},
			},
		},
	}
}

func TestCells(t *testing.T) {
	golden(t, "ledger.txt", dump(t, encode(t, Options{}, ledger(20))))
	golden(t, "score.txt", dump(t, encode(t, Options{}, score())))
}

func TestSameBytes(t *testing.T) {
	o := Options{Title: "台账", Issued: time.Date(2013, 5, 20, 8, 0, 0, 0, time.FixedZone("", 8*3600))}
	sections := []block.Section{ledger(3), score(), ledger(40), score()}
	first := encode(t, o, sections...)
	for range 8 { // the library hands sheets over in the order of a map
		if !bytes.Equal(first, encode(t, o, sections...)) {
			t.Fatal("the same document became other bytes")
		}
	}
}

func TestProperties(t *testing.T) {
	f := open(t, encode(t, Options{
		Title: "党建工作台账", Author: "示例职业培训学校", Subject: "a", Keywords: "b",
		Issued:     time.Date(2013, 5, 20, 8, 30, 0, 0, time.FixedZone("", 8*3600)),
		Properties: []Property{{"form", "示例/ledger"}, {"version", "1"}},
	}, score()))
	p, err := f.GetDocProps()
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(p.Title, p.Creator, p.Subject, p.Keywords, p.Created, p.Modified)
	if want := "党建工作台账示例职业培训学校ab2013-05-20T00:30:00Z2013-05-20T00:30:00Z"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	custom, err := f.GetCustomProps()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(custom), "[{form 示例/ledger} {version 1}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestFontNames(t *testing.T) {
	styles := func(o Options) string { return string(parts(t, encode(t, o, ledger(1)))["xl/styles.xml"]) }
	for _, name := range []string{"宋体", "黑体", "方正小标宋简体"} {
		if !strings.Contains(styles(Options{}), `<name val="`+name+`"></name><family val="3"></family><charset val="134">`) {
			t.Errorf("no %s", name)
		}
	}
	got := styles(Options{Fonts: FontNames{Title: "方正小标宋_GBK"}})
	if !strings.Contains(got, `"方正小标宋_GBK"`) || strings.Contains(got, "方正小标宋简体") || !strings.Contains(got, `"宋体"`) {
		t.Error("a name of the table was not taken")
	}
}

func TestFewStyles(t *testing.T) {
	few, many := open(t, encode(t, Options{}, ledger(60))), open(t, encode(t, Options{}, ledger(3000)))
	if a, b := len(few.Styles.CellXfs.Xf), len(many.Styles.CellXfs.Xf); b > a || a > 64 {
		t.Errorf("%d styles for 60 rows, %d for 3,000", a, b)
	}
}

func TestErrors(t *testing.T) {
	long := strings.Repeat("长", 32768)
	for name, test := range map[string]struct {
		text string
		want error
	}{
		"too long":           {long, ErrTooLong},
		"too long in UTF-16": {strings.Repeat("𠮷", 16384), ErrTooLong},
		"null":               {"a\x00b", ErrCharacter},
		"escape":             {"a\x1bb", ErrCharacter},
		"noncharacter":       {"a\uFFFEb", ErrCharacter},
		"invalid UTF-8":      {"a\xffb", ErrCharacter},
		"half a character":   {"a_xD800_b", ErrCharacter},
	} {
		t.Run(name, func(t *testing.T) {
			s := ledger(3)
			s.Blocks[3].(*block.Table).Body[1].Cells[1] = data(test.text, "/rows/1/school")
			err := Encode(&bytes.Buffer{}, []block.Section{s}, stack(s), Options{})
			var cell *CellError
			if !errors.As(err, &cell) || !errors.Is(err, test.want) || cell.Pointer != "/rows/1/school" || cell.Cell != "B6" {
				t.Errorf("got %v", err)
			}
		})
	}
	s := ledger(1)
	s.Blocks[2].(*block.Line).Parts[0].Content = given(long, "/fields/unit")
	err := Encode(&bytes.Buffer{}, []block.Section{s}, stack(s), Options{})
	var cell *CellError
	if !errors.As(err, &cell) || cell.Pointer != "/fields/unit" {
		t.Errorf("head field: got %v", err)
	}
	if err := Encode(&bytes.Buffer{}, nil, nil, Options{}); err == nil {
		t.Error("no section: no error")
	}
	if err := Encode(&bytes.Buffer{}, []block.Section{ledger(2)}, []page.Placement{}, Options{}); err == nil {
		t.Error("no placements: no error")
	}
	failing := failingWriter{errors.New("disk full")}
	if err := Encode(failing, []block.Section{score()}, stack(score()), Options{}); !errors.Is(err, failing.err) {
		t.Errorf("failing writer: got %v", err)
	}
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }
