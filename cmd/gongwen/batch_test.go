package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"gongwen/renderer"
)

// units are the lines of n ledgers, each of another unit.
func units(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = strings.ReplaceAll(strings.ReplaceAll(ledger, "\n", ""), `"unit": "示例职业培训学校"`, fmt.Sprintf(`"unit": "示例第%d学校"`, i+1))
	}
	return all
}

// ndjson is an input with an item a line.
func ndjson(lines []string) string { return strings.Join(lines, "\n") + "\n" }

// unzipped are the files of an archive by name.
func unzipped(t *testing.T, path string) (names []string, files map[string][]byte) {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	files = map[string][]byte{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(in); err != nil {
			t.Fatal(err)
		}
		names = append(names, f.Name)
	}
	return names, files
}

// texts are what each page of a PDF says, without white space.
func texts(t *testing.T, file []byte) (pages []string) {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil && os.Getenv("CI") != "true" {
		t.Skip("skipped: needs pdftotext")
	}
	path := filepath.Join(t.TempDir(), "read.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	for page := range strings.SplitSeq(strings.TrimSuffix(string(out), "\f"), "\f") {
		pages = append(pages, strings.Join(strings.Fields(page), ""))
	}
	return pages
}

// left are the names of the files in a folder.
func left(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestBatchArchive makes an archive of each sort of input: the same bytes, and each file the one that render makes.
func TestBatchArchive(t *testing.T) {
	lines := units(3)
	folder := t.TempDir()
	inputs := map[string]string{
		"lines.ndjson": ndjson(lines), "array.json": "[" + strings.Join(lines, ",\n") + "]", "-": ndjson(lines), "values.txt": "",
	}
	var first []byte
	for name, text := range inputs {
		out := filepath.Join(folder, "out.zip")
		args := []string{"batch", "luzhou-2013/ledger", file(t, name, text), "-o", out, "--issued", issued, "--format", "pdf,xlsx", "--workers", fmt.Sprint(len(name) % 4)}
		switch name {
		case "-":
			args[2] = "-"
		case "values.txt":
			args = append(args, "--from", "json")
			args[2] = file(t, name, strings.ReplaceAll(ndjson(lines), `{"form"`, "{\n\"form\""))
		}
		if r := execute(t, text, args...); r.code != exitDone || r.stdout != "" || r.stderr != "" {
			t.Fatalf("%s: exit code %d; %s", name, r.code, r.stderr)
		}
		made, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = made
		}
		if !bytes.Equal(made, first) {
			t.Errorf("%s: other bytes", name)
		}
		if got := left(t, folder); !slices.Equal(got, []string{"out.zip"}) {
			t.Errorf("%s: left %v", name, got)
		}
	}
	names, files := unzipped(t, filepath.Join(folder, "out.zip"))
	const title = "2013年度民办职业培训学校党建工作台账"
	var want []string
	for i := range lines {
		want = append(want, fmt.Sprintf("%d-示例第%d学校-%s.pdf", i+1, i+1, title), fmt.Sprintf("%d-示例第%d学校-%s.xlsx", i+1, i+1, title))
	}
	if want = append(want, renderer.ManifestName); !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	for i, line := range lines {
		for _, format := range []string{"pdf", "xlsx"} {
			one := filepath.Join(t.TempDir(), "one."+format)
			if r := execute(t, line, "render", "luzhou-2013/ledger", "-", "-o", one, "--issued", issued); r.code != exitDone {
				t.Fatal(r.stderr)
			}
			single, err := os.ReadFile(one)
			if err != nil || !bytes.Equal(single, files[fmt.Sprintf("%d-示例第%d学校-%s.%s", i+1, i+1, title, format)]) {
				t.Errorf("%s %d is not what render makes (%v)", format, i+1, err)
			}
		}
	}
}

