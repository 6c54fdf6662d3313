package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestUsage checks that wrong usage exits with 2, says so in one line and leaves standard output alone.
func TestUsage(t *testing.T) {
	in := file(t, "input.json", ledger)
	out := filepath.Join(t.TempDir(), "out.pdf")
	for _, c := range []struct {
		name string
		args []string
		says string
	}{
		{"no command", nil, "which command"},
		{"unknown command", []string{"rendr"}, `did you mean "render"`},
		{"unknown command of forms", []string{"forms", "shwo"}, `did you mean "show"`},
		{"later command", []string{"verify", "x.pdf"}, "unknown command"},
		{"unknown flag", []string{"render", "luzhou-2013/ledger", "--isued", issued}, "did you mean --issued"},
		{"later flag", []string{"render", "luzhou-2013/ledger", in, "-o", out, "--tokens", "x"}, "unknown flag: --tokens"},
		{"no form", []string{"render"}, "usage: gongwen render"},
		{"too many arguments", []string{"check", "a/b", "c", "d"}, "usage: gongwen check"},
		{"no output", []string{"render", "luzhou-2013/ledger", in}, "name a file with -o"},
		{"no ending", []string{"render", "luzhou-2013/ledger", in, "-o", "out"}, "--format"},
		{"standard output without a format", []string{"render", "luzhou-2013/ledger", in, "-o", "-"}, "--format"},
		{"wrong ending", []string{"render", "luzhou-2013/ledger", in, "-o", "out.docx"}, "docx"},
		{"format and ending disagree", []string{"render", "luzhou-2013/ledger", in, "-o", out, "--format", "xlsx"}, "disagrees"},
		{"blank as picture", []string{"forms", "blank", "luzhou-2013/ledger", "-o", "out.png"}, "png"},
		{"page of a PDF", []string{"render", "luzhou-2013/ledger", in, "-o", out, "--page", "1"}, "are for png"},
		{"no such page", []string{"render", "luzhou-2013/ledger", in, "-o", filepath.Join(filepath.Dir(out), "x.png"), "--page", "9"}, "no page 9"},
		{"negative page", []string{"render", "luzhou-2013/ledger", in, "-o", filepath.Join(filepath.Dir(out), "x.png"), "--page", "-1"}, "no page -1"},
		{"resolution", []string{"render", "luzhou-2013/ledger", in, "-o", filepath.Join(filepath.Dir(out), "x.png"), "--dpi", "301"}, "301"},
		{"clock", []string{"render", "luzhou-2013/ledger", in, "-o", out, "--issued", "yesterday"}, "--issued"},
		{"language", []string{"check", "luzhou-2013/ledger", in, "--lang", "fr"}, "--lang"},
		{"no such form", []string{"check", "luzhou-2013/leger", in}, "luzhou-2013/ledger"},
		{"no such version", []string{"check", "luzhou-2013/ledger@9", in}, "luzhou-2013/ledger@"},
		{"form without family", []string{"check", "ledger", in}, "family/name"},
		{"no such file", []string{"check", "luzhou-2013/ledger", "missing.json"}, "missing.json"},
		{"output into no folder", []string{"render", "luzhou-2013/ledger", in, "-o", filepath.Join(t.TempDir(), "no", "out.pdf")}, "no such file"},
		{"output is a folder", []string{"render", "luzhou-2013/ledger", in, "-o", t.TempDir(), "--format", "pdf"}, "folder"},
		{"no such forms", []string{"forms", "list", "--forms", "missing"}, "--forms"},
		{"no such fonts", []string{"check", "luzhou-2013/ledger", in, "--fonts", "missing"}, "--fonts"},
		{"address of everyone", []string{"serve", "--addr", "0.0.0.0:0"}, "this machine"},
		{"address without a host", []string{"serve", "--addr", ":0"}, "this machine"},
		{"address that is none", []string{"serve", "--addr", "8080"}, "--addr"},
		{"nothing to lint", []string{"forms", "lint"}, "usage"},
		{"lint of no file", []string{"forms", "lint", "missing.yaml"}, "missing.yaml"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := execute(t, ledger, c.args...)
			if r.code != exitUsage {
				t.Errorf("exit code %d, want %d", r.code, exitUsage)
			}
			if !strings.Contains(r.stderr, c.says) {
				t.Errorf("stderr does not say %q: %s", c.says, r.stderr)
			}
			if r.stdout != "" {
				t.Errorf("stdout: %.80q", r.stdout)
			}
		})
	}
	if left, _ := os.ReadDir(filepath.Dir(out)); len(left) != 0 {
		t.Errorf("files were left: %v", left)
	}
}

