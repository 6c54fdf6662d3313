package renderer_test

import (
	"bytes"
	"context"
	"io"
	"regexp"
	"strconv"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"github.com/klauspost/compress/zlib"

	"gongwen/forms"
	"gongwen/renderer"
)

// benchmark is the whole way of a request, warm: input bytes in, file out.
func benchmark(b *testing.B, id string, input []byte, format renderer.Format) {
	d := definition(b, id)
	r := renderer.New(book(b), renderer.Limits{})
	o := renderer.Options{Format: format, Issued: issued}
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		in, _ := forms.ParseInput(input, forms.Limits{})
		doc, problems := d.Fill(in, book(b))
		if doc == nil {
			b.Fatal(problems)
		}
		if err := r.Render(context.Background(), &out, doc, o); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len()), "filebytes")
}

func ledgerBench(b *testing.B, rows int, format renderer.Format) {
	benchmark(b, "luzhou-2013/ledger", ledgerInput(b, rows), format)
	if rows > 12 {
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(rows), "ns/row")
	}
}

func BenchmarkLedgerPage(b *testing.B) { ledgerBench(b, 12, renderer.PDF) }
func Benchmark1000Rows(b *testing.B)   { ledgerBench(b, 1000, renderer.PDF) }
func Benchmark10000Rows(b *testing.B)  { ledgerBench(b, 10_000, renderer.PDF) }
func BenchmarkXLSX(b *testing.B)       { ledgerBench(b, 12, renderer.XLSX) }
func BenchmarkXLSX1000(b *testing.B)   { ledgerBench(b, 1000, renderer.XLSX) }
func BenchmarkPNG(b *testing.B)        { ledgerBench(b, 12, renderer.PNG) }

func BenchmarkScore(b *testing.B) {
	const id = "luzhou-2013/score"
	benchmark(b, id, definition(b, id).Sample(), renderer.PDF)
}

// BenchmarkStages is the one-page ledger stage by stage.
func BenchmarkStages(b *testing.B) {
	d := definition(b, "luzhou-2013/ledger")
	input := ledgerInput(b, 12)
	in, _ := forms.ParseInput(input, forms.Limits{})
	doc, _ := d.Fill(in, book(b))
	r := renderer.New(book(b), renderer.Limits{})
	b.Run("input", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			forms.ParseInput(input, forms.Limits{})
		}
	})
	b.Run("fill", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			d.Fill(in, book(b))
		}
	})
	b.Run("sections", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			doc.Sections()
		}
	})
	b.Run("render", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := r.Render(context.Background(), io.Discard, doc, renderer.Options{Issued: issued}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkDeflateFloor deflates the streams of the one-page ledger at the level that they are deflated at, and does
// nothing else: less work than this no program needs for the same file.
func BenchmarkDeflateFloor(b *testing.B) {
	streams := inflated(b, render(b, fill(b, definition(b, "luzhou-2013/ledger"), ledgerInput(b, 12)), renderer.Options{}))
	z, err := zlib.NewWriterLevel(io.Discard, 6)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range streams {
			z.Reset(io.Discard)
			if _, err := z.Write(s); err != nil {
				b.Fatal(err)
			}
			if err := z.Close(); err != nil {
				b.Fatal(err)
			}
		}
	}
}

var streamDict = regexp.MustCompile(`/Length (\d+)[^>]*>>\s*stream\r?\n`)

// inflated is what the deflated streams of a PDF hold.
func inflated(b *testing.B, file []byte) (streams [][]byte) {
	b.Helper()
	for _, at := range streamDict.FindAllSubmatchIndex(file, -1) {
		n, err := strconv.Atoi(string(file[at[2]:at[3]]))
		if err != nil {
			b.Fatal(err)
		}
		z, err := zlib.NewReader(bytes.NewReader(file[at[1] : at[1]+n]))
		if err != nil {
			continue // a stream that is stored as it is
		}
		data, err := io.ReadAll(z)
		if err != nil {
			b.Fatal(err)
		}
		streams = append(streams, data)
	}
	if len(streams) < 4 {
		b.Fatalf("found %d streams", len(streams))
	}
	return streams
}

func BenchmarkNaiveLedgerPage(b *testing.B) { naiveBench(b, 12) }
func BenchmarkNaive1000(b *testing.B)       { naiveBench(b, 1000) }
func BenchmarkNaive10000(b *testing.B)      { naiveBench(b, 10_000) }

// naiveBench is the same table as a user of fpdf writes it: the face's bytes, a loop over rows and cells, Output.
func naiveBench(b *testing.B, n int) {
	song := bytes.Clone(book(b).Face("song").TrueType()) // fpdf writes to it
	table := make([][]string, n)
	for i, r := range rows(n) {
		table[i] = []string{
			strconv.Itoa(i + 1), r.School, r.Organisation, r.Type, strconv.Itoa(r.Members), r.Founded, r.Secretary + "\n" + r.Phone,
		}
	}
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := naive(song, table).Output(&out); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len()), "filebytes")
}

func naive(song []byte, table [][]string) *fpdf.Fpdf {
	const line, margin, bottom = 5.0, 15.0, 185.0
	head := []string{"序号", "学校名称", "党组织名称", "党组织类型", "党员人数\n（此栏不能为零）", "建立党组织的时间", "党组织书记姓名及联系方式"}
	widths := []float64{12, 58, 70, 22, 31, 30, 44}
	f := fpdf.New("L", "mm", "A4", "")
	f.SetMargins(margin, margin, margin)
	f.SetAutoPageBreak(false, 0)
	f.AddUTF8FontFromBytes("song", "", song)
	row := func(cells []string) {
		height := 0.0
		for i, c := range cells {
			height = max(height, float64(len(f.SplitText(c, widths[i]-2)))*line)
		}
		if f.GetY()+height > bottom {
			f.AddPage()
		}
		x, y := margin, f.GetY()
		for i, c := range cells {
			f.Rect(x, y, widths[i], height, "D")
			f.SetXY(x, y)
			f.MultiCell(widths[i], line, c, "", "C", false)
			x += widths[i]
		}
		f.SetXY(margin, y+height)
	}
	f.SetHeaderFunc(func() { f.SetFont("song", "", 10.5); row(head) })
	f.AddPage()
	for _, cells := range table {
		row(cells)
	}
	return f
}
