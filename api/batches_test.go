package api

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"gongwen/api/batch"
)

// newBatches is a Server that takes batches.
func newBatches(t *testing.T, change ...func(*batch.Config)) *Server {
	t.Helper()
	s, _ := newServer(t)
	c := batch.Config{Dir: t.TempDir(), Workers: 2, Spare: 1 << 20, Patience: 2 * time.Second}
	for _, f := range change {
		f(&c)
	}
	if err := s.OpenBatches(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.batches.Close)
	return s
}

// batchOf is the body of a batch of n ledgers; those of bad have an error.
func batchOf(n int, said string, bad ...int) string {
	docs := make([]string, n)
	for i := range docs {
		docs[i] = strings.Replace(ledger, "示例职业培训学校", "示例学校"+strconv.Itoa(i), 1)
	}
	for _, i := range bad {
		docs[i] = strings.Replace(docs[i], `"members": 5`, `"members": 0`, 1)
	}
	return fmt.Sprintf(`{"form": "luzhou-2013/ledger", %s "documents": [%s]}`, said, strings.Join(docs, ", "))
}

// accepted posts a batch and returns its address.
func accepted(t *testing.T, s http.Handler, body string, headers ...string) string {
	t.Helper()
	w := ask(s, "POST", "/v1/batches", body, headers...)
	var status batch.Status
	if err := json.Unmarshal(w.Body.Bytes(), &status); err != nil || w.Code != http.StatusAccepted || w.Header().Get("Location") != "/v1/batches/"+status.ID {
		t.Fatalf("status %d, %v, Location %q: %s", w.Code, err, w.Header().Get("Location"), w.Body)
	}
	return w.Header().Get("Location")
}

// atEnd asks until the batch has ended.
func atEnd(t *testing.T, s http.Handler, at string) (status batch.Status) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		w := ask(s, "GET", at, "")
		status = batch.Status{}
		if err := json.Unmarshal(w.Body.Bytes(), &status); err != nil || w.Code != http.StatusOK {
			t.Fatalf("status %d: %s", w.Code, w.Body)
		}
		if status.State.Ended() {
			return status
		}
	}
	t.Fatalf("does not end: %+v", status)
	return status
}

// TestBatch sends a batch, asks how far it is and takes its ZIP: every document once, in order, the bytes that render
// answers.
func TestBatch(t *testing.T) {
	s := newBatches(t)
	const n = 30
	at := accepted(t, s, batchOf(n, `"format": "pdf", "issued": "2013-05-20T09:00:00+08:00", "names": "{no}-{unit}",`))
	if got := atEnd(t, s, at); got.State != batch.Done || got.Done != n || got.Failed != 0 || got.Problems == nil {
		t.Fatalf("%+v", got)
	}
	w := ask(s, "GET", at+"/result", "")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/zip" || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment; filename=") {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	archive, err := zip.NewReader(bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len()))
	if err != nil || len(archive.File) != n+1 || archive.File[n].Name != "manifest.json" {
		t.Fatalf("%v, %d files", err, len(archive.File))
	}
	for i, f := range archive.File[:n] {
		file, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(file)
		if err != nil {
			t.Fatal(err)
		}
		want := ask(s, "POST", renderPath+"?issued=2013-05-20T09:00:00%2B08:00", strings.Replace(ledger, "示例职业培训学校", "示例学校"+strconv.Itoa(i), 1))
		if f.Name != fmt.Sprintf("%02d-示例学校%d.pdf", i+1, i) || !bytes.Equal(got, want.Body.Bytes()) {
			t.Errorf("%s has %d bytes, render answers %d", f.Name, len(got), want.Body.Len())
		}
	}
	if again := ask(s, "GET", at+"/result", "", "If-None-Match: "+w.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("asked again: %d", again.Code)
	}
	if gone := ask(s, "DELETE", at, ""); gone.Code != http.StatusNoContent {
		t.Errorf("delete: %d", gone.Code)
	}
	if gone := ask(s, "GET", at, ""); gone.Code != http.StatusNotFound {
		t.Errorf("after it: %d", gone.Code)
	}
}

// TestBatchLines sends NDJSON for one merged PDF.
func TestBatchLines(t *testing.T) {
	s := newBatches(t)
	line := strings.ReplaceAll(ledger, "\n", " ")
	w := ask(s, "POST", "/v1/batches?form=luzhou-2013/ledger&output=pdf&duplex=true", line+"\n\n"+line+"\r\n"+line, "Content-Type: application/x-ndjson")
	if w.Code != http.StatusAccepted {
		t.Fatal(w.Body)
	}
	at := w.Header().Get("Location")
	if got := atEnd(t, s, at); got.State != batch.Done || got.Done != 3 {
		t.Fatalf("%+v", got)
	}
	if w := ask(s, "GET", at+"/result", ""); w.Header().Get("Content-Type") != "application/pdf" || !bytes.HasPrefix(w.Body.Bytes(), []byte("%PDF-")) {
		t.Errorf("%v", w.Header())
	}
}

