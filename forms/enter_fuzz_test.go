package forms

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/forms/block"
)

// fuzzPaths are the paths of all inputs of a form, and some of none.
func fuzzPaths(d *Definition) []string {
	doc := d.Blank()
	all := &slots{at: map[string]int{}}
	doc.forSheets(all, "", true)
	paths := []string{"rows/none", "items/0/score", "free/none", "attachments/9/form", "documents/x/form"}
	for i := range all.list {
		path := all.list[i].input.Path
		if paths = append(paths, path); strings.HasPrefix(path, "rows/") {
			paths = append(paths, path+"~2")
		}
	}
	return paths
}

// fuzzEntries are entries at some of the paths, with the lines of a text in them, in turn. Each has a place of its own.
func fuzzEntries(paths []string, at []byte, kinds byte, text string) (all []block.Entry) {
	lines := strings.Split(text, "\n")
	for i, b := range at[:min(len(at), 40)] {
		e := block.Entry{
			Path: paths[(int(b)+i*256)%len(paths)], Row: 1 + i/3, Text: lines[i%len(lines)],
			Place: block.Place{Sheet: "表", Cell: fmt.Sprint("A", i+1)},
		}
		if kinds>>(i%8)&1 == 1 {
			e.Kind = block.EntryKind((i + len(e.Text)) % 7)
		}
		if before, after, ok := strings.Cut(e.Text, "="); ok {
			e.Text, e.Day = before, after
		}
		all = append(all, e)
	}
	return all
}

// innerPath is a path in its own document, and that document's form.
func innerPath(d *Definition, path string) (*Definition, string) {
	for _, of := range []string{"attachments/", "documents/"} {
		rest, ok := strings.CutPrefix(path, of)
		no, inner, _ := strings.Cut(rest, "/")
		n, isNumber := digits(no)
		switch {
		case !ok || !isNumber:
		case d.Kind == Notice && n < len(d.Notice.Attachments) && d.Notice.Attachments[n].form != nil:
			return d.Notice.Attachments[n].form, inner
		case d.Kind == PacketKind && n < len(d.Parts):
			return d.Parts[n].form, inner
		}
	}
	return d, path
}

// unsaid reports whether an entry need not be found in what it makes: it says nothing, or nothing that another one or the
// form itself has not said.
func unsaid(d *Definition, all []block.Entry, i int) bool {
	e := &all[i]
	inner, path := innerPath(d, e.Path)
	repeated := strings.HasPrefix(path, "rows/") && !strings.HasPrefix(path, "rows/#") || strings.HasPrefix(path, "free/")
	for k := range all {
		if k != i && all[k].Path == e.Path && (all[k].Row == e.Row || !repeated) && !empty(&all[k]) {
			return true // what is said twice is tested by itself
		}
	}
	if t := tickOf(e); t != tickYes && t != tickWrong && inner.Kind == Score && !strings.HasPrefix(path, "fields/") {
		return true // an explicit no
	}
	for _, fields := range [][]Field{inner.Fields, inner.inputs, ArchiveFields()} {
		for k := range fields {
			f := &fields[k]
			if m := f.means(e); lastPart(path) == f.Key && (m.none || f.Type == TypeYear && inner != d) {
				return true
			}
		}
	}
	return empty(e) || lastPart(path) == "form"
}

