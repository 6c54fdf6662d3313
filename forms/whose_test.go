package forms

import (
	"strings"
	"testing"
)

// TestWhose tells whose the samples are, and what a glimpse says of the same inputs when something is wrong with them.
func TestWhose(t *testing.T) {
	all, err := Builtin().All()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"lanzhou/leave": "张示例", "lanzhou/diary": "张示例", "lanzhou/assessment-personal": "张示例", "lanzhou/expense": "示例工商站包片工作组",
		"luzhou-2013/ledger": "示例区人力资源和社会保障局", "branch/review-ballot": "中共示例局机关支部委员会",
	}
	for _, d := range all {
		doc, said := fill(t, d, everything{}, string(d.Sample()))
		if doc == nil {
			t.Fatal(said)
		}
		whose := doc.Whose()
		if w, ok := want[d.ID]; ok && whose != w || whose == "" && d.Kind != PacketKind && d.ID != "calibration/ruler" {
			t.Errorf("%s: %q, want %q", d.ID, whose, w)
		}
		bad := strings.Replace(string(d.Sample()), "{", `{"nothing": 1, `, 1)
		in, problems := ParseInput([]byte(bad), Limits{})
		if in == nil {
			t.Fatal(problems)
		}
		if g := d.Glimpse(in, everything{}); g.Whose() != whose || g.Unit() != doc.Unit() || g.Title() != doc.Title() {
			t.Errorf("%s: a glimpse says %q, %q, %q", d.ID, g.Whose(), g.Unit(), g.Title())
		}
	}
}

// TestGlimpse looks at inputs that nearly nothing is right with.
func TestGlimpse(t *testing.T) {
	d := get(t, "luzhou-2013/ledger")
	for text, want := range map[string]string{
		`{"fields": {"unit": "示例\u0007学校", "date": "2013-17-01", "year": "二〇一三"}}`: "示例〓学校",
		`{"fields": {"unit": "` + strings.Repeat("学", 80) + `"}}`:                  strings.Repeat("学", mostGlimpsed) + "…",
		`{"fields": {"unit": ["示例学校"]}}`:                                           "",
		`{"fields": "示例学校", "unit": "示例学校"}`:                                       "",
		`["示例学校"]`: "", `null`: "",
	} {
		in, problems := ParseInput([]byte(text), Limits{})
		if in == nil {
			t.Fatal(problems)
		}
		if g := d.Glimpse(in, everything{}); g.Whose() != want || g.Title() == "" {
			t.Errorf("%s: %q, want %q", text, g.Whose(), want)
		}
	}
}
