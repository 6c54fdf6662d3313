package batch

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gongwen/renderer"
)

// run ends batches that are made, asks again for what got lost, tells who wants to know and clears away what is old.
func (k *keeper) run(ctx context.Context) {
	look := time.NewTicker(min(k.config.Patience, time.Minute))
	defer look.Stop()
	hooks := time.NewTicker(hookTime)
	defer hooks.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return
		case id := <-k.done:
			err = k.finish(ctx, id)
		case <-look.C:
			err = errors.Join(k.nudge(ctx), k.sweep(ctx))
		case <-hooks.C:
			k.callHooks(ctx)
		}
		if err != nil && ctx.Err() == nil {
			k.config.Log.Warn("batches: keeping them", "error", err.Error())
		}
	}
}

// change replaces the record of a batch by what with makes of it, unless that says no. It is ErrNotFound where there is
// none.
func (k *keeper) change(ctx context.Context, id string, with func(*record) bool) error {
	for {
		var rec record
		seq, err := k.read(ctx, k.batches, batchSubject+id, &rec)
		if err != nil {
			return err
		}
		if seq == 0 {
			return ErrNotFound
		}
		if !with(&rec) {
			k.track(&rec, seq)
			return nil
		}
		seq, err = k.write(ctx, k.batches, batchSubject+id, seq, &rec)
		if errors.Is(err, errStale) {
			continue
		}
		if err != nil {
			return err
		}
		k.track(&rec, seq)
		return nil
	}
}

// finish writes what came of a batch whose documents all have a result.
func (k *keeper) finish(ctx context.Context, id string) error {
	k.mu.Lock()
	p := k.all[id]
	if p == nil || p.record.State.Ended() || p.made+p.bad < p.record.Total {
		k.mu.Unlock()
		return nil
	}
	made, bad, bytes, problems := p.made, p.bad, p.bytes, p.problems()
	k.mu.Unlock()
	now := k.config.Now().UTC().Truncate(time.Millisecond)
	state := Done
	err := k.change(ctx, id, func(rec *record) bool {
		if rec.State.Ended() {
			return false
		}
		if bad > 0 && !rec.Order.Continue {
			state = Failed
		}
		rec.State, rec.Made, rec.Bad, rec.Problems, rec.Ended = state, made, bad, problems, now
		rec.Bytes += bytes
		if rec.Order.Webhook != "" {
			rec.CallAt = now
		}
		return true
	})
	if err != nil {
		return fmt.Errorf("end of batch %s: %w", id, err)
	}
	k.config.Log.Info("batches: ended", "batch", id, "state", string(state), "done", made, "failed", bad)
	return nil
}

// nudge looks at every batch that is not ended. Where nothing has changed since the last look, its units are asked for
// again: what is queued already is not queued twice, and what is made is found to be so.
func (k *keeper) nudge(ctx context.Context) (err error) {
	type idle struct {
		record
		made []bool
	}
	var all []idle
	var whole []string
	k.mu.Lock()
	for id, p := range k.all {
		switch {
		case p.record.State.Ended():
		case p.made+p.bad == p.record.Total:
			whole = append(whole, id)
		case p.changes == p.checked:
			i := idle{record: p.record, made: make([]bool, len(p.units))}
			for u := range p.units {
				first, end := p.record.span(u)
				i.made[u] = p.units[u].made+p.units[u].bad == end-first
			}
			all = append(all, i)
		}
		p.checked = p.changes
	}
	k.mu.Unlock()
	for _, id := range whole {
		err = errors.Join(err, k.finish(ctx, id))
	}
	for i := range all {
		err = errors.Join(err, k.enqueue(ctx, &all[i].record, func(unit int) bool { return all[i].made[unit] }))
	}
	return err
}

// Status is how far a batch is, or ErrNotFound.
func (s *Service) Status(ctx context.Context, id string) (Status, error) {
	if !known26(id) {
		return Status{}, ErrNotFound
	}
	p := s.keeper.find(id)
	if p == nil {
		return Status{}, ErrNotFound
	}
	s.keeper.mu.Lock()
	status, ended := p.status(), p.record.State.Ended()
	s.keeper.mu.Unlock()
	if ended { // and perhaps removed, by another service
		var rec record
		seq, err := s.read(ctx, s.batches, batchSubject+id, &rec)
		if err != nil {
			return Status{}, err
		}
		if seq == 0 {
			s.keeper.lose(id)
			return Status{}, ErrNotFound
		}
		status = rec.status()
	}
	if status.Problems == nil {
		status.Problems = []renderer.Told{}
	}
	return status, nil
}

// known26 says whether id is one that Submit may have given: 26 letters and digits.
func known26(id string) bool {
	for _, b := range []byte(id) {
		if (b < 'a' || b > 'z') && (b < '0' || b > '9') {
			return false
		}
	}
	return len(id) == 26
}

// Wait returns a batch's status as soon as its mark is another than the one given. The error may be ctx's.
func (s *Service) Wait(ctx context.Context, id, mark string) (Status, error) {
	for {
		p := s.keeper.find(id)
		if p == nil {
			return Status{}, ErrNotFound
		}
		s.keeper.mu.Lock()
		changed := p.changed
		s.keeper.mu.Unlock()
		status, err := s.Status(ctx, id)
		if err != nil || status.mark != mark {
			return status, err
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return status, ctx.Err()
		}
	}
}

// Cancel ends a batch that is not ended and removes its inputs and results; one that is ended is removed whole.
func (s *Service) Cancel(ctx context.Context, id string) error {
	if !known26(id) {
		return ErrNotFound
	}
	ended := false
	var rec record
	err := s.keeper.change(ctx, id, func(r *record) bool {
		if ended = r.State.Ended(); !ended {
			r.State, r.Ended = Cancelled, s.config.Now().UTC().Truncate(time.Millisecond)
			r.Bytes = 0
		}
		rec = *r
		return !ended
	})
	if err != nil {
		return err
	}
	if ended {
		return s.keeper.remove(ctx, &rec)
	}
	s.config.Log.Info("batches: cancelled", "batch", id)
	return s.forget(ctx, id, rec.Store)
}
