package forms

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestParseInputRefuses(t *testing.T) {
	tests := []struct {
		name, data    string
		pointer, code string
		what          string
		line, column  int
		malformed     bool
	}{
		{"nothing", "", "", CodeSyntax, whatEnd, 1, 1, true},
		{"white space", " \n ", "", CodeSyntax, whatEnd, 2, 2, true},
		{"cut short", `{"fields": {"unit": "示例`, "/fields/unit", CodeSyntax, whatEnd, 1, 24, true},
		{"cut after a comma", "{\n\"rows\": [1,", "/rows", CodeSyntax, whatEnd, 2, 12, true},
		{"trailing data", "{} {}", "", CodeSyntax, whatTrailing, 1, 4, true},
		{"trailing word", "{}\nx", "", CodeSyntax, whatTrailing, 2, 1, true},
		{"a comma too many", `{"a": 1,}`, "", CodeSyntax, whatToken, 1, 8, true},
		{"single quotes", `{'a': 1}`, "", CodeSyntax, whatToken, 1, 2, true},
		{"a leading zero", `{"a": 01}`, "", CodeSyntax, whatToken, 1, 8, true},
		{"NaN", `{"a": NaN}`, "/a", CodeSyntax, whatToken, 1, 7, true},
		{"a raw line break in a text", "{\"a\": \"x\ny\"}", "/a", CodeSyntax, whatToken, 1, 9, true},
		{"a raw U+0000", "{\"a\": \"x\x00\"}", "/a", CodeSyntax, whatToken, 1, 9, true},
		{"invalid UTF-8", "{\"a\": \"示\xff\"}", "/a", CodeEncoding, whatBytes, 1, 9, true},
		{"GB 18030", "{\"a\": \"\xca\xbe\xc0\xfd\"}", "/a", CodeEncoding, whatBytes, 1, 9, true},
		{"an encoded surrogate", "{\"a\": \"\xed\xa0\x80\"}", "/a", CodeEncoding, whatBytes, 1, 8, true},
		{"a lone surrogate", `{"rows": [{"school": "示例\ud800"}]}`, "/rows/0/school", CodeEncoding, whatSurrogate, 1, 25, true},
		{"a lone low surrogate", `{"a": "\udc00x"}`, "/a", CodeEncoding, whatSurrogate, 1, 8, true},
		{"a byte order mark", "\ufeff{}", "", CodeBOM, "", 1, 1, true},
		{"too deep", strings.Repeat("[", 33) + strings.Repeat("]", 33), strings.Repeat("/0", 31), CodeDepth, "", 1, 33, false},
		{"a long key", `{"` + strings.Repeat("k", 64<<10+1) + `": 1}`, "", CodeLimit, "", 1, 65541, false},
		{"too large", strings.Repeat(" ", 8<<20+1), "", CodeSize, "", 0, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in, problems := ParseInput([]byte(tt.data), Limits{})
			if in != nil || len(problems) != 1 {
				t.Fatalf("input %v, problems %v", in != nil, problems)
			}
			p := problems[0]
			if p.Pointer != tt.pointer || p.Code != tt.code || p.Args.What != tt.what {
				t.Errorf("got %q %s %s, want %q %s %s", p.Pointer, p.Code, p.Args.What, tt.pointer, tt.code, tt.what)
			}
			if p.Args.Line != tt.line || p.Args.Column != tt.column {
				t.Errorf("at line %d, column %d, want %d, %d", p.Args.Line, p.Args.Column, tt.line, tt.column)
			}
			if Malformed(problems) != tt.malformed {
				t.Errorf("malformed is %v", !tt.malformed)
			}
		})
	}
}

func TestParseInputKeepsWhatWasWritten(t *testing.T) {
	in, problems := ParseInput([]byte(`{"a~/b": [1.50, -0, "\u4f8b\ud842\udfb7\n", null, true], "empty": {}}`), Limits{})
	if in == nil {
		t.Fatal(problems)
	}
	var got []string
	for i := range in.nodes {
		got = append(got, fmt.Sprintf("%s %q", in.nodes[i].what(), in.nodes[i].text))
	}
	want := []string{
		`object ""`, `array ""`, `number "1.50"`, `number "-0"`, `text "例𠮷\n"`, `null "null"`, `true "true"`, `object ""`,
	}
	if strings.Join(got, "; ") != strings.Join(want, "; ") {
		t.Errorf("got %s", strings.Join(got, "; "))
	}
	if p := in.pointer([]int32{0, 1, 4}); p != "/a~0~1b/2" {
		t.Errorf("pointer %s", p)
	}
}

