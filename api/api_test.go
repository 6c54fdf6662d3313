package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"mime"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"gongwen/fonts"
	"gongwen/forms"
)

const ledger = `{"fields": {"year": 2013, "unit": "示例职业培训学校", "date": "2013-05-20"},
 "rows": [{"school": "示例职业培训学校", "type": "单独建", "members": 5, "founded": "2009-07", "secretary": "张示例", "phone": "0000-0000000"}]}`

const renderPath = "/v1/forms/luzhou-2013/ledger/render"

// newServer is a Server with a clock that stands still, and what it logs.
func newServer(t *testing.T) (*Server, *bytes.Buffer) {
	t.Helper()
	book, err := fonts.Open(fonts.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	now := time.Date(2013, 5, 20, 9, 0, 0, 0, time.FixedZone("", 8*3600))
	s, err := New(Config{
		Book:    book,
		Library: forms.Builtin(),
		Log:     slog.New(slog.NewJSONHandler(&log, nil)),
		Now:     func() time.Time { return now },
		Workers: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, &log
}

// ask sends a request with headers given as "Name: value".
func ask(s http.Handler, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/json")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if value == "" {
			r.Header.Del(name)
		} else {
			r.Header.Set(name, value)
		}
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// problem reads a problem document and checks what every one must have.
func problem(t *testing.T, w *httptest.ResponseRecorder) document {
	t.Helper()
	var d document
	if got := w.Header().Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("content type %q", got)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &d); err != nil {
		t.Fatalf("%v: %.200s", err, w.Body)
	}
	if d.Status != w.Code || d.Title == "" || d.Type == "" {
		t.Errorf("status %d, document %+v", w.Code, d)
	}
	if w.Header().Get("Cache-Control") != "no-store" || w.Header().Get(requestID) == "" {
		t.Errorf("headers %v", w.Header())
	}
	return d
}

// TestErrors checks the status of everything that can be asked wrongly.
func TestErrors(t *testing.T) {
	s, _ := newServer(t)
	for _, c := range []struct {
		name, method, path, body string
		headers                  []string
		status                   int
	}{
		{"no such path", "GET", "/v2/forms", "", nil, 404},
		{"slash at the end", "GET", "/v1/forms/", "", nil, 404},
		{"no such form", "GET", "/v1/forms/luzhou-2013/poem", "", nil, 404},
		{"no such version", "GET", "/v1/forms/luzhou-2013/ledger?version=9", "", nil, 404},
		{"version that is none", "GET", "/v1/forms/luzhou-2013/ledger?version=new", "", nil, 400},
		{"render no form", "POST", "/v1/forms/luzhou-2013/poem/render", ledger, nil, 404},
		{"method", "DELETE", "/v1/forms", "", nil, 405},
		{"render by GET", "GET", renderPath, "", nil, 405},
		{"blank as picture", "GET", "/v1/forms/luzhou-2013/ledger/blank?format=png", "", nil, 400},
		{"list as HTML", "GET", "/v1/forms", "", []string{"Accept: text/html"}, 406},
		{"render as text", "POST", renderPath, ledger, []string{"Accept: text/plain"}, 406},
		{"render as nothing", "POST", renderPath, ledger, []string{"Accept: application/pdf;q=0"}, 406},
		{"unknown format", "POST", renderPath + "?format=docx", ledger, nil, 400},
		{"form data", "POST", renderPath, ledger, []string{"Content-Type: application/x-www-form-urlencoded"}, 415},
		{"other charset", "POST", renderPath, ledger, []string{"Content-Type: application/json; charset=gb18030"}, 415},
		{"packed", "POST", renderPath, ledger, []string{"Content-Encoding: gzip"}, 415},
		{"not JSON", "POST", renderPath, "<xml/>", nil, 400},
		{"nothing", "POST", renderPath, "", nil, 400},
		{"not JSON, to check", "POST", "/v1/forms/luzhou-2013/ledger/check", "{", nil, 400},
		{"wrong page", "POST", renderPath + "?format=png&page=0", ledger, nil, 400},
		{"no such page", "POST", renderPath + "?format=png&page=7", ledger, nil, 422},
		{"resolution", "POST", renderPath + "?format=png&dpi=1200", ledger, nil, 400},
		{"clock", "POST", renderPath + "?issued=now", ledger, nil, 400},
		{"input of another form", "POST", "/v1/forms/luzhou-2013/score/render", `{"form":"luzhou-2013/ledger"}`, nil, 422},
		{"too large", "POST", renderPath, strings.Repeat(" ", bodyBytes+1), nil, 413},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := ask(s, c.method, c.path, c.body, c.headers...)
			if w.Code != c.status {
				t.Fatalf("status %d, want %d: %.200s", w.Code, c.status, w.Body)
			}
			problem(t, w)
			if c.status == http.StatusMethodNotAllowed && w.Header().Get("Allow") == "" {
				t.Error("no Allow")
			}
		})
	}
}

