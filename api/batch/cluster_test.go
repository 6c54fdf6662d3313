package batch

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// freePorts are ports that nobody uses.
func freePorts(t testing.TB, n int) []string {
	t.Helper()
	all := make([]string, n)
	for i := range all {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		_, all[i], _ = net.SplitHostPort(l.Addr().String())
	}
	return all
}

// cluster is NATS servers on this machine, each a process.
func cluster(t testing.TB, n int) (url string, servers []*exec.Cmd) {
	t.Helper()
	ports := freePorts(t, 2*n)
	var urls []string
	for i := range n {
		servers = append(servers, process(t, "nats", "DIR="+t.TempDir(), "PORTS="+strings.Join(ports, ","), fmt.Sprint("ME=", i)))
		urls = append(urls, "nats://127.0.0.1:"+ports[2*i])
	}
	for i := range n {
		for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
			conn, err := net.Dial("tcp", "127.0.0.1:"+ports[2*i])
			if err == nil {
				_ = conn.Close()
				break
			}
			if time.Now().After(end) {
				t.Fatal(err)
			}
		}
	}
	return strings.Join(urls, ","), servers
}

// soaking says whether the long tests are to be long.
func soaking() bool { return os.Getenv("GONGWEN_SOAK") != "" }

// TestCluster has a batch made by four workers on a cluster of three servers, each a process. A server and a worker are
// killed on the way; the batch ends with the bytes of a run that nobody disturbed.
func TestCluster(t *testing.T) {
	documents := 400
	if soaking() {
		documents = 4000
	}
	if testing.Short() {
		documents = 100
	}
	url, servers := cluster(t, 3)
	s := opened(t, func(c *Config) { c.URL, c.Workers = url, 0 })
	if s.replicas != 3 {
		t.Fatalf("%d copies", s.replicas)
	}
	var workers []*exec.Cmd
	for range 4 {
		workers = append(workers, process(t, "worker", "URL="+url, "WORKERS=1"))
	}
	r := ordered(ledgers(documents))
	id := submit(t, s, r)
	for status, mark := (Status{}), ""; status.Done < documents/4; mark = status.Mark() {
		var err error
		if status, err = s.Wait(t.Context(), id, mark); err != nil {
			t.Fatal(err)
		}
	}
	kill(workers[0])
	if !testing.Short() { // the others need some seconds to choose who leads
		kill(servers[0])
	}
	got := ended(t, s, id)
	if got.State != Done || got.Done != documents {
		t.Fatalf("%+v", got)
	}
	if out := result(t, s, id); !bytes.Equal(out, plain(t, s.config, r)) {
		t.Errorf("%d bytes, not those of the engine alone", len(out))
	}
}
