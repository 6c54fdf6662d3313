package api

import (
	"context"
	"time"
)

// recent is how long after a request the next one is waited for.
const recent = 100 * time.Millisecond

// yield returns when a document of a batch may be made, and what to call when it is. Batches have all places while
// nobody else works. Each request that does takes one of theirs, but for the last; and one is left free as long as
// requests keep coming, since a processor that has nothing to do notices the next one at once and a busy one after
// some 10 ms.
func (g *gate) yield(ctx context.Context) (done func(), err error) {
	g.mu.Lock()
	for g.back >= g.forBatches() {
		if g.change == nil {
			g.change = make(chan struct{})
		}
		change := g.change
		g.mu.Unlock()
		select {
		case <-change:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		g.mu.Lock()
	}
	g.back++
	g.mu.Unlock()
	return func() {
		g.mu.Lock()
		g.back--
		g.mu.Unlock()
		g.tell()
	}, nil
}

// forBatches is how many documents of batches may be made at once.
func (g *gate) forBatches() int {
	working := len(g.places)
	if working == 0 && time.Since(time.Unix(0, g.last.Load())) < recent {
		working = 1
	}
	return max(1, cap(g.places)-working)
}

// tell wakes the batches that wait for a place.
func (g *gate) tell() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.change != nil {
		close(g.change)
		g.change = nil
	}
}
