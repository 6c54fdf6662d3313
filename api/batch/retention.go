package batch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// lose forgets a batch that is no more.
func (k *keeper) lose(id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if p := k.all[id]; p != nil {
		delete(k.all, id)
		p.change()
	}
}

// remove removes an ended batch and everything of it. The record goes last, so that a removal that is cut short is begun
// again.
func (k *keeper) remove(ctx context.Context, rec *record) error {
	if err := k.forget(ctx, rec.ID, rec.Store); err != nil {
		return err
	}
	if err := k.purge(ctx, k.batches, batchSubject+rec.ID); err != nil {
		return err
	}
	k.lose(rec.ID)
	k.config.Log.Info("batches: removed", "batch", rec.ID)
	return nil
}

// sweep removes the batches that ended long ago and, where ended ones have more bytes than are kept, the oldest of them;
// and the inputs of requests that were never accepted. What is not ended stays, whatever it has.
func (k *keeper) sweep(ctx context.Context) (err error) {
	now := k.config.Now()
	var ended []record
	var bytes int64
	stores := map[string]bool{}
	k.mu.Lock()
	for _, p := range k.all {
		stores[p.record.Store] = true
		if p.record.State.Ended() {
			ended = append(ended, p.record)
			bytes += p.record.Bytes
		}
	}
	k.mu.Unlock()
	slices.SortFunc(ended, func(a, b record) int { return cmp.Or(a.Ended.Compare(b.Ended), strings.Compare(a.ID, b.ID)) })
	for i := range ended {
		if ended[i].Ended.Add(k.config.Keep).After(now) && bytes <= k.config.KeepBytes {
			break
		}
		bytes -= ended[i].Bytes
		err = errors.Join(err, k.remove(ctx, &ended[i]))
	}
	return errors.Join(err, k.sweepInputs(ctx, stores))
}

// stagedTime is how long inputs may wait for their record.
const stagedTime = time.Hour

// sweepInputs removes inputs that no record speaks of.
func (k *keeper) sweepInputs(ctx context.Context, stores map[string]bool) (err error) {
	const first = ".0.0"
	info, err := k.inputs.Info(ctx, jetstream.WithSubjectFilter(inputSubject+"*"+first))
	if err != nil {
		return fmt.Errorf("inputs: %w", told(err))
	}
	for subject := range info.State.Subjects {
		id := strings.TrimSuffix(strings.TrimPrefix(subject, inputSubject), first)
		if stores[id] {
			continue
		}
		m, got := k.inputs.GetLastMsgForSubject(ctx, subject)
		if got == nil && time.Since(m.Time) > stagedTime {
			err = errors.Join(err, k.purge(ctx, k.inputs, inputSubject+id+".>"))
		}
	}
	return err
}
