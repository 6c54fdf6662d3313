package renderer_test

import (
	"context"
	"io"
	"iter"
	"strings"
	"testing"

	"gongwen/forms"
	"gongwen/renderer"
)

// counted counts the bytes that are written.
type counted int64

func (c *counted) Write(b []byte) (int, error) {
	*c += counted(len(b))
	return len(b), nil
}

// copies are n items of one input, each with another unit.
func copies(input []byte, unit string, n int) iter.Seq2[renderer.Item, error] {
	return func(yield func(renderer.Item, error) bool) {
		units := []string{"示例第一职业培训学校", "样本高级技工学校", "测试职业技能培训中心", "虚构电子职业培训学校"}
		for i := range n {
			data := []byte(strings.ReplaceAll(string(input), unit, units[i%len(units)]))
			if !yield(renderer.Item{Index: i, Input: data}, nil) {
				return
			}
		}
	}
}

// batchOf makes n copies of a form's sample.
func batchOf(b testing.TB, id string, input []byte, unit string, n int, part bool, sink func(*renderer.Result) error) {
	d := definition(b, id)
	r := renderer.New(book(b), renderer.Limits{})
	what := &renderer.Batch{Form: func(int) *forms.Definition { return d }, Part: part, Options: renderer.Options{Issued: issued}, Total: n}
	if !part {
		what.Formats = []renderer.Format{renderer.PDF}
	}
	if err := r.Each(context.Background(), what, copies(input, unit, n), func(made *renderer.Result) error {
		if made.Bad() {
			b.Fatal(made.Wrong, made.Err)
		}
		return sink(made)
	}); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkBatchScores makes scores of 28 items, as single files and as one file with all of them.
func BenchmarkBatchScores(b *testing.B) {
	const id, n, unit = "wujin-2017/score", 100, "示例职业培训学校"
	input := definition(b, id).Sample()
	b.Run("single", func(b *testing.B) {
		var size int64
		for b.Loop() {
			size = 0
			batchOf(b, id, input, unit, n, false, func(made *renderer.Result) error { size += made.Files[0].Bytes; return nil })
		}
		b.ReportMetric(float64(size)/n, "bytes/doc")
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/doc")
	})
	b.Run("merged", func(b *testing.B) {
		var size counted
		for b.Loop() {
			size = 0
			m, err := renderer.New(book(b), renderer.Limits{}).NewMerge(&size, renderer.MergeOptions{Issued: issued})
			if err != nil {
				b.Fatal(err)
			}
			batchOf(b, id, input, unit, n, true, m.Add)
			if err := m.Close(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(size)/n, "bytes/doc")
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/doc")
	})
}

// BenchmarkBatchLedgers makes one-page ledgers into an archive.
func BenchmarkBatchLedgers(b *testing.B) {
	const n = 200
	input := ledgerInput(b, 12)
	for b.Loop() {
		a := renderer.NewArchive(io.Discard, issued)
		batchOf(b, "luzhou-2013/ledger", input, "\x00", n, false, func(made *renderer.Result) error {
			_, err := a.Add(made)
			return err
		})
		if err := a.Close(nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/doc")
}
