package renderer_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gongwen/forms"
	"gongwen/renderer"
	"gongwen/renderer/internal/judge"
)

// mixed are n items of very different length; every seventh is bad.
func mixed(t testing.TB, n int) iter.Seq2[renderer.Item, error] {
	t.Helper()
	return func(yield func(renderer.Item, error) bool) {
		for i := range n {
			input := ledgerInput(t, 1+i*i%60)
			if i%7 == 3 {
				input = bytes.Replace(input, []byte(`"members":`), []byte(`"members":0,"m":`), 1)
			}
			if !yield(renderer.Item{Index: i, Pointer: fmt.Sprintf("/%d", i), Input: input}, nil) {
				return
			}
		}
	}
}

// ledgerBatch makes ledgers.
func ledgerBatch(t testing.TB) *renderer.Batch {
	d := definition(t, "luzhou-2013/ledger")
	return &renderer.Batch{
		Form: func(int) *forms.Definition { return d }, Formats: []renderer.Format{renderer.PDF}, Options: renderer.Options{Issued: issued},
	}
}

// TestBatchIsTheSameByAnyNumberOfWorkers makes an archive and one PDF with one worker and with many.
func TestBatchIsTheSameByAnyNumberOfWorkers(t *testing.T) {
	const n = 22
	r := renderer.New(book(t), renderer.Limits{})
	var archives, merged [][]byte
	for _, workers := range []int{1, 3, 16} {
		b := ledgerBatch(t)
		b.Workers, b.Total = workers, n
		b.Formats = []renderer.Format{renderer.PDF, renderer.XLSX}
		var out bytes.Buffer
		a, m := renderer.NewArchive(&out, issued), renderer.NewManifest(b.Form(0), issued)
		next := 1
		err := r.Each(t.Context(), b, mixed(t, n), func(made *renderer.Result) error {
			if made.No != next || made.Bad() != (next%7 == 4) || made.Bad() != (made.Files == nil) {
				t.Errorf("item %d comes as %d, %v, %d files", next, made.No, made.Wrong, len(made.Files))
			}
			next++
			_, err := a.Add(made)
			m.Add(made)
			return err
		})
		if err != nil || next != n+1 {
			t.Fatal(err, next)
		}
		if err := a.Close(m); err != nil {
			t.Fatal(err)
		}
		archives = append(archives, out.Bytes())

		b.Formats, b.Part = nil, true
		var file bytes.Buffer
		one, err := r.NewMerge(&file, renderer.MergeOptions{Title: "示例", Issued: issued})
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Each(t.Context(), b, mixed(t, n), one.Add); err != nil {
			t.Fatal(err)
		}
		if err := one.Close(); err != nil {
			t.Fatal(err)
		}
		merged = append(merged, file.Bytes())
	}
	for i := range archives {
		if !bytes.Equal(archives[i], archives[0]) || !bytes.Equal(merged[i], merged[0]) {
			t.Errorf("other bytes with another number of workers")
		}
	}
	judge.PDF(t, merged[0])
	judge.Preflight(t, merged[0], "3.1.11", "7.11.1", "7.11.2")
	checkArchive(t, archives[0], n)
}

// checkArchive reads an archive of mixed items back by its manifest.
func checkArchive(t *testing.T, data []byte, n int) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(in); err != nil { // which checks the CRC
			t.Fatal(f.Name, err)
		}
		if f.NonUTF8 || !f.Modified.Equal(issued) && f.Modified.Format("2006-01-02 15:04") != issued.Format("2006-01-02 15:04") {
			t.Errorf("%s: %+v", f.Name, f.FileHeader)
		}
	}
	var m renderer.Manifest
	if err := json.Unmarshal(files[renderer.ManifestName], &m); err != nil {
		t.Fatal(err)
	}
	bad := (n + 3) / 7
	if m.Total != n || m.Failed != bad || m.Made != n-bad || len(m.Items) != n || len(files) != 2*(n-bad)+1 {
		t.Errorf("manifest: %d, %d, %d; %d files", m.Total, m.Made, m.Failed, len(files))
	}
	for i, item := range m.Items {
		if item.Bad() {
			if w := item.Wrong[0]; w.Pointer != fmt.Sprintf("/%d/rows/0/members", i) || w.Code != forms.CodeMin {
				t.Errorf("item %d: %+v", i, item.Wrong)
			}
			continue
		}
		if item.Pages < 1 || item.Seals < 1 || item.Title == "" || item.Unit == "" || item.Form != "luzhou-2013/ledger@1" {
			t.Errorf("item %d: %+v", i, item)
		}
		for _, f := range item.Files {
			if int64(len(files[f.Name])) != f.Bytes || !strings.HasPrefix(f.Name, fmt.Sprintf("%02d-", i+1)) {
				t.Errorf("item %d: %+v", i, f)
			}
		}
		if pages := judge.Words(t, files[item.Files[0].Name]); i < 4 && len(pages) != item.Pages {
			t.Errorf("item %d has %d pages, not %d", i, len(pages), item.Pages)
		}
	}
}

