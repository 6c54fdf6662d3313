package batch

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"gongwen/forms"
	"gongwen/renderer"
)

// Documents are the inputs of a batch. Each may be read more than once, and by several at once.
type Documents interface {
	Len() int
	Size() int64 // bytes of all
	// Document is the one at i; Index and Pointer are of no account.
	Document(i int) (renderer.Item, error)
}

// Request is a batch to be accepted.
type Request struct {
	Order     Order
	Documents Documents
	Digest    string // of everything that was sent
	Key       string // idempotency key; empty: none
}

// InputError is what is wrong with documents, at most maxProblems with one more that says how many there are beyond. The
// pointers begin with /documents/N.
type InputError struct{ Problems []forms.Problem }

// Error says how many problems there are.
func (e *InputError) Error() string {
	return fmt.Sprintf("the documents have %d problems", len(e.Problems))
}

// TooManyError is a batch of more documents than one may have.
type TooManyError int

// Error says how many it may have.
func (e TooManyError) Error() string { return fmt.Sprintf("a batch may have %d documents", int(e)) }

// Submit accepts a batch: when it returns, the batch is on disk and will be made. With the key of an earlier batch it is
// that one, or ErrConflict where something else was sent. The other errors are InputError, forms.ErrNotFound,
// forms.ErrNoSummary, renderer.OptionError, renderer.NameError, renderer.ListError, TooManyError, ErrLists, ErrFull, ErrSpace
// and ErrStore.
func (s *Service) Submit(ctx context.Context, r Request) (Status, error) {
	id := strings.ToLower(rand.Text())
	if r.Key != "" {
		sum := sha256.Sum256([]byte("gongwen idempotency key\x00" + r.Key))
		id = hex.EncodeToString(sum[:13])
		if status, found, err := s.repeated(ctx, id, r.Digest); found || err != nil {
			return status, err
		}
	}
	rec, b, err := s.check(ctx, id, &r)
	if err != nil {
		return Status{}, err
	}
	if err := s.stageAndFill(ctx, rec, b, r.Documents); err != nil {
		return Status{}, err
	}
	seq, err := s.write(ctx, s.batches, batchSubject+id, 0, rec)
	if err != nil {
		_ = s.purge(context.WithoutCancel(ctx), s.inputs, inputSubject+rec.Store+".>")
		if errors.Is(err, errStale) { // the same request, at the same time
			status, _, err := s.repeated(ctx, id, r.Digest)
			return status, err
		}
		return Status{}, err
	}
	s.keeper.track(rec, seq)
	ctx = context.WithoutCancel(ctx)
	if err := s.enqueue(ctx, rec, nil); err != nil { // accepted all the same: keeper asks again
		s.config.Log.Warn("batches: not all of a batch is queued yet", "batch", id, "error", err.Error())
	}
	s.config.Log.Info("batches: accepted", "batch", id, "form", rec.Order.Form, "documents", rec.Total, "output", string(rec.Order.Output))
	return s.Status(ctx, id)
}

// repeated is the batch that was made with the same key, if there is one.
func (s *Service) repeated(ctx context.Context, id, digest string) (status Status, found bool, err error) {
	var rec record
	seq, err := s.read(ctx, s.batches, batchSubject+id, &rec)
	switch {
	case err != nil || seq == 0:
		return status, false, err
	case rec.Digest != digest:
		return status, true, ErrConflict
	}
	status, err = s.Status(ctx, id)
	return status, true, err
}

// check makes the record of a batch that can be accepted, if there is nothing wrong with its documents, and what they are
// made with.
func (s *Service) check(ctx context.Context, id string, r *Request) (*record, *renderer.Batch, error) {
	o, n := r.Order, r.Documents.Len()
	if n > s.config.Documents {
		return nil, nil, TooManyError(s.config.Documents)
	}
	d, err := s.config.Library.Get(o.Form, o.Version)
	if err != nil {
		return nil, nil, err
	}
	if err := s.config.Hooks.check(o.Webhook); err != nil {
		return nil, nil, err
	}
	if err := o.checkLists(d); err != nil {
		return nil, nil, err
	}
	now := s.config.Now()
	if o.Version = d.Version; o.Options.Issued.IsZero() {
		o.Options.Issued = now.Truncate(time.Second)
	}
	b, err := o.batch(s.config.Library, d, n, s.config.Limits)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range o.Formats {
		options := o.Options
		if options.Format = f; f == renderer.XLSX {
			options.Layer, options.Offset = renderer.AllLayers, renderer.Offset{}
		}
		if err := s.config.Renderer.Check(options); err != nil {
			return nil, nil, err
		}
	}
	waiting := s.keeper.waiting()
	if waiting+n > s.config.Queue && waiting > 0 {
		return nil, nil, ErrFull
	}
	if err := s.crew.room.forBatch(ctx, r.Documents.Size(), n, waiting); err != nil {
		return nil, nil, err
	}
	size := r.Documents.Size()
	return &record{
		ID: id, Store: strings.ToLower(rand.Text()), Digest: r.Digest, Order: o, Definition: digest(d), Total: n,
		Unit: unitSize(n, size), Bytes: size, Accepted: now.UTC().Truncate(time.Millisecond),
	}, &b, nil
}

