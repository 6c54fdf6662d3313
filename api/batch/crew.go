package batch

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// crew takes units of work and makes them.
type crew struct {
	*store
	config Config
	orders orders
	room   room
	places chan struct{} // one for each document that is being made
	alone  sync.RWMutex  // held for reading while a document is made, for writing by one that may kill the process
	born   time.Time
	stuck  atomic.Int32 // documents that were left behind and are still being made
}

// maxStuck is how many documents may be left behind before the process is no good any more.
const maxStuck = 8

// errStuck says that it is not.
var errStuck = errors.New("too many documents never end: this process must be started again")

func newCrew(s *store, c Config) *crew {
	return &crew{
		store: s, config: c, orders: orders{known: map[string]*known{}}, room: room{store: s, config: c}, places: make(chan struct{}, max(c.Workers, 0)),
		born: time.Now(),
	}
}

const (
	askTime   = 5 * time.Second        // for which a unit is waited for at a time
	pauseTime = 500 * time.Millisecond // after an error
	calmTime  = time.Second            // of its life in which a process begins no document that may kill it
	laterTime = 5 * time.Second        // before another worker is asked to do what this one cannot
)

// maxPending is how many units may be in hand, over all workers.
const maxPending = 10_000

// consumer makes the queue that units are taken from, or finds it.
func (c *crew) consumer(ctx context.Context) (jetstream.Consumer, error) {
	ctx, cancel := context.WithTimeout(ctx, answerTime/2) // it may be choosing who leads
	defer cancel()
	consumer, err := c.work.CreateOrUpdateConsumer(ctx, jetstream.ConsumerConfig{
		Durable: workers, AckPolicy: jetstream.AckExplicitPolicy, AckWait: c.config.Patience, MaxDeliver: -1, MaxAckPending: maxPending,
	})
	if err != nil {
		return nil, fmt.Errorf("queue: %w", told(err))
	}
	return consumer, nil
}

// restart gives back what workers that are no more had in hand.
func (c *crew) restart(ctx context.Context) error {
	if err := c.work.DeleteConsumer(ctx, workers); err != nil && !errors.Is(err, jetstream.ErrConsumerNotFound) {
		return fmt.Errorf("queue: %w", told(err))
	}
	return nil
}

// run works until ctx is done, and returns when nothing is in hand any more. The error is errStuck.
func (c *crew) run(ctx context.Context) error {
	var all sync.WaitGroup
	if c.config.Workers > 0 {
		for range c.config.Workers + 2 { // units are fetched and put away meanwhile
			all.Go(func() { c.worker(ctx) })
		}
	}
	all.Wait()
	if c.stuck.Load() >= maxStuck {
		return errStuck
	}
	return nil
}

// worker takes one unit after another.
func (c *crew) worker(ctx context.Context) {
	var from jetstream.Consumer
	for ctx.Err() == nil && c.stuck.Load() < maxStuck {
		var err error
		if from == nil {
			from, err = c.consumer(ctx)
		}
		if err == nil && !c.room.forResults(ctx) {
			pause(ctx, pauseTime)
			continue
		}
		if err == nil {
			err = c.next(ctx, from)
		}
		if err != nil && ctx.Err() == nil {
			c.config.Log.Warn("batches: no work to be had", "error", err.Error())
			from = nil
			pause(ctx, pauseTime)
		}
	}
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// next takes a unit, if there is one, and makes it.
func (c *crew) next(ctx context.Context, from jetstream.Consumer) error {
	asking, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	got, err := from.Fetch(1, jetstream.FetchContext(asking))
	if err != nil {
		return fmt.Errorf("ask for work: %w", err)
	}
	for m := range got.Messages() {
		c.take(ctx, m)
	}
	if err := got.Error(); err != nil && !errors.Is(err, nats.ErrTimeout) && !errors.Is(err, context.DeadlineExceeded) &&
		!errors.Is(err, context.Canceled) {
		return fmt.Errorf("ask for work: %w", err)
	}
	return nil
}

// What becomes of a unit that was not made whole.
var (
	errAgain = errors.New("a document is to be tried again")
	errOther = errors.New("another worker is to do it")
)

// take makes one unit and says what became of it. While it is being made, the server hears so.
func (c *crew) take(ctx context.Context, m jetstream.Msg) {
	id, number, _ := strings.Cut(strings.TrimPrefix(m.Subject(), workSubject), ".")
	unit, err := strconv.Atoi(number)
	if err != nil {
		_ = m.Term()
		return
	}
	stop := make(chan struct{})
	var beat sync.WaitGroup
	beat.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(c.config.Patience / 3):
				_ = m.InProgress()
			}
		}
	})
	err = c.unit(ctx, id, unit)
	close(stop)
	beat.Wait()
	switch {
	case err == nil:
		_ = m.Ack() // lost, it comes again and is found to be made
		return
	case ctx.Err() != nil, errors.Is(err, errAgain):
		_ = m.Nak()
		return
	case errors.Is(err, errOther):
		_ = m.NakWithDelay(laterTime)
	default:
		_ = m.NakWithDelay(pauseTime)
	}
	c.config.Log.Warn("batches: unit given back", "batch", id, "unit", unit, "error", err.Error())
}
