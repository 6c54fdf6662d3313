package api

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// TestYield checks how many documents of batches are made at once beside requests.
func TestYield(t *testing.T) { synctest.Test(t, yields) }

func yields(t *testing.T) {
	g := newGate(3, 8)
	ctx := t.Context()
	take := func(want int) (done []func()) {
		t.Helper()
		for {
			brief, stop := context.WithTimeout(ctx, 20*time.Millisecond)
			d, err := g.yield(brief)
			stop()
			if err != nil {
				break
			}
			done = append(done, d)
		}
		if len(done) != want {
			t.Errorf("%d documents at once, want %d", len(done), want)
		}
		return done
	}
	end := func(all []func()) {
		for _, done := range all {
			done()
		}
	}
	end(take(3)) // nobody else works
	for range 3 {
		if err := g.wait(ctx); err != nil {
			t.Fatal(err)
		}
	}
	held := take(1) // the last place is theirs
	go func() {
		for range 3 {
			g.done()
		}
	}()
	time.Sleep(recent / 2)
	end(held)
	end(take(2)) // the next request may come
	time.Sleep(recent)
	end(take(3))
}
