package batch

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/nats-io/nats.go/jetstream"

	"gongwen/renderer"
)

// keeper knows how far every batch is: it reads the notes as they are written, by whomever.
type keeper struct {
	*store
	config Config

	mu   sync.Mutex
	all  map[string]*progress
	done chan string // batches whose documents all have a result

	unwatch context.CancelFunc
	hooks   *http.Client
	calls   sync.WaitGroup // of webhooks
}

// progress is what is known of one batch.
type progress struct {
	record  record
	seq     uint64 // of the record
	units   []tally
	made    int
	bad     int
	begun   bool
	wrong   map[int][]renderer.Told // by unit
	bytes   int64
	changes int
	checked int           // changes at the last look
	changed chan struct{} // closed with the next change
}

// tally is what a unit's last note says.
type tally struct {
	seq       uint64
	made, bad int
	bytes     int64
}

func newKeeper(s *store, c Config) *keeper {
	return &keeper{store: s, config: c, all: map[string]*progress{}, done: make(chan string, 1024), hooks: c.Hooks.client()}
}

// watch reads all records and notes that there are, and goes on reading those that are written. Called again, it starts
// anew.
func (k *keeper) watch(ctx context.Context) error {
	if k.unwatch != nil {
		k.unwatch()
	}
	ctx, k.unwatch = context.WithCancel(ctx)
	for _, w := range []struct {
		stream jetstream.Stream
		read   func(jetstream.Msg)
	}{{k.batches, k.readRecord}, {k.units, k.readNote}} {
		ordered, err := w.stream.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{DeliverPolicy: jetstream.DeliverLastPerSubjectPolicy})
		if err != nil {
			return fmt.Errorf("watch: %w", told(err))
		}
		reading, err := ordered.Consume(w.read)
		if err != nil {
			return fmt.Errorf("watch: %w", told(err))
		}
		context.AfterFunc(ctx, reading.Stop)
	}
	return nil
}

// readRecord takes a record that was written, perhaps elsewhere.
func (k *keeper) readRecord(m jetstream.Msg) {
	var rec record
	meta, err := m.Metadata()
	if err != nil || json.Unmarshal(m.Data(), &rec) != nil || rec.Unit < 1 {
		k.config.Log.Error("batches: a record cannot be read", "subject", m.Subject())
		return
	}
	k.track(&rec, meta.Sequence.Stream)
}

// track takes a record with its sequence.
func (k *keeper) track(rec *record, seq uint64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	p := k.all[rec.ID]
	switch {
	case p == nil:
		p = &progress{changed: make(chan struct{})}
		k.all[rec.ID] = p
	case seq <= p.seq:
		return
	}
	p.record, p.seq = *rec, seq
	if rec.State.Ended() {
		p.units, p.wrong = nil, nil
	} else if p.units == nil {
		p.units, p.wrong = make([]tally, rec.units()), map[int][]renderer.Told{}
		p.made, p.bad, p.bytes, p.begun = 0, 0, 0, false
	}
	p.change()
}

// change wakes who waits for one. The keeper is locked.
func (p *progress) change() {
	p.changes++
	close(p.changed)
	p.changed = make(chan struct{})
}

// readNote takes the note of a unit.
func (k *keeper) readNote(m jetstream.Msg) {
	id, number, _ := strings.Cut(strings.TrimPrefix(m.Subject(), unitSubject), ".")
	unit, err := strconv.Atoi(number)
	meta, err2 := m.Metadata()
	if err != nil || err2 != nil {
		return
	}
	p := k.find(id)
	if p == nil {
		return
	}
	var note unitNote
	if err := json.Unmarshal(m.Data(), &note); err != nil {
		k.config.Log.Error("batches: a note cannot be read", "subject", m.Subject())
		return
	}
	k.take(p, unit, meta.Sequence.Stream, &note)
}

// take counts a unit's note, unless it is an old one, and says whether it was new.
func (k *keeper) take(p *progress, unit int, seq uint64, note *unitNote) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if p.units == nil || unit < 0 || unit >= len(p.units) || seq <= p.units[unit].seq {
		return false
	}
	p.take(unit, seq, note)
	if p.made+p.bad == p.record.Total {
		select {
		case k.done <- p.record.ID:
		default: // the next look finds it
		}
	}
	return true
}

// take counts a unit's note instead of the one before it. The keeper is locked.
func (p *progress) take(unit int, seq uint64, note *unitNote) {
	now := tally{seq: seq}
	delete(p.wrong, unit)
	for i := range note.Items {
		it := &note.Items[i]
		switch {
		case it.Sum == "":
		case len(it.Wrong) > 0:
			now.bad++
			p.wrong[unit] = append(p.wrong[unit], it.Wrong...)
		default:
			now.made++
		}
		now.bytes += it.Bytes
	}
	last := &p.units[unit]
	p.made, p.bad, p.bytes = p.made+now.made-last.made, p.bad+now.bad-last.bad, p.bytes+now.bytes-last.bytes
	p.begun = true
	*last = now
	p.change()
}

// find is what is known of a batch; a note may come before its record does.
func (k *keeper) find(id string) *progress {
	k.mu.Lock()
	p := k.all[id]
	k.mu.Unlock()
	if p != nil {
		return p
	}
	var rec record
	ctx, cancel := context.WithTimeout(context.Background(), connectTime)
	defer cancel()
	seq, err := k.read(ctx, k.batches, batchSubject+id, &rec)
	if err != nil || seq == 0 {
		return nil
	}
	k.track(&rec, seq)
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.all[id]
}

// status is how far a batch is. The keeper is locked.
func (p *progress) status() Status {
	s := p.record.status()
	if p.record.State.Ended() {
		return s
	}
	s.State, s.Done, s.Failed = Queued, p.made, p.bad
	if p.begun {
		s.State = Running
	}
	s.Problems = p.problems()
	s.mark = fmt.Sprintf("%d-%d-%t", p.made, p.bad, p.begun)
	return s
}

// problems are those of all units, in their order.
func (p *progress) problems() []renderer.Told {
	all := []renderer.Told{}
	for unit := range p.units {
		if all = append(all, p.wrong[unit]...); len(all) > maxProblems {
			break
		}
	}
	return listed(all, maxProblems, p.record.Order.Lang)
}

// waiting is how many documents are still to be made.
func (k *keeper) waiting() (n int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, p := range k.all {
		if !p.record.State.Ended() {
			n += p.record.Total - p.made - p.bad
		}
	}
	return n
}