// TestBatchMerged makes one PDF, with and without duplex and running page numbers, and reads what its pages say.
func TestBatchMerged(t *testing.T) {
	lines := units(3)
	long := strings.Repeat(lines[0][strings.Index(lines[0], `[{`)+1:len(lines[0])-2]+",", 44)
	lines[0] = strings.Replace(lines[0], `[{`, "["+long+"{", 1)
	input := file(t, "in.ndjson", ndjson(lines))
	for _, c := range []struct {
		args []string
		want []string // what each page says
	}{
		{nil, []string{"第1页共3页", "第2页共3页", "第3页共3页", "第1页共1页", "第1页共1页"}},
		{[]string{"--duplex"}, []string{"第1页共3页", "第2页共3页", "第3页共3页", "", "第1页共1页", "", "第1页共1页"}},
		{[]string{"--pages", "running"}, []string{"第1页共5页", "第2页共5页", "第3页共5页", "第4页共5页", "第5页共5页"}},
		{[]string{"--pages", "running", "--duplex", "--manifest"}, []string{"第1页共7页", "第2页共7页", "第3页共7页", "", "第5页共7页", "", "第7页共7页"}},
	} {
		out := filepath.Join(t.TempDir(), "out.pdf")
		r := execute(t, "", append([]string{"batch", "luzhou-2013/ledger", input, "-o", out, "--issued", issued, "--name", "{no} {unit}"}, c.args...)...)
		if r.code != exitDone || r.stderr != "" {
			t.Fatalf("%v: exit code %d; %s", c.args, r.code, r.stderr)
		}
		made, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		pages := texts(t, made)
		if len(pages) != len(c.want) {
			t.Fatalf("%v: %d pages", c.args, len(pages))
		}
		for i, text := range pages {
			if (c.want[i] == "") != (text == "") || !strings.Contains(text, c.want[i]) {
				t.Errorf("%v: page %d does not say %q: %s", c.args, i+1, c.want[i], text)
			}
		}
		manifest, err := os.ReadFile(out + ".manifest.json")
		if (err == nil) != slices.Contains(c.args, "--manifest") {
			t.Errorf("%v: manifest: %v", c.args, err)
		}
		var m renderer.Manifest
		if err == nil {
			if err := json.Unmarshal(manifest, &m); err != nil || m.File == nil || m.File.Bytes != int64(len(made)) || m.Items[2].Page != 7 || m.Items[1].Name != "2 示例第2学校" {
				t.Errorf("%v, %s", err, manifest)
			}
		}
	}
}

