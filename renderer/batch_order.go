package renderer

import (
	"context"
	"iter"
	"sync"
)

// ahead is how many items for each worker may be under way: enough that one slow item does not leave the other workers
// without work, few enough for memory.
const ahead = 4

// task is an item under way, and where its result goes.
type task[In, Out any] struct {
	in  In
	out chan Out
}

// inOrder does work for every item, by so many workers, and hands what comes of it to each in the order of the items, in
// the caller's goroutine. The first error of items, each or ctx ends it.
func inOrder[In, Out any](ctx context.Context, workers int, items iter.Seq2[In, error], work func(context.Context, In) Out, each func(Out) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	tasks := make(chan task[In, Out])                  // for the workers
	waiting := make(chan task[In, Out], ahead*workers) // in order
	var all sync.WaitGroup
	defer func() {
		cancel(nil)
		for range waiting { // the feeder may be waiting for room
		}
		all.Wait()
	}()
	var bad error // of items; the end of waiting says that it is set
	all.Go(func() {
		defer close(waiting)
		defer close(tasks)
		for in, err := range items {
			if err != nil {
				bad = err
				return
			}
			t := task[In, Out]{in, make(chan Out, 1)}
			select {
			case waiting <- t:
			case <-ctx.Done():
				return
			}
			select {
			case tasks <- t:
			case <-ctx.Done():
				return
			}
		}
	})
	for range workers {
		all.Go(func() {
			for t := range tasks {
				t.out <- work(ctx, t.in)
			}
		})
	}
	for t := range waiting {
		select {
		case out := <-t.out:
			if err := ctx.Err(); err != nil {
				return context.Cause(ctx)
			}
			if err := each(out); err != nil {
				return err
			}
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	if bad == nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return bad
}