// TestBatchProblems checks that every problem is told at once, with its document, and that bad documents are left out
// when asked for.
func TestBatchProblems(t *testing.T) {
	s := newBatches(t)
	w := ask(s, "POST", "/v1/batches", batchOf(5, "", 1, 3))
	d := problem(t, w)
	if w.Code != http.StatusUnprocessableEntity || len(d.Problems) != 2 || d.Problems[0].Pointer != "/documents/1/rows/0/members" ||
		d.Problems[1] != (entry{Pointer: "/documents/3/rows/0/members", Code: "min", Detail: "此栏不能为零（第 1 行）"}) {
		t.Errorf("%d %+v", w.Code, d.Problems)
	}
	at := accepted(t, s, batchOf(5, `"continue": true,`, 1, 3))
	got := atEnd(t, s, at)
	if got.State != batch.Done || got.Done != 3 || got.Failed != 2 || len(got.Problems) != 2 || got.Problems[1].Pointer != "/documents/3/rows/0/members" {
		t.Errorf("%+v", got)
	}
	body := ask(s, "GET", at+"/result", "").Body.Bytes()
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil || len(archive.File) != 4 {
		t.Fatalf("%v, %d files", err, len(archive.File))
	}
	manifest, err := archive.Open("manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(manifest); err != nil || !bytes.Contains(text, []byte(`"/documents/3/rows/0/members"`)) {
		t.Errorf("%v: %s", err, text)
	}
}

// TestBatchPlaces checks that what is no JSON is told by its line and column in the whole body, as the command tells it.
func TestBatchPlaces(t *testing.T) {
	s := newBatches(t)
	line := strings.ReplaceAll(ledger, "\n", " ")
	for name, c := range map[string]struct{ query, media, body, says string }{
		"lines":    {"?form=luzhou-2013/ledger", "application/x-ndjson", line + "\n\n" + line + "\n  {\"a\" 1}\n", "第 4 行第 8 列"},
		"array":    {"", "application/json", "{\"form\": \"luzhou-2013/ledger\",\n \"documents\": [\n {\"教\" 1}]}", "第 3 行第 7 列"},
		"its end":  {"", "application/json", "{\"form\":\n", "第 2 行第 1 列"},
		"trailing": {"", "application/json", batchOf(1, "") + "\n ]", "列"},
	} {
		w := ask(s, "POST", "/v1/batches"+c.query, c.body, "Content-Type: "+c.media)
		d := problem(t, w)
		if len(d.Problems) != 1 || d.Problems[0].Code != "syntax" || !strings.Contains(d.Problems[0].Detail, c.says) {
			t.Errorf("%s: %d %+v", name, w.Code, d)
		}
	}
}

// TestBatchBody sends bodies that do not come whole or are too large, and checks that nothing is left of them.
func TestBatchBody(t *testing.T) {
	s := newBatches(t)
	for name, c := range map[string]struct {
		body   io.Reader
		status int
	}{
		"cut off":   {io.MultiReader(strings.NewReader("{}\n"), iotest.ErrReader(io.ErrUnexpectedEOF)), http.StatusBadRequest},
		"too large": {io.LimitReader(blanks{}, batchBytes+2), http.StatusRequestEntityTooLarge},
	} {
		r := httptest.NewRequest(http.MethodPost, "/v1/batches?form=luzhou-2013/ledger", c.body)
		r.Header.Set("Content-Type", "application/x-ndjson")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if d := problem(t, w); w.Code != c.status || d.Request != "" {
			t.Errorf("%s: %d %+v", name, w.Code, d)
		}
	}
	if left, err := filepath.Glob(filepath.Join(s.spools, "gongwen-*")); err != nil || len(left) > 0 {
		t.Errorf("left %q, %v", left, err)
	}
}

// blanks are without an end.
type blanks struct{}

