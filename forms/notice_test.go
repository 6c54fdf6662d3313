package forms

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/forms/block"
)

const plainNotice = `form: own/notice
version: 1
kind: notice
title: 示例通知
fields:
  - {key: serial, label: 发文顺序号, type: integer, required: true}
  - {key: date, label: 成文日期, type: date}
number: 示发〔2013〕{serial}号
issuer: 示例局
date: "{date}"
attachments:
  - {title: 示例台账, form: luzhou-2013/ledger}
sample: {fields: {serial: 1}, body: 示例。}
`

// linked is a definition linked to the built-in forms.
func linked(t *testing.T, src string) *Definition {
	t.Helper()
	def, err := Parse("notice.yaml", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	if err := def.link("notice.yaml", Builtin().find); err != nil {
		t.Fatal(err)
	}
	return def
}

// TestNoticeProblems: what is wrong with the input of a notice, each at its place.
func TestNoticeProblems(t *testing.T) {
	def := linked(t, plainNotice)
	schema := compile(t, def)
	const fields = `"fields":{"serial":1,"date":"2013-04-08"}`
	const ledger = `"fields":{"unit":"示例","date":"2013-05-20"},"rows":[]`
	for _, c := range []struct {
		name, input string
		want        []string // pointer and code
		schema      bool     // whether the schema takes it
	}{
		{"good", `{` + fields + `,"body":"示例。"}`, nil, true},
		{"attached", `{` + fields + `,"body":"示例。","attachments":[{"form":"luzhou-2013/ledger",` + ledger + `}]}`, nil, true},
		{"no attachments", `{` + fields + `,"body":"示例。","attachments":null}`, nil, true},
		{"without body", `{` + fields + `}`, []string{"/body required"}, false},
		{"empty body", `{` + fields + `,"body":" \n "}`, []string{"/body required"}, false},
		{"null body", `{` + fields + `,"body":null}`, []string{"/body required"}, false},
		{"body of a number", `{` + fields + `,"body":1}`, []string{"/body type"}, false},
		{"body with a tab", `{` + fields + `,"body":"一\t二"}`, []string{"/body line_break"}, true},
		{"long body", `{` + fields + `,"body":"` + strings.Repeat("长", maxText+1) + `"}`, []string{"/body length"}, false},
		{"month 13", `{"fields":{"serial":1,"date":"2013-13-01"},"body":"示"}`, []string{"/fields/date date"}, false},
		{"no serial", `{"body":"示"}`, []string{"/fields/serial required"}, false},
		{"rows", `{` + fields + `,"body":"示","rows":[]}`, []string{"/rows unknown"}, false},
		{"attachment without a form", `{` + fields + `,"body":"示","attachments":[{` + ledger + `}]}`, []string{"/attachments/0/form required"}, false},
		{"attachment of no form", `{` + fields + `,"body":"示","attachments":[{"form":"luzhou-2013/leger",` + ledger + `}]}`, []string{"/attachments/0/form attachment"}, false},
		{"attachment of another form", `{` + fields + `,"body":"示","attachments":[{"form":"luzhou-2013/score"}]}`, []string{"/attachments/0/form attachment"}, false},
		{
			"attachment twice", `{` + fields + `,"body":"示","attachments":[{"form":"luzhou-2013/ledger",` + ledger + `},{"form":"luzhou-2013/ledger",` + ledger + `}]}`,
			[]string{"/attachments/1/form duplicate"}, false,
		},
		{"attachment of text", `{` + fields + `,"body":"示","attachments":["luzhou-2013/ledger"]}`, []string{"/attachments/0 type"}, false},
		{"attachments of an object", `{` + fields + `,"body":"示","attachments":{}}`, []string{"/attachments type"}, false},
		{
			"problem inside", `{` + fields + `,"body":"示","attachments":[{"form":"luzhou-2013/ledger","fields":{"unit":"示","date":"2013-05-20"},"rows":[{"school":"示","members":0}]}]}`,
			[]string{"/attachments/0/rows/0/members min"}, false,
		},
	} {
		in, problems := ParseInput([]byte(c.input), Limits{})
		var doc *Document
		if len(problems) == 0 {
			doc, problems = def.Fill(in, nil)
		}
		var got []string
		for _, p := range problems {
			if p.Severity == SeverityError {
				got = append(got, p.Pointer+" "+p.Code)
			}
		}
		if !slices.Equal(got, c.want) || (doc == nil) != (len(c.want) > 0) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if valid(t, schema, c.input) != c.schema {
			t.Errorf("%s: the schema says otherwise", c.name)
		}
	}
}

// TestNoticeLinks: what a notice attaches is checked when the library is put together.
func TestNoticeLinks(t *testing.T) {
	other := strings.ReplaceAll(plainNotice, "own/notice", "own/other")
	for name, c := range map[string]struct{ attach, want string }{
		"unknown": {"luzhou-2013/leger", "没有可附的表式“luzhou-2013/leger”"},
		"itself":  {"own/notice", "“own/notice”是公文，不能作附件"},
		"another": {"own/other", "“own/other”是公文，不能作附件"},
		"version": {"luzhou-2013/ledger@9", "没有可附的表式“luzhou-2013/ledger”"},
		"no name": {"ledger", "“ledger”应写成 系列/名称"},
	} {
		src := strings.Replace(plainNotice, "form: luzhou-2013/ledger", "form: "+c.attach, 1)
		_, err := Builtin().With(fstest.MapFS{"notice.yaml": {Data: []byte(src)}, "other.yaml": {Data: []byte(other)}}, "mine")
		var faults *DefinitionError
		if !errors.As(err, &faults) || !strings.Contains(faults.Text(Chinese), c.want) {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		} else if f := faults.Faults[0]; f.Line != 12 || f.Path != "attachments[0].form" {
			t.Errorf("%s: the fault is at %s", name, f.Place())
		}
	}
	l, err := Builtin().With(fstest.MapFS{"notice.yaml": {Data: []byte(plainNotice)}}, "mine")
	if err != nil {
		t.Fatal(err)
	}
	if def, err := l.Get("own/notice", 0); err != nil || def.Notice.Attachments[0].form == nil {
		t.Errorf("not linked: %v", err)
	}
}

// TestNoticeFaults: what a definition of a notice may not say.
func TestNoticeFaults(t *testing.T) {
	for old, c := range map[string]struct{ fresh, path string }{
		"title: 示例通知":      {"title: 示例通知\nhead: [serial]", "head"},
		"issuer: 示例局":      {"issuer: 示例局\nseal: 61", "seal"},
		"{serial}号":        {"{serail}号", "number"},
		"date: \"{date}\"": {"date: \"{date\"", "date"},
		"{title: 示例台账, form: luzhou-2013/ledger}": {"{}", "attachments[0]"},
	} {
		_, err := Parse("notice.yaml", []byte(strings.Replace(plainNotice, old, c.fresh, 1)))
		var faults *DefinitionError
		if !errors.As(err, &faults) || faults.Faults[0].Path != c.path {
			t.Errorf("%s: got %v, want a fault at %s", c.fresh, err, c.path)
		}
	}
}

// TestHeadings: the level of a paragraph follows from how it begins.
func TestHeadings(t *testing.T) {
	for text, want := range map[string]struct {
		level int
		whole bool
		head  string
	}{
		"一、组织领导":          {1, true, "一、组织领导"},
		"二十一、总结。":         {1, true, "二十一、总结。"},
		"一、要加强。其次":        {1, false, "一、要加强。"},
		"（一）落实责任。各支部要":    {2, false, "（一）落实责任。"},
		"(三) 组织建设":        {2, true, "(三) 组织建设"},
		"1.建立场所。":         {0, false, ""},
		"（1）会议。":          {0, false, ""},
		"一是加强领导，二、三季度报送。": {0, false, ""},
		"（示例）不是标题。":       {0, false, ""},
		"":                {0, false, ""},
		"百分之一、二的单位不是标题吗。": {0, false, ""},
	} {
		if got := level(text); got != want.level {
			t.Errorf("%s: level %d, want %d", text, got, want.level)
		}
		if text == "" {
			continue
		}
		content, whole := headed([]block.Span{{Text: text}})
		head := ""
		for _, s := range content {
			if s.Font != nil {
				head += s.Text
			}
		}
		if whole != want.whole || head != want.head || textOf(content) != text {
			t.Errorf("%s: heading %q, whole %v", text, head, whole)
		}
	}
}

// TestNoticeText: paragraphs lose the space around them and keep their words and pointers.
func TestNoticeText(t *testing.T) {
	def := linked(t, plainNotice)
	in, _ := ParseInput([]byte(`{"fields":{"serial":6},"body":"　　第一段。\r\n\n  一、标题  \n第{serial}段\n"}`), Limits{})
	doc, problems := def.Fill(in, nil)
	if doc == nil {
		t.Fatal(problems)
	}
	var got []string
	for _, b := range doc.Sections()[0].Blocks {
		if p, ok := b.(*block.Paragraph); ok && p.Flow {
			got = append(got, textOf(p.Content))
			if p.Content[0].Pointer != "/body" || !p.Content[0].Data {
				t.Errorf("%q is not the input's", textOf(p.Content))
			}
		}
	}
	if want := []string{"第一段。", "一、标题", "第{serial}段"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
