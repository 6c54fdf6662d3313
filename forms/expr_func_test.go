package forms

import (
	"errors"
	"strings"
	"testing"
)

// leaveDocument has two dates, an amount and a text.
func leaveDocument(from, to, amount string) *Document {
	d := &Definition{Fields: []Field{
		{Key: "from", Type: TypeDate}, {Key: "to", Type: TypeDate}, {Key: "amount", Type: TypeNumber, Places: 2}, {Key: "name", Type: TypeText},
	}}
	v := func(s string) Value { return Value{Text: s, Set: s != ""} }
	return &Document{Definition: d, Fields: []Value{v(from), v(to), v(amount), v("")}}
}

func TestExprFunctions(t *testing.T) {
	const level = `band(days(from, to), 3, "包片工作组组长", 10, "非公企业党委或社会组织党委", 31, "区县委组织部门", "市委组织部")`
	for _, c := range []struct{ from, to, amount, src, want string }{
		{"2018-05-07", "2018-05-07", "", "days(from, to)", "1"},
		{"2018-05-07", "2018-05-09", "", "days(from, to)", "3"},
		{"2018-02-27", "2018-03-01", "", "days(from, to)", "3"},
		{"2016-02-27", "2016-03-01", "", "days(from, to)", "4"},
		{"2018-12-31", "2019-01-01", "", "days(from, to)", "2"},
		{"2018-05-08", "2018-05-07", "", "days(from, to)", "0"},
		{"2018-05-09", "2018-05-07", "", "days(from, to)", "-1"},
		{"2018-05-09", "", "", "days(from, to)", "null"},
		{"2018-05-09", "", "", `days("2018-05-01", from)`, "9"},
		{"2018-05-01", "2018-05-01", "", level, "包片工作组组长"},
		{"2018-05-01", "2018-05-03", "", level, "包片工作组组长"},
		{"2018-05-01", "2018-05-04", "", level, "非公企业党委或社会组织党委"},
		{"2018-05-01", "2018-05-10", "", level, "非公企业党委或社会组织党委"},
		{"2018-05-01", "2018-05-11", "", level, "区县委组织部门"},
		{"2018-05-01", "2018-05-31", "", level, "区县委组织部门"},
		{"2018-05-01", "2018-06-01", "", level, "市委组织部"},
		{"", "2018-06-01", "", level, "null"},
		{"", "", "2.5", "band(amount, 1, 10, 2.5, 20, 30)", "20"},
		{"", "", "2.51", "band(amount, 1, 10, 2.5, 20, 30) + 1", "31"},
		{"", "", "10050", "capitals(amount)", "壹万零伍拾元整"},
		{"", "", "0.1", "capitals(amount * 3)", "叁角整"},
		{"", "", "", "capitals(amount)", "null"},
		{"", "", "12345678901234567", "capitals(amount)", "null"},
		{"", "", "5", `if(amount > 4, "多", "少")`, "多"},
		{"", "", "4", `if(amount > 4, "多", "少")`, "少"},
		{"", "", "", `if(amount > 4, "多", "少")`, "null"},
		{"", "", "", `if(amount == null, "未填", "已填")`, "未填"},
		{"", "", "4", `if(amount > 4, amount, null)`, "null"},
		{"", "", "4", `if(amount > 4, 1, if(amount > 3, 2, 3))`, "2"},
	} {
		doc := leaveDocument(c.from, c.to, c.amount)
		e, err := ParseExpr(c.src)
		if err == nil {
			_, err = e.Value(doc.Definition.lookup)
		}
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		if got := (exprScope{doc: doc}).eval(e.root).show(); got != c.want {
			t.Errorf("%s of %s, %s, %s is %s, want %s", c.src, c.from, c.to, c.amount, got, c.want)
		}
	}
}

func TestExprFunctionsRefuse(t *testing.T) {
	look := leaveDocument("", "", "").Definition.lookup
	for _, c := range []struct {
		src, code string
		column    int
	}{
		{"days(from)", exprArgs, 1},
		{"days(from, to, to)", exprArgs, 1},
		{"days(from, amount)", exprDate, 12},
		{"days(name, to)", exprDate, 6},
		{"days(from, null)", exprDate, 12},
		{`days(from, "2018-02-30")`, exprDate, 12},
		{`days(from, "2018")`, exprDate, 12},
		{"days(from, until)", exprName, 12},
		{"capitals()", exprArgs, 1},
		{"capitals(name)", exprNumber, 10},
		{"capitals(amount, 2)", exprArgs, 1},
		{`band(amount, "甲")`, exprArgs, 1},
		{`band(amount, 3, "甲")`, exprArgs, 1},
		{`band(amount, 3, "甲", 4, "乙")`, exprArgs, 1},
		{`band(name, 3, "甲", "乙")`, exprNumber, 6},
		{`band(amount, "甲", 3, "乙")`, exprNumber, 14},
		{`band(amount, 3, "甲", 3, "乙", "丙")`, exprOrder, 22},
		{`band(amount, 3, "甲", 2, "乙", "丙")`, exprOrder, 22},
		{`band(amount, 3, "甲", 4)`, exprCompare, 22},
		{`band(amount, amount, "甲", "乙")`, exprNumber, 14},
		{`if(amount, "甲", "乙")`, exprTruth, 4},
		{`if(amount > 1, "甲")`, exprArgs, 1},
		{`if(amount > 1, "甲", 2)`, exprCompare, 21},
		{"amount / 0", exprZero, 10},
		{"amount > 1", exprTruths, 8},
		{"day(from, to)", exprFunction, 1},
		{"now()", exprFunction, 1},
	} {
		e, err := ParseExpr(c.src)
		if err == nil {
			_, err = e.Value(look)
		}
		var got *ExprError
		if !errors.As(err, &got) {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		if got.Code != c.code || got.Column != c.column {
			t.Errorf("%s: %s at %d, want %s at %d", c.src, got.Code, got.Column, c.code, c.column)
		}
	}
	_, err := ParseExpr("now()")
	var got *ExprError
	if errors.As(err, &got); !strings.Contains(got.text(Chinese), "sum、count、min、max、if、days") {
		t.Errorf("the functions are not named: %s", got.text(Chinese))
	}
}
