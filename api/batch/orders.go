package batch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
	"time"

	"gongwen/forms"
	"gongwen/renderer"
)

// orders are the records that a worker has to do with, read again after a while: they may be cancelled.
type orders struct {
	mu    sync.Mutex
	known map[string]*known
}

// known is a record and what its documents are made with.
type known struct {
	record record
	batch  renderer.Batch
	wanted bool
	at     time.Time
}

const (
	freshTime = time.Second // for which a record is believed
	mostKnown = 64
)

// get is what a batch's documents are made with; nil when none is wanted any more. The error is errOther where this
// worker has not the definition that the batch was accepted with.
func (o *orders) get(ctx context.Context, c *crew, id string) (*known, error) {
	o.mu.Lock()
	k := o.known[id]
	o.mu.Unlock()
	if k == nil || time.Since(k.at) > freshTime {
		var rec record
		seq, err := c.read(ctx, c.batches, batchSubject+id, &rec)
		if err != nil {
			return nil, err
		}
		k = &known{record: rec, at: time.Now(), wanted: seq != 0 && !rec.State.Ended()}
		if k.wanted {
			if k.batch, err = c.batch(&rec); err != nil {
				return nil, err
			}
		}
		o.mu.Lock()
		if len(o.known) >= mostKnown {
			clear(o.known)
		}
		o.known[id] = k
		o.mu.Unlock()
	}
	if !k.wanted {
		return nil, nil
	}
	return k, nil
}

// wanted says whether the batch is still to be made; where that is not to be found out, it is.
func (o *orders) wanted(ctx context.Context, c *crew, id string) bool {
	k, err := o.get(ctx, c, id)
	return err != nil || k != nil
}

// batch is what a record's documents are made with.
func (c *crew) batch(r *record) (b renderer.Batch, err error) {
	order := &r.Order
	d, err := c.config.Library.Get(order.Form, order.Version)
	if err != nil {
		return b, fmt.Errorf("%w: %w", errOther, err)
	}
	if digest(d) != r.Definition {
		return b, fmt.Errorf("%w: %s@%d is another definition here", errOther, order.Form, order.Version)
	}
	return order.batch(c.config.Library, d, r.Total, c.config.Limits)
}

// batch is what the order's documents are made with.
func (o *Order) batch(library *forms.Library, d *forms.Definition, total int, limits forms.Limits) (b renderer.Batch, err error) {
	b = renderer.Batch{
		Form: func(version int) *forms.Definition {
			if other, err := library.Get(o.Form, version); version != 0 && err == nil {
				return other
			}
			return d
		},
		Options: o.Options, Total: total, Lang: o.Lang, Limits: limits, Workers: 1,
		List: o.Lists.Any(),
	}
	if o.Output == PDF {
		b.Part = true
	} else {
		b.Formats = o.Formats
	}
	if o.Names != "" {
		if b.Names, err = renderer.ParseNames(o.Names, d); err != nil {
			return b, fmt.Errorf("names: %w", err)
		}
	}
	return b, nil
}

// digest stands for all that a definition says.
func digest(d *forms.Definition) string {
	sum := sha256.Sum256(d.YAML())
	return hex.EncodeToString(sum[:16])
}