func TestParseInputReportsEveryDuplicate(t *testing.T) {
	in, problems := ParseInput([]byte(`{"a": {"x": 1, "y": {"x": 2, "x": 3}, "x": 4}, "b": [{"x": 1}, {"x": 1, "\u0078": 2}], "a": 5}`), Limits{})
	if in == nil {
		t.Fatal(problems)
	}
	var got []string
	for _, p := range merge(SeverityError, &in.faults) {
		got = append(got, p.Pointer+" "+p.Code)
	}
	want := "/a/y/x duplicate, /a/x duplicate, /b/1/x duplicate, /a duplicate"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

// TestParseInputIsBounded holds hostile inputs to a time and a memory that are far from what they ask for.
func TestParseInputIsBounded(t *testing.T) {
	many := func(s string, n int) []byte { return []byte(strings.Repeat(s, n)) }
	tests := []struct {
		name string
		data []byte
		code string
	}{
		{"depth 100,000", append(many("[", 100_000), many("]", 100_000)...), CodeDepth},
		{"depth 1,000,000 of objects", many(`{"a":`, 1_000_000), CodeDepth},
		{"four million numbers", append(append([]byte("[0"), many(",0", 4_000_000)...), ']'), CodeValues},
		{"50 MB", many(" ", 50<<20), CodeSize},
	}
	for _, tt := range tests {
		start := time.Now()
		in, problems := ParseInput(tt.data, Limits{})
		if in != nil || problems[0].Code != tt.code {
			t.Errorf("%s: %v", tt.name, problems)
		}
		if d := time.Since(start); d > time.Minute {
			t.Errorf("%s took %v", tt.name, d)
		}
	}
}

func TestParseInputLimitsAreContent(t *testing.T) {
	long := strings.Repeat("校", 70_000)
	in, problems := ParseInput([]byte(`{"rows": [{"school": "`+long+`"}, {"a": 1}, {"b": 2}, {"c": [3]}], "other": [1, 2, 3]}`), Limits{Rows: 2})
	if in == nil {
		t.Fatal(problems)
	}
	got := merge(SeverityError, &in.faults)
	if len(got) != 2 || got[0].Pointer != "/rows" || got[0].Code != CodeRows || got[0].Args.Count != 4 ||
		got[1].Pointer != "/rows/0/school" || got[1].Code != CodeLimit {
		t.Errorf("got %v", got)
	}
}

// TestFillIsBounded fills from inputs that are as wrong as they can be.
func TestFillIsBounded(t *testing.T) {
	many := func(n int, s string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, s, i)
		}
		return strings.TrimSuffix(b.String(), ",")
	}
	tests := []struct{ name, id, data string }{
		{"unknown keys", "luzhou-2013/ledger", `{` + many(100_000, `"member%d":0,`) + `}`},
		{"unknown items", "luzhou-2013/score", `{"items": {` + many(100_000, `"1%d":{},`) + `}}`},
		{"unknown rules", "luzhou-2013/score", `{"items": {"1": {"deductions": [` + many(100_000, `{"rule":"no%d"},`) + `]}}}`},
		{"a key 100,000 times", "luzhou-2013/ledger", `{` + strings.Repeat(`"rows":[],`, 100_000) + `"rows": []}`},
		{"one character 20,000 times", "luzhou-2013/ledger", `{"rows": [` + strings.Repeat(`{"school":"\ue000\u202e"},`, 19_999) + `{}]}`},
	}
	for _, tt := range tests {
		start := time.Now()
		in, problems := ParseInput([]byte(tt.data), Limits{})
		if in == nil {
			t.Fatalf("%s: %v", tt.name, problems)
		}
		doc, problems := get(t, tt.id).Fill(in, everything{})
		if doc != nil || len(problems) > 2*(maxListed+1) {
			t.Errorf("%s: %d problems", tt.name, len(problems))
		}
		if d := time.Since(start); d > time.Minute {
			t.Errorf("%s took %v", tt.name, d)
		} else {
			t.Logf("%s: %v", tt.name, d)
		}
	}
}
