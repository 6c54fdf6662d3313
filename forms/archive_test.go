package forms_test

import (
	"encoding/json"
	"strings"
	"testing"

	"gongwen/forms"
)

// filed is the sample of a form with a 归档章.
func filed(t *testing.T, d *forms.Definition, archive string) []byte {
	t.Helper()
	before, ok := strings.CutSuffix(strings.TrimSpace(string(d.Sample())), "}")
	if !ok {
		t.Fatal("the sample is no object")
	}
	return []byte(before + `, "archive": ` + archive + "}")
}

const wholeArchive = `{"fonds": "0012", "year": 2013, "item": 7, "office": "办公室", "period": "30年", "category": "WS", "office_code": "BGS", "print_number": "是"}`

// TestArchive checks that every form takes a 归档章, says so in its schema, and prints it on its first page.
func TestArchive(t *testing.T) {
	all, err := forms.Builtin().All()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		in, problems := forms.ParseInput(filed(t, d, wholeArchive), forms.Limits{})
		if len(problems) > 0 {
			t.Fatalf("%s: %v", d.ID, problems)
		}
		doc, problems := d.Fill(in, nil)
		if doc == nil {
			t.Errorf("%s: %v", d.ID, problems)
			continue
		}
		if got := doc.FileNumber(); got != "0012-WS·2013-D30-BGS-0007" {
			t.Errorf("%s: number %q", d.ID, got)
		}
		sections := doc.Sections()
		stamp := sections[0].Stamp
		if stamp == nil || stamp.Sections != len(sections) || len(stamp.Under) != 1 || stamp.Under[0].Text != doc.FileNumber() {
			t.Errorf("%s: stamp %+v", d.ID, stamp)
			continue
		}
		var cells []string
		for _, c := range stamp.Cells {
			text := c.Label
			for _, s := range c.Content {
				text += " " + s.Text
				if !s.Data || !strings.HasPrefix(s.Pointer, "/archive/") {
					t.Errorf("%s: %+v", d.ID, s)
				}
			}
			cells = append(cells, text)
		}
		if got := strings.Join(cells, ", "); got != "全宗号 0012, 年度 2013, 件号 7, 机构（问题） 办公室, 保管期限 30年, 页数" || !stamp.Cells[5].Pages {
			t.Errorf("%s: %s", d.ID, got)
		}
		for i, s := range sections[1:] {
			if s.Stamp != nil {
				t.Errorf("%s: section %d has a stamp, too", d.ID, i+1)
			}
		}
		var schema struct {
			Properties map[string]struct {
				Required   []string
				Properties map[string]any
			}
		}
		if err := json.Unmarshal(d.Schema(), &schema); err != nil {
			t.Fatal(err)
		}
		if a := schema.Properties["archive"]; len(a.Properties) != len(forms.ArchiveFields()) || len(a.Required) != 4 {
			t.Errorf("%s: the schema says %+v", d.ID, a)
		}
	}
}

func TestArchivePeriods(t *testing.T) {
	d, err := forms.Builtin().Get("luzhou-2013/ledger", 0)
	if err != nil {
		t.Fatal(err)
	}
	for given, want := range map[string]string{"永久": "-Y-", "Y": "-Y-", "30年": "-D30-", "D30": "-D30-", "10年": "-D10-", "D10": "-D10-"} {
		in, _ := forms.ParseInput(filed(t, d, strings.Replace(wholeArchive, "30年", given, 1)), forms.Limits{})
		doc, problems := d.Fill(in, nil)
		if doc == nil || !strings.Contains(doc.FileNumber(), want) || strings.Contains(doc.Sections()[0].Stamp.Cells[4].Content[0].Text, "D") {
			t.Errorf("%s: %v", given, problems)
		}
	}
	for name, archive := range map[string]string{
		"none":      "null",
		"no number": `{"fonds": "0012", "year": 2013, "item": 7, "period": "永久", "pages": 12}`,
	} {
		in, _ := forms.ParseInput(filed(t, d, archive), forms.Limits{})
		doc, problems := d.Fill(in, nil)
		if doc == nil || doc.FileNumber() != "" || (doc.Sections()[0].Stamp == nil) != (archive == "null") {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

func TestArchiveProblems(t *testing.T) {
	for _, c := range []struct{ name, form, archive, pointer, code string }{
		{"no object", "luzhou-2013/ledger", `"0012"`, "/archive", forms.CodeType},
		{"empty", "luzhou-2013/score", `{}`, "/archive/fonds", forms.CodeRequired},
		{"item 0", "lanzhou/leave", `{"fonds": "1", "year": 2013, "item": 0, "period": "永久"}`, "/archive/item", forms.CodeMin},
		{"item of five digits", "lanzhou/leave", `{"fonds": "1", "year": 2013, "item": 10000, "period": "永久"}`, "/archive/item", forms.CodeMax},
		{"unknown period", "luzhou-2013/notice", `{"fonds": "1", "year": 2013, "item": 1, "period": "20年"}`, "/archive/period", forms.CodeChoice},
		{"unknown key", "luzhou-2013/ledger", `{"fonds": "1", "year": 2013, "item": 1, "period": "Y", "peroid": "Y"}`, "/archive/peroid", forms.CodeUnknown},
		{"character", "luzhou-2013/ledger", `{"fonds": "1\u202e", "year": 2013, "item": 1, "period": "Y"}`, "/archive/fonds", forms.CodeCharacter},
		{"too long", "luzhou-2013/ledger", `{"fonds": "1234567890123", "year": 2013, "item": 1, "period": "Y"}`, "/archive/fonds", forms.CodeLength},
		{"no parts for a number", "luzhou-2013/ledger", `{"fonds": "1", "year": 2013, "item": 1, "period": "Y", "print_number": "是"}`, "/archive/office_code", forms.CodeRequired},
		{"pages 0", "luzhou-2013/ledger", `{"fonds": "1", "year": 2013, "item": 1, "period": "Y", "pages": 0}`, "/archive/pages", forms.CodeMin},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := forms.Builtin().Get(c.form, 0)
			if err != nil {
				t.Fatal(err)
			}
			in, problems := forms.ParseInput(filed(t, d, c.archive), forms.Limits{})
			if in != nil {
				_, problems = d.Fill(in, nil)
			}
			for _, p := range problems {
				if p.Pointer == c.pointer && p.Code == c.code && p.Severity == forms.SeverityError {
					return
				}
			}
			t.Errorf("no %s at %s in %+v", c.code, c.pointer, problems)
		})
	}
}

// TestArchiveOfAttachment checks that what is attached has no 归档章 of its own, and that a slip of the key is told.
func TestArchiveOfAttachment(t *testing.T) {
	for name, c := range map[string][3]string{
		"attachment": {`{"fields": {}, "attachments": [{"form": "luzhou-2013/ledger", "fields": {"unit": "示例", "date": "2013-05-20"}, "rows": [], "archive": ` +
			wholeArchive + `}]}`, "/attachments/0/archive", ""},
		"slip": {`{"fields": {}, "archvie": {}}`, "/archvie", "archive"},
	} {
		d, err := forms.Builtin().Get("luzhou-2013/notice", 0)
		if err != nil {
			t.Fatal(err)
		}
		in, problems := forms.ParseInput([]byte(c[0]), forms.Limits{})
		if in != nil {
			_, problems = d.Fill(in, nil)
		}
		found := false
		for _, p := range problems {
			found = found || p.Pointer == c[1] && p.Code == forms.CodeUnknown && p.Args.Near == c[2]
		}
		if !found {
			t.Errorf("%s: %+v", name, problems)
		}
	}
}
