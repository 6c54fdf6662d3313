package main

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// manyLines is NDJSON of n ledgers that fill their page.
func manyLines(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(strings.Replace(fullPage, "示例职业培训学校", "示例学校"+strconv.Itoa(i), 1), "\n", " "))
		b.WriteByte('\n')
	}
	return b.String()
}

// BenchmarkBatchHTTP is documents per second of a batch, from the first byte sent to the last byte of the ZIP. Client and
// service share the cores. BenchmarkDirect is what it is measured by, and `gongwen batch`.
func BenchmarkBatchHTTP(b *testing.B) {
	const n = 2000
	s := serve(b, "--data", b.TempDir())
	lines := manyLines(n)
	begin := time.Now()
	for b.Loop() {
		at := s.sendBatch(b, lines)
		for s.batchState(b, at) != "done" {
			time.Sleep(20 * time.Millisecond)
		}
		answer, err := http.Get(s.url + at + "/result")
		if err != nil {
			b.Fatal(err)
		}
		size, err := io.Copy(io.Discard, answer.Body)
		_ = answer.Body.Close()
		if err != nil || size < n*10_000 {
			b.Fatalf("%d bytes: %v", size, err)
		}
		s.remove(b, at)
	}
	b.ReportMetric(float64(b.N)*n/time.Since(begin).Seconds(), "documents/s")
}

// BenchmarkWhileBatch is how long a single render takes, one after another, while nothing else goes on and while a batch is
// made.
func BenchmarkWhileBatch(b *testing.B) {
	s := serve(b, "--data", b.TempDir())
	lines := manyLines(10_000)
	render := func() time.Duration {
		begin := time.Now()
		answer, err := http.Post(s.url+renderPath, "application/json", strings.NewReader(fullPage))
		if err != nil {
			b.Fatal(err)
		}
		_, err = io.Copy(io.Discard, answer.Body)
		_ = answer.Body.Close()
		if err != nil || answer.StatusCode != http.StatusOK {
			b.Fatalf("%d: %v", answer.StatusCode, err)
		}
		return time.Since(begin)
	}
	var idle, busy []time.Duration
	for b.Loop() {
		for range 500 {
			idle = append(idle, render())
		}
		at := s.sendBatch(b, lines)
		for s.batchState(b, at) != "done" {
			for range 50 {
				busy = append(busy, render())
			}
		}
		s.remove(b, at)
	}
	slices.Sort(idle)
	slices.Sort(busy)
	at := func(all []time.Duration, percent int) float64 {
		return float64(all[len(all)*percent/100].Microseconds()) / 1000
	}
	b.ReportMetric(at(idle, 50), "idle-p50-ms")
	b.ReportMetric(at(busy, 50), "busy-p50-ms")
	b.ReportMetric(at(busy, 99), "busy-p99-ms")
}

// sendBatch posts NDJSON and returns where the batch is asked for.
func (s *service) sendBatch(b *testing.B, lines string) string {
	b.Helper()
	answer, err := http.Post(s.url+"/v1/batches?form=luzhou-2013/ledger&issued=2013-05-20T09:00:00%2B08:00", "application/x-ndjson", strings.NewReader(lines))
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusAccepted {
		text, _ := io.ReadAll(answer.Body)
		b.Fatalf("%d: %s", answer.StatusCode, text)
	}
	return answer.Header.Get("Location")
}

// batchState is the state of a batch.
func (s *service) batchState(b *testing.B, at string) string {
	b.Helper()
	answer, err := http.Get(s.url + at)
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	var status struct{ State string }
	if err := json.NewDecoder(answer.Body).Decode(&status); err != nil {
		b.Fatal(err)
	}
	return status.State
}

// remove removes a batch that is done.
func (s *service) remove(b *testing.B, at string) {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), http.MethodDelete, s.url+at, http.NoBody)
	if err != nil {
		b.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	_ = answer.Body.Close()
}
