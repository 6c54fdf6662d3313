package forms

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"gongwen/forms/block"
)

func TestEveryCodeHasWordsInBothLanguages(t *testing.T) {
	for name, tables := range map[string][2]map[string]string{
		"codes": {problemsZH, problemsEN}, "what": {whatZH, whatEN}, "expressions": {exprZH, exprEN},
	} {
		zh, en := slices.Sorted(maps.Keys(tables[0])), slices.Sorted(maps.Keys(tables[1]))
		if !slices.Equal(zh, en) {
			t.Errorf("%s: %q in Chinese, %q in English", name, zh, en)
		}
	}
	all := Args{Label: "栏", Value: "v", Limit: "9", What: "text", Near: "n", Of: []string{"a"}, Count: 2, Line: 3, Column: 4, Offset: 5}
	for code := range problemsZH {
		for _, lang := range []Lang{Chinese, English} {
			text := Problem{Code: code, Args: all}.Text(lang)
			if code != CodeAdvise && code != CodeRefuse && text == "" || strings.ContainsAny(text, "{}[]") {
				t.Errorf("%s in %s: %q", code, lang, text)
			}
			if bare := (Problem{Code: code}).Text(lang); strings.ContainsAny(bare, "{}[]") {
				t.Errorf("%s in %s without arguments: %q", code, lang, bare)
			}
		}
	}
}

func TestProblemLine(t *testing.T) {
	tests := []struct {
		p      Problem
		zh, en string
	}{
		{
			Problem{Pointer: "/rows/2/members", Code: CodeMin, Args: Args{Label: "党员人数", Value: "0", Limit: "1", Words: "此栏不能为零"}},
			"/rows/2/members: 此栏不能为零（第 3 行） (min)",
			"/rows/2/members: 此栏不能为零 (row 3) (min)",
		},
		{
			Problem{Pointer: "/fields/unit", Code: CodeRequired, Args: Args{Label: "填报单位\n（盖章）"}},
			"/fields/unit: 填报单位（盖章）未填写 (required)",
			"/fields/unit: 填报单位（盖章）: must be filled in (required)",
		},
		{
			Problem{Pointer: "/rows/0/member", Code: CodeUnknown, Args: Args{Value: "member", Near: "members"}},
			"/rows/0/member: 没有“member”这一项，是不是“members”？（第 1 行） (unknown)",
			`/rows/0/member: there is no "member"; did you mean "members"? (row 1) (unknown)`,
		},
		{
			Problem{Pointer: "/rows", Code: CodeRequired},
			"/rows: 未填写 (required)",
			"/rows: must be filled in (required)",
		},
		{
			Problem{Code: CodeSyntax, Args: Args{Line: 3, Column: 1, Offset: 0, What: whatEnd}},
			"不是有效的 JSON：第 3 行第 1 列（第 0 字节）内容到此中断 (syntax)",
			"not valid JSON: line 3, column 1 (byte 0): the text ends here (syntax)",
		},
	}
	for _, tt := range tests {
		if got := tt.p.Line(Chinese); got != tt.zh {
			t.Errorf("got  %s\nwant %s", got, tt.zh)
		}
		if got := tt.p.Line(English); got != tt.en {
			t.Errorf("got  %s\nwant %s", got, tt.en)
		}
	}
}

func TestProblemsShowNothingDangerous(t *testing.T) {
	data := `{"fields": {}, "rows": [], "` + strings.Repeat("长", 100) + `\u001b[31m\u202e": 1}`
	_, problems := get(t, "luzhou-2013/ledger").Fill(func() *Input { in, _ := ParseInput([]byte(data), Limits{}); return in }(), nil)
	i := slices.IndexFunc(problems, func(p Problem) bool { return p.Code == CodeUnknown })
	if got := problems[i].Args.Value; got != strings.Repeat("长", maxShown)+"…" {
		t.Errorf("shown as %q", got)
	}
	if got := (Problem{Pointer: "/a\x1b[31m\u202e", Code: CodeRequired}).Line(English); got != `/a\u001B[31m\u202E: must be filled in (required)` {
		t.Errorf("line %q", got)
	}
	if got := shorten("a\x1b[31m\u202eb\xff"); got != "a\uFFFD[31m\uFFFDb\uFFFD" {
		t.Errorf("shown as %q", got)
	}
}

func TestNearest(t *testing.T) {
	names := []string{"members", "member_count", "school", "党员人数"}
	for given, want := range map[string]string{
		"member": "members", "memebrs": "members", "SCHOOL": "school", "shcool": "school", "党员数": "党员人数", "xyz": "", "": "",
		strings.Repeat("x", 1000): "",
	} {
		if got := nearest(given, names); got != want {
			t.Errorf("%.20q: got %q, want %q", given, got, want)
		}
	}
}

// TestLineOfACell says a problem by its cell where it has one.
func TestLineOfACell(t *testing.T) {
	p := Problem{Pointer: "/rows/2/members", Code: CodeMin, Args: Args{Words: "此栏不能为零"}}
	if got := p.Line(Chinese); got != "/rows/2/members: 此栏不能为零（第 3 行） (min)" {
		t.Error(got)
	}
	p.Place = block.Place{Sheet: "党建台账", Cell: "E7"}
	if got := p.Line(Chinese); got != "党建台账!E7: 此栏不能为零 (min)" {
		t.Error(got)
	}
	p.Place.File = "示例学校.xlsx"
	if got := p.Line(English); got != "示例学校.xlsx: 党建台账!E7: 此栏不能为零 (min)" {
		t.Error(got)
	}
}
