package batch

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"gongwen/renderer"
)

// unit makes the documents of a unit that have no result yet. It is nil when all have one, or none is wanted any more.
//
// The first time, the documents are begun together, with one note for all. Where a worker has died over them or one of
// them took too long, each is begun with a note of its own, so that it is known which one it was.
func (c *crew) unit(ctx context.Context, id string, number int) error {
	o, err := c.orders.get(ctx, c, id)
	if err != nil || o == nil {
		return err
	}
	u := unit{crew: c, known: o, number: number, subject: unitSubject + unitKey(id, number)}
	var end int
	u.first, end = o.record.span(number)
	if u.seq, err = c.read(ctx, c.units, u.subject, &u.note); err != nil || u.note.made() {
		return err
	}
	data, err := c.get(ctx, c.inputs, inputSubject+unitKey(o.record.Store, number))
	if err != nil {
		return err
	}
	if u.inputs, err = unpack(data, u.first, end-u.first); err != nil {
		return fmt.Errorf("unit %s: %w", unitKey(id, number), err)
	}
	if len(u.note.Items) == 0 {
		return u.together(ctx)
	}
	return u.apart(ctx)
}

// unit is one unit in the hands of a worker.
type unit struct {
	*crew
	known   *known
	number  int
	subject string // of its note
	seq     uint64
	note    unitNote
	first   int // document
	inputs  []renderer.Item
	pack    []byte                   // results that are to be sent off together
	acks    []jetstream.PubAckFuture // of what was sent off
	sent    []int                    // documents whose results were sent off or are in pack
	packed  int                      // how many of them were sent off
}

// settle waits until the results that were sent off are there. Those that may not be are not noted, and making them was
// no try: that was no fault of theirs.
func (u *unit) settle(ctx context.Context) error {
	err := u.send()
	if err == nil {
		err = settled(ctx, u.acks)
	}
	if err != nil {
		for _, i := range u.sent {
			tries := u.note.Items[i].Tries
			if !u.note.Items[i].givenUp() {
				tries--
			}
			u.note.Items[i] = itemNote{Tries: tries}
		}
		err = errors.Join(err, u.writeNote(ctx))
	}
	u.acks, u.sent, u.packed, u.pack = u.acks[:0], u.sent[:0], 0, nil
	return err
}

// writeNote writes the note as it is.
func (u *unit) writeNote(ctx context.Context) (err error) {
	u.seq, err = u.write(ctx, u.units, u.subject, u.seq, &u.note)
	return err
}

// save writes the note, when everything it speaks of is there.
func (u *unit) save(ctx context.Context) error {
	if err := u.settle(ctx); err != nil {
		return err
	}
	return u.writeNote(ctx)
}

