package batch

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// run ends batches that are made, asks again for what got lost, tells who wants to know and clears away what is old.
func (k *keeper) run(ctx context.Context) {
	look := time.NewTicker(min(k.config.Patience, time.Minute))
	defer look.Stop()
	hooks := time.NewTicker(hookTime)
	defer hooks.Stop()
	defer k.calls.Wait()
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
		if bad > 0 && !rec.Order.Continue || made == 0 {
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

// nudge looks at every batch that is not ended. Where nothing has changed since the last look, its notes are read again,
// and its units are asked for again that are not made: what is queued already is not queued twice. Where the notes say
// what has not been heard of, the watch is deaf and starts anew.
func (k *keeper) nudge(ctx context.Context) (err error) {
	var idle []*progress
	var whole []string
	k.mu.Lock()
	for id, p := range k.all {
		switch {
		case p.record.State.Ended():
		case p.made+p.bad == p.record.Total:
			whole = append(whole, id)
		case p.changes == p.checked:
			idle = append(idle, p)
		}
		p.checked = p.changes
	}
	k.mu.Unlock()
	for _, id := range whole {
		err = errors.Join(err, k.finish(ctx, id))
	}
	deaf := false
	for _, p := range idle {
		news, failed := k.reread(ctx, p)
		deaf, err = deaf || news, errors.Join(err, failed)
	}
	if deaf {
		k.config.Log.Warn("batches: the watch starts anew")
		err = errors.Join(err, k.watch(ctx))
	}
	return err
}

// reread reads the notes of the units that are not made as far as is known, and asks for those that are not. It says
// whether there was any news.
func (k *keeper) reread(ctx context.Context, p *progress) (news bool, err error) {
	k.mu.Lock()
	rec := p.record
	made := make([]bool, len(p.units))
	for u := range made {
		first, end := rec.span(u)
		made[u] = p.units[u].made+p.units[u].bad == end-first
	}
	k.mu.Unlock()
	if len(made) == 0 { // it has ended meanwhile
		return false, nil
	}
	for u := range made {
		if made[u] {
			continue
		}
		var note unitNote
		seq, err := k.read(ctx, k.units, unitSubject+unitKey(rec.ID, u), &note)
		if err != nil {
			return news, err
		}
		if seq > 0 && k.take(p, u, seq, &note) {
			news = true
		}
		made[u] = note.made()
	}
	return news, k.enqueue(ctx, &rec, func(unit int) bool { return made[unit] })
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
	far, err := s.Status(ctx, id)
	if err != nil {
		return err
	}
	err = s.keeper.change(ctx, id, func(r *record) bool {
		if ended = r.State.Ended(); !ended {
			r.State, r.Ended = Cancelled, s.config.Now().UTC().Truncate(time.Millisecond)
			r.Made, r.Bad, r.Problems, r.Bytes = far.Done, far.Failed, far.Problems, 0
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