// TestFormat checks how the format of a file is chosen.
func TestFormat(t *testing.T) {
	s, _ := newServer(t)
	const pdf, png = "application/pdf", "image/png"
	const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	for _, c := range []struct{ query, accept, want string }{
		{"", "", pdf},
		{"", "*/*", pdf},
		{"", "text/html, */*;q=0.1", pdf},
		{"", "image/*", png},
		{"", "image/png;q=0.5, application/*", pdf},
		{"", xlsx, xlsx},
		{"", "application/pdf;q=0.2, " + xlsx + ";q=0.8", xlsx},
		{"?format=xlsx", pdf, xlsx},
		{"?format=PNG&dpi=50", "", png},
	} {
		w := ask(s, "POST", renderPath+c.query, ledger, "Accept: "+c.accept)
		if got := w.Header().Get("Content-Type"); w.Code != http.StatusOK || got != c.want {
			t.Errorf("%q, Accept %q: status %d, %s, want %s", c.query, c.accept, w.Code, got, c.want)
		}
	}
}

// TestFile checks what is said about a file: its name, its bytes, that it is not kept, and that there is advice.
func TestFile(t *testing.T) {
	s, _ := newServer(t)
	first := ask(s, "POST", renderPath, ledger, "Content-Type: ")
	h := first.Header()
	how, params, err := mime.ParseMediaType(h.Get("Content-Disposition"))
	if err != nil || how != "inline" || params["filename"] != "2013年度民办职业培训学校党建工作台账-示例职业培训学校.pdf" {
		t.Errorf("disposition %q: %v %v", h.Get("Content-Disposition"), params, err)
	}
	if !strings.Contains(h.Get("Content-Disposition"), `filename="luzhou-2013-ledger.pdf"`) {
		t.Errorf("no name in ASCII: %s", h.Get("Content-Disposition"))
	}
	for name, want := range map[string]string{
		"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Gongwen-Advice": "1",
		"ETag": etag(first.Body.Bytes()),
	} {
		if got := h.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if !strings.HasPrefix(h.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("policy %q", h.Get("Content-Security-Policy"))
	}
	second := ask(s, "POST", renderPath, ledger)
	if !bytes.Equal(first.Body.Bytes(), second.Body.Bytes()) {
		t.Error("the same input at the same time gives other bytes")
	}
	later := ask(s, "POST", renderPath+"?issued=2013-06-01T08:00:00%2B08:00", ledger)
	if later.Code != http.StatusOK || bytes.Equal(first.Body.Bytes(), later.Body.Bytes()) {
		t.Error("?issued= does nothing")
	}
}

// TestValidators checks that what a client has already is not sent again.
func TestValidators(t *testing.T) {
	s, _ := newServer(t)
	for _, path := range []string{
		"/v1/forms", "/v1/forms/luzhou-2013/ledger", "/v1/forms/luzhou-2013/ledger/schema", "/v1/forms/luzhou-2013/score/sample",
		"/v1/forms/luzhou-2013/ledger/blank?format=pdf", "/v1/forms/luzhou-2013/score/blank?format=xlsx",
	} {
		first := ask(s, "GET", path, "")
		tag := first.Header().Get("ETag")
		if first.Code != http.StatusOK || first.Body.Len() == 0 || tag == "" {
			t.Errorf("%s: status %d, %d bytes, ETag %s", path, first.Code, first.Body.Len(), tag)
			continue
		}
		for _, header := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
			if w := ask(s, "GET", path, "", "If-None-Match: "+header); w.Code != http.StatusNotModified || w.Body.Len() != 0 {
				t.Errorf("%s, If-None-Match %s: status %d, %d bytes", path, header, w.Code, w.Body.Len())
			}
		}
		if w := ask(s, "GET", path, "", `If-None-Match: "other"`); w.Code != http.StatusOK {
			t.Errorf("%s, other ETag: status %d", path, w.Code)
		}
	}
}

