package batch

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"
)

// TestPoison has a document that kills the whole service each time. It dies three times; then the document is reported
// and all others are made.
func TestPoison(t *testing.T) {
	const poison = 77
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "status.json")
	deaths := 0
	for ; deaths < 10; deaths++ {
		cmd := process(t, "poisoned", "DIR="+dir, "OUT="+out, "POISON="+strconv.Itoa(poison))
		err := cmd.Wait()
		var exit *exec.ExitError
		if err == nil {
			break
		}
		if !errors.As(err, &exit) || exit.Exited() {
			t.Fatalf("ended otherwise than by a kill: %v", err)
		}
	}
	if deaths != maxTries {
		t.Errorf("the service died %d times", deaths)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var s Status
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatal(err)
	}
	if s.State != Done || s.Done != 199 || s.Failed != 1 || len(s.Problems) != 1 || s.Problems[0].Pointer != pointer(poison) || s.Problems[0].Code != codeTries {
		t.Errorf("%+v", s)
	}
}

// TestStall has a document that never ends, and one that ends at the second try. The first is reported after three
// tries, the second is made, and so are the others.
func TestStall(t *testing.T) {
	const never, later = 5, 9
	var begun, laterBegun atomic.Int32
	end := make(chan struct{})
	s := opened(t, func(c *Config) {
		c.Limit = 2 * time.Second
		c.begin = func(item int) {
			switch {
			case item == never:
				begun.Add(1)
				<-end
			case item == later && laterBegun.Add(1) == 1:
				<-end
			}
		}
	})
	t.Cleanup(func() { close(end) })
	id := submit(t, s, ordered(ledgers(70), func(r *Request) { r.Order.Continue = true }))
	got := ended(t, s, id)
	if got.State != Done || got.Done != 69 || got.Failed != 1 || len(got.Problems) != 1 || got.Problems[0].Pointer != pointer(never) || got.Problems[0].Detail != wordsZH[codeTries] {
		t.Errorf("%+v", got)
	}
	if n := begun.Load(); n != maxTries {
		t.Errorf("tried %d times", n)
	}
	if len(result(t, s, id)) == 0 {
		t.Error("no result")
	}
}
