package forms

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestBuiltinHoldsTheForms(t *testing.T) {
	defs, err := Builtin().All()
	if err != nil {
		t.Fatal(err)
	}
	var refs []string
	for _, d := range defs {
		refs = append(refs, d.ID)
	}
	for _, want := range []string{"luzhou-2013/ledger", "luzhou-2013/score"} {
		if !slices.Contains(refs, want) {
			t.Errorf("%s is missing from %v", want, refs)
		}
	}
	if files, err := definitionFiles(builtin); err != nil || len(files) != len(defs) {
		t.Errorf("%d files, %d forms, %v", len(files), len(defs), err)
	}
}

func TestBuiltinFormsLint(t *testing.T) {
	files, err := definitionFiles(builtin)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if err := Lint(file, readFile(t, file)); err != nil {
			t.Error(err)
		}
	}
}

func TestLintNamesThePlaceInTheSample(t *testing.T) {
	src := string(readFile(t, "library/luzhou-2013/ledger@1.yaml"))
	src = strings.Replace(src, "members: 3,", "members: 0,", 1)
	src = strings.Replace(src, "unit: 示例区人力资源和社会保障局, ", "", 1)
	err := Lint("ledger.yaml", []byte(src))
	var faults *DefinitionError
	if !errors.As(err, &faults) || len(faults.Faults) != 2 {
		t.Fatalf("got %v, want two faults", err)
	}
	for i, path := range []string{"sample.fields", "sample.rows[1].members"} {
		f := faults.Faults[i]
		if !strings.HasPrefix(f.Path, path) || f.Line == 0 || !strings.Contains(f.Text(Chinese), "样例") {
			t.Errorf("got %s: %s, want %s", f.Place(), f.Text(Chinese), path)
		}
	}
	if text := faults.Faults[1].Text(Chinese); !strings.Contains(text, "此栏不能为零") {
		t.Errorf("not in the form's own words: %s", text)
	}
}

func TestParseRef(t *testing.T) {
	for _, c := range []struct {
		ref, id string
		version int
		ok      bool
	}{
		{"luzhou-2013/ledger", "luzhou-2013/ledger", 0, true},
		{"luzhou-2013/ledger@1", "luzhou-2013/ledger", 1, true},
		{"luzhou-2013/ledger@12", "luzhou-2013/ledger", 12, true},
		{"luzhou-2013/ledger@0", "", 0, false},
		{"luzhou-2013/ledger@01", "", 0, false},
		{"luzhou-2013/ledger@", "", 0, false},
		{"luzhou-2013/ledger@x", "", 0, false},
		{"luzhou-2013/ledger@99999999999999999999", "", 0, false},
		{"ledger", "", 0, false},
		{"a/b/c", "", 0, false},
		{"../ledger", "", 0, false},
		{"Luzhou/ledger", "", 0, false},
		{"", "", 0, false},
	} {
		id, version, err := ParseRef(c.ref)
		if id != c.id || version != c.version || (err == nil) != c.ok {
			t.Errorf("%q: got %q, %d, %v", c.ref, id, version, err)
		}
	}
}

func TestGet(t *testing.T) {
	l := Builtin()
	newest, err := l.Get("luzhou-2013/ledger", 0)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := l.Get("luzhou-2013/ledger", newest.Version); err != nil || again != newest {
		t.Errorf("a definition is parsed twice: %v", err)
	}
	for _, c := range []struct {
		id      string
		version int
		near    string
	}{
		{"luzhou-2013/leger", 0, "luzhou-2013/ledger"},
		{"luzhou-2013/ledger", 9, "luzhou-2013/ledger@1"},
		{"wujin-2017/nothing-like-it", 0, "wujin-2017/score"},
		{"elsewhere-2099/ledger", 0, "luzhou-2013/ledger"},
		{"elsewhere-2099/unknown", 0, ""},
	} {
		_, err := l.Get(c.id, c.version)
		var missing *NotFoundError
		if !errors.Is(err, ErrNotFound) || !errors.As(err, &missing) {
			t.Fatalf("%s: got %v", c.id, err)
		}
		if near := strings.Join(missing.Near, " "); near != c.near {
			t.Errorf("%s: near are %q, want %q", c.id, near, c.near)
		}
		if !strings.Contains(err.Error(), c.id) {
			t.Errorf("the form is not named: %v", err)
		}
	}
}

func TestWith(t *testing.T) {
	src := string(readFile(t, "library/luzhou-2013/ledger@1.yaml"))
	second := strings.Replace(src, "version: 1\n", "version: 2\n", 1)
	own := strings.Replace(src, "form: luzhou-2013/ledger", "form: own/ledger", 1)
	file := func(src string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(src)} }

	l, err := Builtin().With(fstest.MapFS{
		"second.yaml": file(second), "deep/er/own.yml": file(own), "notes.txt": file("not a form"),
	}, "mine")
	if err != nil {
		t.Fatal(err)
	}
	if d, err := l.Get("luzhou-2013/ledger", 0); err != nil || d.Version != 2 {
		t.Errorf("the newest is not version 2: %v", err)
	}
	if d, err := l.Get("luzhou-2013/ledger", 1); err != nil || d.Version != 1 {
		t.Errorf("version 1 is gone: %v", err)
	}
	if _, err := l.Get("own/ledger", 1); err != nil {
		t.Error(err)
	}
	defs, err := l.All()
	if err != nil || !slices.IsSortedFunc(defs, func(a, b *Definition) int {
		return strings.Compare(a.ID+string(rune(a.Version)), b.ID+string(rune(b.Version)))
	}) {
		t.Errorf("not sorted, or %v", err)
	}
	if _, err := Builtin().Get("own/ledger", 0); !errors.Is(err, ErrNotFound) {
		t.Error("the built-in library was changed")
	}

	_, err = Builtin().With(fstest.MapFS{
		"same.yaml": file(src), "twice.yaml": file(own), "z/again.yaml": file(own), "broken.yaml": file("kind: ledger\n"),
	}, "mine")
	if err == nil {
		t.Fatal("duplicates and a broken file are taken")
	}
	for _, want := range []string{
		"form luzhou-2013/ledger@1 is in both library/luzhou-2013/ledger@1.yaml and mine/same.yaml",
		"form own/ledger@1 is in both mine/twice.yaml and mine/z/again.yaml",
		`mine/broken.yaml:1:1: "form" is missing`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in:\n%v", want, err)
		}
	}
	var faults *DefinitionError
	if !errors.As(err, &faults) {
		t.Error("no *DefinitionError inside")
	}
}

func BenchmarkColdGet(b *testing.B) {
	for b.Loop() {
		if _, err := Builtin().Get("luzhou-2013/ledger", 0); err != nil {
			b.Fatal(err)
		}
	}
}
