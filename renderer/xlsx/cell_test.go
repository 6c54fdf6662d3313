package xlsx

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/forms/block"
)

// one is a section of a table of one column and one row a cell.
func one(cells ...block.Cell) block.Section {
	table := &block.Table{Outer: 353, Inner: 176, Columns: []block.Column{{Key: "value", Width: 170 * block.MM, Style: block.Style{Size: 105}}}}
	for _, c := range cells {
		table.Body = append(table.Body, block.Row{Height: 10 * block.MM, Cells: []block.Cell{c}})
	}
	return block.Section{
		Name: "一", Width: 210 * block.MM, Height: 297 * block.MM, Blocks: []block.Block{table},
		Margin: block.Margin{Top: 20 * block.MM, Right: 20 * block.MM, Bottom: 20 * block.MM, Left: 20 * block.MM},
	}
}

// what reads the first cell back: its kind, value as stored, formula and number format.
func what(t *testing.T, c block.Cell) (kind excelize.CellType, v, formula, format string) {
	t.Helper()
	f := open(t, encode(t, Options{}, one(c)))
	kind, err := f.GetCellType("一", "A1")
	if err != nil {
		t.Fatal(err)
	}
	if v, err = f.GetCellValue("一", "A1", excelize.Options{RawCellValue: true}); err != nil {
		t.Fatal(err)
	}
	if formula, err = f.GetCellFormula("一", "A1"); err != nil {
		t.Fatal(err)
	}
	id, err := f.GetCellStyle("一", "A1")
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case s.CustomNumFmt != nil:
		format = *s.CustomNumFmt
	case s.NumFmt == 49:
		format = "@"
	case s.NumFmt != 0:
		t.Errorf("number format %d", s.NumFmt)
	}
	return kind, v, formula, format
}

func TestKinds(t *testing.T) {
	style := func(format string) *block.Style { return &block.Style{Size: 105, Format: format} }
	const number, inline = excelize.CellTypeUnset, excelize.CellTypeInlineString
	for name, test := range map[string]struct {
		cell   block.Cell
		kind   excelize.CellType
		value  string
		format string
	}{
		"integer":          {block.Cell{Kind: block.Number, Raw: "5"}, number, "5", ""},
		"zero":             {block.Cell{Kind: block.Number, Raw: "0"}, number, "0", ""},
		"minus zero":       {block.Cell{Kind: block.Number, Raw: "-0"}, number, "0", ""},
		"negative":         {block.Cell{Kind: block.Number, Raw: "-3.25"}, number, "-3.25", ""},
		"exact decimals":   {block.Cell{Kind: block.Number, Raw: "0.3"}, number, "0.3", ""},
		"trailing zero":    {block.Cell{Kind: block.Number, Raw: "15.50"}, number, "15.5", "0.00"},
		"its format":       {block.Cell{Kind: block.Number, Raw: "15.50", Style: style("0.0")}, number, "15.5", "0.0"},
		"15 digits":        {block.Cell{Kind: block.Number, Raw: "123456789012.345"}, number, "123456789012.345", ""},
		"round trillions":  {block.Cell{Kind: block.Number, Raw: "1000000000000000000"}, number, "1000000000000000000", ""},
		"16 digits":        {block.Cell{Kind: block.Number, Raw: "1234567890123456", Content: words("1234567890123456")}, inline, "1234567890123456", "@"},
		"no number":        {block.Cell{Kind: block.Number, Content: words("缺")}, inline, "缺", "@"},
		"blank number":     {block.Cell{Kind: block.Number, Style: style("0.0")}, number, "", "0.0"},
		"date":             {block.Cell{Kind: block.Date, Raw: "2013-05-20", Style: style(`yyyy"年"m"月"d"日"`)}, number, "41414", `yyyy"年"m"月"d"日"`},
		"date, no format":  {block.Cell{Kind: block.Date, Raw: "2013-05-20"}, number, "41414", "yyyy-mm-dd"},
		"March 1900":       {block.Cell{Kind: block.Date, Raw: "1900-03-01"}, number, "61", "yyyy-mm-dd"},
		"before":           {block.Cell{Kind: block.Date, Raw: "1900-02-28", Content: words("1900年2月28日")}, inline, "1900年2月28日", "@"},
		"last day":         {block.Cell{Kind: block.Date, Raw: "9999-12-31"}, number, "2958465", "yyyy-mm-dd"},
		"blank date":       {block.Cell{Kind: block.Date, Style: style("yyyy.mm")}, number, "", "yyyy.mm"},
		"blank text":       {block.Cell{}, number, "", "@"},
		"leading zeros":    {block.Cell{Content: words("0081")}, inline, "0081", "@"},
		"identity":         {block.Cell{Content: words("110101199001010000")}, inline, "110101199001010000", "@"},
		"phone":            {block.Cell{Content: words("0000-0000000")}, inline, "0000-0000000", "@"},
		"formula in text":  {block.Cell{Content: words("=1+1")}, inline, "=1+1", "@"},
		"command":          {block.Cell{Content: words("+cmd|' /C calc'!A0")}, inline, "+cmd|' /C calc'!A0", "@"},
		"function":         {block.Cell{Content: words("@SUM(1)")}, inline, "@SUM(1)", "@"},
		"minus":            {block.Cell{Content: words("-2+3")}, inline, "-2+3", "@"},
		"logical":          {block.Cell{Content: words("TRUE")}, inline, "TRUE", "@"},
		"two pieces":       {block.Cell{Content: []block.Span{{Text: "张示例 "}, {Text: "0000"}}}, inline, "张示例 0000", "@"},
		"255 characters":   {block.Cell{Content: words(strings.Repeat("长", 255))}, inline, strings.Repeat("长", 255), "@"},
		"256 characters":   {block.Cell{Content: words(strings.Repeat("长", 256))}, inline, strings.Repeat("长", 256), ""},
		"largest text":     {block.Cell{Content: words(strings.Repeat("长", 32767))}, inline, strings.Repeat("长", 32767), ""},
		"text with format": {block.Cell{Content: words("甲"), Style: style("0.0")}, inline, "甲", "@"},
	} {
		t.Run(name, func(t *testing.T) {
			kind, v, formula, format := what(t, test.cell)
			if kind != test.kind || v != test.value || formula != "" || format != test.format {
				t.Errorf("got kind %d, value %.40q, formula %q, format %q; want kind %d, value %.40q, format %q", kind, v, formula, format, test.kind, test.value, test.format)
			}
		})
	}
}

