package forms

import (
	"errors"
	"strings"
	"testing"
)

// lookTypes knows the names of exprDocument.
func lookTypes(name string) (t Type, column, ok bool) { return exprDocument().Definition.lookup(name) }

// exprDocument has a year, an empty note and three rows.
func exprDocument() *Document {
	d := &Definition{
		Fields: []Field{{Key: "year", Type: TypeYear}, {Key: "note", Type: TypeText}},
		inputs: []Field{{Key: "members", Type: TypeInteger}, {Key: "dues", Type: TypeNumber}, {Key: "type", Type: TypeChoice}, {Key: "since", Type: TypeDate}},
	}
	v := func(s string) Value { return Value{Text: s, Set: s != ""} }
	return &Document{Definition: d, Fields: []Value{v("2013"), v("")}, Rows: [][]Value{
		{v("3"), v("0.1"), v("单独建"), v("2012-02-29")},
		{v(""), v("0.2"), v("联合建"), v("")},
		{v("12"), v("0.3"), v(""), v("2013-01-01")},
	}}
}

func (v exprValue) show() string {
	switch {
	case v.kind == exprTruthType && v.truth:
		return "true"
	case v.kind == exprTruthType:
		return "false"
	case v.kind == exprNumberType:
		return v.decimal().String()
	case v.kind == exprTextType:
		return v.text
	}
	return "null"
}

func TestExprAmount(t *testing.T) {
	tests := map[string]string{
		"1 + 2 * 3":                       "7",
		"(1 + 2) * 3":                     "9",
		"0.1 + 0.2":                       "0.3",
		"0.1 * 3 - 0.3":                   "0",
		"-2 * -3":                         "6",
		"2 / 3":                           "0.666666666667",
		"10 / 4":                          "2.5",
		"123456789012345678.25 + 0":       "123456789012345678.25",
		"1 / (year - 2013)":               "null",
		"sum(members)":                    "15",
		"sum(dues)":                       "0.6",
		"sum(dues * 0.4 + members * 0.6)": "9.16",
		"count()":                         "3",
		"count(members >= 3)":             "2",
		`count(type == "单独建")`:            "1",
		"count(members == null)":          "1",
		"count(members == nil)":           "1",
		`count(type == "")`:               "1",
		`count(type != "单独建")`:            "2",
		"count(not (members > 3))":        "1",
		`count(since < "2013-01-01")`:     "1",
		"min(members)":                    "3",
		"max(members)":                    "12",
		"min(members + 100)":              "103",
		"max(sum(members), 20)":           "20",
		"min(1, null, 0.5)":               "0.5",
		"sum(members) / count()":          "5",
		"year":                            "2013",
		"null":                            "null",
		"null + 1":                        "null",
	}
	for src, want := range tests {
		e, err := ParseExpr(src)
		if err == nil {
			err = e.Amount(lookTypes)
		}
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		if got := (exprScope{doc: exprDocument()}).eval(e.root).show(); got != want {
			t.Errorf("%s = %s, want %s", src, got, want)
		}
		if e.String() != src {
			t.Errorf("%s reads %s", src, e)
		}
	}
}

