package batch

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"gongwen/forms"
	"gongwen/renderer"
)

// withLists has lists made too.
func withLists(r *Request) {
	r.Order.Lists = renderer.Lists{Summary: true, Index: true, Checklist: true, Unit: "示例局", Date: "2013-12-20"}
}

// TestListsKept checks that the lists that are asked for are kept with the order, and made after a restart as before it.
func TestListsKept(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(t.Context(), configured(t, func(c *Config) { c.Dir, c.Workers = dir, -1 }))
	if err != nil {
		t.Fatal(err)
	}
	id := submit(t, s, ordered(ledgers(20), withLists))
	s.Close()
	var before []byte
	for range 2 {
		s, err := Open(t.Context(), configured(t, func(c *Config) { c.Dir = dir }))
		if err != nil {
			t.Fatal(err)
		}
		if got := ended(t, s, id); got.State != Done {
			t.Fatalf("%+v", got)
		}
		out := result(t, s, id)
		if before != nil && !bytes.Equal(out, before) {
			t.Error("other bytes after a restart")
		}
		for _, name := range []string{"汇总表.pdf", "归档文件目录.pdf", "盖章前核对单.pdf"} {
			if !bytes.Contains(out, []byte(name)) {
				t.Errorf("no %s", name)
			}
		}
		before = out
		s.Close()
	}
}

// TestOrderBefore reads a record as a service wrote it that knew of no lists, and writes the same where none are asked for.
func TestOrderBefore(t *testing.T) {
	const before = `{"form":"luzhou-2013/score","version":1,"formats":"AA==","output":"zip","options":{"Format":0,"Page":0,"DPI":0,` +
		`"Issued":"2013-05-20T09:00:00+08:00","Mark":"","Layer":0,"Offset":{"X":0,"Y":0}},"lang":"zh"}`
	var o Order
	if err := json.Unmarshal([]byte(before), &o); err != nil || o.Lists.Any() || len(o.Formats) != 1 || !o.Options.Issued.Equal(issued) {
		t.Fatalf("%v, %+v", err, o)
	}
	s := opened(t)
	id := submit(t, s, ordered(ledgers(3)))
	m, err := s.batches.GetLastMsgForSubject(t.Context(), batchSubject+id)
	if err != nil || bytes.Contains(m.Data, []byte("lists")) {
		t.Fatalf("%v: %s", err, m.Data)
	}
	ended(t, s, id)
	if out := result(t, s, id); bytes.Contains(out, []byte("figures")) {
		t.Error("figures are kept that nobody asked for")
	}
}

// TestListsRefused checks what cannot be accepted, and that no list is made of results that have nothing to say to it.
func TestListsRefused(t *testing.T) {
	s := opened(t)
	for _, c := range []struct {
		change func(*Request)
		is     error
	}{
		{func(r *Request) { r.Order.Output = PDF }, ErrLists},
		{func(r *Request) { r.Order.Form = "luzhou-2013/notice" }, forms.ErrNoSummary},
		{func(r *Request) { r.Order.Lists.Date = "今天" }, renderer.ListError(`date "今天": it is written 2013-12-20`)},
	} {
		if _, err := s.Submit(t.Context(), ordered(ledgers(1), withLists, c.change)); !errors.Is(err, c.is) {
			t.Errorf("%v, want %v", err, c.is)
		}
	}
	id := submit(t, s, ordered(ledgers(2)))
	ended(t, s, id)
	r, err := s.Result(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	r.record.Order.Lists.Index = true
	if err := r.Write(t.Context(), &bytes.Buffer{}); !errors.Is(err, errFigures) {
		t.Errorf("%v", err)
	}
}
