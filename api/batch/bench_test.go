package batch

import (
	"io"
	"log/slog"
	"testing"

	"gongwen/renderer"
)

// BenchmarkBatch is documents per second from acceptance to the whole ZIP, through the server inside this process, and
// of the engine alone in the same run.
func BenchmarkBatch(b *testing.B) {
	const n = 2000
	r := ordered(ledgers(n))
	s := opened(b, func(c *Config) { c.Log = slog.New(slog.DiscardHandler) })
	b.Run("service", func(b *testing.B) {
		for b.Loop() {
			id := submit(b, s, r)
			ended(b, s, id)
			got, err := s.Result(b.Context(), id)
			if err == nil {
				err = got.Write(b.Context(), io.Discard)
			}
			if err == nil {
				err = s.Cancel(b.Context(), id)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds(), "documents/s")
	})
	b.Run("engine", func(b *testing.B) {
		d, err := s.config.Library.Get(r.Order.Form, 0)
		if err != nil {
			b.Fatal(err)
		}
		batch, err := r.Order.batch(s.config.Library, d, n, s.config.Limits)
		if err != nil {
			b.Fatal(err)
		}
		batch.Workers = 0
		for b.Loop() {
			archive := renderer.NewArchive(io.Discard, issued)
			err := s.config.Renderer.Each(b.Context(), &batch, items(r.Documents), func(made *renderer.Result) error {
				_, err := archive.Add(made)
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds(), "documents/s")
	})
}

// BenchmarkWorkers is documents per second of one and of two worker processes with one core each, on a NATS server in a
// process of its own.
func BenchmarkWorkers(b *testing.B) {
	const n = 1500
	url, _ := cluster(b, 1)
	s := opened(b, func(c *Config) { c.URL, c.Workers, c.Log = url, 0, slog.New(slog.DiscardHandler) })
	r := ordered(ledgers(n))
	run := func(b *testing.B) {
		ended(b, s, submit(b, s, ordered(ledgers(20)))) // until the workers are there
		b.ResetTimer()
		for b.Loop() {
			id := submit(b, s, r)
			ended(b, s, id)
			if err := s.Cancel(b.Context(), id); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds(), "documents/s")
	}
	for _, name := range []string{"one", "two"} {
		process(b, "worker", "URL="+url, "WORKERS=1", "GOMAXPROCS=1", "GOGC=400")
		b.Run(name, run)
	}
}
