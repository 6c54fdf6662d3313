package api

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// errFull says that as many requests wait already as may.
var errFull = errors.New("too many requests are waiting")

// gate lets a fixed number of requests work at once and a fixed number wait, in the order they came.
type gate struct {
	places   chan struct{} // one for each that works
	admitted atomic.Int64  // working or waiting
	limit    int64
	last     atomic.Int64 // when one was done, in nanoseconds since 1970

	mu     sync.Mutex
	back   int           // documents of batches that are being made
	change chan struct{} // closed when a batch that waits may look again; nil: none waits
}

func newGate(workers, requests int) *gate {
	return &gate{places: make(chan struct{}, workers), limit: int64(max(requests, workers))}
}

// enter admits a request, or returns errFull. An admitted request must leave.
func (g *gate) enter() error {
	if g.admitted.Add(1) > g.limit {
		g.admitted.Add(-1)
		return errFull
	}
	return nil
}

func (g *gate) leave() { g.admitted.Add(-1) }

// wait returns when it is the request's turn to work, or ctx's error when that ends before. Who worked is done.
func (g *gate) wait(ctx context.Context) error {
	select {
	case g.places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *gate) done() {
	g.last.Store(time.Now().UnixNano())
	<-g.places
	g.tell()
}
