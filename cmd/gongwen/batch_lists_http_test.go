package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongwen/renderer"
)

// gradedUnits are the lines of n tables with grades; the fourth has an error, every seventh no score for an item.
func gradedUnits(n int) []string {
	all := make([]string, n)
	for i := range all {
		score := fmt.Sprint(25 - i%9)
		switch {
		case i == 3:
			score = "26"
		case i%7 == 6:
			score = "null"
		}
		all[i] = fmt.Sprintf(`{"fields": {"unit": "示例第%d支部", "date": "2012-12-18"}, `+
			`"items": {"1": {}, "2": {}, "3": {}, "4": {}, "5": {}, "6": {}, "7": {"score": %s}}}`, i+1, score)
	}
	return all
}

// made has a batch of lines made by the service and returns its result.
func (s *service) made(t *testing.T, query url.Values, lines string) []byte {
	t.Helper()
	answer, err := http.Post(s.url+"/v1/batches?"+query.Encode(), "application/x-ndjson", strings.NewReader(lines))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if text, err := io.ReadAll(answer.Body); err != nil || answer.StatusCode != http.StatusAccepted {
		t.Fatalf("%d %v: %s", answer.StatusCode, err, text)
	}
	at := answer.Header.Get("Location")
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		var status struct{ State string }
		if _, text := s.get(t, at); json.Unmarshal(text, &status) != nil || status.State == "failed" {
			t.Fatalf("%s", text)
		}
		if status.State == "done" {
			_, result := s.get(t, at+"/result")
			return result
		}
	}
	t.Fatal("the batch does not end")
	return nil
}

// TestBatchListsHTTP has the same batch with all its lists from the command and from the service: the same files, byte
// for byte, and a manifest that differs only in where the documents stand in what was sent.
func TestBatchListsHTTP(t *testing.T) {
	lines := ndjson(gradedUnits(24))
	folder := t.TempDir()
	ours, theirs := filepath.Join(folder, "command.zip"), filepath.Join(folder, "service.zip")
	r := execute(t, "", "batch", "anji-2012/grade", file(t, "in.ndjson", lines), "-o", ours, "--issued", issued, "--format", "pdf,xlsx", "--continue",
		"--summary", "--index", "--checklist", "--office", "示例市个民协", "--date", "2012-12-20", "--quota", "好=20%", "--quota", "较好=30%")
	if r.code != exitProblems {
		t.Fatalf("exit code %d; %s", r.code, r.stderr)
	}
	s := serve(t, "--data", t.TempDir())
	result := s.made(t, url.Values{
		"form": {"anji-2012/grade"}, "issued": {issued}, "format": {"pdf,xlsx"}, "continue": {"true"},
		"summary": {"true"}, "index": {"true"}, "checklist": {"true"}, "unit": {"示例市个民协"}, "date": {"2012-12-20"}, "quota": {"好=20%", "较好=30%"},
	}, lines)
	if err := os.WriteFile(theirs, result, 0o600); err != nil {
		t.Fatal(err)
	}
	names, files := unzipped(t, ours)
	others, got := unzipped(t, theirs)
	if !slices.Equal(names, others) || len(names) != 2*23+6+1 {
		t.Fatalf("%q, the service has %q", names, others)
	}
	manifest := got[renderer.ManifestName]
	got[renderer.ManifestName] = bytes.ReplaceAll(manifest, []byte(`"/documents/`), []byte(`"/`))
	for _, name := range names {
		if !bytes.Equal(files[name], got[name]) {
			t.Errorf("%s: %d bytes, of the service %d others", name, len(files[name]), len(got[name]))
		}
	}
	var m renderer.Manifest
	if err := json.Unmarshal(manifest, &m); err != nil || len(m.Lists) != 6 || m.Made != 23 {
		t.Errorf("%v, %d lists, %d made", err, len(m.Lists), m.Made)
	}
}
