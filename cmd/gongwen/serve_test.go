package main

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gongwen/fonts"
	"gongwen/forms"
	"gongwen/renderer"
)

const renderPath = "/v1/forms/luzhou-2013/ledger/render?issued=2013-05-20T09:00:00%2B08:00"

// TestServe starts the service, uses it, stops it and sees it end.
func TestServe(t *testing.T) {
	s := serve(t)
	for _, path := range []string{"/", "/healthz", "/readyz", "/v1/forms", "/v1/forms/luzhou-2013/score/blank"} {
		if answer, body := s.get(t, path); answer.StatusCode != http.StatusOK || len(body) == 0 {
			t.Errorf("%s: %d, %d bytes", path, answer.StatusCode, len(body))
		}
	}
	answer, body := s.post(t, renderPath, strings.NewReader(ledger))
	if answer.StatusCode != http.StatusOK || !bytes.HasPrefix(body, []byte("%PDF-")) {
		t.Errorf("status %d: %.100s", answer.StatusCode, body)
	}
	s.cancel()
	select {
	case code := <-s.code:
		if code != exitDone {
			t.Errorf("exit code %d; stderr: %s", code, s.stderr)
		}
	case <-time.After(time.Minute):
		t.Fatal("does not stop")
	}
	if _, err := http.Get(s.url + "/healthz"); err == nil {
		t.Error("still answers")
	}
}

// TestAddressInUse checks that a second service on the same address is told so.
func TestAddressInUse(t *testing.T) {
	s := serve(t)
	r := execute(t, "", "serve", "--addr", strings.TrimPrefix(s.url, "http://"))
	if r.code != exitUsage || !strings.Contains(r.stderr, "address already in use") {
		t.Errorf("exit code %d; stderr: %s", r.code, r.stderr)
	}
}

// TestServeForms checks that --forms is served too.
func TestServeForms(t *testing.T) {
	source := execute(t, "", "forms", "show", "luzhou-2013/ledger").stdout
	mine := file(t, "mine.yaml", strings.Replace(source, "form: luzhou-2013/ledger", "form: mine/ledger", 1))
	s := serve(t, "--forms", strings.TrimSuffix(mine, "/mine.yaml"))
	if answer, body := s.get(t, "/v1/forms/mine/ledger"); answer.StatusCode != http.StatusOK {
		t.Errorf("status %d: %s", answer.StatusCode, body)
	}
}

// TestSixteenConnections checks that under load nothing is lost and everyone gets the bytes that the command makes.
func TestSixteenConnections(t *testing.T) {
	const connections, each = 16, 12
	want := execute(t, ledger, "render", "luzhou-2013/ledger", "-o", "-", "--format", "pdf", "--issued", issued)
	if want.code != exitDone {
		t.Fatal(want.stderr)
	}
	s := serve(t)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections}}
	defer client.CloseIdleConnections()
	var wait sync.WaitGroup
	var mu sync.Mutex
	var took []time.Duration
	begin := time.Now()
	for range connections {
		wait.Go(func() {
			for range each {
				at := time.Now()
				answer, err := client.Post(s.url+renderPath, "application/json", strings.NewReader(ledger))
				if err != nil {
					t.Error(err)
					return
				}
				body, err := io.ReadAll(answer.Body)
				_ = answer.Body.Close()
				if err != nil || answer.StatusCode != http.StatusOK || string(body) != want.stdout {
					t.Errorf("status %d, %d bytes, want %d: %v", answer.StatusCode, len(body), len(want.stdout), err)
				}
				mu.Lock()
				took = append(took, time.Since(at))
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	if len(took) != connections*each {
		t.Fatalf("%d answers, want %d", len(took), connections*each)
	}
	slices.Sort(took)
	t.Logf("%.0f renders/s, p50 %v, p99 %v", float64(len(took))/time.Since(begin).Seconds(), took[len(took)/2], took[len(took)*99/100])
}

// fullPage is a ledger that fills its page.
var fullPage = manyRows(12)

// BenchmarkDirect is what BenchmarkHTTP is measured by: the same input to the same bytes, one after another, without
// the service. Run it with -cpu 1.
func BenchmarkDirect(b *testing.B) {
	book, err := fonts.Open(fonts.Options{})
	if err != nil {
		b.Fatal(err)
	}
	d, err := forms.Builtin().Get("luzhou-2013/ledger", 0)
	if err != nil {
		b.Fatal(err)
	}
	r := renderer.New(book, renderer.Limits{})
	var out bytes.Buffer
	begin := time.Now()
	for b.Loop() {
		out.Reset()
		in, _ := forms.ParseInput([]byte(fullPage), forms.Limits{})
		doc, problems := d.Fill(in, book)
		if doc == nil {
			b.Fatal(problems)
		}
		if err := r.Render(b.Context(), &out, doc, renderer.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/time.Since(begin).Seconds(), "renders/s")
}

// BenchmarkHTTP is the service under 16 connections: renders per second and how long one takes. Client and service
// share the cores.
func BenchmarkHTTP(b *testing.B) {
	const connections = 16
	s := serve(b)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections}}
	defer client.CloseIdleConnections()
	work := make(chan struct{})
	took := make([][]time.Duration, connections)
	var wait sync.WaitGroup
	for i := range took {
		wait.Go(func() {
			for range work {
				at := time.Now()
				answer, err := client.Post(s.url+renderPath, "application/json", strings.NewReader(fullPage))
				if err != nil {
					b.Error(err)
					continue
				}
				n, err := io.Copy(io.Discard, answer.Body)
				_ = answer.Body.Close()
				if err != nil || answer.StatusCode != http.StatusOK || n < 1000 {
					b.Errorf("status %d, %d bytes: %v", answer.StatusCode, n, err)
				}
				took[i] = append(took[i], time.Since(at))
			}
		})
	}
	begin := time.Now()
	for b.Loop() {
		work <- struct{}{}
	}
	close(work)
	wait.Wait()
	all := slices.Concat(took...)
	slices.Sort(all)
	b.ReportMetric(float64(len(all))/time.Since(begin).Seconds(), "renders/s")
	b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
}