// together makes all documents under one note.
func (u *unit) together(ctx context.Context) error {
	u.note.Items = make([]itemNote, len(u.inputs))
	for i := range u.note.Items {
		u.note.Items[i].Tries = 1
	}
	if err := u.save(ctx); err != nil {
		return err
	}
	var failed error // which is the fault of none of them
	for i := range u.inputs {
		it := &u.note.Items[i]
		if failed != nil {
			it.Tries = 0 // not begun after all
			continue
		}
		u.alone.RLock()
		err := u.item(ctx, i)
		u.alone.RUnlock()
		if errors.Is(err, errAgain) {
			it.Late = true
		} else if err != nil {
			it.Tries, failed = 0, err
		}
	}
	if err := u.save(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	if failed == nil && !u.note.made() {
		return errAgain
	}
	return failed
}

// apart makes each document that has no result yet under a note of its own, those first that have been tried least: who
// is killed again and again for other reasons is not to die over the same one each time.
func (u *unit) apart(ctx context.Context) error {
	order := make([]int, len(u.inputs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(u.note.Items[a].Tries, u.note.Items[b].Tries) })
	for _, i := range order {
		it := &u.note.Items[i]
		var err error
		switch {
		case it.Sum != "":
		case it.Tries >= maxTries:
			err = u.giveUp(i)
		case it.Tries > 0 && !it.Late:
			err = u.suspect(ctx, i)
		default:
			err = u.calm(ctx, i)
		}
		if err != nil {
			return err
		}
	}
	return u.save(context.WithoutCancel(ctx))
}

// giveUp reports a document that has been tried often enough.
func (u *unit) giveUp(i int) error {
	r := &renderer.Result{Record: renderer.Record{No: u.first + i + 1}}
	r.Wrong = []renderer.Told{tell(pointer(u.first+i), codeTries, u.known.batch.Lang)}
	u.config.Log.Error("batches: document given up", "batch", u.known.record.ID, "document", u.first+i, "tries", u.note.Items[i].Tries)
	return u.keep(i, r)
}

// suspect makes a document over which a worker may have died, while this process makes no other: if it dies again, it is
// known of what. A process that does not live for calmTime dies of something else. Nothing is left to be noted afterwards.
func (u *unit) suspect(ctx context.Context, i int) error {
	if err := u.settle(ctx); err != nil {
		return err
	}
	if young := calmTime - time.Since(u.born); young > 0 {
		pause(ctx, young)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	u.alone.Lock()
	defer u.alone.Unlock()
	if err := u.begin(ctx, i); err != nil {
		return err
	}
	return u.save(context.WithoutCancel(ctx))
}

// begin makes a document under a note of its own.
func (u *unit) begin(ctx context.Context, i int) error {
	if err := u.settle(ctx); err != nil {
		return err
	}
	it := &u.note.Items[i]
	it.Tries++
	if err := u.writeNote(ctx); err != nil {
		return err
	}
	err := u.item(ctx, i)
	if errors.Is(err, errAgain) {
		it.Late = true
	} else if err != nil { // which is not the document's fault
		it.Tries--
	}
	if err != nil {
		return errors.Join(err, u.writeNote(context.WithoutCancel(ctx)))
	}
	return nil
}

// calm is begin for a document that is not suspected: others may be made meanwhile.
func (u *unit) calm(ctx context.Context, i int) error {
	u.alone.RLock()
	defer u.alone.RUnlock()
	return u.begin(ctx, i)
}

// item makes one document and sends off its result. The error is errAgain where there is none and it is to be tried again.
func (u *unit) item(ctx context.Context, i int) error {
	if !u.orders.wanted(ctx, u.crew, u.known.record.ID) {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	u.places <- struct{}{}
	defer func() { <-u.places }()
	done, err := u.config.Turn(ctx)
	if err != nil {
		return err
	}
	defer done()
	r := u.limited(context.WithoutCancel(ctx), u.inputs[i])
	if r == nil || ours(r) {
		return errAgain
	}
	return u.keep(i, r)
}

// ours says whether a document was not made for reasons that are not its own.
func ours(r *renderer.Result) bool {
	for i := range r.Wrong {
		if r.Wrong[i].Code == renderer.CodeOurs {
			return true
		}
	}
	return errors.Is(r.Err, context.DeadlineExceeded) || errors.Is(r.Err, context.Canceled)
}

// limited makes a document; nil when that takes longer than it may. What does not even notice that its time is over is
// left behind.
func (u *unit) limited(ctx context.Context, item renderer.Item) *renderer.Result {
	ctx, cancel := context.WithTimeout(ctx, u.config.Limit)
	defer cancel()
	made := make(chan *renderer.Result, 1)
	go func() {
		if u.config.begin != nil {
			u.config.begin(item.Index)
		}
		made <- u.config.Renderer.Make(ctx, &u.known.batch, item)
	}()
	late := time.NewTimer(u.config.Limit + u.config.Limit/4)
	defer late.Stop()
	select {
	case r := <-made:
		if r.Err != nil { // which may hold what was filled in
			u.config.Log.Warn("batches: document not made", "batch", u.known.record.ID, "document", item.Index, "error", fmt.Sprintf("%T", r.Err))
		}
		return r
	case <-late.C:
		u.config.Log.Error("batches: document takes too long", "batch", u.known.record.ID, "document", item.Index)
		u.stuck.Add(1)
		go func() { <-made; u.stuck.Add(-1) }()
		return nil
	}
}

// keep notes a result, which goes off with others; settle waits until it has arrived.
func (u *unit) keep(i int, r *renderer.Result) error {
	data, err := r.MarshalBinary()
	if err != nil {
		return err
	}
	it := &u.note.Items[i]
	it.At, it.Bytes, it.Wrong = int64(len(u.pack)), int64(len(data)), listed(r.Wrong, maxTold, u.known.batch.Lang)
	u.pack, u.sent = append(u.pack, data...), append(u.sent, i)
	if len(u.pack) >= u.part/2 {
		return u.send()
	}
	return nil
}

// send sends off the pack.
func (u *unit) send() (err error) {
	if u.packed == len(u.sent) {
		return nil
	}
	sum := sha256.Sum256(u.pack)
	name := hex.EncodeToString(sum[:16])
	for _, i := range u.sent[u.packed:] {
		u.note.Items[i].Sum = name
	}
	u.acks, err = u.put(packKey(u.known.record.ID, u.number, name), u.pack, u.acks)
	u.pack, u.packed = nil, len(u.sent)
	return err
}

// packKey is the subject of a pack of results, without its part. It has the pack's sum in it, so that a worker of another
// version of the program cannot replace what a note speaks of.
func packKey(id string, unit int, sum string) string {
	return resultSubject + unitKey(id, unit) + "." + sum
}
