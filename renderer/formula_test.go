package renderer_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gongwen/forms"
	"gongwen/forms/block"
	"gongwen/renderer"
	"gongwen/renderer/internal/judge"
)

// TestFormulasGiveTheValues has LibreOffice work out every computed column of the library's ledgers, whose values are
// taken away before: the rows must come out as they are printed.
func TestFormulasGiveTheValues(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	books, want := map[string][]byte{}, map[string][]string{}
	for _, p := range library(t) {
		rows := computedRows(p.doc)
		if p.doc.Blank || len(rows) == 0 {
			continue
		}
		name := strings.ReplaceAll(p.doc.Definition.ID, "/", "-")
		books[name], want[name] = render(t, p.doc, renderer.Options{Format: renderer.XLSX}), rows
	}
	if len(want) < 6 {
		t.Fatalf("only %d forms have formulas in their rows", len(want))
	}
	recalculated := recalculate(t, books)
	for name, rows := range want {
		hold(t, name, recalculated[name], rows)
	}
}

// hold wants rows among the records of a recalculated workbook.
func hold(t *testing.T, name string, records [][]string, rows []string) {
	t.Helper()
	var got []string
	for _, record := range records {
		got = append(got, solidRow(record))
	}
	all := "\n" + strings.Join(got, "\n") + "\n"
	for _, row := range rows {
		if !strings.Contains(all, "\n"+row+"\n") {
			t.Errorf("%s: no row %s in%s", name, row, all)
		}
	}
}

// recalculate has LibreOffice work out every formula on the first sheet of each workbook, whose values are taken away
// before.
func recalculate(t *testing.T, books map[string][]byte) map[string][][]string {
	t.Helper()
	judge.Need(t, "soffice")
	dir := t.TempDir()
	args := []string{
		"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless",
		"--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false", "--outdir", dir,
	}
	for name, book := range books {
		file := filepath.Join(dir, name+".xlsx")
		if err := os.WriteFile(file, bare(t, book), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	cmd := exec.Command("soffice", args...)
	cmd.Env = append(os.Environ(), "HOME="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	all := make(map[string][][]string, len(books))
	for name := range books {
		file, err := os.ReadFile(filepath.Join(dir, name+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(bytes.NewReader(file))
		r.FieldsPerRecord = -1
		if all[name], err = r.ReadAll(); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// computedRows are the filled rows with a formula in them, as they are printed.
func computedRows(doc *forms.Document) (rows []string) {
	if doc.Definition.Kind != forms.Ledger {
		return nil
	}
	for _, b := range doc.Sections()[0].Blocks {
		table, ok := b.(*block.Table)
		if !ok {
			continue
		}
		for _, row := range table.Body {
			formulas := 0
			var texts []string
			for _, c := range row.Cells {
				text := ""
				for _, s := range c.Content {
					if c.Kind == block.Date { // CSV has its own way of writing them
						break
					}
					text += s.Text
				}
				texts = append(texts, text)
				if c.Formula != "" {
					formulas++
				}
			}
			if formulas > 0 && !row.Filler {
				rows = append(rows, solidRow(texts))
			}
		}
	}
	return rows
}

// solidRow is a row's texts without what is empty.
func solidRow(cells []string) string {
	var texts []string
	for _, c := range cells {
		if c = squeeze(c); c != "" && !day.MatchString(c) {
			if fraction.MatchString(c) { // CSV has the value, not how it is shown
				c = strings.TrimSuffix(strings.TrimRight(c, "0"), ".")
			}
			texts = append(texts, c)
		}
	}
	return strings.Join(texts, "|")
}

// fraction is a number with decimals.
var fraction = regexp.MustCompile(`^-?\d+\.\d+$`)

// day is a date in CSV.
var day = regexp.MustCompile(`^\d\d/\d\d/\d{4}$`)

// cached is the value of a cell that has a formula.
var cached = regexp.MustCompile(`</f><v>[^<]*</v>`)

// bare is the workbook without the values of its formulas.
func bare(t *testing.T, workbook []byte) []byte {
	t.Helper()
	return repacked(t, workbook, func(name string, part []byte) []byte {
		if !strings.HasPrefix(name, "xl/worksheets/") {
			return part
		}
		return cached.ReplaceAll(part, []byte("</f>"))
	})
}