// TestForms checks the list and its search.
func TestForms(t *testing.T) {
	s, _ := newServer(t)
	for query, want := range map[string]string{
		"?q=luzhou-2013/": "luzhou-2013/ledger luzhou-2013/notice luzhou-2013/score luzhou-2013/submission",
		"?q=培训学校党建工作台":    "luzhou-2013/ledger luzhou-2013/score", "?q=此栏不能为零": "luzhou-2013/ledger",
		"?q=民办职业培训学校落实党建": "luzhou-2013/score", "?q=LEDGER": "luzhou-2013/ledger", "?q=无此内容": "",
	} {
		var list []listed
		w := ask(s, "GET", "/v1/forms"+query, "")
		if err := json.Unmarshal(w.Body.Bytes(), &list); err != nil || list == nil {
			t.Fatalf("%s: %v", query, err)
		}
		var ids []string
		for _, f := range list {
			ids = append(ids, f.ID)
			if f.Family != "luzhou-2013" || f.Title == "" || f.Kind == "" || f.Version != 1 || f.Page.Width < 200 || f.Page.Height < 200 {
				t.Errorf("%+v", f)
			}
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%q: %s, want %s", query, got, want)
		}
	}
}

// TestCheck checks that problems, advice and totals are told, and that a check is an answer, whatever it finds.
func TestCheck(t *testing.T) {
	s, _ := newServer(t)
	const path = "/v1/forms/luzhou-2013/ledger/check"
	read := func(body string, headers ...string) (c struct {
		Problems, Advice []entry
		Computed         map[string]any
	}) {
		t.Helper()
		w := ask(s, "POST", path, body, headers...)
		if w.Code != http.StatusOK {
			t.Fatalf("status %d: %s", w.Code, w.Body)
		}
		if err := json.Unmarshal(w.Body.Bytes(), &c); err != nil || c.Problems == nil || c.Advice == nil {
			t.Fatalf("%v: %s", err, w.Body)
		}
		return c
	}
	if c := read(ledger); len(c.Problems) != 0 || len(c.Advice) != 1 || len(c.Computed) == 0 {
		t.Errorf("good input: %+v", c)
	}
	bad := strings.Replace(ledger, `"members": 5`, `"members": 0`, 1)
	c := read(bad)
	if len(c.Problems) != 1 || c.Problems[0] != (entry{Pointer: "/rows/0/members", Code: "min", Detail: "此栏不能为零（第 1 行）"}) || c.Computed != nil {
		t.Errorf("bad input: %+v", c)
	}
	if c := read(bad, "Accept-Language: en-GB, zh;q=0.5"); !strings.Contains(c.Problems[0].Detail, "(row 1)") {
		t.Errorf("in English: %+v", c)
	}
}

// TestLanguage checks whose words a problem document has.
func TestLanguage(t *testing.T) {
	s, _ := newServer(t)
	for header, want := range map[string]string{
		"": "没有这个表式", "zh-CN,zh;q=0.9,en;q=0.8": "没有这个表式", "en": "No such form", "en-US,en;q=0.5": "No such form",
		"fr, en;q=0.5": "No such form", "fr": "没有这个表式", "en;q=0, zh": "没有这个表式", ";;;": "没有这个表式",
	} {
		w := ask(s, "GET", "/v1/forms/a/b", "", "Accept-Language: "+header)
		if d := problem(t, w); d.Title != want {
			t.Errorf("%q: %s, want %s", header, d.Title, want)
		}
	}
}

// TestRequestID checks that an id of the client is kept when it may stand in a log.
func TestRequestID(t *testing.T) {
	s, log := newServer(t)
	if got := ask(s, "GET", "/healthz", "", "X-Request-Id: abc-1.2_3").Header().Get(requestID); got != "abc-1.2_3" {
		t.Errorf("%q", got)
	}
	if !strings.Contains(log.String(), `"id":"abc-1.2_3"`) {
		t.Errorf("log: %s", log)
	}
	for _, id := range []string{"", "a b", "a\tb", "编号", strings.Repeat("a", 65), `"`} {
		got := ask(s, "GET", "/healthz", "", "X-Request-Id: "+id).Header().Get(requestID)
		if got == id || !sane(got) {
			t.Errorf("%q became %q", id, got)
		}
	}
}

// TestLog checks that the log has what was done and nothing of what was filled in.
func TestLog(t *testing.T) {
	s, log := newServer(t)
	ask(s, "POST", renderPath+"?format=pdf", ledger)
	ask(s, "POST", renderPath, strings.Replace(ledger, `"members": 5`, `"members": "五"`, 1))
	for _, want := range []string{`"route":"/v1/forms/:family/:name/render"`, `"status":200`, `"status":422`, `"took":`, `"bytes":`} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("no %s in %s", want, log)
		}
	}
	for _, secret := range []string{"张示例", "0000", "示例职业", "五"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("%q is in the log", secret)
		}
	}
}

