package batch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// auditAll looks through the batches that are not ended or ended after a time, and asks for what is not there.
func (s *Service) auditAll(ctx context.Context, since time.Time) error {
	info, err := s.batches.Info(ctx, jetstream.WithSubjectFilter(batchSubject+"*"))
	if err != nil {
		return fmt.Errorf("audit: %w", told(err))
	}
	for subject := range info.State.Subjects {
		var rec record
		seq, err := s.read(ctx, s.batches, subject, &rec)
		if err != nil {
			return err
		}
		if seq == 0 || rec.State == Cancelled || rec.State.Ended() && rec.Ended.Before(since) {
			continue
		}
		if err := s.audit(ctx, strings.TrimPrefix(subject, batchSubject)); err != nil {
			return fmt.Errorf("audit: %w", err)
		}
	}
	return nil
}

// audit compares the results of a batch with what its notes say. What is missing is made again: notes that speak of it
// are taken back, the batch is no longer ended, and its units are asked for.
func (s *Service) audit(ctx context.Context, id string) error {
	var rec record
	if seq, err := s.read(ctx, s.batches, batchSubject+id, &rec); err != nil || seq == 0 {
		return err
	}
	made := make([]bool, rec.units())
	lost := 0
	for unit := range made {
		n, whole, err := s.auditUnit(ctx, &rec, unit)
		if err != nil {
			return err
		}
		made[unit], lost = whole, lost+n
	}
	whole := lost == 0
	for _, m := range made {
		whole = whole && m
	}
	if rec.State.Ended() && whole {
		return nil
	}
	if lost > 0 {
		s.config.Log.Warn("batches: results are missing and are made again", "batch", id, "documents", lost)
	}
	err := s.keeper.change(ctx, id, func(r *record) bool {
		if r.State != Done && r.State != Failed {
			return false
		}
		r.State, r.Made, r.Bad, r.Problems, r.Ended, r.CallAt = "", 0, 0, nil, time.Time{}, time.Time{}
		return true
	})
	if err != nil {
		return err
	}
	return s.enqueue(ctx, &rec, func(unit int) bool { return made[unit] })
}

// auditUnit takes back what the unit's note says of results that are not there, and says how many those are and whether
// the unit is whole.
func (s *Service) auditUnit(ctx context.Context, rec *record, unit int) (lost int, whole bool, err error) {
	var note unitNote
	subject := unitSubject + unitKey(rec.ID, unit)
	seq, err := s.read(ctx, s.units, subject, &note)
	if err != nil || seq == 0 {
		return 0, false, err
	}
	found, err := s.found(ctx, rec.ID, unit, &note)
	if err != nil {
		return 0, false, err
	}
	for i := range note.Items {
		if note.Items[i].Sum != "" && found[i] == nil {
			note.Items[i] = itemNote{}
			lost++
		}
	}
	if lost > 0 {
		if _, err := s.write(ctx, s.units, subject, seq, &note); err != nil {
			return lost, false, err
		}
	}
	return lost, note.made(), nil
}

// found reads the results that a note speaks of, one for each document; nil where it is not there or is something else.
func (s *store) found(ctx context.Context, id string, unit int, note *unitNote) ([][]byte, error) {
	packs := map[string][]byte{}
	all := make([][]byte, len(note.Items))
	for i := range note.Items {
		it := &note.Items[i]
		if it.Sum == "" {
			continue
		}
		pack, read := packs[it.Sum]
		if !read {
			var err error
			pack, err = s.get(ctx, s.results, packKey(id, unit, it.Sum))
			if err != nil && !errors.Is(err, errMissing) {
				return nil, err
			}
			if sum := sha256.Sum256(pack); hex.EncodeToString(sum[:16]) != it.Sum {
				pack = nil
			}
			packs[it.Sum] = pack
		}
		if it.At >= 0 && it.Bytes > 0 && it.At+it.Bytes <= int64(len(pack)) {
			all[i] = pack[it.At : it.At+it.Bytes : it.At+it.Bytes]
		}
	}
	return all, nil
}

// notes reads the notes of all units of an ended batch, in their order.
func (s *store) notes(ctx context.Context, rec *record) ([]unitNote, error) {
	all := make([]unitNote, rec.units())
	for unit := range all {
		m, err := s.units.GetLastMsgForSubject(ctx, unitSubject+unitKey(rec.ID, unit))
		if err != nil {
			return nil, fmt.Errorf("note: %w", told(err))
		}
		if err := json.Unmarshal(m.Data, &all[unit]); err != nil {
			return nil, fmt.Errorf("note: %w", err)
		}
		if first, end := rec.span(unit); len(all[unit].Items) != end-first || !all[unit].made() {
			return nil, fmt.Errorf("unit %s: %w", unitKey(rec.ID, unit), errMissing)
		}
	}
	return all, nil
}