// FuzzEnter makes inputs of any entries: it never panics, what it makes is JSON, every problem has words, and every entry is
// either in the input or in a problem.
func FuzzEnter(f *testing.F) {
	var defs []*Definition
	for _, id := range []string{
		"luzhou-2013/ledger", "luzhou-2013/score", "branch/standard-school", "branch/sign-in", "anji-2012/grade",
		"lanzhou/attendance", "lanzhou/leave", "lanzhou/expense", "luzhou-2013/notice", "lanzhou/archive", "branch/network",
	} {
		defs = append(defs, get(f, id))
	}
	defs = append(defs, types(f), slip(f))
	paths := make([][]string, len(defs))
	for i, d := range defs {
		paths[i] = fuzzPaths(d)
		f.Add(byte(i), []byte("\x05\x06\x07\x08\x09\x0a\x0b"), byte(0), "12\n√\n2013.5.20\n甲、丁\n13800000000")
	}
	f.Add(byte(1), []byte("\x08\x09\x0a\x0b\x0c\x0d"), byte(0x2a), "1.5\n√\n否\n两次")
	f.Add(byte(5), []byte("\x00\x06\x07\x08\x08"), byte(0xff), "2009.1=1905-07-01\n1.1E+17\n#REF!")
	f.Add(byte(9), []byte("\x05\x06\x20\x40"), byte(1), "lanzhou/leave\n13.5.20\n年　月　日\nD30")
	f.Fuzz(func(t *testing.T, form byte, at []byte, kinds byte, text string) {
		d := defs[int(form)%len(defs)]
		all := fuzzEntries(paths[int(form)%len(defs)], at, kinds, text)
		e := d.Enter(all)
		_, problems := d.FillEntered(e, Limits{}, nil)
		if Malformed(problems) {
			t.Fatalf("%s: not JSON: %s", d.ID, e.JSON)
		}
		found := map[string]bool{}
		for _, p := range e.Places {
			found[p.Cell] = true
		}
		for pointer, p := range e.homes {
			if n, ok := digits(lastPart(pointer)); ok && n >= 0 {
				found[p.Cell] = true // it says which item a deduction is of
			}
		}
		for _, p := range problems {
			found[p.Place.Cell] = true
			found[strings.TrimPrefix(p.Args.Near, "表!")] = true // it contradicts another one
			if p.Text(Chinese) == "" || p.Text(English) == "" || strings.Contains(p.Line(Chinese), "\n") {
				t.Fatalf("%s has no words", p.Code)
			}
		}
		free := map[int]bool{} // rows of free deductions of which something was said
		for i := range all {
			if strings.Contains(all[i].Path, "free/") && found[all[i].Place.Cell] {
				free[all[i].Row] = true
			}
		}
		for i := range all {
			if p := &all[i]; !found[p.Place.Cell] && !unsaid(d, all, i) && !(strings.Contains(p.Path, "free/") && free[p.Row]) {
				t.Errorf("%s: %q of %s is lost in\n%s\n%v", d.ID, p.Text, p.Path, e.JSON, problems)
			}
		}
		if each, _ := d.EnterEach(all, ""); len(each) > len(all)+1 {
			t.Fatalf("%s: %d inputs of %d entries", d.ID, len(each), len(all))
		}
	})
}

// FuzzTable reads any table file: it never panics, and cells are not lost without a word.
func FuzzTable(f *testing.F) {
	d := get(f, "luzhou-2013/ledger")
	f.Add([]byte(tableText))
	f.Add([]byte("填报单位;学校名称;党员人数\n局;甲;1;2\n"))
	f.Add([]byte("\xff\xfea\x00,\x00b\x00\n\x00"))
	f.Add([]byte("\xd1\xa7\xd0\xa3\xc3\xfb\xb3\xc6,x\n\xbc\xd7,1\n"))
	f.Add([]byte("sep=\t\r\nschool\tmembers\r\n\"甲\"\t1\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, problems, err := ReadTable(strings.NewReader(string(data)), "甲.csv")
		if err != nil || (table == nil) != (len(problems) > 0) {
			t.Fatal(err, problems)
		}
		if table == nil {
			return
		}
		entries, problems := d.EntriesOf(table)
		for _, p := range problems {
			if strings.Contains(p.Line(Chinese), "\n") || p.Place.File == "" {
				t.Fatal(p)
			}
		}
		for _, by := range []string{"", "unit"} {
			all, _ := d.EnterEach(entries, by)
			for _, e := range all {
				if _, problems := d.FillEntered(e, Limits{}, nil); Malformed(problems) {
					t.Fatalf("not JSON: %s", e.JSON)
				}
			}
		}
	})
}