// TestPanic checks that a panic is a 500 with a request id and nothing else, and that its value is not logged.
func TestPanic(t *testing.T) {
	s, log := newServer(t)
	s.engine.GET("/panic", func(*gin.Context) { panic("张示例") })
	s.engine.GET("/index", func(*gin.Context) { var none []int; _ = none[len(log.String())] })
	w := ask(s, "GET", "/panic", "")
	d := problem(t, w)
	if w.Code != http.StatusInternalServerError || d.Request == "" || d.Request != w.Header().Get(requestID) || d.Detail != "" || d.Problems != nil {
		t.Errorf("%+v", d)
	}
	if !strings.Contains(log.String(), `"msg":"panic"`) || strings.Contains(log.String(), "张示例") {
		t.Errorf("log: %s", log)
	}
	ask(s, "GET", "/index", "")
	if !strings.Contains(log.String(), "index out of range") {
		t.Errorf("log: %s", log)
	}
}

// TestBusy checks that more requests than may wait are told to come back, and that others wait their turn.
func TestBusy(t *testing.T) {
	s, _ := newServer(t)
	s.gate = newGate(1, 2)
	ctx := context.Background()
	_ = s.gate.enter()
	_ = s.gate.wait(ctx)
	answered := make(chan int)
	go func() { answered <- ask(s, "POST", renderPath, ledger).Code }()
	for s.gate.admitted.Load() < 2 {
		time.Sleep(time.Millisecond)
	}
	w := ask(s, "POST", renderPath, ledger)
	if problem(t, w); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
		t.Errorf("status %d, Retry-After %q", w.Code, w.Header().Get("Retry-After"))
	}
	s.gate.done()
	s.gate.leave()
	if code := <-answered; code != http.StatusOK {
		t.Errorf("who waited got %d", code)
	}
}

// TestTooLarge checks that a client that sends 50 MB before it reads gets to read the refusal, over a real connection.
func TestTooLarge(t *testing.T) {
	s, _ := newServer(t)
	url, stop := start(t, s)
	defer stop()
	const size = 50_000_000
	for name, header := range map[string]string{"with its length": "Content-Length: 50000000", "in chunks": "Transfer-Encoding: chunked"} {
		t.Run(name, func(t *testing.T) {
			body := bytes.Repeat([]byte(" "), size)
			if strings.HasPrefix(header, "Transfer") {
				body = append(append([]byte("2FAF080\r\n"), body...), "\r\n0\r\n\r\n"...)
			}
			head := "POST " + renderPath + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + header + "\r\n\r\n"
			body = append([]byte(head), body...)
			conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://")) // now that all is ready: a head has 5 s to come
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			_ = conn.SetDeadline(time.Now().Add(2 * readTimeout))
			if _, err := conn.Write(body); err != nil {
				t.Fatalf("cut off while sending: %v", err)
			}
			answer, err := io.ReadAll(conn)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.HasPrefix(answer, []byte("HTTP/1.1 413 ")) || !bytes.Contains(answer, []byte("Connection: close")) {
				t.Errorf("%.300s", answer)
			}
		})
	}
}

// start serves on a free port; stop ends it and waits.
func start(t *testing.T, s *Server) (url string, stop func()) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx, l) }()
	return "http://" + l.Addr().String(), func() {
		cancel()
		if err := <-served; err != nil {
			t.Errorf("serve: %v", err)
		}
	}
}

// TestDrain checks that a stop finishes what runs, takes nothing new and says so.
func TestDrain(t *testing.T) {
	s, _ := newServer(t)
	release, entered := make(chan struct{}), make(chan struct{})
	s.engine.GET("/slow", func(c *gin.Context) {
		close(entered)
		<-release
		c.String(http.StatusOK, "done")
	})
	url, stop := start(t, s)
	type outcome struct {
		body string
		err  error
	}
	slow := make(chan outcome, 1)
	go func() {
		answer, err := http.Get(url + "/slow")
		if err != nil {
			slow <- outcome{"", err}
			return
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		slow <- outcome{string(body), err}
	}()
	<-entered
	stopped := make(chan struct{})
	go func() { stop(); close(stopped) }()
	for !s.draining.Load() {
		time.Sleep(time.Millisecond)
	}
	if w := ask(s, "GET", "/readyz", ""); w.Code != http.StatusServiceUnavailable {
		t.Errorf("readyz: %d", w.Code)
	}
	if w := ask(s, "GET", "/healthz", ""); w.Code != http.StatusOK {
		t.Errorf("healthz: %d", w.Code)
	}
	select {
	case <-stopped:
		t.Error("stopped while a request ran")
	case <-time.After(50 * time.Millisecond):
	}
	close(release)
	if got := <-slow; got.err != nil || got.body != "done" {
		t.Errorf("the request that ran: %+v", got)
	}
	<-stopped
}
