package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// badInput is an input that must be refused, with the place and the code of what is wrong with it.
type badInput struct {
	name    string
	input   string
	pointer string
	code    string
	near    string // words that the message must have
	status  int
}

// changed is the ledger with one thing changed.
func changed(old, new string) string {
	if !strings.Contains(ledger, old) {
		panic("the ledger has no " + old)
	}
	return strings.Replace(ledger, old, new, 1)
}

// named is the ledger with another name of the school, written into the JSON as it is.
func named(school string) string {
	return changed(`"school": "示例职业培训学校"`, `"school": "`+school+`"`)
}

// manyRows is the ledger with n rows.
func manyRows(n int) string {
	head, rest, _ := strings.Cut(ledger, `"rows": [`)
	row, tail, _ := strings.Cut(rest, "]}")
	return head + `"rows": [` + strings.Repeat(row+",", n-1) + row + "]}" + tail
}

func badInputs() []badInput {
	const school = "/rows/0/school"
	bad := []badInput{
		{name: "members 0", input: changed(`"members": 5`, `"members": 0`), pointer: "/rows/0/members", code: "min", near: "此栏不能为零（第 1 行）"},
		{name: "members -1", input: changed(`"members": 5`, `"members": -1`), pointer: "/rows/0/members", code: "min"},
		{name: "members 2.5", input: changed(`"members": 5`, `"members": 2.5`), pointer: "/rows/0/members", code: "integer"},
		{name: "members five", input: changed(`"members": 5`, `"members": "five"`), pointer: "/rows/0/members", code: "type"},
		{name: "type outside the three", input: changed(`单独建`, `合并建`), pointer: "/rows/0/type", code: "choice", near: "挂靠建"},
		{name: "founded after the report", input: changed(`2009-07`, `2013-06`), pointer: "/rows/0/founded", code: "until"},
		{name: "30 February", input: changed(`2013-05-20`, `2013-02-30`), pointer: "/fields/date", code: "date"},
		{name: "no unit", input: changed(`"unit": "示例职业培训学校", `, ``), pointer: "/fields/unit", code: "required"},
		{name: "unknown key", input: changed(`"school"`, `"shcool"`), pointer: "/rows/0/shcool", code: "unknown", near: "school"},
		{name: "duplicate key", input: changed(`"members": 5`, `"members": 5, "members": 6`), pointer: "/rows/0/members", code: "duplicate"},
		{name: "row is an array", input: changed(`"rows": [{`, `"rows": [["示例"], {`), pointer: "/rows/0", code: "type"},
		{name: "name too long", input: named(strings.Repeat("示", 61)), pointer: school, code: "length", near: "60"},
		{name: "name of 70,000 characters", input: named(strings.Repeat("示", 70_000)), pointer: school, code: "limit"},
		{name: "U+0000", input: named(`示\u0000例`), pointer: school, code: "character", near: "U+0000"},
		{name: "U+FFFF", input: named("示\uffff例"), pointer: school, code: "character", near: "U+FFFF"},
		{name: "U+FFFF escaped", input: named(`示\uffff例`), pointer: school, code: "character", near: "U+FFFF"},
		{name: "U+202E", input: named("示\u202e例"), pointer: school, code: "character", near: "U+202E"},
		{name: "private use", input: named("示\ue000例"), pointer: school, code: "private", near: "U+E000"},
		{name: "emoji", input: named("示😀例"), pointer: school, code: "no_glyph", near: "😀"},
		{name: "beyond U+FFFF, in no face", input: named("示\U0001D306例"), pointer: school, code: "no_glyph", near: "U+1D306"},
		{name: "lone surrogate", input: named(`示\ud800例`), pointer: school, code: "encoding", status: http.StatusBadRequest},
		{name: "invalid UTF-8", input: named("示\xff例"), pointer: school, code: "encoding", status: http.StatusBadRequest},
		{name: "JSON cut short", input: ledger[:len(ledger)-9], pointer: "/rows/0/phone", code: "syntax", status: http.StatusBadRequest},
		{name: "nothing", input: "", code: "syntax", status: http.StatusBadRequest},
		{name: "depth 100,000", input: strings.Repeat("[", 100_000), pointer: strings.Repeat("/0", 31), code: "depth"},
		{name: "20,001 rows", input: manyRows(20_001), pointer: "/rows", code: "rows", near: "20000"},
		{name: "50 MB", input: `{"fields":"` + strings.Repeat("x", 50_000_000) + `"}`, code: "size", status: http.StatusRequestEntityTooLarge},
	}
	for i := range bad {
		if bad[i].status == 0 {
			bad[i].status = http.StatusUnprocessableEntity
		}
	}
	return bad
}

