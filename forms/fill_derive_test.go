package forms

import (
	"fmt"
	"strings"
	"testing"
)

// quotients is a ledger with its columns, and what stands behind them.
func quotients(t *testing.T, columns, rest string) *Definition {
	t.Helper()
	d, err := Parse("quotients.yaml", []byte(`
form: test/quotients
version: 1
kind: ledger
title: 台账
columns:
  - {key: name, label: 名称, max: 20, width: 20}
  - {key: count, label: "数量\n（台）", type: integer, width: 20}
  - {key: price, label: 单价, type: number, places: 2, width: 20}
`+columns+rest+"\nsample: {rows: [{name: 示例}]}\n"))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestDivisionByZero wants an error at its place for each value that would be divided by zero, and none for those that
// are not known or not asked for.
func TestDivisionByZero(t *testing.T) {
	column := func(value string) string {
		return fmt.Sprintf("  - {key: each, label: 单台, value: '%s', places: 2, width: 20}\n", value)
	}
	summary := "\nsummary: [{key: mean, label: 平均, value: sum(price) / sum(count)}]"
	for _, c := range []struct{ columns, rest, rows, want string }{
		{column("price / (count - 1)"), "", `{"count": 2, "price": 3}, {"count": 1, "price": 3}`, "/rows/1/each"},
		{column("price / (count - 1)"), "", `{"count": 1, "price": 3}, {"count": 3, "price": 3}, {"count": 1, "price": 0}`, "/rows/0/each /rows/2/each"},
		{column("price / (count - 1)"), "", `{"price": 3}, {"count": 1}, {}`, ""},
		{column("-price / count + 1"), "", `{"count": 0, "price": 3}`, "/rows/0/each"},
		{column("min(price / count, 7)"), "", `{"count": 0, "price": 3}`, "/rows/0/each"},
		{column("rank(price / count)"), "", `{"count": 0, "price": 3}, {"count": 1, "price": 3}`, "/rows/0/each"},
		{column("band(price / count, 1, 2, 3)"), "", `{"count": 0, "price": 3}`, "/rows/0/each"},
		{column(`if(count == 0, 0, price / count)`), "", `{"count": 0, "price": 3}`, ""},
		{column(`if(price / count == "", 0, 1)`), "", `{"count": 0, "price": 3}`, ""},
		{column(`if(count > 0 and price / count > 2, 1, 0)`), "", `{"count": 0, "price": 3}`, ""},
		{column(`if(count >= 0 and price / count > 2, 1, 0)`), "", `{"count": 0, "price": 3}`, "/rows/0/each"},
		{column("price / sum(count)"), "", `{"price": 3}`, ""},
		{column("price / sum(count)"), "", `{"price": 3}, {"count": 0}`, "/rows/0/each"},
		{column("sum(price / count)"), "", `{"count": 0, "price": 3}, {}`, "/rows/0/each /rows/1/each"},
		{"", summary, `{"name": "示例"}`, ""},
		{"", summary, `{"count": 0, "price": 3}`, "/rows"},
		{"", "\nsums: [{label: 贵的, of: [count], when: price / count > 2}]", `{"count": 1, "price": 1}, {"count": 0, "price": 1}`, "/rows/1"},
		{"", "\nadvise: [{when: price / count > 2, say: 单价过高。}]", `{"count": 1, "price": 1}, {"count": 0, "price": 1}`, "/rows/1"},
	} {
		doc, problems := fillRows(t, quotients(t, c.columns, c.rest), `{"rows": [`+c.rows+`]}`)
		var got []string
		for _, p := range problems {
			if p.Severity == SeverityError {
				got = append(got, p.Pointer)
			}
			if p.Code != CodeZero && p.Severity == SeverityError {
				t.Errorf("%s: %v", c.rows, p)
			}
		}
		if strings.Join(got, " ") != c.want || (doc == nil) != (c.want != "") {
			t.Errorf("%s%s of %s: got %v, want %s", c.columns, c.rest, c.rows, got, c.want)
		}
	}
}

// TestDivisionByZeroInWords wants the column and what the divisor follows from in both languages.
func TestDivisionByZeroInWords(t *testing.T) {
	d := quotients(t, "  - {key: each, label: 单台, value: price / (count - 1), width: 20}\n", "")
	_, problems := fillRows(t, d, `{"rows": [{"count": 1, "price": 3}]}`)
	if len(problems) != 1 {
		t.Fatal(problems)
	}
	for lang, want := range map[Lang]string{
		Chinese: "/rows/0/each: 单台：除数为零，算不出来（除数来自“数量”）（第 1 行） (zero)",
		English: "/rows/0/each: 单台: division by zero; the divisor follows from “数量” (row 1) (zero)",
	} {
		if got := problems[0].Line(lang); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestDivisionByZeroInFixedRows wants the row of the input, not that of the form.
func TestDivisionByZeroInFixedRows(t *testing.T) {
	d := parseRows(t, "  - {key: each, label: 单台, value: a / b, width: 10}\nrows: {fixed: [{item: 一}, {item: 二}, {item: 三}]}")
	_, problems := fillRows(t, d, `{"rows": [{"item": "三", "name": "张示例", "a": 1, "b": 2}, {"item": "二", "name": "李样", "a": 1, "b": 0}]}`)
	if len(problems) == 0 || problems[0].Pointer != "/rows/1/each" || problems[0].Code != CodeZero {
		t.Errorf("got %v", problems)
	}
}

// TestDivisionByZeroInASlip wants the field that the divisor follows from.
func TestDivisionByZeroInASlip(t *testing.T) {
	source := strings.Replace(slipForm, "rows:\n  inputs:", "  - {key: parts, label: 份数, type: integer}\n  - {key: cost, label: 费用, type: number}\nrows:\n  inputs:", 1)
	source = strings.Replace(source, "computed:\n", "computed:\n  - {key: share, label: 每份, value: cost / parts, places: 2}\n", 1)
	source = strings.Replace(source, "{cell: 月份}", `{cell: "{share}{parts}{cost}"}`, 1)
	d, err := Parse("slip.yaml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	for fields, want := range map[string]string{`"cost": 5, "parts": 0`: "/fields/parts", `"cost": 5`: "", `"parts": 0`: ""} {
		got := ""
		_, problems := fillRows(t, d, `{"fields": {"from": "2026-01-05", "to": "2026-01-06", "kinds": ["甲"], `+fields+`}, "rows": [{"item": "一"}]}`)
		for _, p := range problems {
			if p.Severity == SeverityError {
				got += p.Pointer
			}
		}
		if got != want {
			t.Errorf("%s: got %v", fields, problems)
		}
	}
}
