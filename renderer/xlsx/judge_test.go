package xlsx

import (
	"fmt"
	"image"
	"math"
	"strings"
	"testing"

	"gongwen/forms/block"
	"gongwen/renderer/internal/judge"
	"gongwen/renderer/internal/practice"
)

// TestSchema asks the Open XML SDK.
func TestSchema(t *testing.T) {
	sections := []block.Section{ledger(40), score(), one(block.Cell{Content: words("=1+1")})}
	judge.Schema(t, encode(t, Options{Title: "台账", Properties: []Property{{"form", "示例/ledger"}}}, sections...))
	b, _ := laid(t, practice.Section(9), nil)
	judge.Schema(t, b)
}

// office converts a workbook with LibreOffice, in our own faces.
func office(t *testing.T, workbook []byte, to string) []byte {
	t.Helper()
	return judge.Office(t, "../../fonts/faces", to, map[string][]byte{"form.xlsx": workbook})["form"]
}

// TestPrint prints a workbook and looks at the paper: as many pages as layout made, rules where it drew them.
func TestPrint(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	judge.Need(t, "soffice", "pdftotext", "pdftoppm")
	first := ledger(60)
	sections := []block.Section{first, score()}
	rows := stack(sections...)
	pdf := office(t, encode(t, Options{}, sections...), "pdf")

	pages := rows[len(rows)-1].Page + 1
	text := strings.Split(strings.TrimSuffix(judge.Text(t, pdf), "\f"), "\f")
	if len(text) != pages {
		t.Fatalf("printed %d, laid out %d pages", len(text), pages)
	}
	second := unspaced.Replace(text[1])
	for _, want := range []string{"序号", "示例职业培训学校第13分校", fmt.Sprintf("第2页共%d页", pages)} {
		if !strings.Contains(second, want) {
			t.Errorf("page 2 lacks %s:\n%s", want, second)
		}
	}

	paper := rules(judge.Picture(t, pdf, 1, 254))
	x := float64(first.Margin.Left) / 1000
	wantX := []float64{x}
	for _, c := range first.Blocks[3].(*block.Table).Columns {
		x += float64(c.Width) / 1000
		wantX = append(wantX, x)
	}
	var wantY []float64
	for _, p := range rows {
		if p.Block == 3 && p.Page == 0 {
			wantY = append(wantY, p.Top.Points()*25.4/72, (p.Top+p.Height).Points()*25.4/72)
		}
	}
	for _, want := range wantX {
		if d := nearest(paper.x, want); d > 0.5 {
			t.Errorf("the rule at %.1f mm is %.2f mm away: %.1f", want, d, paper.x)
		}
	}
	for _, want := range wantY {
		if d := nearest(paper.y, want); d > 0.7 {
			t.Errorf("the rule %.1f mm down is %.2f mm away: %.1f", want, d, paper.y)
		}
	}
}

// TestRecalculation has LibreOffice work the formulas out: it must come to the values that score has,
// which are taken away here.
func TestRecalculation(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	s := score()
	for _, rows := range [][]block.Row{s.Blocks[1].(*block.Table).Body, s.Blocks[1].(*block.Table).Tail} {
		for _, r := range rows {
			for i := range r.Cells {
				if c := &r.Cells[i]; c.Formula != "" {
					c.Content, c.Raw = nil, ""
				}
			}
		}
	}
	csv := string(office(t, encode(t, Options{}, s), `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false`))
	for _, want := range []string{"组织领导,第一项,15,0.5,7.5", "其他,第三项,80,0.25,20", "合计,,100,,32.5", "等次,,较差"} {
		if !strings.Contains(csv, want) {
			t.Errorf("no %s in\n%s", want, csv)
		}
	}
}

// unspaced takes out the white space that pdftotext finds or misses by the width of a face's own.
var unspaced = strings.NewReplacer(" ", "", "\n", "")

func nearest(places []float64, want float64) float64 {
	best := math.Inf(1)
	for _, p := range places {
		best = min(best, math.Abs(p-want))
	}
	return best
}

// ruled are the places of the straight lines of a page in mm.
type ruled struct{ x, y []float64 }

// rules finds the columns and rows of a picture at 254 dpi that are dark for more than a third of the page.
func rules(img image.Image) ruled {
	size := img.Bounds()
	across, down := make([]int, size.Dx()), make([]int, size.Dy())
	for y := range down {
		for x := range across {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0x8000 {
				across[x]++
				down[y]++
			}
		}
	}
	var r ruled
	for x, n := range across {
		if n > size.Dy()/3 {
			r.x = append(r.x, float64(x)/10)
		}
	}
	for y, n := range down {
		if n > size.Dx()/3 {
			r.y = append(r.y, float64(y)/10)
		}
	}
	return r
}