// texts are what comes back unchanged, or is refused.
var texts = []string{
	"", " 前后空格 ", "两行\n文字", "制\t表", "回\r车", "<b>&amp;\"'</b>", "]]>", "_x000D_", "_x005F_x000D_", "_x005F_", "_x000d_x_", "__x0041__",
	"𬭎 堃 㛃 喆 䶮 𫖯 𬱖 𠮷", "😀", "\u202e", "\ue000", "\ufffd", "é", "\u0085\u2028",
}

func TestTextSurvives(t *testing.T) {
	var cells []block.Cell
	for _, s := range texts {
		cells = append(cells, block.Cell{Content: words(s)})
	}
	f := open(t, encode(t, Options{}, one(cells...)))
	for i, want := range texts {
		got, err := f.GetCellValue("一", address(1, i+1))
		if err != nil || got != want {
			t.Errorf("%q came back as %q, %v", want, got, err)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range append(texts, "\x00", "\xff", "_xD800_", "_xdc00_", "_x000F_x500D_", "_x005F_x000F_x500D_") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if check(s) != nil {
			return
		}
		kind, v, formula, _ := what(t, block.Cell{Content: words(s)})
		if v != s || formula != "" || s != "" && kind != excelize.CellTypeInlineString {
			t.Errorf("%q came back as %q, kind %d, formula %q", s, v, kind, formula)
		}
	})
}

func TestFormulaValues(t *testing.T) {
	for name, test := range map[string]struct {
		cell  block.Cell
		kind  excelize.CellType
		value string
	}{
		"number": {block.Cell{Kind: block.Number, Raw: "93.5", Formula: "SUM(1)"}, excelize.CellTypeUnset, "93.5"},
		"date":   {block.Cell{Kind: block.Date, Raw: "2013-05-20", Formula: "SUM(1)"}, excelize.CellTypeUnset, "41414"},
		"text":   {block.Cell{Content: words("<好>"), Formula: "SUM(1)"}, excelize.CellTypeFormula, "<好>"},
		"blank":  {block.Cell{Kind: block.Number, Formula: "SUM(1)"}, excelize.CellTypeFormula, ""},
	} {
		t.Run(name, func(t *testing.T) {
			kind, v, formula, format := what(t, test.cell)
			if kind != test.kind || v != test.value || formula != "SUM(1)" || format == "@" {
				t.Errorf("got kind %d, value %q, formula %q, format %q", kind, v, formula, format)
			}
		})
	}
}

func TestResolve(t *testing.T) {
	at := addresses{
		cell: func(key string) (string, bool) { return "C7", key == "points" },
		column: func(key, rows string) (string, bool) {
			if rows == "total" {
				return "C10", key == "points"
			}
			return "C5:C9", key == "points" && rows == ""
		},
		parted: func(key, _ string) (string, bool) {
			return map[string]string{"points": "C5:C7,C9", "name": "B5:B7,B9", "one": "A5:A9"}[key], true
		},
		homes: func(string) (string, bool) { return "'a,b'!$A$1:$A$3,'a,b'!$A$5", true },
	}
	for formula, want := range map[block.Formula]string{
		"":                             "",
		"1+2":                          "1+2",
		"{points}*0.4":                 "C7*0.4",
		"SUM({points:})-{points}":      "SUM(C5:C9)-C7",
		`IF({points}>0,"{points}","")`: `IF(C7>0,"{points}","")`,
		"{points:total}/{points}":      "C10/C7",
		"LOOKUP({points},{0,60})":      "LOOKUP(C7,{0,60})",
		`LOOKUP(1,{"a","b"})`:          `LOOKUP(1,{"a","b"})`,

		`1+{+COUNTIF({points:},">1")+}`:          `1+(COUNTIF(C5:C7,">1")+COUNTIF(C9,">1"))`,
		`{+SUMPRODUCT({points:}*({name:}=""))+}`: `(SUMPRODUCT(C5:C7*(B5:B7=""))+SUMPRODUCT(C9*(B9="")))`,
		`{+COUNTIF({one:},{points})+}+1`:         `COUNTIF(A5:A9,C7)+1`,
		`{+COUNTIF({@rows/a:},"+")+}`:            `(COUNTIF('a,b'!$A$1:$A$3,"+")+COUNTIF('a,b'!$A$5,"+"))`,
	} {
		if got, err := resolve(formula, at); err != nil || got != want {
			t.Errorf("%s: got %s, %v; want %s", formula, got, err, want)
		}
	}
	for _, bad := range []block.Formula{"{nothing}", "{nothing:}", "{points:nothing}", "SUM({points:)", "{points", "{+1", "{+{points:}*{one:}+}"} {
		if got, err := resolve(bad, at); err == nil {
			t.Errorf("%s: got %s and no error", bad, got)
		}
	}
}
