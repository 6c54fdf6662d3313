package api

import "context"

// yield returns when a document of a batch may be made, and what to call when it is. Batches have all places while
// nobody else works, and each request that does takes one of theirs, but for the last.
func (g *gate) yield(ctx context.Context) (done func(), err error) {
	g.mu.Lock()
	for g.back >= max(1, cap(g.places)-len(g.places)) {
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

// tell wakes the batches that wait for a place.
func (g *gate) tell() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.change != nil {
		close(g.change)
		g.change = nil
	}
}
