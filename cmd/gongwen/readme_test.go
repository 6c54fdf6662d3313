package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// asProgram makes the test binary the program, so that a script can run it.
const asProgram = "GONGWEN_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// readme is the README in both languages.
var readme = []string{"../../README.md", "../../README.zh-CN.md"}

// block is a fenced block of Markdown.
type block struct{ lang, text string }

var fence = regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```$")

func blocks(t *testing.T, file string) []block {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []block
	for _, m := range fence.FindAllStringSubmatch(string(text), -1) {
		all = append(all, block{m[1], m[2]})
	}
	return all
}

// elsewhere are the commands that the README shows and others run: make test runs this test and builds the
// program, and the service that this test asks is the one that serve starts. TestReadmeCluster has a cluster.
var elsewhere = []string{
	"go run ./cmd/gongwen serve\n", "make test\n", "go build -o gongwen ./cmd/gongwen\n", "./gongwen serve --data data\n", readmeCluster,
}

// TestReadmeRuns runs the README's shell blocks in order, in one folder, against one service. A text block is what
// the shell block before it prints, with … for any part of a line.
func TestReadmeRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: needs the long run")
	}
	for _, tool := range []string{"bash", "curl"} {
		if _, err := exec.LookPath(tool); err != nil && os.Getenv("CI") != "true" {
			t.Skip("skipped: needs " + tool)
		}
	}
	dir := programFolder(t)
	at := serve(t, "--data", t.TempDir()).url
	ran, printed := 0, ""
	for _, b := range blocks(t, readme[0]) {
		switch {
		case b.lang == "sh" && slices.Contains(elsewhere, b.text):
			printed = ""
		case b.lang == "sh":
			text := strings.ReplaceAll(b.text, "http://127.0.0.1:8080", at)
			if !strings.Contains(text, "exit code") { // which shows how a command fails
				text = "set -euo pipefail\n" + text
			}
			cmd := exec.Command("bash", "-c", text)
			cmd.Dir = dir
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Errorf("%s\n%v: %s", b.text, err, out)
			}
			ran, printed = ran+1, string(out)
		case b.lang == "text":
			parts := strings.Split(strings.TrimSpace(b.text), "…")
			for i := range parts {
				parts[i] = regexp.QuoteMeta(parts[i])
			}
			if !regexp.MustCompile(`^` + strings.Join(parts, ".*") + `$`).MatchString(strings.TrimSpace(printed)) {
				t.Errorf("README says\n%sbut it is\n%s", b.text, printed)
			}
		}
	}
	if ran == 0 {
		t.Error("no command found")
	}
	for _, name := range []string{
		"ledger.pdf", "score.pdf", "score.xlsx", "score.png", "blank.pdf", "equipment.pdf", "equipment.xlsx", "copy.pdf", "data.pdf",
		"ruler.pdf", "back.pdf", "marked.xlsx", "all.json", "report.json", "many.xlsx", "scores.pdf", "scores.pdf.manifest.json",
		"scores-汇总表.pdf", "events.txt",
	} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s was not made: %v", name, err)
		}
	}
	for name, want := range map[string]int{"scores.zip": 13, "schools.zip": 5, "wrong.zip": 2, "table.zip": 2, "result.zip": 7} {
		if names, _ := unzipped(t, filepath.Join(dir, name)); len(names) != want {
			t.Errorf("%s has %q, want %d files", name, names, want)
		}
	}
}

// programFolder is a folder with the program in it.
func programFolder(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	script := fmt.Sprintf("#!/bin/sh\n%s=1 exec %s \"$@\"\n", asProgram, self)
	if err := os.WriteFile(filepath.Join(dir, "gongwen"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestReadmesAgree holds the Chinese README to the English one: the same commands and answers, the same forms and
// routes, the same figures, as many sections.
func TestReadmesAgree(t *testing.T) {
	if en, zh := blocks(t, readme[0]), blocks(t, readme[1]); !slices.Equal(en, zh) {
		t.Errorf("the blocks differ: %d in English, %d in Chinese", len(en), len(zh))
	}
	texts := make([]string, len(readme))
	for i, file := range readme {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = string(text)
	}
	headings := regexp.MustCompile(`(?m)^## `)
	if en, zh := len(headings.FindAllString(texts[0], -1)), len(headings.FindAllString(texts[1], -1)); en != zh {
		t.Errorf("%d sections in English, %d in Chinese", en, zh)
	}
	for name, fact := range map[string]*regexp.Regexp{
		"a form or route": regexp.MustCompile("(?m)^\\| (`[^|]+`) \\|"),
		"a figure":        regexp.MustCompile(`\d+(?:\.\d+)? (?:ms|MB|KB|MiB|KiB|×|%)`),
	} {
		en, zh := fact.FindAllString(texts[0], -1), fact.FindAllString(texts[1], -1)
		slices.Sort(en)
		slices.Sort(zh)
		if !slices.Equal(en, zh) {
			t.Errorf("%s: English %q, Chinese %q", name, en, zh)
		}
	}
}

// TestReadmeNamesForms holds the table of forms to the library.
func TestReadmeNamesForms(t *testing.T) {
	text, err := os.ReadFile(readme[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(execute(t, "", "forms", "list").stdout), "\n") {
		if id := strings.Fields(line)[0]; !strings.Contains(string(text), "| `"+id+"` |") {
			t.Errorf("%s is not in the table of forms", id)
		}
	}
}

// TestReadmePicture holds the picture to the program.
func TestReadmePicture(t *testing.T) {
	want, err := os.ReadFile("../../testdata/readme/ledger.png")
	if err != nil {
		t.Fatal(err)
	}
	sample := execute(t, "", "forms", "sample", "luzhou-2013/ledger").stdout
	var got, stderr bytes.Buffer
	code := run(t.Context(), strings.Fields("render luzhou-2013/ledger - --format png --dpi 90 -o -"),
		func(string) string { return "" }, strings.NewReader(sample), &got, &stderr)
	if code != exitDone {
		t.Fatalf("exit code %d: %s", code, &stderr)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Error("testdata/readme/ledger.png is not what the program draws; look at it, then write it anew (gongwen render … --dpi 90)")
	}
}
