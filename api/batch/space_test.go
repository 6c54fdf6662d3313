package batch

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// TestSpace fills the space that batches have. New ones are refused, one that was accepted stays, and when old ones are
// removed, new ones are taken again.
func TestSpace(t *testing.T) {
	s := opened(t, func(c *Config) { c.Bytes = noteBytes + 8<<20 })
	first := submit(t, s, ordered(ledgers(100)))
	ended(t, s, first)
	time.Sleep(lookTime)
	if _, err := s.Submit(t.Context(), ordered(ledgers(110))); !errors.Is(err, ErrSpace) {
		t.Fatalf("%v", err)
	}
	if got := result(t, s, first); len(got) == 0 {
		t.Error("the first has no result")
	}
	if err := s.Cancel(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	time.Sleep(lookTime)
	ended(t, s, submit(t, s, ordered(ledgers(110))))
}

// TestDiskFull has somebody else fill the disk to its last byte while a batch is made. New batches are refused, the service
// can be stopped and started; when there is space again, the batch ends with the bytes of one that nobody disturbed.
func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=80m", "gongwen-test", dir).CombinedOutput(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("mount: %v: %s", err, out)
		}
		t.Skipf("skipped: needs to mount a small disk: %v %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	})
	s := opened(t, func(c *Config) {
		c.Dir = filepath.Join(dir, "data")
		c.begin = func(int) { time.Sleep(5 * time.Millisecond) }
	})
	r := ordered(ledgers(scaled(400)))
	id := submit(t, s, r)
	for status, mark := (Status{}), ""; status.Done < 50; mark = status.Mark() {
		var err error
		if status, err = s.Wait(t.Context(), id, mark); err != nil {
			t.Fatal(err)
		}
	}
	hog, err := os.Create(filepath.Join(dir, "hog"))
	if err != nil {
		t.Fatal(err)
	}
	defer hog.Close()
	for block := make([]byte, 1<<20); len(block) > 0; {
		if _, err := hog.Write(block); err != nil {
			block = block[:len(block)/2]
		}
	}
	time.Sleep(2 * lookTime)
	if _, err := s.Submit(t.Context(), ordered(ledgers(3))); !errors.Is(err, ErrSpace) {
		t.Errorf("with a full disk: %v", err)
	}
	if status, err := s.Status(t.Context(), id); err == nil && status.State.Ended() {
		t.Errorf("%+v", status)
	}
	s.Close() // and starts with a full disk
	if s, err = Open(t.Context(), s.config); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	time.Sleep(2 * lookTime)
	if err := os.Remove(hog.Name()); err != nil {
		t.Fatal(err)
	}
	_ = hog.Close()
	got := ended(t, s, id)
	if got.State != Done || got.Done != r.Documents.Len() {
		t.Fatalf("%+v", got)
	}
	if out := found(t, s, id); !bytes.Equal(out, plain(t, s.config, r)) {
		t.Errorf("%d bytes, not those of the engine alone", len(out))
	}
	ended(t, s, submit(t, s, ordered(ledgers(3))))
}

// found is the result of a batch that has ended; what a full disk has lost of it is made again when it is found missing.
func found(t *testing.T, s *Service, id string) []byte {
	t.Helper()
	for {
		var out bytes.Buffer
		r, err := s.Result(t.Context(), id)
		if err == nil {
			err = r.Write(t.Context(), &out)
		}
		if err == nil {
			return out.Bytes()
		}
		if !errors.Is(err, ErrNotDone) {
			t.Fatal(err)
		}
		ended(t, s, id)
	}
}
