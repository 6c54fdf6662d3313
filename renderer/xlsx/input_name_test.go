package xlsx

import (
	"testing"

	"gongwen/forms/block"
)

func TestInputNames(t *testing.T) {
	for path, want := range map[string]string{
		"fields/unit":              "in.fields.unit",
		"rows/#3/have":             "in.rows._233.have",
		"items/A-1/rules/no_plan":  "in.items._41_2D1.rules.no_5Fplan",
		"rows/#党费/sum":             "in.rows._23_E5_85_9A_E8_B4_B9.sum",
		"documents/0/fields/a.b c": "in.documents.0.fields.a_2Eb_20c",
	} {
		got := inputName(path)
		if back, ok := inputPath(got); got != want || back != path || !ok {
			t.Errorf("%s: %s and back %s, want %s", path, got, back, want)
		}
	}
	for _, name := range []string{"_xlnm.Print_Area", "in", "in.a_4", "in.a_ZZ", "options.1"} {
		if path, ok := inputPath(name); ok {
			t.Errorf("%s names %s", name, path)
		}
	}
}

func TestLayoutMark(t *testing.T) {
	mark := func(inputs ...*block.Input) string {
		var content []block.Span
		for _, in := range inputs {
			content = append(content, block.Span{Input: in})
		}
		return Layout([]block.Section{{Blocks: []block.Block{&block.Paragraph{Content: content}}}})
	}
	unit, date := &block.Input{Path: "fields/unit", Label: "单位"}, &block.Input{Path: "fields/date", Label: "日期"}
	if a, b := mark(unit, date), mark(unit, date, unit); a != b || len(a) != 16 {
		t.Errorf("marks %s and %s of the same inputs", a, b)
	}
	if mark(unit, date) == mark(date, unit) || mark(unit) == mark(&block.Input{Path: "fields/unit", Label: "部门"}) {
		t.Error("other inputs, the same mark")
	}
	if mark() != "" {
		t.Error("a mark of nothing")
	}
}