// TestRender checks every format, by ending and by flag, from a file and from standard input.
func TestRender(t *testing.T) {
	in := file(t, "input.json", ledger)
	for format, magic := range map[string]string{"pdf": "%PDF-", "xlsx": "PK\x03\x04", "png": "\x89PNG"} {
		out := filepath.Join(t.TempDir(), "台账."+format)
		r := execute(t, "", "render", "luzhou-2013/ledger", in, "-o", out, "--issued", issued)
		if r.code != exitDone || r.stdout != "" {
			t.Fatalf("%s: exit code %d; stdout %q; stderr: %s", format, r.code, r.stdout, r.stderr)
		}
		got, err := os.ReadFile(out)
		if err != nil || !strings.HasPrefix(string(got), magic) {
			t.Errorf("%s: %v, %.8q", format, err, got)
		}
		for _, args := range [][]string{
			{"render", "luzhou-2013/ledger@1", "-", "-o", "-", "--format", format, "--issued", issued},
			{"render", "luzhou-2013/ledger", "-o", "-", "--format", strings.ToUpper(format), "--issued", issued},
		} {
			if r := execute(t, ledger, args...); r.code != exitDone || r.stdout != string(got) {
				t.Errorf("%v: exit code %d, %d bytes, want the %d of the file; stderr: %s", args, r.code, len(r.stdout), len(got), r.stderr)
			}
		}
		left, err := os.ReadDir(filepath.Dir(out))
		if err != nil || len(left) != 1 {
			t.Errorf("%s: beside the file: %v %v", format, left, err)
		}
	}
}

// TestClock checks that --issued comes before SOURCE_DATE_EPOCH, and that both settle the bytes.
func TestClock(t *testing.T) {
	args := []string{"render", "luzhou-2013/ledger", "-o", "-", "--format", "pdf"}
	env := map[string]string{"SOURCE_DATE_EPOCH": "1369011600"} // 2013-05-20T01:00:00Z
	byEnv := executeIn(t, env, ledger, args...)
	byFlag := executeIn(t, env, ledger, append(args, "--issued", "2013-05-20T01:00:00Z")...)
	other := executeIn(t, env, ledger, append(args, "--issued", "2013-05-21T01:00:00Z")...)
	if byEnv.code != exitDone || byEnv.stdout != byFlag.stdout {
		t.Errorf("the same clock gives other bytes; stderr: %s", byEnv.stderr)
	}
	if other.stdout == byFlag.stdout {
		t.Error("--issued does nothing")
	}
	wrong := executeIn(t, map[string]string{"SOURCE_DATE_EPOCH": "soon"}, ledger, args...)
	if wrong.code != exitUsage || !strings.Contains(wrong.stderr, "SOURCE_DATE_EPOCH") {
		t.Errorf("wrong epoch: exit code %d; stderr: %s", wrong.code, wrong.stderr)
	}
}

// TestAdvice checks that advice is told, marked and stops nothing.
func TestAdvice(t *testing.T) {
	in := changed(`"organisation": "中共示例职业培训学校支部", `, "")
	for lang, says := range map[string]string{"zh": "/rows/0: 提示：有3名以上党员，应及早建立党组织（第 1 行） (advise)", "en": "advice: "} {
		r := execute(t, in, "check", "luzhou-2013/ledger", "--lang", lang)
		if r.code != exitDone || !strings.Contains(r.stderr, says) {
			t.Errorf("%s: exit code %d; stderr: %s", lang, r.code, r.stderr)
		}
	}
}

// TestLanguage checks that --lang words problems in English.
func TestLanguage(t *testing.T) {
	r := execute(t, changed(`2009-07`, `2009-13`), "check", "luzhou-2013/ledger", "--lang", "en")
	if r.code != exitProblems || !strings.HasPrefix(r.stderr, "/rows/0/founded: ") || !strings.Contains(r.stderr, "(row 1)") {
		t.Errorf("exit code %d; stderr: %s", r.code, r.stderr)
	}
}

// TestWrongForm checks that an input of another form or version is refused.
func TestWrongForm(t *testing.T) {
	r := execute(t, ledger, "check", "luzhou-2013/score")
	if r.code != exitProblems || !strings.Contains(r.stderr, "/form: ") {
		t.Errorf("other form: exit code %d; stderr: %s", r.code, r.stderr)
	}
	r = execute(t, changed(`"version": 1`, `"version": 2`), "check", "luzhou-2013/ledger@1")
	if r.code != exitProblems || !strings.Contains(r.stderr, "/version: ") {
		t.Errorf("other version: exit code %d; stderr: %s", r.code, r.stderr)
	}
}

