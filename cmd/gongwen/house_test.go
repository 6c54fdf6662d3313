package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// layers is the house's plan: a package imports only packages of a lower layer, never its neighbours.
var layers = map[string]int{
	"cmd/gongwen":     5,
	"api":             4,
	"api/batch":       3,
	"renderer":        2,
	"renderer/layout": 1,
	"renderer/pdf":    1,
	"renderer/png":    1,
	"renderer/xlsx":   1,
	"forms":           1,
	"forms/block":     0,
	"forms/decimal":   0,
	"fonts":           0,
	"renderer/page":   0,
}

// testOnly are the packages that help tests; nothing else imports them.
var testOnly = []string{"renderer/internal/judge", "renderer/internal/practice", "forms/full"}

// homes are the libraries that are used in one place only.
var homes = map[string]string{
	"github.com/gin-gonic":       "api",
	"github.com/prometheus":      "api",
	"github.com/spf13/cobra":     "cmd/gongwen",
	"github.com/golang/freetype": "renderer/png",
	"github.com/nats-io":         "api/batch",
	"codeberg.org/go-pdf/fpdf":   "renderer/pdf",
	"github.com/xuri/excelize":   "renderer/xlsx",
}

// topLevel is what may lie at the top of the repository.
var topLevel = []string{
	"cmd", "forms", "fonts", "renderer", "api", "testdata",
	"go.mod", "go.sum", "README.md", "README.zh-CN.md", "LICENSE", "Makefile",
}

const (
	module      = "gongwen/"
	longestFile = 600 // lines
	longestFunc = 80
)

// source is one Go file of the project.
type source struct {
	name string // from the top of the repository, with slashes
	pkg  string // its folder
	test bool
	text string
	set  *token.FileSet
	file *ast.File
}

func (s source) line(p token.Pos) int { return s.set.Position(p).Line }

// top returns the folder of go.mod.
func top(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}

// sources parses every Go file of the project.
func sources(t *testing.T) []source {
	t.Helper()
	root := os.DirFS(top(t))
	var all []source
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || name != "." && strings.HasPrefix(d.Name(), ".")) {
			return fs.SkipDir
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		all = append(all, source{name, path.Dir(name), strings.HasSuffix(name, "_test.go"), string(text), set, file})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < len(layers) {
		t.Fatalf("found %d Go files only", len(all))
	}
	return all
}

func TestImportsGoDown(t *testing.T) {
	for _, s := range sources(t) {
		from, placed := layers[s.pkg]
		if !placed && !slices.Contains(testOnly, s.pkg) {
			t.Errorf("%s: package %s has no layer; give it one in this test", s.name, s.pkg)
			continue
		}
		if s.test || !placed {
			continue
		}
		for _, i := range s.file.Imports {
			imported := strings.Trim(i.Path.Value, `"`)
			if to, ours := strings.CutPrefix(imported, module); ours {
				if layer, ok := layers[to]; !ok || layer >= from {
					t.Errorf("%s:%d: %s (layer %d) imports %s (layer %d)", s.name, s.line(i.Pos()), s.pkg, from, to, layer)
				}
			}
			for other, home := range homes {
				at := s.pkg == home || strings.HasPrefix(s.pkg, home+"/")
				if within(imported, other) && !at {
					t.Errorf("%s:%d: %s is used outside %s", s.name, s.line(i.Pos()), imported, home)
				}
			}
		}
	}
}

// within says whether the import path is the package or module, or lies below it.
func within(imported, other string) bool {
	return imported == other || strings.HasPrefix(imported, other+"/")
}

func TestFilesAndFunctionsStayShort(t *testing.T) {
	for _, s := range sources(t) {
		if n := strings.Count(s.text, "\n"); n > longestFile {
			t.Errorf("%s has %d lines, more than %d", s.name, n, longestFile)
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if f.Name.Name == "init" && f.Recv == nil {
				t.Errorf("%s:%d: an init function", s.name, s.line(f.Pos()))
			}
			reasoned := f.Doc != nil && strings.Contains(f.Doc.Text(), "long: ")
			if n := s.line(f.End()) - s.line(f.Pos()) + 1; n > longestFunc && !reasoned && !s.test {
				t.Errorf("%s:%d: %s has %d lines, more than %d; its comment may give a reason after \"long: \"",
					s.name, s.line(f.Pos()), f.Name.Name, n, longestFunc)
			}
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	doc := map[string]string{}
	for _, s := range sources(t) {
		if _, ok := doc[s.pkg]; !ok {
			doc[s.pkg] = ""
		}
		if path.Base(s.name) == "doc.go" && s.file.Doc != nil {
			doc[s.pkg] = s.file.Doc.Text()
		} else if !s.test && s.file.Doc != nil {
			t.Errorf("%s: a second package comment; it belongs in doc.go", s.name)
		}
	}
	for pkg, text := range doc {
		if !strings.HasPrefix(text, "Package "+path.Base(pkg)+" ") && !strings.HasPrefix(text, "Command "+path.Base(pkg)+" ") {
			t.Errorf("%s: doc.go does not begin with the package's name", pkg)
		}
		for _, part := range []string{"In:", "Out:", "The one decision to ask about:"} {
			if !strings.Contains(text, part) {
				t.Errorf("%s: doc.go has no %q", pkg, part)
			}
		}
	}
}

func TestTopLevel(t *testing.T) {
	git := exec.Command("git", "ls-files", "-z")
	git.Dir = top(t)
	out, err := git.Output()
	if err != nil || len(out) == 0 {
		if os.Getenv("CI") == "true" {
			t.Fatalf("git ls-files: %v", err)
		}
		t.Skip("skipped: needs a git clone")
	}
	for name := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		first, _, _ := strings.Cut(name, "/")
		if !strings.HasPrefix(first, ".") && !slices.Contains(topLevel, first) {
			t.Errorf("%s: %q does not belong at the top level", name, first)
		}
	}
}
