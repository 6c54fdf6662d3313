package forms

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/forms/block"
)

// parsePacket reads a packet of these documents of the library.
func parsePacket(t *testing.T, documents ...string) (*Packet, []Problem) {
	t.Helper()
	return ParsePacket([]byte(`{"documents": [`+strings.Join(documents, ",")+`]}`), Limits{}, Builtin(), nil)
}

// pointers are those of all values that a section's blocks show.
func pointers(s *block.Section) (all []string) {
	add := func(content []block.Span) {
		for _, x := range content {
			if x.Pointer != "" {
				all = append(all, x.Pointer)
			}
		}
	}
	for _, b := range s.Blocks {
		switch b := b.(type) {
		case *block.Paragraph:
			add(b.Content)
		case *block.Signature:
			add(b.Body)
			add(b.Date)
		case *block.Line:
			for _, p := range b.Parts {
				add(p.Content)
			}
		case *block.Tree:
			for _, n := range b.Nodes {
				for _, l := range n.Lines {
					add(l)
				}
			}
		case *block.Table:
			for _, rows := range [][]block.Row{b.Head, b.Body, b.Tail} {
				for _, r := range rows {
					for _, c := range r.Cells {
						add(c.Content)
					}
				}
			}
		}
	}
	return all
}

// TestPacketPointers checks that every value of every form of the library knows its place in the packet.
func TestPacketPointers(t *testing.T) {
	defs, err := Builtin().All()
	if err != nil {
		t.Fatal(err)
	}
	var samples []string
	for _, d := range defs {
		samples = append(samples, string(d.Sample()))
	}
	p, problems := parsePacket(t, samples...)
	if p == nil {
		t.Fatal(problems)
	}
	at, seen := -1, map[string]bool{}
	for _, s := range p.Sections() {
		if s.Entry != "" && (at < 0 || p.Documents[at].Definition.Kind != PacketKind || at+1 < len(defs) && s.Entry == p.Documents[at+1].Title()) {
			at++
		}
		for _, pointer := range pointers(&s) {
			if !strings.HasPrefix(pointer, p.Documents[at].prefix+"/") || strings.Count(pointer, "/documents/") > 2 {
				t.Errorf("%s: %s", defs[at].ID, pointer)
			}
			seen[p.Documents[at].prefix] = true
		}
	}
	if at != len(defs)-1 || len(seen) < len(defs)-3 {
		t.Errorf("%d of %d documents, %d with values", at+1, len(defs), len(seen))
	}
}

// TestPacketEntries checks that documents of one title are told apart by their date or month, or by number.
func TestPacketEntries(t *testing.T) {
	log := func(month string) string {
		return `{"form": "lanzhou/work-log", "fields": {"name": "张示例", "group": "示例组", "month": "` + month + `"}, "rows": []}`
	}
	p, problems := parsePacket(t, log("2018-03"), log("2018-04"), log("2018-04"), string(get(t, "branch/network").Sample()))
	if p == nil {
		t.Fatal(problems)
	}
	var got, names []string
	for _, s := range p.Sections() {
		got, names = append(got, s.Entry), append(names, s.Name)
	}
	want := []string{"驻两新组织工作台账（2018年3月）", "驻两新组织工作台账（2018年4月）", "驻两新组织工作台账（2）", "党组织网络图"}
	if !slices.Equal(got, want) || !slices.Equal(names, want) {
		t.Errorf("%q, %q", got, names)
	}
	if p.Name() != "驻两新组织工作台账" || p.Unit() != "示例机关" || len(p.Advice) != 3 {
		t.Errorf("%q of %q, %v", p.Name(), p.Unit(), p.Advice)
	}
}

