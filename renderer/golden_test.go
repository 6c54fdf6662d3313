package renderer_test

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	stdpng "image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/forms"
	"gongwen/renderer"
	"gongwen/renderer/layout"
	"gongwen/renderer/page"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden is where the file of a form is kept.
func golden(name string) string {
	return filepath.Join("..", "testdata", "golden", filepath.FromSlash(name))
}

// compare compares text with a golden file, or rewrites it with -update.
func compare(t *testing.T, name, got string) {
	t.Helper()
	path := golden(name)
	if *update {
		write(t, path, []byte(got))
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
		var a, b string
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			t.Errorf("%s differs first in line %d (look at it, then run with -update):\n got %s\nwant %s", path, i+1, a, b)
			return
		}
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestGoldenPages compares every form of the library, blank and with its sample, operation by operation.
func TestGoldenPages(t *testing.T) {
	for _, p := range library(t) {
		if p.bound() {
			continue
		}
		laid, err := layout.Pages(book(t), p.doc.Sections())
		if err != nil {
			t.Fatal(err)
		}
		var dump bytes.Buffer
		if err := page.Dump(&dump, laid.Pages); err != nil {
			t.Fatal(err)
		}
		compare(t, goldenName(p, "pages.txt"), dump.String())
	}
}

// TestGoldenCells compares every form of the library, blank and with its sample, cell by cell.
func TestGoldenCells(t *testing.T) {
	for _, p := range library(t) {
		if p.bound() {
			continue
		}
		compare(t, goldenName(p, "cells.txt"), cells(t, render(t, p.doc, renderer.Options{Format: renderer.XLSX})))
	}
}

// bound tells an empty packet: it is the empty forms of which each has files of its own.
func (p printed) bound() bool { return p.doc.Blank && p.doc.Definition.Kind == forms.PacketKind }

// goldenName is family/name/file for a sample and family/name/blank-file for a blank form.
func goldenName(p printed, file string) string {
	if p.doc.Blank {
		file = "blank-" + file
	}
	return p.doc.Definition.ID + "/" + file
}

// cells lists a workbook: each row's height and each cell's value, formula and span.
func cells(t *testing.T, workbook []byte) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b strings.Builder
	for _, sheet := range f.GetSheetList() {
		fmt.Fprintf(&b, "sheet %s\n", sheet)
		merged, err := f.GetMergeCells(sheet)
		if err != nil {
			t.Fatal(err)
		}
		span := map[string]string{}
		for _, m := range merged {
			span[m.GetStartAxis()] = " to " + m.GetEndAxis()
		}
		all, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range all {
			height, err := f.GetRowHeight(sheet, r+1)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "row %d height %g\n", r+1, height)
			for c, value := range row {
				at, err := excelize.CoordinatesToCellName(c+1, r+1)
				if err != nil {
					t.Fatal(err)
				}
				formula, err := f.GetCellFormula(sheet, at)
				if err != nil {
					t.Fatal(err)
				}
				if formula != "" {
					formula = " =" + formula
				}
				if value != "" || formula != "" || span[at] != "" {
					fmt.Fprintf(&b, "%s%s %q%s\n", at, span[at], value, formula)
				}
			}
		}
	}
	return b.String()
}

// tolerance is how far the brightness (0 to 255) of a part of 8 by 8 pixels may be from the golden picture's.
const tolerance = 6

// TestGoldenPicture compares the first page of a form of every kind, and of all others that have one, with a small
// picture.
func TestGoldenPicture(t *testing.T) {
	done := map[forms.Kind]bool{}
	for _, p := range library(t) {
		kind := p.doc.Definition.Kind
		path := golden(goldenName(p, "page.png"))
		_, err := os.Stat(path)
		if p.doc.Blank || done[kind] && err != nil {
			continue
		}
		done[kind] = true
		got := render(t, p.doc, renderer.Options{Format: renderer.PNG, DPI: 60})
		if *update {
			write(t, path, got)
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		a, b := brightness(t, got), brightness(t, want)
		if len(a) != len(b) {
			t.Errorf("%s: another size", path)
			continue
		}
		for i := range a {
			if d := a[i] - b[i]; d > tolerance || d < -tolerance {
				t.Errorf("%s: part %d is %.1f, want %.1f (look at it, then run with -update)", path, i, a[i], b[i])
				break
			}
		}
	}
}

// brightness is the mean grey of every part of 8 by 8 pixels.
func brightness(t *testing.T, picture []byte) (parts []float64) {
	t.Helper()
	img, err := stdpng.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	const side = 8
	bounds := img.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y += side {
		for x := bounds.Min.X; x < bounds.Max.X; x += side {
			part := image.Rect(x, y, x+side, y+side).Intersect(bounds)
			sum, n := 0.0, 0
			for py := part.Min.Y; py < part.Max.Y; py++ {
				for px := part.Min.X; px < part.Max.X; px++ {
					r, g, b, _ := img.At(px, py).RGBA()
					sum += float64(r+g+b) / 3 / 257
					n++
				}
			}
			parts = append(parts, sum/float64(n))
		}
	}
	return parts
}
