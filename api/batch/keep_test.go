package batch

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// TestLostResults takes results away that were noted, as a crash may. What is missing is made again, the same bytes.
func TestLostResults(t *testing.T) {
	dir := t.TempDir()
	r := ordered(ledgers(130))
	lose := func(s *Service, id string) {
		t.Helper()
		for _, item := range []string{"3", "4", "77"} {
			if err := s.purge(t.Context(), s.results, resultSubject+id+"."+item+".>"); err != nil {
				t.Fatal(err)
			}
		}
	}
	s, err := Open(t.Context(), configured(t, func(c *Config) { c.Dir = dir }))
	if err != nil {
		t.Fatal(err)
	}
	id := submit(t, s, r)
	ended(t, s, id)
	want := result(t, s, id)
	lose(s, id)
	got, err := s.Result(t.Context(), id)
	if err == nil {
		err = got.Write(t.Context(), &bytes.Buffer{})
	}
	if !errors.Is(err, ErrNotDone) {
		t.Errorf("without some results: %v", err)
	}
	ended(t, s, id)
	if again := result(t, s, id); !bytes.Equal(again, want) {
		t.Errorf("%d bytes, before %d", len(again), len(want))
	}
	lose(s, id)
	open := s.open
	s.open = "" // as if it had been killed: the file stays
	s.Close()
	s = opened(t, func(c *Config) { c.Dir = dir })
	if s.open != open {
		t.Fatalf("%s, %s", s.open, open)
	}
	ended(t, s, id)
	if again := result(t, s, id); !bytes.Equal(again, want) {
		t.Errorf("after a crash %d bytes, before %d", len(again), len(want))
	}
}

// TestStop stops the service in the middle of a batch, three times: that is no try of any document, and the batch goes on
// with the next start.
func TestStop(t *testing.T) {
	dir := t.TempDir()
	r := ordered(ledgers(60))
	slow := func(c *Config) {
		c.Dir, c.begin = dir, func(int) { time.Sleep(5 * time.Millisecond) }
	}
	id := ""
	for range maxTries + 1 {
		s, err := Open(t.Context(), configured(t, slow))
		if err != nil {
			t.Fatal(err)
		}
		if id == "" {
			id = submit(t, s, r)
		}
		time.Sleep(40 * time.Millisecond)
		begin := time.Now()
		s.Close()
		if took := time.Since(begin); took > time.Minute {
			t.Errorf("stopped after %v", took)
		}
	}
	s := opened(t, slow)
	if got := ended(t, s, id); got.State != Done || got.Done != 60 {
		t.Fatalf("%+v", got)
	}
	if out := result(t, s, id); !bytes.Equal(out, plain(t, s.config, r)) {
		t.Errorf("%d bytes, not those of the engine alone", len(out))
	}
}

// TestOneProcess checks that a second process cannot use the same folder.
func TestOneProcess(t *testing.T) {
	s := opened(t)
	if _, err := Open(t.Context(), configured(t, func(c *Config) { c.Dir = s.config.Dir })); !errors.Is(err, ErrInUse) {
		t.Errorf("%v", err)
	}
}

// TestSameKeyAtOnce sends the same request many times at once: it is one batch.
func TestSameKeyAtOnce(t *testing.T) {
	s := opened(t)
	r := ordered(ledgers(20), func(r *Request) { r.Key = "once" })
	var wait sync.WaitGroup
	ids := make([]string, 8)
	for i := range ids {
		wait.Go(func() {
			status, err := s.Submit(t.Context(), r)
			if err != nil {
				t.Error(err)
			}
			ids[i] = status.ID
		})
	}
	wait.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("%v", ids)
		}
	}
	if got := ended(t, s, ids[0]); got.Done != 20 {
		t.Errorf("%+v", got)
	}
	info, err := s.inputs.Info(t.Context(), jetstream.WithSubjectFilter(inputSubject+">"))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(info.State.Subjects); n != 20 { // a unit each
		t.Errorf("%d inputs", n)
	}
}

// TestRetention checks that ended batches go when their time is over or they have too many bytes, the oldest first, that
// everything of them goes, and that one that is not ended stays.
func TestRetention(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var mu sync.Mutex
	clock := func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Minute)
		return now
	}
	s := opened(t, func(c *Config) { c.Now, c.Keep, c.KeepBytes = clock, 24*time.Hour, 1<<20 })
	var ids []string
	for range 3 {
		id := submit(t, s, ordered(ledgers(20))) // some 0.6 MB
		ended(t, s, id)
		ids = append(ids, id)
	}
	there := func(id string) bool {
		_, err := s.Status(t.Context(), id)
		if err != nil && !errors.Is(err, ErrNotFound) {
			t.Fatal(err)
		}
		return err == nil
	}
	if err := s.keeper.sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if there(ids[0]) || there(ids[1]) || !there(ids[2]) {
		t.Errorf("%t %t %t", there(ids[0]), there(ids[1]), there(ids[2]))
	}
	s.stop() // so that the next one is not made
	(&s.work).Wait()
	running := submit(t, s, ordered(ledgers(5)))
	mu.Lock()
	now = now.Add(48 * time.Hour)
	mu.Unlock()
	if err := s.keeper.sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if there(ids[2]) || !there(running) {
		t.Errorf("%t %t", there(ids[2]), there(running))
	}
	for _, stream := range []jetstream.Stream{s.results, s.units} {
		info, err := stream.Info(context.Background())
		if err != nil || info.State.Msgs != 0 {
			t.Errorf("%d messages are left: %v", info.State.Msgs, err)
		}
	}
}