// TestBadInputByCommand checks that the command says what is wrong and where, exits with 1 and makes no file.
func TestBadInputByCommand(t *testing.T) {
	for _, bad := range badInputs() {
		t.Run(bad.name, func(t *testing.T) {
			in := file(t, "input.json", bad.input)
			folder := t.TempDir()
			for _, args := range [][]string{
				{"check", "luzhou-2013/ledger", in},
				{"render", "luzhou-2013/ledger", in, "-o", filepath.Join(folder, "out.pdf")},
			} {
				r := execute(t, "", args...)
				if r.code != exitProblems {
					t.Errorf("%s: exit code %d, want %d; stderr: %s", args[0], r.code, exitProblems, r.stderr)
				}
				found, at := false, bad.pointer+": "
				if bad.pointer == "" {
					at = "" // of the whole input
				}
				for line := range strings.Lines(r.stderr) {
					line = strings.TrimSuffix(line, "\n")
					found = found || strings.HasPrefix(line, at) && strings.HasSuffix(line, "("+bad.code+")") &&
						strings.Contains(line, bad.near)
				}
				if !found {
					t.Errorf("%s: no line for %q (%s) with %q in:\n%.600s", args[0], bad.pointer, bad.code, bad.near, r.stderr)
				}
				if r.stdout != "" {
					t.Errorf("%s: wrote to standard output: %.80q", args[0], r.stdout)
				}
			}
			if left, err := os.ReadDir(folder); err != nil || len(left) != 0 {
				t.Errorf("files were left: %v %v", left, err)
			}
		})
	}
}

// TestBadInputByHTTP checks that the service says the same, with a status of 4xx.
func TestBadInputByHTTP(t *testing.T) {
	s := serve(t)
	for _, bad := range badInputs() {
		t.Run(bad.name, func(t *testing.T) {
			answer, body := s.post(t, "/v1/forms/luzhou-2013/ledger/render", strings.NewReader(bad.input))
			if answer.StatusCode != bad.status {
				t.Errorf("status %d, want %d: %.300s", answer.StatusCode, bad.status, body)
			}
			if got := answer.Header.Get("Content-Type"); got != "application/problem+json" {
				t.Errorf("content type %q", got)
			}
			var document struct {
				Title    string
				Status   int
				Problems []struct{ Pointer, Code, Detail string }
			}
			if err := json.Unmarshal(body, &document); err != nil {
				t.Fatal(err)
			}
			if document.Status != bad.status || document.Title == "" {
				t.Errorf("document says status %d, title %q", document.Status, document.Title)
			}
			if bad.status == http.StatusRequestEntityTooLarge {
				return // refused before it is looked at
			}
			if !slices.ContainsFunc(document.Problems, func(p struct{ Pointer, Code, Detail string }) bool {
				return p.Pointer == bad.pointer && p.Code == bad.code && strings.Contains(p.Detail, bad.near)
			}) {
				t.Errorf("no problem %q %s in %.600s", bad.pointer, bad.code, body)
			}
		})
	}
}

// TestRareNames checks that names with characters of the higher planes, which exist, are printed.
func TestRareNames(t *testing.T) {
	for _, name := range []string{"张𠮷", "李𬭎堃", "王㛃喆", "赵䶮𫖯𬱖"} {
		in := changed("张示例", name)
		for _, format := range []string{"pdf", "xlsx", "png"} {
			r := execute(t, in, "render", "luzhou-2013/ledger", "-o", "-", "--format", format, "--issued", issued)
			if r.code != exitDone || len(r.stdout) < 1000 {
				t.Errorf("%s as %s: exit code %d, %d bytes; stderr: %s", name, format, r.code, len(r.stdout), r.stderr)
			}
		}
	}
}