// TestPacketAttachments checks that what is wrong with an attachment of a document is told with its place and row.
func TestPacketAttachments(t *testing.T) {
	notice := strings.TrimSuffix(strings.TrimSpace(string(get(t, "luzhou-2013/notice").Sample())), "}")
	if strings.Contains(notice, "attachments") {
		t.Fatal("the sample has attachments of its own")
	}
	ledger := strings.Replace(string(get(t, "luzhou-2013/ledger").Sample()), `"members": 12`, `"members": 0`, 1)
	p, problems := parsePacket(t, notice+`, "attachments": [`+ledger+`]}`)
	problems = slices.DeleteFunc(problems, func(p Problem) bool { return p.Severity == SeverityAdvice })
	if p != nil || len(problems) != 1 || problems[0].Pointer != "/documents/0/attachments/0/rows/0/members" ||
		!strings.Contains(problems[0].Text(Chinese), "（第 1 行）") {
		t.Errorf("%v", problems)
	}
}

// TestPacketProblemsAreLimited checks that a packet of many bad documents lists as many problems as one does, and
// counts the rest.
func TestPacketProblemsAreLimited(t *testing.T) {
	bad := `{"form": "luzhou-2013/ledger", "fields": {"unit": "示例", "date": "2013-05-20"}, "rows": [` +
		strings.TrimSuffix(strings.Repeat(`{"school": "示例", "members": 0},`, 1500), ",") + "]}"
	_, problems := parsePacket(t, bad, bad, bad)
	problems = slices.DeleteFunc(problems, func(p Problem) bool { return p.Severity == SeverityAdvice })
	last := problems[len(problems)-1]
	if len(problems) != maxListed+1 || last.Code != CodeMore || last.Args.Count != 3*1500-maxListed {
		t.Errorf("%d problems, the last %s", len(problems), last.Line(English))
	}
}

// TestPacketDefinitions checks what a packet's definition may not say.
func TestPacketDefinitions(t *testing.T) {
	src := string(readFile(t, "library/lanzhou/archive@1.yaml"))
	head, _, _ := strings.Cut(src, "sample:")
	with := func(forms string) error {
		own := strings.Replace(head, "form: lanzhou/archive", "form: own/archive", 1)
		own = strings.Replace(own, "  - lanzhou/mentor\n", forms, 1) + "sample: {}\n"
		_, err := Builtin().With(fstest.MapFS{"own.yaml": {Data: []byte(own)}}, "mine")
		return err
	}
	if err := with(""); err != nil {
		t.Error(err)
	}
	for forms, want := range map[string]string{
		"  - lanzhou/mentr\n":    "mine/own.yaml",
		"  - lanzhou/archive\n":  "packet",
		"  - own/archive\n":      "packet",
		"  - lanzhou/diary\n":    "already used",
		"  - Lanzhou\n":          "family/name",
		"  - lanzhou/mentor@9\n": "lanzhou/mentor",
	} {
		var faults *DefinitionError
		if err := with(forms); !errors.As(err, &faults) || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "forms[") {
			t.Errorf("%s: %v", forms, err)
		}
	}
}

// FuzzParsePacket gives any bytes: it never panics, and there is a packet exactly when there is no error.
func FuzzParsePacket(f *testing.F) {
	library := Builtin()
	f.Add([]byte(`{"documents": [` + string(get(f, "luzhou-2013/ledger").Sample()) + `]}`))
	f.Add([]byte(`{"title": "示例", "documents": [` + string(get(f, "lanzhou/archive").Sample()) + `, {"form": 1}, null, []]}`))
	f.Add([]byte(`{"documents": [{"form": "branch/network", "rows": [{"no": "1", "parent": "1", "no": 2}, [], {"parent": []}]}], "documents": 1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, problems := ParsePacket(data, Limits{Text: 1 << 10, Rows: 20, Values: 1000}, library, covered{})
		errors := 0
		for i := range problems {
			if problems[i].Severity == SeverityError {
				errors++
			}
			if problems[i].Text(Chinese) == "" && problems[i].Code != CodeAdvise || problems[i].Text(English) == "" {
				t.Fatalf("%s has no words", problems[i].Code)
			}
		}
		if (p == nil) != (errors > 0) {
			t.Fatalf("packet %v with %d errors", p != nil, errors)
		}
		if p != nil && len(p.Sections()) < len(p.Documents) {
			t.Fatal("a document without a section")
		}
	})
}