// TestKeepsFile checks that an existing file stays as it was when a render fails, and keeps its mode when it does not.
func TestKeepsFile(t *testing.T) {
	out := file(t, "out.pdf", "before")
	r := execute(t, changed(`"members": 5`, `"members": 0`), "render", "luzhou-2013/ledger", "-o", out)
	if got, _ := os.ReadFile(out); r.code != exitProblems || string(got) != "before" {
		t.Errorf("after problems: exit code %d, file %.20q", r.code, got)
	}
	link := filepath.Join(t.TempDir(), "link.pdf")
	symlink(t, out, link)
	if r := execute(t, ledger, "render", "luzhou-2013/ledger", "-o", link); r.code != exitDone {
		t.Fatalf("exit code %d; stderr: %s", r.code, r.stderr)
	}
	info, err := os.Lstat(out)
	if err != nil || info.Mode() != 0o600 || info.Size() < 1000 {
		t.Errorf("file: %v %v", info, err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v %v", info, err)
	}
}

// TestForms checks what is to be seen of the forms.
func TestForms(t *testing.T) {
	r := execute(t, "", "forms", "list")
	for _, want := range []string{"luzhou-2013/ledger", "luzhou-2013/score", "年度民办职业培训学校党建工作台账"} {
		if r.code != exitDone || !strings.Contains(r.stdout, want) {
			t.Errorf("list: exit code %d, no %q in:\n%s", r.code, want, r.stdout)
		}
	}
	var list []struct {
		ID      string
		Version int
		Kind    string
		Title   string
	}
	r = execute(t, "", "forms", "list", "--json")
	if err := json.Unmarshal([]byte(r.stdout), &list); err != nil || len(list) < 2 || list[0].Version < 1 || list[0].Kind == "" {
		t.Fatalf("list --json: %v %v", err, list)
	}
	for _, f := range list {
		source := execute(t, "", "forms", "show", f.ID)
		if source.code != exitDone || !strings.Contains(source.stdout, "form: "+f.ID) {
			t.Errorf("show %s: exit code %d; %.80s", f.ID, source.code, source.stdout)
		}
		if r := execute(t, "", "forms", "lint", file(t, "form.yaml", source.stdout)); r.code != exitDone || r.stderr != "" {
			t.Errorf("lint of what show gives: exit code %d; stderr: %s", r.code, r.stderr)
		}
		var schema map[string]any
		r := execute(t, "", "forms", "schema", f.ID)
		if err := json.Unmarshal([]byte(r.stdout), &schema); err != nil || schema["$schema"] != "https://json-schema.org/draft/2020-12/schema" {
			t.Errorf("schema %s: %v, %v", f.ID, err, schema["$schema"])
		}
		sample := execute(t, "", "forms", "sample", f.ID)
		if r := execute(t, sample.stdout, "check", f.ID); r.code != exitDone {
			t.Errorf("sample %s: exit code %d; stderr: %s", f.ID, r.code, r.stderr)
		}
		for _, format := range []string{"pdf", "xlsx"} {
			r := execute(t, "", "forms", "blank", f.ID, "-o", "-", "--format", format, "--issued", issued)
			if r.code != exitDone || len(r.stdout) < 1000 {
				t.Errorf("blank %s as %s: exit code %d, %d bytes; stderr: %s", f.ID, format, r.code, len(r.stdout), r.stderr)
			}
		}
	}
}

// TestLint checks that mistakes of a definition are told with file, line and path, and exit with 1.
func TestLint(t *testing.T) {
	source := execute(t, "", "forms", "show", "luzhou-2013/ledger").stdout
	wrong := file(t, "wrong.yaml", strings.Replace(source, "label: 学校名称", "lable: 学校名称", 1))
	other := file(t, "other.yaml", "kind: poem\n")
	r := execute(t, "", "forms", "lint", wrong, other)
	if r.code != exitProblems || !strings.Contains(r.stderr, wrong+":") || !strings.Contains(r.stderr, other+":") || !strings.Contains(r.stderr, "lable") {
		t.Errorf("exit code %d; stderr: %s", r.code, r.stderr)
	}
}

// TestFolderOfForms checks --forms: a new form is found, an id and version twice is an error.
func TestFolderOfForms(t *testing.T) {
	source := execute(t, "", "forms", "show", "luzhou-2013/ledger").stdout
	mine := file(t, "mine.yaml", strings.Replace(source, "form: luzhou-2013/ledger", "form: mine/ledger", 1))
	r := execute(t, changed("luzhou-2013/ledger", "mine/ledger"), "check", "mine/ledger", "--forms", filepath.Dir(mine))
	if r.code != exitDone {
		t.Errorf("exit code %d; stderr: %s", r.code, r.stderr)
	}
	twice := file(t, "twice.yaml", source)
	r = execute(t, ledger, "check", "luzhou-2013/ledger", "--forms", filepath.Dir(twice))
	if r.code != exitProblems || !strings.Contains(r.stderr, "twice.yaml") {
		t.Errorf("twice: exit code %d; stderr: %s", r.code, r.stderr)
	}
}

// TestVersion checks that the licences are told whole.
func TestVersion(t *testing.T) {
	if r := execute(t, "", "version"); r.code != exitDone || !strings.HasPrefix(r.stdout, "gongwen ") || strings.Count(r.stdout, "\n") != 1 {
		t.Errorf("exit code %d: %s", r.code, r.stdout)
	}
	r := execute(t, "", "version", "--licenses")
	for _, want := range []string{"SIL OPEN FONT LICENSE Version 1.1", "ARPHIC PUBLIC LICENSE"} {
		if !strings.Contains(r.stdout, want) {
			t.Errorf("no %q", want)
		}
	}
}