func (blanks) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// TestBatchRefused checks the status of every batch that is not taken.
func TestBatchRefused(t *testing.T) {
	s := newBatches(t)
	const at = "/v1/batches"
	for _, c := range []struct {
		name, query, body string
		status            int
		media             string
		pointer           string
	}{
		{"not JSON", "", "{", 400, "", ""},
		{"trailing", "", batchOf(1, "") + "]", 400, "", ""},
		{"nothing", "", "", 400, "", ""},
		{"array", "", "[]", 422, "", ""},
		{"no documents", "", `{"form": "luzhou-2013/ledger"}`, 422, "", "/documents"},
		{"documents that are none", "", `{"form": "luzhou-2013/ledger", "documents": 3}`, 422, "", "/documents"},
		{"empty", "", batchOf(0, ""), 422, "", "/documents"},
		{"unknown member", "", batchOf(1, `"forms": 1,`), 422, "", "/forms"},
		{"member twice", "", batchOf(1, `"form": "luzhou-2013/ledger",`), 422, "", "/form"},
		{"member of a wrong type", "", batchOf(1, `"names": [],`), 422, "", "/names"},
		{"a document that is not JSON", "?form=luzhou-2013/ledger", "{\n}", 422, "application/x-ndjson", "/documents/0"},
		{"no form", "", `{"documents": [{}]}`, 400, "", ""},
		{"no such form", "?form=luzhou-2013/poem", "{}", 404, "application/x-ndjson", ""},
		{"said twice, differently", "?form=luzhou-2013/score", batchOf(1, ""), 400, "", ""},
		{"format", "", batchOf(1, `"format": "png",`), 400, "", ""},
		{"output", "", batchOf(1, `"output": "tar",`), 400, "", ""},
		{"one workbook of all", "", batchOf(1, `"format": "xlsx", "output": "pdf",`), 400, "", ""},
		{"names", "", batchOf(1, `"names": "{poem}",`), 400, "", ""},
		{"mark", "", batchOf(1, `"mark": "一二三四五六七八九",`), 400, "", ""},
		{"a place in JSON", "", "{\n  \"documents\": [}", 400, "", "/documents/0"},
		{"duplex in a zip", "", batchOf(1, `"duplex": true,`), 400, "", ""},
		{"unknown parameter", "?bogus=1", batchOf(1, ""), 400, "", ""},
		{"webhook", "", batchOf(1, `"webhook": "https://example.com/",`), 400, "", ""},
		{"media type", "", "x", 415, "text/plain", ""},
		{"key", "", batchOf(1, ""), 400, "key", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var headers []string
			switch c.media {
			case "":
			case "key":
				headers = []string{"Idempotency-Key: " + strings.Repeat("k", 256)}
			default:
				headers = []string{"Content-Type: " + c.media}
			}
			w := ask(s, "POST", at+c.query, c.body, headers...)
			d := problem(t, w)
			if w.Code != c.status {
				t.Fatalf("status %d: %s", w.Code, w.Body)
			}
			if c.pointer != "" && (len(d.Problems) == 0 || d.Problems[0].Pointer != c.pointer) {
				t.Errorf("%+v", d.Problems)
			}
		})
	}
	for method, status := range map[string]int{"GET": 404, "DELETE": 404} {
		for _, id := range []string{"none", "zzzzzzzzzzzzzzzzzzzzzzzzzz", "..", ">", "*"} {
			if w := ask(s, method, at+"/"+id, ""); w.Code != status {
				t.Errorf("%s %s: %d", method, id, w.Code)
			}
		}
	}
	none, _ := newServer(t)
	if w := ask(none, "POST", at, batchOf(1, "")); w.Code != http.StatusNotImplemented || problem(t, w).Title != "本服务不受理批量任务" {
		t.Errorf("without a store: %s", w.Body)
	}
}

// TestIdempotency checks that a key makes a repeat the same batch, and is refused for another one.
func TestIdempotency(t *testing.T) {
	s := newBatches(t)
	const key = "Idempotency-Key: 0b5c"
	first := accepted(t, s, batchOf(3, ""), key)
	if again := accepted(t, s, batchOf(3, ""), key); again != first {
		t.Errorf("%s, then %s", first, again)
	}
	atEnd(t, s, first)
	if again := accepted(t, s, batchOf(3, ""), key); again != first {
		t.Errorf("%s, at the end %s", first, again)
	}
	if w := ask(s, "POST", "/v1/batches", batchOf(4, ""), key); w.Code != http.StatusConflict {
		t.Errorf("another body: %s", w.Body)
	}
	if other := accepted(t, s, batchOf(3, ""), key+"1"); other == first {
		t.Error("another key is the same batch")
	}
	if other := accepted(t, s, batchOf(3, "")); other == first {
		t.Error("no key is the same batch")
	}
}