func TestExprCondition(t *testing.T) {
	tests := map[string][3]string{ // for each row
		"members >= 3":                        {"true", "null", "true"},
		`members >= 3 and type == ""`:         {"false", "false", "true"},
		`members == ""`:                       {"false", "true", "false"},
		`type == ""`:                          {"false", "false", "true"},
		"members > 3 or dues == 0.2":          {"false", "true", "true"},
		"members > 3 or dues < 0.2":           {"true", "null", "true"},
		"members > 3 and dues >= 0.2":         {"false", "null", "true"},
		"members > 3 and dues < 0.2":          {"false", "false", "false"},
		"not (members > 3)":                   {"true", "null", "false"},
		"!(members > 3) && true_year == 2013": {},
		"2 < members <= 3":                    {"true", "null", "false"},
		`since >= "2013"`:                     {"false", "null", "true"},
		"year == 2013 and members != null":    {"true", "false", "true"},
		"members != 3":                        {"false", "true", "true"},
		"members > 1 == (dues > 0)":           {"true", "false", "true"},
	}
	for src, want := range tests {
		e, err := ParseExpr(src)
		if err == nil {
			err = e.Condition(lookTypes)
		}
		if want[0] == "" {
			if err == nil {
				t.Errorf("%s is taken", src)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		doc := exprDocument()
		for i, row := range doc.Rows {
			if got := (exprScope{doc: doc, row: row}).eval(e.root).show(); got != want[i] {
				t.Errorf("%s is %s in row %d, want %s", src, got, i, want[i])
			}
		}
	}
}

func TestExprIsPerRow(t *testing.T) {
	for src, want := range map[string]bool{"members > 1": true, "year > 1": false, "sum(members) > 1": false, "year > 1 and dues == null": true} {
		e, err := ParseExpr(src)
		if err != nil || e.Condition(lookTypes) != nil {
			t.Fatalf("%s: %v", src, err)
		}
		if e.perRow(lookTypes) != want {
			t.Errorf("%s: per row is %v", src, !want)
		}
	}
}

func TestExprRefuses(t *testing.T) {
	amount := func(e Expr) error { return e.Amount(lookTypes) }
	condition := func(e Expr) error { return e.Condition(lookTypes) }
	tests := []struct {
		src    string
		check  func(Expr) error
		code   string
		column int
	}{
		{"", amount, exprSyntax, 1},
		{"1 +", amount, exprSyntax, 3},
		{"(1", amount, exprSyntax, 2},
		{"1 ~ 2", amount, exprSyntax, 3},
		{"sum(members", amount, exprSyntax, 11},
		{`"党员" + 1`, amount, exprNumber, 1},
		{"members", amount, exprInRow, 1},
		{"1 + colour", amount, exprName, 5},
		{"sum(year > 1)", amount, exprNumber, 10},
		{"count(members)", amount, exprTruth, 7},
		{"sum()", amount, exprArgs, 1},
		{"sum(members, dues)", amount, exprArgs, 1},
		{"count(members, dues)", amount, exprArgs, 1},
		{"sum(sum(members))", amount, exprOverRow, 5},
		{"1 / 0", amount, exprZero, 5},
		{"1 / 0.00", amount, exprZero, 5},
		{"1 > 2", amount, exprNumber, 3},
		{"not 1", condition, exprTruth, 5},
		{"members and true", condition, exprForeign, 13},
		{"members > sum(members)", condition, exprOverRow, 11},
		{"members", condition, exprTruth, 1},
		{`members == "3"`, condition, exprCompare, 9},
		{`type > 3`, condition, exprCompare, 6},
		{`members > ""`, condition, exprCompare, 9},
		{"(members > 1) < (members > 2)", condition, exprCompare, 15},
		{"1 ** 2", amount, exprForeign, 3},
		{"5 % 2", amount, exprForeign, 3},
		{"+1", amount, exprForeign, 1},
		{"true", condition, exprForeign, 1},
		{"members in [1]", condition, exprForeign, 9},
		{"type matches 'x'", condition, exprForeign, 6},
		{"members > 1 ? 1 : 2", amount, exprForeign, 19},
		{"let x = 1; x", amount, exprForeign, 5},
		{"1; 2", amount, exprForeign, 1},
		{"{a: 1}", amount, exprForeign, 1},
		{"type.length", amount, exprForeign, 6},
		{"year ?? 1", amount, exprForeign, 6},
		{"len(type)", amount, exprFunction, 1},
		{"any(type, # > 1)", amount, exprFunction, 1},
		{"tax(1)", amount, exprFunction, 1},
		{"type.count()", amount, exprForeign, 6},
		{"0x10", amount, exprSyntax, 1},
		{"1_000", amount, exprSyntax, 1},
		{"1e400", amount, exprSyntax, 5},
		{"1e300", amount, exprDigits, 1},
		{"9223372036854775808", amount, exprSyntax, 19},
		{strings.Repeat("1+", 251), amount, exprLong, 501},
		{"sum(" + strings.Repeat("(", 200) + "1" + strings.Repeat(")", 200) + ")", nil, "", 0},
		{strings.Repeat("1<(", 60) + "1" + strings.Repeat(")<1", 60), condition, exprLong, 0},
	}
	for _, tt := range tests {
		e, err := ParseExpr(tt.src)
		if err == nil && tt.check != nil {
			err = tt.check(e)
		}
		if tt.code == "" {
			if err != nil {
				t.Errorf("%.40s: %v", tt.src, err)
			}
			continue
		}
		var got *ExprError
		if !errors.As(err, &got) {
			t.Errorf("%.40s: %v", tt.src, err)
			continue
		}
		if got.Code != tt.code || tt.column > 0 && got.Column != tt.column {
			t.Errorf("%.40s: %s at %d, want %s at %d", tt.src, got.Code, got.Column, tt.code, tt.column)
		}
	}
}

func TestExprErrorWords(t *testing.T) {
	e := &ExprError{Column: 5, Code: exprName, Name: "colour"}
	if got, want := e.Error(), `character 5: there is no field or column "colour"`; got != want {
		t.Errorf("got %s", got)
	}
	if got, want := e.text(Chinese), "第 5 个字：没有“colour”这个栏目"; got != want {
		t.Errorf("got %s", got)
	}
}
