package batch

import (
	"bytes"
	"testing"

	"gongwen/renderer"
)

// TestBatch checks that a batch comes back as the bytes that the engine alone makes, in every output.
func TestBatch(t *testing.T) {
	s := opened(t)
	for name, r := range map[string]Request{
		"zip":  ordered(ledgers(scaled(150))),
		"both": ordered(ledgers(3), func(r *Request) { r.Order.Formats = []renderer.Format{renderer.PDF, renderer.XLSX} }),
		"pdf":  ordered(ledgers(20), func(r *Request) { r.Order.Output, r.Order.Duplex = PDF, true }),
		"one":  ordered(ledgers(1)),
	} {
		t.Run(name, func(t *testing.T) {
			id := submit(t, s, r)
			status := ended(t, s, id)
			if status.State != Done || status.Done != r.Documents.Len() || status.Failed != 0 || len(status.Problems) != 0 {
				t.Fatalf("%+v", status)
			}
			if got, want := result(t, s, id), plain(t, s.config, r); !bytes.Equal(got, want) {
				t.Errorf("%d bytes, not the %d of the engine alone", len(got), len(want))
			}
		})
	}
}