// TestBatchKeepsFewInMemory checks that items are taken only a few ahead of those that are handed on, also where the
// first is the slowest.
func TestBatchKeepsFewInMemory(t *testing.T) {
	const workers, most = 2, 2*4 + 2 + 2
	b := ledgerBatch(t)
	b.Workers, b.Formats = workers, nil
	var taken, given, worst int64
	all := mixed(t, 1)
	items := func(yield func(renderer.Item, error) bool) {
		for it := range all {
			for range 500 {
				worst = max(worst, atomic.AddInt64(&taken, 1)-atomic.LoadInt64(&given))
				if !yield(it, nil) {
					return
				}
			}
		}
	}
	err := renderer.New(book(t), renderer.Limits{}).Each(t.Context(), b, items, func(*renderer.Result) error {
		if atomic.AddInt64(&given, 1)%100 == 0 {
			time.Sleep(5 * time.Millisecond) // a slow disk
		}
		return nil
	})
	if err != nil || given != 500 {
		t.Fatal(err, given)
	}
	if worst > most {
		t.Errorf("%d items at once, want at most %d", worst, most)
	}
}

var errStop = errors.New("stop")

// TestBatchEnds checks that the first error of the items, of who takes the results or of the context ends a batch, that
// it comes back, and that nothing goes on behind it.
func TestBatchEnds(t *testing.T) {
	r := renderer.New(book(t), renderer.Limits{})
	before := runtime.NumGoroutine()
	given := 0
	count := func(*renderer.Result) error { given++; return nil }
	ctx, cancel := context.WithCancel(t.Context())
	for _, c := range []struct {
		name  string
		ctx   context.Context
		items iter.Seq2[renderer.Item, error]
		each  func(*renderer.Result) error
		want  error
		given int // -1: any number
	}{
		{"no items", t.Context(), mixed(t, 0), count, nil, 0},
		{"bad items", t.Context(), func(yield func(renderer.Item, error) bool) {
			for it := range mixed(t, 5) {
				yield(it, nil)
			}
			yield(renderer.Item{}, errStop)
		}, count, errStop, 5},
		{"bad sink", t.Context(), mixed(t, 50), func(*renderer.Result) error {
			if given++; given == 4 {
				return errStop
			}
			return nil
		}, errStop, 4},
		{"told to stop", ctx, mixed(t, 5000), func(*renderer.Result) error {
			if given++; given == 9 {
				cancel()
			}
			return nil
		}, context.Canceled, 9},
		{"stopped before", ctx, mixed(t, 50), count, context.Canceled, 0},
	} {
		given = 0
		b := ledgerBatch(t)
		b.Formats = nil
		if err := r.Each(c.ctx, b, c.items, c.each); !errors.Is(err, c.want) || given != c.given {
			t.Errorf("%s: %v after %d", c.name, err, given)
		}
	}
	for end := time.Now().Add(time.Minute); runtime.NumGoroutine() > before && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	if n := runtime.NumGoroutine(); n > before {
		t.Errorf("%d goroutines are left", n-before)
	}
}

