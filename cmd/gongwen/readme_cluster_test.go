package main

import (
	"encoding/json"
	"net"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// readmeCluster is how the README tries a cluster: the last three run until they are stopped.
const readmeCluster = `go build -o nats-server github.com/nats-io/nats-server/v2
./nats-server -js -a 127.0.0.1 -sd store
./gongwen serve --nats nats://127.0.0.1:4222 --batch-workers 0
./gongwen worker --nats nats://127.0.0.1:4222
`

// TestReadmeCluster runs the README's cluster, on ports that are free, and has it make a batch.
func TestReadmeCluster(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: needs the long run")
	}
	if !slices.ContainsFunc(blocks(t, readme[0]), func(b block) bool { return b.text == readmeCluster }) {
		t.Fatal("the README has another cluster")
	}
	dir, port := programFolder(t), freePort(t)
	lines := strings.Split(strings.TrimSpace(readmeCluster), "\n")
	build := strings.Fields(lines[0])
	build[3] = filepath.Join(dir, build[3])
	if out, err := exec.Command(build[0], build[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", lines[0], err, out)
	}
	begin := func(line string, more ...string) *buffer {
		args := append(strings.Fields(strings.ReplaceAll(line, ":4222", ":"+port)), more...)
		cmd, said := exec.Command(args[0], args[1:]...), new(buffer)
		cmd.Dir, cmd.Stderr = dir, said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			_ = cmd.Process.Signal(syscall.SIGTERM)
			_ = cmd.Wait()
		})
		return said
	}
	waitFor(t, begin(lines[1], "-p", port), regexp.MustCompile(`Server is ready`))
	s := &process{stderr: begin(lines[2], "--addr", "127.0.0.1:0")}
	s.url = waitFor(t, s.stderr, address)[1]
	status, answer := s.ask("POST", "/v1/batches?form=luzhou-2013/ledger", manyLines(9))
	var batch struct{ ID, State string }
	if err := json.Unmarshal(answer, &batch); err != nil || status != 202 || batch.State != "queued" {
		t.Fatalf("%d %v: %s", status, err, answer)
	}
	waitFor(t, begin(lines[3]), regexp.MustCompile(`worker: ready`))
	if zip := s.batchEnd(t, "/v1/batches/"+batch.ID, 9); len(zip) == 0 {
		t.Error("the result is empty")
	}
}

// freePort is a port that nobody uses.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// waitFor waits until a process says something.
func waitFor(t *testing.T, said *buffer, what *regexp.Regexp) []string {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if m := what.FindStringSubmatch(said.String()); m != nil {
			return m
		}
	}
	t.Fatalf("no %s: %s", what, said)
	return nil
}
