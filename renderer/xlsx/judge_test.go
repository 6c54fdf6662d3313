package xlsx

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gongwen/forms/block"
)

// tool finds an outside judge: without it the test is skipped, or fails where all are installed.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("needs %s", name)
		}
		t.Skipf("skipped: needs %s", name)
	}
	return path
}

// run runs a judge and gives what it says.
func run(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", filepath.Base(cmd.Path), err, out, stderr.Bytes())
	}
	return string(out)
}

// save writes a workbook of sections for a judge.
func save(t *testing.T, sections ...block.Section) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "form.xlsx")
	o := Options{Title: "台账", Properties: []Property{{"form", "示例/ledger"}}}
	if err := os.WriteFile(path, encode(t, o, sections...), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestSchema asks the Open XML SDK.
func TestSchema(t *testing.T) {
	validator := tool(t, "ooxml-validator")
	out := run(t, exec.Command(validator, save(t, ledger(40), score(), one(block.Cell{Content: words("=1+1")}))))
	var said struct {
		OK     bool              `json:"ok"`
		Errors []json.RawMessage `json:"errors"`
	}
	if err := json.Unmarshal([]byte(out), &said); err != nil {
		t.Fatal(err)
	}
	if !said.OK || len(said.Errors) > 0 {
		t.Error(out)
	}
}

// print makes a PDF of a workbook with LibreOffice, in our own faces.
func print(t *testing.T, workbook string) string {
	t.Helper()
	office := tool(t, "soffice")
	dir := t.TempDir()
	faces, err := filepath.Abs("../../fonts/faces")
	if err != nil {
		t.Fatal(err)
	}
	var conf strings.Builder
	fmt.Fprintf(&conf, "<?xml version=\"1.0\"?><fontconfig><dir>%s</dir><cachedir>%s</cachedir>", faces, filepath.Join(dir, "cache"))
	for name, face := range map[string]string{"宋体": "Gongwen Song", "黑体": "Gongwen Hei", "方正小标宋简体": "Gongwen XiaoBiaoSong"} {
		fmt.Fprintf(&conf, `<match target="pattern"><test name="family"><string>%s</string></test>`+
			`<edit name="family" mode="assign" binding="strong"><string>%s</string></edit></match>`, name, face)
	}
	conf.WriteString("</fontconfig>")
	if err := os.WriteFile(filepath.Join(dir, "fonts.conf"), []byte(conf.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless",
		"--convert-to", "pdf", "--outdir", dir, workbook)
	cmd.Env = append(os.Environ(), "HOME="+dir, "FONTCONFIG_FILE="+filepath.Join(dir, "fonts.conf"))
	run(t, cmd)
	return filepath.Join(dir, strings.TrimSuffix(filepath.Base(workbook), ".xlsx")+".pdf")
}

// TestPrint prints a workbook and looks at the paper: as many pages as layout made, rules where it drew them.
func TestPrint(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: short")
	}
	info, text, picture := tool(t, "pdfinfo"), tool(t, "pdftotext"), tool(t, "pdftoppm")
	first := ledger(60)
	sections := []block.Section{first, score()}
	rows := stack(sections...)
	pdf := print(t, save(t, sections...))

	pages := rows[len(rows)-1].Page + 1
	if got := regexp.MustCompile(`Pages:\s+(\d+)`).FindStringSubmatch(run(t, exec.Command(info, pdf))); got == nil || got[1] != strconv.Itoa(pages) {
		t.Errorf("printed %v, laid out %d pages", got, pages)
	}
	second := run(t, exec.Command(text, "-f", "2", "-l", "2", "-layout", pdf, "-"))
	for _, want := range []string{"序号", "示例职业培训学校第13分校", fmt.Sprintf("第 2 页 共 %d 页", pages)} {
		if !strings.Contains(unspaced.Replace(second), unspaced.Replace(want)) {
			t.Errorf("page 2 lacks %s:\n%s", want, second)
		}
	}

	paper := rules(t, run(t, exec.Command(picture, "-r", "254", "-gray", "-f", "1", "-l", "1", pdf)))
	table := first.Blocks[3].(*block.Table)
	x := first.Margin.Left
	wantX := []float64{mm(x)}
	for _, c := range table.Columns {
		x += c.Width
		wantX = append(wantX, mm(x))
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

// unspaced takes out the white space that pdftotext finds or misses by the width of a face's own.
var unspaced = strings.NewReplacer(" ", "", "\n", "")

func mm(l block.Length) float64 { return float64(l) / 1000 }

func nearest(places []float64, want float64) float64 {
	best := math.Inf(1)
	for _, p := range places {
		best = min(best, math.Abs(p-want))
	}
	return best
}

// ruled are the places of the straight lines of a page in mm.
type ruled struct{ x, y []float64 }

// rules finds the columns and rows of a grey picture at 254 dpi that are dark for more than a third of the page.
func rules(t *testing.T, pgm string) ruled {
	t.Helper()
	var width, height, white int
	if _, err := fmt.Sscanf(pgm, "P5\n%d %d\n%d", &width, &height, &white); err != nil {
		t.Fatal(err)
	}
	dots := pgm[len(pgm)-width*height:]
	across, down := make([]int, width), make([]int, height)
	for i := range dots {
		if dots[i] < 128 {
			across[i%width]++
			down[i/width]++
		}
	}
	var r ruled
	for x, n := range across {
		if n > height/3 {
			r.x = append(r.x, float64(x)/10)
		}
	}
	for y, n := range down {
		if n > width/3 {
			r.y = append(r.y, float64(y)/10)
		}
	}
	return r
}