// TestBatchItemThatPanics checks that a fault of the program costs the one item, and is told as ours.
func TestBatchItemThatPanics(t *testing.T) {
	b := ledgerBatch(t)
	good := b.Form
	b.Form = func(version int) *forms.Definition {
		if version == 9 {
			panic("a fault")
		}
		return good(version)
	}
	items := func(yield func(renderer.Item, error) bool) {
		for i, text := range []string{`"version":1`, `"version":9`, `"version":1`} {
			input := bytes.Replace(ledgerInput(t, 2), []byte("{"), []byte("{"+text+","), 1)
			yield(renderer.Item{Index: i, Pointer: fmt.Sprintf("/%d", i), Input: input}, nil)
		}
	}
	var all []*renderer.Result
	if err := renderer.New(book(t), renderer.Limits{}).Each(t.Context(), b, items, func(made *renderer.Result) error {
		all = append(all, made)
		return nil
	}); err != nil || len(all) != 3 {
		t.Fatal(err, len(all))
	}
	if all[0].Bad() || all[2].Bad() || !all[1].Bad() || all[1].Err == nil || !strings.Contains(all[1].Err.Error(), "a fault") {
		t.Errorf("%+v", all)
	}
	if w := all[1].Wrong; len(w) != 1 || w[0].Code != renderer.CodeOurs || strings.Contains(w[0].Detail, "fault") {
		t.Errorf("%+v", w)
	}
}

// TestBatchLongDocument checks that a document with more pages than may be is bad by itself.
func TestBatchLongDocument(t *testing.T) {
	b := ledgerBatch(t)
	b.Part, b.Formats = true, nil
	made := renderer.New(book(t), renderer.Limits{Pages: 2}).Make(t.Context(), b, renderer.Item{Pointer: "/0", Input: ledgerInput(t, 100)})
	if !made.Bad() || made.Wrong[0].Code != renderer.CodePages || made.Part != nil {
		t.Errorf("%+v", made.Record)
	}
}

// TestRunningNumbers checks the foot of documents whose page numbers run on over one file.
func TestRunningNumbers(t *testing.T) {
	b := ledgerBatch(t)
	b.Part, b.Formats = true, nil
	r := renderer.New(book(t), renderer.Limits{})
	var out bytes.Buffer
	m, err := r.NewMerge(&out, renderer.MergeOptions{Duplex: true, Issued: issued})
	if err != nil {
		t.Fatal(err)
	}
	var starts []int
	first := 1
	for i, rows := range []int{30, 5, 14} {
		made := r.Make(t.Context(), b, renderer.Item{Index: i, Input: ledgerInput(t, rows), First: first, Pages: 7})
		if err := m.Add(made); err != nil {
			t.Fatal(err, made.Wrong)
		}
		starts = append(starts, made.Page)
		first = made.Page + made.Pages + (made.Page+made.Pages+1)%2
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	pages := judge.Words(t, out.Bytes())
	if len(pages) != m.Pages() || m.Pages() < 6 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, p := range pages {
		var text strings.Builder
		for _, w := range p.Words {
			text.WriteString(w.Text)
		}
		if want := fmt.Sprintf("第%d页共7页", i+1); len(p.Words) > 0 && !strings.Contains(text.String(), want) {
			t.Errorf("page %d does not say %s: %s", i+1, want, text.String())
		}
		if slices.Contains(starts, i+1) && (i%2 == 1 || len(p.Words) == 0) {
			t.Errorf("a document starts on page %d", i+1)
		}
	}
}

// TestResultAsBytes checks that a result can be kept as bytes and added elsewhere, and that other bytes are refused.
func TestResultAsBytes(t *testing.T) {
	b := ledgerBatch(t)
	b.Keep, b.Formats = true, []renderer.Format{renderer.PDF, renderer.XLSX}
	r := renderer.New(book(t), renderer.Limits{})
	made := r.Make(t.Context(), b, renderer.Item{Input: ledgerInput(t, 3)})
	b.Formats, b.Part = nil, true
	made.Part = r.Make(t.Context(), b, renderer.Item{Input: ledgerInput(t, 3)}).Part
	if made.Fields["year"] != "2013" || !json.Valid(made.Computed) {
		t.Errorf("%v %s", made.Fields, made.Computed)
	}
	data, err := made.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	var read renderer.Result
	if err := read.UnmarshalBinary(data); err != nil {
		t.Fatal(err)
	}
	if len(read.Files) != 2 || !bytes.Equal(read.Files[1].Data, made.Files[1].Data) || !bytes.Equal(read.Part, made.Part) || read.Name != made.Name {
		t.Errorf("%+v", read.Record)
	}
	for _, bad := range [][]byte{nil, data[:3], data[:len(data)-1], append(bytes.Clone(data), 0), []byte("gwr\x01\xff\xff\xff\xff\xff\xff\xff\xff\x7f")} {
		if err := new(renderer.Result).UnmarshalBinary(bad); !errors.Is(err, renderer.ErrResult) {
			t.Errorf("%.20q: %v", bad, err)
		}
	}
}
