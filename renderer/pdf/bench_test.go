package pdf_test

import (
	"bytes"
	"io"
	"strconv"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"github.com/klauspost/compress/zlib"

	"gongwen/renderer/page"
	"gongwen/renderer/pdf"
)

// The pages of the benchmarks: the ledger alone and 10,000 rows.
func benchPages(b *testing.B) map[string][]*page.Page {
	return map[string][]*page.Page{"1page": {ledger(b, 1, 12, 1, 1)}, "600pages": ledgers(b, 600)}
}

// BenchmarkEncode is the painter with everything: content, subsets, deflate, the file.
func BenchmarkEncode(b *testing.B) {
	for name, pages := range benchPages(b) {
		for _, level := range []int{1, 3, 5, 6, 9} {
			b.Run(name+"/level"+strconv.Itoa(level), func(b *testing.B) {
				o := options()
				o.Level = level
				var out bytes.Buffer
				b.ReportAllocs()
				for b.Loop() {
					out.Reset()
					if err := pdf.Encode(&out, book(b), pages, o); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(out.Len()), "filebytes")
			})
		}
	}
}

// BenchmarkFloor deflates the streams that Encode makes of the same pages, and does nothing else.
func BenchmarkFloor(b *testing.B) {
	for name, pages := range benchPages(b) {
		for _, level := range []int{1, 6} {
			streams := inflated(b, parse(b, encode(b, pages, options())))
			b.Run(name+"/level"+strconv.Itoa(level), func(b *testing.B) {
				z, err := zlib.NewWriterLevel(io.Discard, level)
				if err != nil {
					b.Fatal(err)
				}
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
			})
		}
	}
}

// BenchmarkNaive is the same content as a user of fpdf writes it: the face's bytes, a cell for each text.
func BenchmarkNaive(b *testing.B) {
	song := book(b).Face("song").TrueType()
	for name, rows := range map[string]int{"1page": 12, "600pages": 600 * 17} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				var out bytes.Buffer
				if err := naive(bytes.Clone(song), rows).Output(&out); err != nil {
					b.Fatal(err)
				}
				n = out.Len()
			}
			b.ReportMetric(float64(n), "filebytes")
		})
	}
}

func naive(song []byte, rows int) *fpdf.Fpdf {
	f := fpdf.New("L", "mm", "A4", "")
	f.AddUTF8FontFromBytes("song", "", song)
	widths := [7]float64{12, 53, 56, 32, 21, 32, 51}
	f.SetHeaderFunc(func() {
		f.SetFont("song", "", 22)
		f.CellFormat(0, 14, "2013年度民办职业培训学校党建工作台账", "", 1, "C", false, 0, "")
		f.SetFont("song", "", 10.5)
		for i, h := range [7]string{"序号", "学校名称", "党组织名称", "党组织类型", "党员人数", "建立党组织的时间", "党组织书记姓名及联系方式"} {
			f.CellFormat(widths[i], 8.5, h, "1", 0, "C", false, 0, "")
		}
		f.Ln(-1)
		f.SetFont("song", "", 9)
	})
	f.AddPage()
	for n := range rows {
		for i, cell := range row(n + 1) {
			f.CellFormat(widths[i], 8.5, cell, "1", 0, "L", false, 0, "")
		}
		f.Ln(-1)
	}
	return f
}
