package xlsx

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/forms/block"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// encode writes sections on pages of stack's, checks what any workbook must keep, and gives its bytes.
func encode(t testing.TB, o Options, sections ...block.Section) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Encode(&b, sections, stack(sections...), o); err != nil {
		t.Fatal(err)
	}
	wellMade(t, b.Bytes())
	return b.Bytes()
}

// open reads a workbook back.
func open(t testing.TB, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// dump lists a workbook for people: how each sheet prints, then every row and cell with its value, formula,
// span and looks.
func dump(t testing.TB, b []byte) string {
	t.Helper()
	f := open(t, b)
	var out strings.Builder
	all := parts(t, b)
	for i, name := range f.GetSheetList() {
		dumpSetup(t, &out, f, name)
		breaks := breaksOf(t, all[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)])
		spans, covered := map[string]string{}, map[string]bool{}
		merges, err := f.GetMergeCells(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range merges {
			spans[m.GetStartAxis()] = m.GetEndAxis()
			left, top, _ := excelize.CellNameToCoordinates(m.GetStartAxis())
			right, bottom, _ := excelize.CellNameToCoordinates(m.GetEndAxis())
			for r := top; r <= bottom; r++ {
				for c := left; c <= right; c++ {
					covered[address(c, r)] = r != top || c != left
				}
			}
		}
		dimension, err := f.GetSheetDimension(name)
		if err != nil {
			t.Fatal(err)
		}
		_, end, _ := strings.Cut(dimension, ":")
		columns, rows, err := excelize.CellNameToCoordinates(end)
		if err != nil {
			t.Fatal(err)
		}
		for r := 1; r <= rows; r++ {
			h, _ := f.GetRowHeight(name, r)
			if slices.Contains(breaks, r-1) {
				out.WriteString("page break\n")
			}
			fmt.Fprintf(&out, "row %d height %g\n", r, h)
			for c := 1; c <= columns; c++ {
				at := address(c, r)
				out.WriteString(dumpCell(t, f, name, at, spans[at], covered[at]))
			}
		}
	}
	return out.String()
}

func dumpSetup(t testing.TB, out *strings.Builder, f *excelize.File, name string) {
	t.Helper()
	l, err := f.GetPageLayout(name)
	if err != nil {
		t.Fatal(err)
	}
	m, _ := f.GetPageMargins(name)
	foot := "none"
	if hf, _ := f.GetHeaderFooter(name); hf != nil {
		foot = hf.OddFooter
	}
	fmt.Fprintf(out, "sheet %s\npaper %d %s fit %d×%d centred %v\n", name, *l.Size, *l.Orientation, *l.FitToWidth, *l.FitToHeight, *m.Horizontally)
	fmt.Fprintf(out, "margins %.3f %.3f %.3f %.3f foot %.3f %s\n", *m.Top, *m.Right, *m.Bottom, *m.Left, *m.Footer, foot)
	var names []string
	for _, d := range f.GetDefinedName() {
		if d.Scope == name {
			names = append(names, d.Name+" "+d.RefersTo)
		}
	}
	sort.Strings(names)
	for _, n := range names {
		fmt.Fprintln(out, n)
	}
	cols, _ := f.GetCols(name)
	for i := range cols {
		letters, _ := excelize.ColumnNumberToName(i + 1)
		w, _ := f.GetColWidth(name, letters)
		fmt.Fprintf(out, "column %s %g\n", letters, w)
	}
}

// dumpCell is one line, empty for a cell that is nothing.
func dumpCell(t testing.TB, f *excelize.File, sheet, at, span string, covered bool) string {
	t.Helper()
	id, err := f.GetCellStyle(sheet, at)
	if err != nil {
		t.Fatal(err)
	}
	if id == 0 {
		return "" // nothing there, or the rest of a merged text
	}
	v, err := f.GetCellValue(sheet, at, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	line := "  " + at
	if span != "" {
		line += ":" + span
	}
	if v != "" && !covered {
		if kind, _ := f.GetCellType(sheet, at); kind == excelize.CellTypeInlineString || kind == excelize.CellTypeFormula {
			v = strconv.Quote(v)
		}
		line += " " + v
	}
	if formula, _ := f.GetCellFormula(sheet, at); formula != "" && !covered {
		line += " =" + formula
	}
	s, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	line += fmt.Sprintf(" | %s %g %s/%s", s.Font.Family, s.Font.Size, s.Alignment.Horizontal, s.Alignment.Vertical)
	if s.NumFmt != 0 {
		line += fmt.Sprintf(" format %d", s.NumFmt)
	}
	if s.CustomNumFmt != nil {
		line += " format " + *s.CustomNumFmt
	}
	if s.Alignment.TextRotation != 0 {
		line += fmt.Sprintf(" turned %d", s.Alignment.TextRotation)
	}
	if s.Alignment.ShrinkToFit {
		line += " shrinks"
	}
	if len(s.Fill.Color) > 0 {
		line += " ground " + s.Fill.Color[0]
	}
	edges := [4]byte{'-', '-', '-', '-'}
	for _, b := range s.Border {
		edges[strings.Index("lrtb", b.Type[:1])] = "-tm"[b.Style]
	}
	if e := string(edges[:]); e != "----" {
		line += " edges " + e
	}
	return line + "\n"
}

// golden compares with testdata/name, or rewrites it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(g), len(w)) {
		if i >= len(g) || i >= len(w) || g[i] != w[i] {
			t.Fatalf("%s differs from line %d on (-update rewrites it)\n got %s\nwant %s", path, i+1, strings.Join(g[i:min(i+1, len(g))], ""), strings.Join(w[i:min(i+1, len(w))], ""))
		}
	}
}
