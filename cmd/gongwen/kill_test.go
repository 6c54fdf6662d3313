package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// process is a service in a process of its own.
type process struct {
	url    string
	cmd    *exec.Cmd
	stderr *buffer
}

// run starts `gongwen serve` and waits until it is ready.
func startProcess(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(os.Args[0], append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...), stderr: &buffer{}}
	p.cmd.Env = append(os.Environ(), asProgram+"=1")
	p.cmd.Stderr = p.stderr
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.kill)
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if m := address.FindStringSubmatch(p.stderr.String()); m != nil {
			p.url = m[1]
			return p
		}
	}
	t.Fatalf("not ready; stderr: %s", p.stderr)
	return nil
}

// kill ends the process at once (SIGKILL) and waits until it is gone.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// ask sends a request; the status is 0 where nobody answers.
func (p *process) ask(method, path, body string) (status int, answer []byte) {
	r, err := http.NewRequest(method, p.url+path, strings.NewReader(body))
	if err != nil {
		return 0, nil
	}
	r.Header.Set("Content-Type", "application/x-ndjson")
	r.Header.Set("Idempotency-Key", "kill")
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, nil
	}
	defer got.Body.Close()
	if answer, err = io.ReadAll(got.Body); err != nil {
		return 0, nil
	}
	return got.StatusCode, answer
}

// batchEnd asks until the batch has ended, and returns its result.
func (p *process) batchEnd(t *testing.T, at string, total int) []byte {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		status, answer := p.ask("GET", at, "")
		var s struct {
			State        string
			Done, Failed int
		}
		if err := json.Unmarshal(answer, &s); err != nil || status != http.StatusOK {
			t.Fatalf("%d %v: %s\n%s", status, err, answer, p.stderr)
		}
		if s.State != "done" {
			continue
		}
		status, zip := p.ask("GET", at+"/result", "")
		if status != http.StatusOK || s.Done != total {
			t.Fatalf("result: %d, %d of %d done", status, s.Done, total)
		}
		return zip
	}
	t.Fatalf("does not end; stderr: %s", p.stderr)
	return nil
}

// soaking says whether the long tests are to be long.
func soaking() bool { return os.Getenv("GONGWEN_SOAK") != "" }

// TestKill kills the service at any moments of a batch, and then soon after each start. After the last start the batch ends with the bytes of a run that
// nobody disturbed: every document once, in order.
func TestKill(t *testing.T) {
	documents, kills := 200, 5
	if soaking() {
		documents, kills = 2000, 25
	}
	if testing.Short() {
		documents, kills = 60, 2
	}
	var lines strings.Builder
	for i := range documents {
		line := strings.ReplaceAll(strings.Replace(ledger, "示例职业培训学校", "示例学校"+strconv.Itoa(i), 1), "\n", " ")
		lines.WriteString(line + "\n")
	}
	const post = "/v1/batches?form=luzhou-2013/ledger&issued=2013-05-20T09:00:00%2B08:00"
	calm := startProcess(t, "--data", t.TempDir())
	_, answer := calm.ask("POST", post, lines.String())
	at := location(t, answer)
	begin := time.Now()
	want := calm.batchEnd(t, at, documents)
	took := time.Since(begin)
	calm.kill()

	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d; undisturbed in %v", seed, took)
	random := rand.New(rand.NewPCG(seed, 0))
	data := t.TempDir()
	for i := range 3 * kills {
		p := startProcess(t, "--data", data)
		go func() { p.ask("POST", post, lines.String()) }() // the first, or the same again
		longest := took
		if i >= kills {
			longest = 100 * time.Millisecond // of its life, with the same documents in hand each time
		}
		time.Sleep(time.Duration(random.Int64N(int64(longest))))
		p.kill()
	}
	p := startProcess(t, "--data", data)
	status, answer := p.ask("POST", post, lines.String())
	if status != http.StatusAccepted || location(t, answer) != at {
		t.Fatalf("%d: %s", status, answer)
	}
	if got := p.batchEnd(t, at, documents); !bytes.Equal(got, want) {
		t.Errorf("%d bytes after %d kills, %d undisturbed", len(got), 3*kills, len(want))
	}
}

// location is where the batch of an answer is asked for.
func location(t *testing.T, answer []byte) string {
	t.Helper()
	var s struct{ ID string }
	if err := json.Unmarshal(answer, &s); err != nil || s.ID == "" {
		t.Fatalf("%v: %s", err, answer)
	}
	return fmt.Sprintf("/v1/batches/%s", s.ID)
}