// TestEvents follows a batch over a real connection, and comes again at its end.
func TestEvents(t *testing.T) {
	s := newBatches(t)
	url, stop := start(t, s)
	defer stop()
	at := accepted(t, s, batchOf(40, ""))
	answer, err := http.Get(url + at + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var id string
	var last batch.Status
	for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
		if v, ok := strings.CutPrefix(lines.Text(), "id: "); ok {
			if v == id {
				t.Errorf("%s twice", id)
			}
			id = v
		}
		if v, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			before := last.Done
			if err := json.Unmarshal([]byte(v), &last); err != nil || last.Done < before {
				t.Errorf("%v: %s", err, v)
			}
		}
	}
	if answer.Header.Get("Content-Type") != "text/event-stream; charset=utf-8" || last.State != batch.Done || last.Done != 40 {
		t.Errorf("%v, at last %+v", answer.Header, last)
	}
	if w := ask(s, "GET", at+"/events", "", "Last-Event-ID: "+id); w.Code != http.StatusNoContent {
		t.Errorf("who has heard the end gets %d", w.Code)
	}
	if w := ask(s, "GET", at+"/events", "", "Last-Event-ID: 1-0-true"); !strings.Contains(w.Body.String(), `"state":"done"`) {
		t.Errorf("who has not gets %q", w.Body)
	}
}

// TestCancel cancels a batch before it is made.
func TestCancel(t *testing.T) {
	s := newBatches(t, func(c *batch.Config) { c.Workers = -1 })
	at := accepted(t, s, batchOf(5, ""))
	for path, status := range map[string]int{at: 200, at + "/result": 409} {
		if w := ask(s, "GET", path, ""); w.Code != status {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if w := ask(s, "DELETE", at, ""); w.Code != http.StatusNoContent {
		t.Errorf("%d", w.Code)
	}
	if got := atEnd(t, s, at); got.State != batch.Cancelled {
		t.Errorf("%+v", got)
	}
	if w := ask(s, "GET", at+"/result", ""); w.Code != http.StatusConflict || problem(t, w).Title != "没有结果" {
		t.Errorf("%s", w.Body)
	}
}

// TestFull checks what a client is told when the queue is full, and when the disk is.
func TestFull(t *testing.T) {
	s := newBatches(t, func(c *batch.Config) { c.Workers, c.Queue = -1, 10 })
	accepted(t, s, batchOf(8, ""))
	if w := ask(s, "POST", "/v1/batches", batchOf(8, "")); w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "" {
		t.Errorf("full queue: %d %v", w.Code, w.Header())
	}
	s = newBatches(t, func(c *batch.Config) { c.Bytes = 20 << 20 })
	if w := ask(s, "POST", "/v1/batches", batchOf(100, "")); w.Code != http.StatusInsufficientStorage || problem(t, w).Detail == "" {
		t.Errorf("full disk: %d %s", w.Code, w.Body)
	}
	if w := ask(s, "POST", "/v1/batches", batchOf(3, "")); w.Code != http.StatusAccepted {
		t.Errorf("a small one: %d %s", w.Code, w.Body)
	}
}

// TestBatchTable sends a table that becomes a ledger for each unit, and one with a mistake, which is told by its cell.
func TestBatchTable(t *testing.T) {
	s := newBatches(t)
	const head = "fields/year,fields/unit,fields/date,rows/school,rows/type,rows/members,rows/founded,rows/secretary,rows/phone\n"
	row := func(school, members string) string {
		return "2013,示例主管单位,2013-05-20," + school + ",单独建," + members + ",2009-07,张示例,0000-0000000\n"
	}
	const path = "/v1/batches?form=luzhou-2013/ledger&split-by=school"
	w := ask(s, "POST", path, head+row("示例甲学校", "3")+row("示例乙学校", "4")+row("示例甲学校", "5"), "Content-Type: text/csv")
	if w.Code != http.StatusAccepted {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	at := w.Header().Get("Location")
	if got := atEnd(t, s, at); got.State != batch.Done || got.Done != 2 {
		t.Fatalf("%+v", got)
	}
	wrong := head + row("示例甲学校", "3") + row("示例乙学校", "0")
	w = ask(s, "POST", path, wrong, "Content-Type: text/csv")
	if d := problem(t, w); w.Code != http.StatusUnprocessableEntity || len(d.Problems) != 1 || d.Problems[0].Cell != "F3" || d.Problems[0].Pointer != "/documents/1/rows/0/members" {
		t.Errorf("%d: %s", w.Code, w.Body)
	}
	w = ask(s, "POST", path+"&continue=true", wrong, "Content-Type: text/csv")
	if w.Code != http.StatusAccepted {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	got := atEnd(t, s, w.Header().Get("Location"))
	if got.Done != 1 || got.Failed != 1 || len(got.Problems) != 1 || got.Problems[0].Place != "F3" || got.Problems[0].Pointer != "/documents/1/rows/0/members" {
		t.Errorf("%+v", got)
	}
	for _, c := range []struct {
		body, media string
		status      int
	}{
		{"a,b\n1,2\n", "text/csv", 422},
		{"not a workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 415},
		{batchOf(1, ""), "application/json", 400},
	} {
		if w := ask(s, "POST", path, c.body, "Content-Type: "+c.media); w.Code != c.status {
			t.Errorf("%s: %d: %s", c.media, w.Code, w.Body)
		}
	}
}
