package forms

import (
	"encoding/json"
	"slices"
	"testing"
)

// covered is what a font has: everything but the private use area, emoji and the end of the ideographs.
type covered struct{}

func (covered) Covers(r rune) bool {
	return r < 0xE000 || r >= 0xF900 && r < 0x1F000 || r >= 0x20000 && r < 0x2EBE1
}

func TestTextHygiene(t *testing.T) {
	const p = "/rows/0/school "
	tests := []struct {
		name, in, out string
		want          []string
	}{
		{"plain", "示例职业培训学校（东区）No.1", "", nil},
		{"names above U+FFFF and rare ones", "𬭎堃㛃喆䶮𫖯𬱖𠮷", "", nil},
		{"nothing is normalised", "A\u030A Å ﬁ", "", nil},
		{"U+0000", "示\u0000例", "", []string{p + "character"}},
		{"delete", "示\u007f例", "", []string{p + "character"}},
		{"C1", "示\u0085例", "", []string{p + "character"}},
		{"U+FFFF", "示\uffff例", "", []string{p + "character"}},
		{"U+FFFE", "示\ufffe例", "", []string{p + "character"}},
		{"U+FDD0", "示\ufdd0例", "", []string{p + "character"}},
		{"U+1FFFE", "示\U0001fffe例", "", []string{p + "character"}},
		{"U+FFFD", "示\ufffd例", "", []string{p + "character"}},
		{"right-to-left override", "示\u202e例", "", []string{p + "character"}},
		{"isolate", "示\u2066例", "", []string{p + "character"}},
		{"Arabic letter mark", "示\u061c例", "", []string{p + "character"}},
		{"line separator", "示\u2028例", "", []string{p + "character"}},
		{"tag", "示\U000e0041例", "", []string{p + "character"}},
		{"private use", "示\ue000例", "", []string{p + "private"}},
		{"private use, plane 16", "示\U00100000例", "", []string{p + "private"}},
		{"GB 18030-2000 private use", "\ue817\ue81e\ue864", "\U00020089\u9fb4\u9fbb", []string{p + "~mapped", p + "~mapped", p + "~mapped"}},
		{"an emoji", "示😀例", "", []string{p + "no_glyph"}},
		{"unassigned", "示\U0002ebf0例", "", []string{p + "no_glyph"}},
		{"variation selector", "示\ufe00例\U000e0100", "示例", []string{p + "~stripped", p + "~stripped"}},
		{"zero width space, twice", "示\u200b例\u200b", "示例", []string{p + "~stripped"}},
		{"soft hyphen", "示\u00ad例", "示例", []string{p + "~stripped"}},
		{"byte order mark inside", "示\ufeff例", "示例", []string{p + "~stripped"}},
		{"tab", "示\t例", "", []string{p + "line_break"}},
		{"line break", "示\n例", "", []string{p + "line_break"}},
		{"carriage return", "示\r例", "", []string{p + "character"}},
		{"white space around", "\u3000示例 ", "示例", []string{p + "~trimmed"}},
		{"white space behind what is stripped", "\u200b 示例", "示例", []string{p + "~stripped", p + "~trimmed"}},
		{"two sorts", "\ue000😀\ue000", "", []string{p + "private", p + "no_glyph"}},
	}
	d := get(t, "luzhou-2013/ledger")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			school, err := json.Marshal(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			doc, said := fill(t, d, covered{}, `{`+ledgerHead+`, "rows": [{"school": `+string(school)+`, "members": 1}]}`)
			if !slices.Equal(said, tt.want) {
				t.Fatalf("got %q, want %q", said, tt.want)
			}
			if doc == nil {
				return
			}
			want := tt.out
			if want == "" {
				want = tt.in
			}
			if got := doc.Rows[0][0].Text; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestTextProblemsNameCharacterAndPlace(t *testing.T) {
	in, _ := ParseInput([]byte(`{`+ledgerHead+`, "rows": [{"school": "𠮷校\u202e", "members": 1, "secretary": "张😀"}]}`), Limits{})
	_, problems := get(t, "luzhou-2013/ledger").Fill(in, covered{})
	if len(problems) != 2 {
		t.Fatal(problems)
	}
	for i, want := range []string{
		"/rows/0/school: 学校名称第 3 个字 U+202E 是不能使用的字符（第 1 行） (character)",
		"/rows/0/secretary: 党组织书记姓名第 2 个字“😀”（U+1F600）没有字体可以打印（第 1 行） (no_glyph)",
	} {
		if got := problems[i].Line(Chinese); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestCleanTextCostsNoMemory(t *testing.T) {
	in, _ := ParseInput([]byte(`["x"]`), Limits{})
	f := &filler{in: in, cover: covered{}}
	if n := testing.AllocsPerRun(100, func() { f.clean(1, "", "示例职业培训学校（东区）", false) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