// stageAndFill writes the inputs to the disk while it looks whether anything is wrong with them. After an error they are
// gone again.
func (s *Service) stageAndFill(ctx context.Context, rec *record, b *renderer.Batch, docs Documents) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	staged := make(chan error, 1)
	go func() {
		err := s.stage(ctx, rec, docs)
		if err != nil {
			cancel()
		}
		staged <- err
	}()
	var err error
	if !rec.Order.Continue {
		if err = s.fill(ctx, *b, docs); err != nil {
			cancel()
		}
	}
	if failed := <-staged; failed != nil && (err == nil || errors.Is(err, context.Canceled)) {
		err = failed
	}
	if err != nil {
		_ = s.purge(context.WithoutCancel(ctx), s.inputs, inputSubject+rec.Store+".>") // else sweep does
	}
	return err
}

// fill fills every document, and makes nothing of them. The error is an InputError.
func (s *Service) fill(ctx context.Context, b renderer.Batch, docs Documents) error {
	b.Formats, b.Part, b.Workers = nil, false, 0
	var bad []forms.Problem
	more := 0
	err := s.config.Renderer.Each(ctx, &b, items(docs), func(r *renderer.Result) error {
		if r.Err != nil {
			return fmt.Errorf("check document %d: %T", r.No, r.Err) // its text may hold what was filled in
		}
		for _, p := range r.Problems {
			switch {
			case p.Severity != forms.SeverityError:
			case len(bad) < maxProblems:
				bad = append(bad, p)
			default:
				more++
			}
		}
		return nil
	})
	if more > 0 {
		bad = append(bad, forms.Problem{Code: forms.CodeMore, Args: forms.Args{Count: more}})
	}
	if err == nil && len(bad) > 0 {
		err = &InputError{bad}
	}
	return err
}

func items(docs Documents) iter.Seq2[renderer.Item, error] {
	return func(yield func(renderer.Item, error) bool) {
		for i := range docs.Len() {
			it, err := docs.Document(i)
			if !yield(placed(it, i), err) || err != nil {
				return
			}
		}
	}
}

// placed is a document at its place in the batch.
func placed(it renderer.Item, i int) renderer.Item {
	it.Index, it.Pointer = i, pointer(i)
	for k := range it.Problems {
		it.Problems[k].Pointer = it.Pointer + it.Problems[k].Pointer
	}
	return it
}

// stage writes the inputs, unit by unit. Nothing speaks of them before the record does.
func (s *Service) stage(ctx context.Context, rec *record, docs Documents) (err error) {
	var acks []jetstream.PubAckFuture
	for unit := range rec.units() {
		var packed []byte
		for i, end := rec.span(unit); i < end; i++ {
			it, err := docs.Document(i)
			if err == nil {
				packed, err = pack(packed, it)
			}
			if err != nil {
				return err
			}
		}
		if acks, err = s.put(inputSubject+unitKey(rec.Store, unit), packed, acks); err != nil {
			return err
		}
		if len(acks) >= stagedAtOnce {
			if err := settled(ctx, acks); err != nil {
				return err
			}
			acks = acks[:0]
		}
	}
	return settled(ctx, acks)
}

// stagedAtOnce is how many messages of inputs are on their way at once.
const stagedAtOnce = 16

// enqueue asks for the units of a batch to be made, but for those that made says are. What waits already is not asked
// for twice.
func (s *store) enqueue(ctx context.Context, rec *record, made func(unit int) bool) error {
	var acks []jetstream.PubAckFuture
	settle := func() error {
		for _, ack := range acks {
			if err := settled(ctx, []jetstream.PubAckFuture{ack}); err != nil && !errors.Is(err, errQueued) {
				return err
			}
		}
		acks = acks[:0]
		return nil
	}
	for unit := range rec.units() {
		if made != nil && made(unit) {
			continue
		}
		ack, err := s.js.PublishMsgAsync(&nats.Msg{Subject: workSubject + unitKey(rec.ID, unit)},
			jetstream.WithRetryAttempts(s.retries), jetstream.WithStallWait(answerTime))
		if err != nil {
			return fmt.Errorf("queue: %w", told(err))
		}
		if acks = append(acks, ack); len(acks) >= stagedAtOnce {
			if err := settle(); err != nil {
				return err
			}
		}
	}
	return settle()
}