// TestBatchBadItems checks that everything that is wrong is told before anything is written, and what --continue makes.
func TestBatchBadItems(t *testing.T) {
	lines := units(6)
	lines[1] = strings.Replace(lines[1], `"members": 5`, `"members": 0`, 1)
	lines[3] = `{"fields": `
	lines[4] = strings.NewReplacer("2009-07", "2009-17", `"version": 1`, `"version": 7`).Replace(lines[4])
	want := []string{"/1/rows/0/members: 此栏不能为零（第 1 行） (min)", "/3/fields: ", "/4/version: ", "/4/rows/0/founded: "}
	input := file(t, "in.ndjson", ndjson(lines))
	for _, name := range []string{"out.zip", "out.pdf"} {
		folder := t.TempDir()
		out := filepath.Join(folder, name)
		if err := os.WriteFile(out, []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
		args := []string{"batch", "luzhou-2013/ledger", input, "-o", out, "--issued", issued}
		r := execute(t, "", args...)
		told := strings.Split(strings.TrimSpace(r.stderr), "\n")
		if r.code != exitProblems || len(told) != len(want)+1 {
			t.Fatalf("exit code %d; %s", r.code, r.stderr)
		}
		for i := range want {
			if !strings.HasPrefix(told[i], want[i]) {
				t.Errorf("%s, want %s", told[i], want[i])
			}
		}
		if old, err := os.ReadFile(out); string(old) != "old" || len(left(t, folder)) != 1 {
			t.Errorf("%q, %v, %v", old, err, left(t, folder))
		}
		if r := execute(t, "", append(args, "--continue")...); r.code != exitProblems || !strings.Contains(r.stderr, want[3]) || len(left(t, folder)) != 1 {
			t.Errorf("exit code %d, left %v; %s", r.code, left(t, folder), r.stderr)
		}
		made, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if name == "out.pdf" {
			if n := bytes.Count(made, []byte("/Type/Page/")); n != 3 {
				t.Errorf("%d pages", n)
			}
			continue
		}
		names, files := unzipped(t, out)
		var m renderer.Manifest
		if err := json.Unmarshal(files[renderer.ManifestName], &m); err != nil || m.Total != 6 || m.Made != 3 || m.Failed != 3 || len(names) != 4 {
			t.Fatalf("%v, %+v, %q", err, m, names)
		}
		if w := m.Items[1].Wrong; len(w) != 1 || w[0].Pointer != "/1/rows/0/members" || w[0].Code != "min" || !m.Items[4].Bad() || m.Items[5].Bad() {
			t.Errorf("%+v", m.Items)
		}
		if !strings.HasPrefix(names[2], "6-示例第6学校") {
			t.Errorf("%q", names)
		}
	}
	for _, nothing := range []string{"", "[]", "\n\n"} {
		if r := execute(t, nothing, "batch", "luzhou-2013/ledger", "-", "-o", filepath.Join(t.TempDir(), "out.zip")); r.code != exitProblems || r.stderr == "" {
			t.Errorf("%q: exit code %d; %s", nothing, r.code, r.stderr)
		}
	}
	if r := execute(t, `{}`, "batch", "luzhou-2013/ledger", "-", "--continue", "-o", filepath.Join(t.TempDir(), "out.zip")); r.code != exitProblems || !strings.Contains(r.stderr, "一份也没有做") {
		t.Errorf("exit code %d; %s", r.code, r.stderr)
	}
}

func TestBatchUsage(t *testing.T) {
	input := file(t, "in.ndjson", ndjson(units(1)))
	folder := t.TempDir()
	out := filepath.Join(folder, "out.zip")
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"luzhou-2013/ledger", input}, "no output"},
		{[]string{"luzhou-2013/ledger", input, "-o", "-"}, "zip or a pdf"},
		{[]string{"luzhou-2013/ledger", input, "-o", filepath.Join(folder, "out.docx")}, "docx"},
		{[]string{"luzhou-2013/ledger", input, "-o", out, "--as", "pdf"}, "disagrees"},
		{[]string{"luzhou-2013/ledger", input, "-o", out, "--format", "png"}, "png"},
		{[]string{"luzhou-2013/ledger", input, "-o", out, "--format", "pdf,pdf"}, "pdf,pdf"},
		{[]string{"luzhou-2013/ledger", input, "-o", filepath.Join(folder, "out.pdf"), "--format", "xlsx"}, "no other format"},
		{[]string{"luzhou-2013/ledger", input, "-o", out, "--duplex"}, "--duplex"},
		{[]string{"luzhou-2013/ledger", input, "-o", out, "--pages", "all"}, "--pages"},
		{[]string{"luzhou-2013/ledger", input, "-o", out, "--name", "{nosuch}"}, "{nosuch}"},
		{[]string{"luzhou-2013/ledger", input, "-o", out, "--name", "a/b"}, "a/b"},
		{[]string{"luzhou-2013/ledger", input, "-o", out, "--split-by", "nosuch"}, "nosuch"},
		{[]string{"luzhou-2013/score", input, "-o", out, "--split-by", "unit"}, "ledger"},
		{[]string{"luzhou-2013/ledger", input, "-o", out, "--workers", "-1"}, "--workers"},
		{[]string{"luzhou-2013/ledger", input, "-o", out, "--from", "pdf"}, "--from"},
		{[]string{"luzhou-2013/ledger", input, "-o", out, "--mark", "一二三四五六七八九"}, "mark"},
		{[]string{"luzhou-2013/ledger", input, "-o", out, "--format", "xlsx", "--layer", "data"}, "layer"},
		{[]string{"luzhou-2013/leger", input, "-o", out}, "leger"},
		{[]string{"luzhou-2013/ledger", filepath.Join(folder, "nosuch.ndjson"), "-o", out}, "nosuch"},
		{[]string{"luzhou-2013/ledger", folder, "-o", out}, "not a file"},
		{[]string{"luzhou-2013/ledger", input, "-o", filepath.Join(folder, "no", "out.zip")}, "out.zip"},
		{[]string{"luzhou-2013/ledger", input, "-o", "-", "--as", "zip", "--resume"}, "--resume"},
		{[]string{"luzhou-2013/ledger", input, "-o", "-", "--as", "pdf", "--manifest"}, "--manifest"},
	} {
		if r := execute(t, "", append([]string{"batch"}, c.args...)...); r.code != exitUsage || !strings.Contains(r.stderr, c.want) || r.stdout != "" {
			t.Errorf("%q: exit code %d; %s", c.args, r.code, r.stderr)
		}
	}
	if got := left(t, folder); len(got) != 0 {
		t.Errorf("left %v", got)
	}
}

