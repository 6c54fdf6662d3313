package batch

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"gongwen/fonts"
	"gongwen/forms"
	"gongwen/renderer"
)

// issued is the clock of every print here.
var issued = time.Date(2013, 5, 20, 9, 0, 0, 0, time.FixedZone("", 8*3600))

// book is parsed once for all tests.
var book = sync.OnceValues(func() (*fonts.Book, error) { return fonts.Open(fonts.Options{}) })

// configured is a Config for tests, with a log that a failed test shows.
func configured(t testing.TB, change ...func(*Config)) Config {
	t.Helper()
	b, err := book()
	if err != nil {
		t.Fatal(err)
	}
	c := Config{
		Book: b, Library: forms.Builtin(), Renderer: renderer.New(b, renderer.Limits{}), Workers: 2,
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Patience: 2 * time.Second, Spare: 1 << 20,
	}
	for _, f := range change {
		f(&c)
	}
	if c.Dir == "" && c.URL == "" {
		c.Dir = t.TempDir()
	}
	return c
}

// opened is a service, closed with the test.
func opened(t testing.TB, change ...func(*Config)) *Service {
	t.Helper()
	s, err := Open(t.Context(), configured(t, change...))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// documents are inputs in memory.
type documents []string

func (d documents) Len() int { return len(d) }
func (d documents) Document(i int) (renderer.Item, error) {
	return renderer.Item{Input: []byte(d[i])}, nil
}
func (d documents) Size() (n int64) {
	for _, s := range d {
		n += int64(len(s))
	}
	return n
}

// ledgers are n ledgers that differ.
func ledgers(n int) documents {
	all := make(documents, n)
	for i := range all {
		all[i] = fmt.Sprintf(`{"fields": {"year": 2013, "unit": "示例培训学校%d", "date": "2013-05-20"},
 "rows": [{"school": "示例培训学校%d", "type": "单独建", "members": %d, "founded": "2009-07", "secretary": "张示例", "phone": "0000-0000000"}]}`, i, i, i%9+1)
	}
	return all
}

// ordered is an order of ledgers as a ZIP of PDFs.
func ordered(docs documents, change ...func(*Request)) Request {
	r := Request{
		Order: Order{
			Form: "luzhou-2013/ledger", Formats: []renderer.Format{renderer.PDF}, Output: ZIP, Options: renderer.Options{Issued: issued}, Lang: forms.Chinese,
		},
		Documents: docs, Digest: fmt.Sprint(len(docs)),
	}
	for _, f := range change {
		f(&r)
	}
	return r
}

// submit has a batch accepted.
func submit(t testing.TB, s *Service, r Request) string {
	t.Helper()
	status, err := s.Submit(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return status.ID
}

// ended waits until a batch is.
func ended(t testing.TB, s *Service, id string) Status {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	mark := ""
	for {
		status, err := s.Wait(ctx, id, mark)
		if err != nil {
			t.Fatalf("%v: %+v", err, status)
		}
		if status.State.Ended() {
			return status
		}
		mark = status.Mark()
	}
}

// result is the result of a batch.
func result(t testing.TB, s *Service, id string) []byte {
	t.Helper()
	r, err := s.Result(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := r.Write(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// plain is what the order makes without any of this package: the engine alone.
func plain(t testing.TB, c Config, r Request) []byte {
	t.Helper()
	d, err := c.Library.Get(r.Order.Form, 0)
	if err != nil {
		t.Fatal(err)
	}
	b, err := r.Order.batch(c.Library, d, r.Documents.Len(), c.Limits)
	if err != nil {
		t.Fatal(err)
	}
	b.Workers = 0
	var out bytes.Buffer
	if r.Order.Output == PDF {
		merge, err := c.Renderer.NewMerge(&out, renderer.MergeOptions{Title: d.Blank().Title(), Issued: issued, Duplex: r.Order.Duplex})
		if err == nil {
			err = c.Renderer.Each(t.Context(), &b, items(r.Documents), merge.Add)
		}
		if err == nil {
			err = merge.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	archive, manifest := renderer.NewArchive(&out, issued), renderer.NewManifest(d, issued)
	err = c.Renderer.Each(t.Context(), &b, items(r.Documents), func(made *renderer.Result) error {
		_, err := archive.Add(made)
		manifest.Add(made)
		return err
	})
	if err == nil {
		err = archive.Close(manifest)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// scaled is n, or less of it in a short run.
func scaled(n int) int {
	if testing.Short() {
		return n / 4
	}
	return n
}
