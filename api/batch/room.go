package batch

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// room says how much space there is.
type room struct {
	*store
	config Config

	mu   sync.Mutex
	at   time.Time
	left int64 // as far as is known
}

const (
	guessBytes = 64 << 10 // of one document's file, before it is made
	noteBytes  = 16 << 20 // are kept back for notes, so that what is full can still say so
	lookTime   = time.Second
	plenty     = int64(1) << 62
)

// bytes is the space left for batches; plenty where only the cluster knows.
func (r *room) bytes(ctx context.Context) (int64, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if time.Since(r.at) < lookTime {
		return r.left, nil
	}
	left, err := r.look(ctx)
	if err == nil {
		r.left, r.at = left, time.Now()
	}
	return left, err
}

func (r *room) look(ctx context.Context) (int64, error) {
	left := plenty
	if r.own != nil {
		free, err := r.own.free()
		if err != nil {
			return 0, err
		}
		if left = free; !r.own.works() {
			return -plenty, nil
		}
	}
	info, err := r.js.AccountInfo(ctx)
	if err != nil {
		return 0, fmt.Errorf("space: %w", told(err))
	}
	limit := info.Limits.MaxStore
	if r.own != nil {
		limit = r.own.options.JetStreamMaxStore
	}
	if limit > 0 {
		left = min(left, limit-int64(info.Store))
	}
	return left - noteBytes, nil
}

// forResults says whether there is space for what workers make. Where that is not to be found out, they find out.
func (r *room) forResults(ctx context.Context) bool {
	left, err := r.bytes(ctx)
	if r.own != nil { // what is left to others may be used to end what was begun, by half
		left += r.own.spare / 2
	}
	return err != nil || left > 0
}

// forBatch is ErrSpace where there is no space for a batch beside those that are being made: its inputs, its files and
// those still to be made of pending documents. How large a file gets is guessed.
func (r *room) forBatch(ctx context.Context, inputs int64, documents, pending int) error {
	left, err := r.bytes(ctx)
	if err != nil {
		return err
	}
	if need := inputs + int64(documents+pending)*guessBytes*int64(max(r.replicas, 1)); need > left {
		return fmt.Errorf("%w: %d MiB needed, %d MiB left", ErrSpace, need>>20, max(left, 0)>>20)
	}
	return nil
}
