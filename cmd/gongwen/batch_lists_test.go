package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongwen/renderer"
)

// scoredUnits are the lines of n scoring tables.
func scoredUnits(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf(`{"fields": {"year": 2013, "unit": "示例第%d学校", "date": "2013-11-20"}, "items": {"1": {"score": %d}, `+
			`"2": {}, "3": {}, "4": {}, "5": {}, "6": {}, "7": {}, "8": {}, "9": {}}}`, i+1, 20-i%4)
	}
	return all
}

// TestBatchLists makes the lists of a batch: in the archive, and beside one PDF.
func TestBatchLists(t *testing.T) {
	input := file(t, "in.ndjson", ndjson(scoredUnits(9)))
	lists := []string{"--summary", "--index", "--checklist", "--office", "示例局", "--date", "2013-12-20"}
	folder := t.TempDir()
	zipped, one := filepath.Join(folder, "out.zip"), filepath.Join(folder, "out.pdf")
	killed := filepath.Join(folder, "out-归档文件目录.pdf.part") // what a run left that was killed at its lists
	if err := os.WriteFile(killed, []byte("%PDF"), 0o600); err != nil {
		t.Fatal(err)
	}
	for out, format := range map[string]string{zipped: "pdf,xlsx", one: "pdf"} {
		args := append([]string{"batch", "luzhou-2013/score", input, "-o", out, "--issued", issued, "--format", format}, lists...)
		if r := execute(t, "", args...); r.code != exitDone || r.stderr != "" {
			t.Fatalf("%s: exit code %d; %s", out, r.code, r.stderr)
		}
	}
	names, files := unzipped(t, zipped)
	want := []string{"汇总表.pdf", "汇总表.xlsx", "归档文件目录.pdf", "归档文件目录.xlsx", "盖章前核对单.pdf", "盖章前核对单.xlsx", renderer.ManifestName}
	if len(names) != 18+len(want) || !slices.Equal(names[18:], want) {
		t.Errorf("%q", names)
	}
	var m renderer.Manifest
	if err := json.Unmarshal(files[renderer.ManifestName], &m); err != nil || len(m.Lists) != 6 || m.Lists[1].Name != want[1] || m.Lists[1].Bytes != int64(len(files[want[1]])) {
		t.Errorf("%v, %+v", err, m.Lists)
	}
	if text := strings.Join(texts(t, files["汇总表.pdf"]), ""); !strings.Contains(text, "名次并列：第1名3份，第4名2份，第6名2份，第8名2份") || !strings.Contains(text, "示例局") {
		t.Error(text)
	}
	if got := left(t, folder); !slices.Equal(got, []string{"out-归档文件目录.pdf", "out-汇总表.pdf", "out-盖章前核对单.pdf", "out.pdf", "out.zip"}) {
		t.Errorf("left %q", got)
	}
	index, err := os.ReadFile(filepath.Join(folder, "out-归档文件目录.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if text := strings.Join(texts(t, index), ""); !strings.Contains(text, "out.pdf第9页") {
		t.Error(text)
	}
}

// TestBatchListsGoOn has lists of a run that was interrupted, and of one with bad items.
func TestBatchListsGoOn(t *testing.T) {
	lines := scoredUnits(40)
	lines[4] = strings.Replace(lines[4], `"score": 20`, `"score": 21`, 1)
	input := file(t, "in.ndjson", ndjson(lines))
	folder := t.TempDir()
	out := filepath.Join(folder, "out.zip")
	args := []string{"batch", "luzhou-2013/score", input, "-o", out, "--issued", issued, "--continue", "--summary", "--checklist", "--workers", "1"}
	if r := execute(t, "", args...); r.code != exitProblems {
		t.Fatalf("exit code %d; %s", r.code, r.stderr)
	}
	undisturbed, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	names, files := unzipped(t, out)
	if len(names) != 42 {
		t.Errorf("%q", names)
	}
	if text := strings.Join(texts(t, files["盖章前核对单.pdf"]), ""); !strings.Contains(text, "第5份（没有做出）") {
		t.Error(text)
	}
	if err := os.Remove(out); err != nil {
		t.Fatal(err)
	}
	if r := interrupted(t, out, 10, args...); r.code != exitOurs {
		t.Fatalf("exit code %d; %s", r.code, r.stderr)
	}
	if r := execute(t, "", append(args, "--resume")...); r.code != exitProblems {
		t.Fatalf("exit code %d; %s", r.code, r.stderr)
	}
	if again, err := os.ReadFile(out); err != nil || !bytes.Equal(again, undisturbed) {
		t.Errorf("other bytes after --resume (%v)", err)
	}
}

func TestBatchListsUsage(t *testing.T) {
	input := file(t, "in.ndjson", ndjson(scoredUnits(1)))
	folder := t.TempDir()
	for _, c := range []struct {
		form, out string
		args      []string
		want      string
	}{
		{"luzhou-2013/notice", "out.zip", []string{"--summary"}, "nothing to sum up"},
		{"luzhou-2013/score", "out.zip", []string{"--summary", "--quota", "好=20%"}, "no grades"},
		{"anji-2012/grade", "out.zip", []string{"--summary", "--quota", "好=多"}, "优秀=20%"},
		{"anji-2012/grade", "out.zip", []string{"--quota", "好=20%"}, "not asked for"},
		{"luzhou-2013/score", "out.zip", []string{"--index", "--date", "今天"}, "今天"},
		{"luzhou-2013/score", "out.zip", []string{"--office", "示例局"}, "--office"},
		{"luzhou-2013/score", "-", []string{"--as", "pdf", "--index"}, "beside one PDF"},
	} {
		out := c.out
		if out != standard {
			out = filepath.Join(folder, out)
		}
		if r := execute(t, "", append([]string{"batch", c.form, input, "-o", out}, c.args...)...); r.code != exitUsage || !strings.Contains(r.stderr, c.want) || r.stdout != "" {
			t.Errorf("%s %q: exit code %d; %s", c.form, c.args, r.code, r.stderr)
		}
	}
	if got := left(t, folder); len(got) != 0 {
		t.Errorf("left %v", got)
	}
}

// TestBatchListsOfWhatCannotBePrinted has lists that quote a character which no face has: in a bad document, in the names of
// documents, and in that of the file.
func TestBatchListsOfWhatCannotBePrinted(t *testing.T) {
	lines := scoredUnits(3)
	lines[1] = strings.Replace(lines[1], "示例第2学校", "示例𓀀学校", 1)
	input, folder := file(t, "in.ndjson", ndjson(lines)), t.TempDir()
	for _, out := range []string{"示例𓀀.zip", "示例𓀀.pdf"} {
		args := []string{"batch", "luzhou-2013/score", input, "-o", filepath.Join(folder, out), "--continue", "--checklist", "--summary", "--index"}
		if out == "示例𓀀.zip" {
			args = append(args, "--name", "{no}𓀀{unit}")
		}
		if r := execute(t, "", args...); r.code != exitProblems || !strings.Contains(r.stderr, "U+13000") {
			t.Errorf("%s: exit code %d; %s", out, r.code, r.stderr)
		}
	}
	for name, want := range map[string]string{"盖章前核对单": "“〓”（U+13000）", "归档文件目录": "示例〓.pdf"} {
		data, err := os.ReadFile(filepath.Join(folder, "示例𓀀-"+name+".pdf"))
		if err != nil {
			t.Fatal(err)
		}
		if text := strings.Join(texts(t, data), ""); !strings.Contains(text, want) {
			t.Errorf("%s: no %q in %s", name, want, text)
		}
	}
}
