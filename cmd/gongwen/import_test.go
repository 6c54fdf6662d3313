package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// workbook fills the ledger's blank workbook as somebody would, cell by cell, and returns its path.
func workbook(t *testing.T, name string, cells map[string]any) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if r := execute(t, "", "forms", "blank", "luzhou-2013/ledger", "-o", path, "--issued", issued); r.code != exitDone {
		t.Fatal(r.stderr)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, value := range cells {
		if err := f.SetCellValue(f.GetSheetName(0), cell, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	return path
}

// homes are the cells of the ledger's workbook by the paths of what belongs there.
func homes(t *testing.T) map[string]string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "blank.xlsx")
	if r := execute(t, "", "forms", "blank", "luzhou-2013/ledger", "-o", path); r.code != exitDone {
		t.Fatal(r.stderr)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all := map[string]string{}
	for _, n := range f.GetDefinedName() {
		if key, ok := strings.CutPrefix(n.Name, "in."); ok && n.Scope == "Workbook" {
			sheet, cell, _ := strings.Cut(n.RefersTo, "!")
			cell, _, _ = strings.Cut(strings.ReplaceAll(cell, "$", ""), ":")
			all[key] = cell
			if strings.Trim(sheet, "'") != f.GetSheetName(0) {
				all[key] = ""
			}
		}
	}
	return all
}

// copyOf is a filled copy of the ledger from a school, with one row.
func copyOf(t *testing.T, name, unit, date string, members any) string {
	t.Helper()
	at := homes(t)
	return workbook(t, name, map[string]any{
		at["fields.unit"]: unit, at["fields.date"]: date,
		at["rows.school"]: unit, at["rows.organisation"]: "中共" + unit + "支部", at["rows.type"]: "单独建", at["rows.members"]: members,
		at["rows.founded"]: "2009.07", at["rows.secretary"]: "张示例", at["rows.phone"]: "0000-0000000",
	})
}

// TestImport takes a filled workbook the whole way: out, filled, back and printed.
func TestImport(t *testing.T) {
	at := homes(t)
	if at["fields.unit"] == "" || at["rows.members"] == "" {
		t.Fatalf("homes %q", at)
	}
	path := copyOf(t, "示例学校.xlsx", "示例职业培训学校", "2013年5月20日", "５")
	r := execute(t, "", "import", "luzhou-2013/ledger", path)
	if r.code != exitDone {
		t.Fatalf("exit code %d: %s", r.code, r.stderr)
	}
	var input struct {
		Form   string
		Fields struct{ Unit, Date string }
		Rows   []struct {
			School, Founded string
			Members         int
		}
	}
	if err := json.Unmarshal([]byte(r.stdout), &input); err != nil {
		t.Fatal(err)
	}
	if input.Form != "luzhou-2013/ledger" || input.Fields.Date != "2013-05-20" || len(input.Rows) != 1 || input.Rows[0].Members != 5 || input.Rows[0].Founded != "2009-07" {
		t.Errorf("%+v", input)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if again := execute(t, string(data), "import", "luzhou-2013/ledger", "-"); again.stdout != r.stdout {
		t.Errorf("by standard input: %s", again.stderr)
	}
}

// TestImportTells checks what becomes of problems: they name sheet and cell, no JSON is written but by force, and the
// marked workbook says the same.
func TestImportTells(t *testing.T) {
	at := homes(t)
	path := copyOf(t, "示例学校.xlsx", "示例职业培训学校", "2013-05-20", 0)
	out, marked := filepath.Join(t.TempDir(), "out.json"), filepath.Join(t.TempDir(), "marked.xlsx")
	r := execute(t, "", "import", "luzhou-2013/ledger", path, "-o", out, "--annotate", marked)
	want := "!" + at["rows.members"] + ": 此栏不能为零 (min)\n"
	if r.code != exitProblems || !strings.HasSuffix(r.stderr, want) || strings.Count(r.stderr, "\n") != 1 {
		t.Errorf("exit code %d: %q, want %q", r.code, r.stderr, want)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("the JSON was written")
	}
	f, err := excelize.OpenFile(marked)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	notes, err := f.GetComments(f.GetSheetName(0))
	if err != nil || len(notes) != 1 || notes[0].Cell != at["rows.members"] {
		t.Errorf("notes %+v, %v", notes, err)
	}
	if again := execute(t, "", "import", "luzhou-2013/ledger", marked); again.stderr != r.stderr {
		t.Errorf("read again: %q", again.stderr)
	}
	if r := execute(t, "", "import", "luzhou-2013/ledger", path, "-o", out, "--force"); r.code != exitProblems {
		t.Errorf("exit code %d", r.code)
	}
	if data, err := os.ReadFile(out); err != nil || !strings.Contains(string(data), `"members": 0`) {
		t.Errorf("%s %v", data, err)
	}
}

// TestImportRefuses gives it files that are no copies, and wrong usage.
func TestImportRefuses(t *testing.T) {
	html := file(t, "台账.xlsx", "<html><table><tr><td>1</td></tr></table></html>")
	other := filepath.Join(t.TempDir(), "other.xlsx")
	if r := execute(t, "", "forms", "blank", "luzhou-2013/score", "-o", other); r.code != exitDone {
		t.Fatal(r.stderr)
	}
	table := file(t, "a.csv", "a\n")
	for _, c := range []struct {
		args   []string
		code   int
		stderr string
	}{
		{[]string{html}, exitProblems, "(file_html)"},
		{[]string{other}, exitProblems, "(form)"},
		{[]string{filepath.Join(t.TempDir(), "none.xlsx")}, exitUsage, "none.xlsx"},
		{[]string{table, "--annotate", "b.xlsx"}, exitUsage, "--annotate"},
		{[]string{table, "--from", "ods"}, exitUsage, "--from"},
		{[]string{table, "--expect", "list.txt"}, exitUsage, "--expect"},
		{[]string{table, table, "--set", "unit"}, exitUsage, "--set"},
		{[]string{table}, exitProblems, ""},
	} {
		r := execute(t, "", append([]string{"import", "luzhou-2013/ledger"}, c.args...)...)
		if r.code != c.code || !strings.Contains(r.stderr, c.stderr) || r.stdout != "" {
			t.Errorf("%v: exit code %d, %q", c.args, r.code, r.stderr)
		}
	}
}

// TestImportTable reads a table as text.
func TestImportTable(t *testing.T) {
	table := "填报单位,填报日期,学校名称,党组织名称,党组织类型,党员人数,建立党组织的时间,姓名,联系方式\n" +
		"示例局,2013-05-20,示例学校,中共示例学校支部,单独建,5,2009-07,张示例,0000-0000000\n"
	keys := "fields/unit,fields/date,rows/school,rows/organisation,rows/type,rows/members,rows/founded,rows/secretary,rows/phone\n" +
		strings.SplitAfterN(table, "\n", 2)[1]
	for name, text := range map[string]string{"keys.csv": keys, "keys.tsv": strings.ReplaceAll(keys, ",", "\t")} {
		r := execute(t, "", "import", "luzhou-2013/ledger", file(t, name, text))
		if r.code != exitDone || !strings.Contains(r.stdout, `"members": 5`) {
			t.Errorf("%s: exit code %d: %s", name, r.code, r.stderr)
		}
	}
	wrong := strings.Replace(keys, ",5,", ",0,", 1)
	if r := execute(t, wrong, "import", "luzhou-2013/ledger", "-", "--from", "csv"); r.code != exitProblems || r.stderr != "F2: 此栏不能为零 (min)\n" {
		t.Errorf("exit code %d: %s", r.code, r.stderr)
	}
}

// TestImportMany makes one ledger of the copies of schools, from a folder and from an archive.
func TestImportMany(t *testing.T) {
	copies := map[string]string{
		"a示例第一学校.xlsx": copyOf(t, "a.xlsx", "示例第一学校", "2013-05-20", 5),
		"b示例第二学校.xlsx": copyOf(t, "b.xlsx", "示例第二学校", "2013-05-21", 7),
		"c样本学校.xlsx":   copyOf(t, "c.xlsx", "样本学校", "2013-05-20", 3),
	}
	dir := t.TempDir()
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for name := range copies {
			if !yield(name) {
				return
			}
		}
	}) {
		data, err := os.ReadFile(copies[name])
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
		w, err := z.Create("上报/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "~$a.xlsx"), []byte("lock"), 0o600); err != nil {
		t.Fatal(err)
	}
	list := file(t, "list.txt", "单位\n示例第二学校\n示例第一学校\n示例第三学校\n")
	report, out := filepath.Join(t.TempDir(), "report.json"), filepath.Join(t.TempDir(), "all.json")
	r := execute(t, "", "import", "luzhou-2013/ledger", dir, "--expect", list, "--report", report, "--set", "unit=示例局", "--set", "date=2013-06-01", "-o", out)
	if r.code != exitDone || r.stderr != "提示：未报送：示例第三学校\n提示：不在名单内：样本学校\n" {
		t.Fatalf("exit code %d: %s", r.code, r.stderr)
	}
	merged, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	text := string(merged)
	if second, first, third := strings.Index(text, "中共示例第二学校"), strings.Index(text, "中共示例第一学校"), strings.Index(text, "中共样本学校"); second < 0 || first < second || third < first ||
		!strings.Contains(text, `"unit": "示例局"`) || !strings.Contains(text, "2013-06-01") {
		t.Errorf("merged: %s", text)
	}
	var told struct {
		Sent    []struct{ Unit, File string }
		Missing []string
		Rows    int
	}
	data, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &told); err != nil {
		t.Fatal(err)
	}
	if len(told.Sent) != 3 || told.Sent[0].Unit != "示例第二学校" || !slices.Equal(told.Missing, []string{"示例第三学校"}) || told.Rows != 3 {
		t.Errorf("report: %s", data)
	}
	packed := filepath.Join(t.TempDir(), "上报.ZIP")
	if err := os.WriteFile(packed, archive.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	r = execute(t, "", "import", "luzhou-2013/ledger", packed, "--expect", list, "--set", "unit=示例局", "--set", "date=2013-06-01")
	if r.code != exitDone || r.stdout != text {
		t.Errorf("from the archive: exit code %d: %s%s", r.code, r.stderr, r.stdout)
	}
}

// TestImportManyTells checks that what is wrong in one copy is told with its name, that nothing is written then, and that
// the copy comes back marked.
func TestImportManyTells(t *testing.T) {
	good, bad := copyOf(t, "好.xlsx", "示例第一学校", "2013-05-20", 5), copyOf(t, "坏.xlsx", "示例第二学校", "2013-05-20", 0)
	page := file(t, "网页.xlsx", "<html></html>")
	marked := filepath.Join(t.TempDir(), "退回")
	r := execute(t, "", "import", "luzhou-2013/ledger", good, bad, page, "--set", "unit=示例局", "--annotate", marked)
	lines := strings.Split(strings.TrimSpace(r.stderr), "\n")
	if r.code != exitProblems || len(lines) != 2 || !strings.HasPrefix(lines[0], `"网页.xlsx": `) || !strings.HasPrefix(lines[1], "坏.xlsx: ") ||
		!strings.HasSuffix(lines[1], ": 此栏不能为零 (min)") || r.stdout != "" {
		t.Errorf("exit code %d: %s%s", r.code, r.stderr, r.stdout)
	}
	entries, err := os.ReadDir(marked)
	if err != nil || len(entries) != 1 || entries[0].Name() != "坏.xlsx" {
		t.Errorf("%v, %v", entries, err)
	}
}

// TestBlankBatch makes the workbook with one row for each document, and reads one back.
func TestBlankBatch(t *testing.T) {
	path := filepath.Join(t.TempDir(), "wide.xlsx")
	if r := execute(t, "", "forms", "blank", "lanzhou/leave", "--batch", "-o", path); r.code != exitDone {
		t.Fatal(r.stderr)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil || len(rows) < 3 {
		t.Fatalf("%q, %v", rows, err)
	}
	if r := execute(t, "", "forms", "blank", "lanzhou/leave", "--batch", "-o", filepath.Join(t.TempDir(), "wide.pdf")); r.code != exitUsage {
		t.Errorf("as PDF: exit code %d", r.code)
	}
}
