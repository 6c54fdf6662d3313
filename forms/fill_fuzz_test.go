package forms

import (
	"encoding/json"
	"strings"
	"testing"
)

// FuzzFill gives any bytes to the forms of the library and to one of every type: it never panics, and there is a
// document exactly when there is no error.
func FuzzFill(f *testing.F) {
	defs := []*Definition{get(f, "luzhou-2013/ledger"), get(f, "luzhou-2013/score"), types(f), slip(f)}
	for _, d := range defs {
		f.Add(d.Sample())
	}
	f.Add([]byte(`{"fields": {"year": 1e9, "unit": "\ue817\u200b 😀"}, "rows": [{"a": 1, "a": 2}, [], null]}`))
	f.Add([]byte(`{"fields": null, "items": {"1": {"score": 0.25, "deductions": [{"rule": "x", "count": -1}, {"points": 1}]}, "x": 1}}`))
	f.Add([]byte(`{"rows": [{"amount": 1.23456, "citizen": "11010519491231002X", "phone": "1转2"}], "fields": {"to": "2013-02-30", "note": "a\r\nb"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		in, problems := ParseInput(data, Limits{Text: 1 << 10, Rows: 20, Values: 1000})
		if (in == nil) != (len(problems) > 0) {
			t.Fatalf("input %v with problems %v", in != nil, problems)
		}
		if Malformed(problems) && json.Valid(data) && !strings.Contains(string(data), `\u`) && problems[0].Code == CodeSyntax {
			t.Fatalf("refused what is JSON: %s", problems[0].Line(English))
		}
		if in == nil {
			return
		}
		for _, d := range defs {
			doc, problems := d.Fill(in, covered{})
			errors := 0
			for i, p := range problems {
				if p.Text(Chinese) == "" || p.Text(English) == "" || strings.Contains(p.Line(Chinese), "\n") {
					t.Fatalf("%s has no words", p.Code)
				}
				if p.Severity == SeverityError {
					errors++
				}
				if i > 0 && p.at < problems[i-1].at {
					t.Fatalf("%s is out of order", p.Pointer)
				}
			}
			if (doc == nil) != (errors > 0) {
				t.Fatalf("document %v with %d errors", doc != nil, errors)
			}
			if doc == nil {
				continue
			}
			if len(doc.Advice) != len(problems) {
				t.Fatalf("%d pieces of advice, %d in the document", len(problems), len(doc.Advice))
			}
			if _, err := json.Marshal(doc.Computed()); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// FuzzParseExpr reads any text as an expression: it never panics, and what passes its check can be computed.
func FuzzParseExpr(f *testing.F) {
	for _, s := range []string{
		`members >= 3 and type == ""`, "sum(members)", `count(type == "单独建")`, "1 < members < 3", "min(1, null) / -0.5",
		"a.b?.c[1:2]", "let x = 1; x", "{a: [1]}", "#", "::len(1)", "1 | count()", "not in", "if a {1} else {2}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		e, err := ParseExpr(src)
		if err != nil {
			return
		}
		doc := exprDocument()
		if e.Amount(lookTypes) == nil {
			if v := (exprScope{doc: doc}).eval(e.root); v.kind != exprNumberType && v.kind != exprNullType {
				t.Fatalf("%s is no number", src)
			}
		}
		if e.Condition(lookTypes) == nil {
			for _, row := range doc.Rows {
				if v := (exprScope{doc: doc, row: row}).eval(e.root); v.kind != exprTruthType && v.kind != exprNullType {
					t.Fatalf("%s is no truth value", src)
				}
			}
		}
	})
}
