package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// unmarkedScore is a filled scoring workbook whose mark is gone.
func unmarkedScore(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "score.xlsx")
	sample := execute(t, "", "forms", "sample", "luzhou-2013/score")
	if r := execute(t, sample.stdout, "render", "luzhou-2013/score", "-o", path); r.code != exitDone {
		t.Fatal(r.stderr)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, n := range f.GetDefinedName() {
		if err := f.DeleteDefinedName(&n); err != nil {
			t.Fatal(err)
		}
	}
	f.Pkg.Delete("docProps/custom.xml")
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// behindOf is a copy in which a school is typed under the line for signatures.
func behindOf(t *testing.T, unit string) []byte {
	t.Helper()
	path := copyOf(t, "behind.xlsx", unit, "2013-05-20", 5)
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, value := range map[string]any{"B60": "签字后的学校", "E60": 3} {
		if err := f.SetCellValue(f.GetSheetName(0), cell, value); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestImportManyReads checks that of a folder and of an archive everything is told that reading finds, with the file's
// name: rows that are not read, a workbook of another form, a text that is no copy.
func TestImportManyReads(t *testing.T) {
	good, err := os.ReadFile(copyOf(t, "good.xlsx", "示例第一学校", "2013-05-20", 5))
	if err != nil {
		t.Fatal(err)
	}
	files := []struct {
		name string
		data []byte
	}{
		{"z乡/乙.xlsx", behindOf(t, "示例第二学校")}, {"送错表.xlsx", unmarkedScore(t)}, {"说明.txt", []byte("请各校认真填写\n")}, {"甲.xlsx", good},
	}
	dir := t.TempDir()
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	for _, f := range files {
		at := filepath.Join(dir, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, f.data, 0o600); err != nil {
			t.Fatal(err)
		}
		w, err := z.Create(f.name)
		if err == nil {
			_, err = w.Write(f.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	packed := file(t, "上报.zip", archive.String())
	report := filepath.Join(t.TempDir(), "report.json")
	args := []string{"--report", report, "--set", "unit=示例局", "--set", "date=2013-06-01"}
	r := execute(t, "", append([]string{"import", "luzhou-2013/ledger", dir}, args...)...)
	want := `说明.txt: 提示：文字里没有这张表的任何一栏，没有当作填好的表读取 (skipped)
"送错表.xlsx": 文件不是这张表：名称和栏目都对不上 (file_form)
z乡/乙.xlsx: 2013年度民办职业培训学校党建工作台账!B60: 从这里起有 1 行填在表格结束之后，没有读取（“签字后的学校”），请移到表内 (behind)
`
	if r.code != exitProblems || r.stderr != want || r.stdout != "" {
		t.Errorf("exit code %d: %s%s", r.code, r.stderr, r.stdout)
	}
	var told struct {
		Sent []struct {
			File         string
			Wrong, Hints int
			Problems     []struct{ Place, Code string }
		}
		Unread, Skipped []struct{ File, Code string }
	}
	data, err := os.ReadFile(report)
	if err == nil {
		err = json.Unmarshal(data, &told)
	}
	if err != nil {
		t.Fatal(err)
	}
	if len(told.Sent) != 2 || told.Sent[0].Wrong != 1 || len(told.Sent[0].Problems) != 1 || told.Sent[0].Problems[0].Code != "behind" ||
		len(told.Unread) != 1 || told.Unread[0].File != "送错表.xlsx" || len(told.Skipped) != 1 || told.Skipped[0].File != "说明.txt" {
		t.Errorf("report: %s", data)
	}
	forced := execute(t, "", append([]string{"import", "luzhou-2013/ledger", dir, "--force"}, args...)...)
	fromZIP := execute(t, "", append([]string{"import", "luzhou-2013/ledger", packed, "--force"}, args...)...)
	if !strings.Contains(forced.stdout, "示例第一学校") || forced.stdout != fromZIP.stdout || forced.stderr != fromZIP.stderr {
		t.Errorf("the folder: %s%s\nthe archive: %s%s", forced.stdout, forced.stderr, fromZIP.stdout, fromZIP.stderr)
	}
}