// TestBatchSplit splits a ledger, from JSON and from a table, into one for each school.
func TestBatchSplit(t *testing.T) {
	row := ledger[strings.Index(ledger, `[{`)+1 : len(ledger)-2]
	other := strings.Replace(row, "示例职业培训学校", "样本职业培训学校", 1)
	input := strings.Replace(ledger, row, row+","+other+","+row, 1)
	table := "年度,填报单位（盖章）,填报日期,学校名称,党组织名称,党组织类型,党员人数,建立党组织的时间,党组织书记姓名,联系方式\n"
	for _, school := range []string{"示例职业培训学校", "样本职业培训学校", "示例职业培训学校"} {
		table += "2013,示例职业培训学校,2013-05-20," + school + ",中共示例职业培训学校支部,单独建,5,2009-07,张示例,0000-0000000\n"
	}
	for name, text := range map[string]string{"in.json": input, "in.csv": table} {
		out := filepath.Join(t.TempDir(), "out.zip")
		if r := execute(t, "", "batch", "luzhou-2013/ledger", file(t, name, text), "-o", out, "--split-by", "school", "--issued", issued); r.code != exitDone {
			t.Fatalf("%s: exit code %d; %s", name, r.code, r.stderr)
		}
		names, files := unzipped(t, out)
		if len(names) != 3 || !strings.HasPrefix(names[0], "1-示例职业培训学校-") || !strings.HasPrefix(names[1], "2-样本职业培训学校-") {
			t.Errorf("%s: %q", name, names)
		}
		if text := texts(t, files[names[0]]); len(text) != 1 || strings.Count(text[0], "中共示例职业培训学校支部") != 2 {
			t.Errorf("%s: the first school's rows: %q", name, text)
		}
	}
	wrong := strings.Replace(table, ",5,", ",0,", 1)
	if r := execute(t, "", "batch", "luzhou-2013/ledger", file(t, "in.csv", wrong), "-o", filepath.Join(t.TempDir(), "out.zip"), "--split-by", "school"); r.code != exitProblems || !strings.Contains(r.stderr, "G2: 此栏不能为零") {
		t.Errorf("exit code %d; %s", r.code, r.stderr)
	}
}

// TestBatchStandardOutput writes an archive and a PDF where no file can be.
func TestBatchStandardOutput(t *testing.T) {
	for _, as := range []string{"zip", "pdf"} {
		out := filepath.Join(t.TempDir(), "out."+as)
		args := []string{"batch", "luzhou-2013/ledger", "-", "--issued", issued, "-o"}
		if r := execute(t, ndjson(units(2)), append(args, out)...); r.code != exitDone {
			t.Fatal(r.stderr)
		}
		want, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if r := execute(t, ndjson(units(2)), append(args, "-", "--as", as)...); r.code != exitDone || r.stdout != string(want) {
			t.Errorf("%s: exit code %d, %d bytes of %d; %s", as, r.code, len(r.stdout), len(want), r.stderr)
		}
	}
	if r := execute(t, ndjson(units(2)), "batch", "luzhou-2013/ledger", "-", "-o", "/dev/null", "--as", "zip"); r.code != exitDone {
		t.Errorf("exit code %d; %s", r.code, r.stderr)
	}
}

func TestProgress(t *testing.T) {
	out := &buffer{} // which the bar writes to by itself, too
	bar := newProgress(out, 3, "making", "doc", 80)
	bar.add()
	bar.pause()
	bar.to(2)
	bar.end()
	if !strings.Contains(out.String(), "making") || !strings.Contains(out.String(), "/3") {
		t.Errorf("%q", out.String())
	}
	for _, width := range []int{30, 40, 60, 80, 120} {
		for _, total := range []int{10_000, -1} {
			out := &buffer{}
			bar := newProgress(out, total, "检查", "份", width)
			bar.to(9_999)
			time.Sleep(110 * time.Millisecond) // the bar is drawn ten times a second
			bar.add()
			for line := range strings.SplitSeq(out.String(), "\r") {
				columns := 0
				for _, r := range strings.TrimRight(line, " ") {
					if columns++; unicode.Is(unicode.Han, r) {
						columns++
					}
				}
				if columns > width {
					t.Errorf("%d columns for %d: %q", columns, width, line)
				}
			}
		}
	}
	(*progress)(nil).add()
	(*progress)(nil).pause()
	(*progress)(nil).end()
}
