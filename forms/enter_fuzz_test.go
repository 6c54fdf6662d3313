package forms

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/forms/block"
)

// fuzzEntries reads entries from lines of: path, row, kind and text, with tabs between them. Each has a place of its own.
func fuzzEntries(data string) (all []block.Entry) {
	for i, line := range strings.Split(data, "\n") {
		parts := strings.SplitN(line, "\t", 4)
		if len(parts) < 4 || len(all) == 200 {
			continue
		}
		row, _ := digits(parts[1])
		kind := 0
		if parts[2] != "" {
			kind = int(parts[2][0]) % 7
		}
		text := strings.ReplaceAll(parts[3], "|", "\n")
		e := block.Entry{
			Path: parts[0], Row: row % 100_000, Kind: block.EntryKind(kind), Text: text,
			Place: block.Place{Sheet: "表", Cell: fmt.Sprint("A", i+1)},
		}
		if before, after, ok := strings.Cut(text, "="); ok {
			e.Text, e.Day = before, after
		}
		all = append(all, e)
	}
	return all
}

// unsaid reports whether an entry need not be found in what it makes: it says nothing, or nothing that another one has
// not said.
func unsaid(d *Definition, all []block.Entry, i int) bool {
	e := &all[i]
	if empty(e) {
		return true
	}
	for k := range all {
		same := all[k].Path == e.Path && (all[k].Row == e.Row || !strings.HasPrefix(e.Path, "rows/") && !strings.HasPrefix(e.Path, "free/"))
		if k != i && same && !empty(&all[k]) {
			return true // what is said twice is tested by itself
		}
	}
	if t := tickOf(e); t != tickYes && t != tickWrong && d.Kind == Score && !strings.HasPrefix(e.Path, "fields/") {
		return true // an explicit no
	}
	for _, fields := range [][]Field{d.Fields, d.inputs, ArchiveFields()} {
		for k := range fields {
			if lastPart(e.Path) == fields[k].Key && fields[k].means(e).none {
				return true
			}
		}
	}
	return false
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
	f.Add("fields/unit\t0\t0\t局\nfields/date\t0\t1\t41414=2013-05-20\nrows/school\t3\t0\t甲\nrows/members\t3\t0\t１，２３４\nrows/founded\t1\t1\t2009.1")
	f.Add("items/1/score\t0\t1\t12.5\nitems/1/rules/no-minutes\t0\t0\t√\nitems/5/rules/six-have\t0\t0\t两次\nfree/item\t2\t0\t5\nfree/points\t2\t1\t1\nfree/reason\t2\t0\t因")
	f.Add("items/1/met\t0\t0\t√\nitems/1/unmet\t0\t0\t√\nitems/2/met\t0\t3\tfalse\nveto/no-activity\t0\t0\t1\nitems/1/rules/recruit/points\t0\t1\t1.5")
	f.Add("rows/name~2\t1\t0\t甲\nrows/name~3\t9\t4\t#REF!\narchive/period\t0\t0\tD30\ntext\t0\t0\t一|二\nattachments/0/rows/school\t1\t0\t甲\ndocuments/0/form\t0\t0\tlanzhou/leave")
	f.Add("fields/from\t0\t0\t13.5.20\nfields/to\t0\t2\t2013-05-20 10:00:00\nfields/kinds\t0\t0\t甲、丁\nrows/citizen\t1\t1\t1.1E+17\nrows/day_3\t1\t0\t√\nrows/amount\t1\t5\tA1+1")
	f.Fuzz(func(t *testing.T, data string) {
		all := fuzzEntries(data)
		for _, d := range defs {
			e := d.Enter(all)
			_, problems := d.FillEntered(e, Limits{}, nil)
			if Malformed(problems) {
				t.Fatalf("%s: not JSON: %s", d.ID, e.JSON)
			}
			found := map[string]bool{}
			for _, p := range e.Places {
				found[p.Cell] = true
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
				if strings.HasPrefix(all[i].Path, "free/") && found[all[i].Place.Cell] {
					free[all[i].Row] = true
				}
			}
			for i := range all {
				if p := &all[i]; !found[p.Place.Cell] && !unsaid(d, all, i) && !(strings.HasPrefix(p.Path, "free/") && free[p.Row]) {
					t.Errorf("%s: %q of %s is lost in\n%s\n%v", d.ID, p.Text, p.Path, e.JSON, problems)
				}
			}
			if each, _ := d.EnterEach(all, ""); len(each) > len(all)+1 {
				t.Fatalf("%s: %d inputs of %d entries", d.ID, len(each), len(all))
			}
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
