package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// issued is the clock of every print here.
const issued = "2013-05-20T09:00:00+08:00"

// ledger is a ledger that nothing is wrong with.
const ledger = `{"form": "luzhou-2013/ledger", "version": 1,
 "fields": {"year": 2013, "unit": "示例职业培训学校", "date": "2013-05-20"},
 "rows": [{"school": "示例职业培训学校", "organisation": "中共示例职业培训学校支部", "type": "单独建", "members": 5,
  "founded": "2009-07", "secretary": "张示例", "phone": "0000-0000000"}]}`

// result is how a run of the program ended.
type result struct {
	code           int
	stdout, stderr string
}

// execute runs the program.
func execute(t *testing.T, stdin string, args ...string) result {
	t.Helper()
	return executeIn(t, nil, stdin, args...)
}

// executeIn runs the program with an environment.
func executeIn(t *testing.T, env map[string]string, stdin string, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(t.Context(), args, func(key string) string { return env[key] }, strings.NewReader(stdin), &stdout, &stderr)
	return result{code, stdout.String(), stderr.String()}
}

// file writes a file of the test's folder and returns its path.
func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// buffer is a bytes.Buffer for two goroutines.
type buffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// symlink makes a symbolic link, which not everybody may make everywhere.
func symlink(t *testing.T, to, name string) {
	t.Helper()
	switch err := os.Symlink(to, name); {
	case err != nil && os.Getenv("CI") == "true":
		t.Fatal(err)
	case err != nil:
		t.Skip("skipped: needs symbolic links")
	}
}

// service is `gongwen serve` on a free port.
type service struct {
	url    string
	stderr *buffer
	cancel context.CancelFunc
	code   chan int
}

var address = regexp.MustCompile(`(?m)^listening on (http://\S+)$`)

// serve starts the service and waits until it is ready. It is stopped with the test.
func serve(t testing.TB, args ...string) *service {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	s := &service{stderr: &buffer{}, cancel: cancel, code: make(chan int, 1)}
	go func() {
		s.code <- run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...),
			func(string) string { return "" }, strings.NewReader(""), io.Discard, s.stderr)
	}()
	t.Cleanup(cancel)
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if s.url == "" {
			if m := address.FindStringSubmatch(s.stderr.String()); m != nil {
				s.url = m[1]
			}
			continue
		}
		if answer, err := http.Get(s.url + "/readyz"); err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return s
			}
		}
	}
	t.Fatalf("not ready; stderr: %s", s.stderr)
	return nil
}

// post sends a body and returns the answer with its whole body.
func (s *service) post(t *testing.T, path string, body io.Reader) (*http.Response, []byte) {
	t.Helper()
	answer, err := http.Post(s.url+path, "application/json", body)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	all, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, all
}

// get asks for a path and returns the answer with its whole body.
func (s *service) get(t *testing.T, path string) (*http.Response, []byte) {
	t.Helper()
	answer, err := http.Get(s.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	all, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, all
}
