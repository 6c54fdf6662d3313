package batch

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/nats-io/nats.go/jetstream"
)

// The streams, and the first words of their subjects. A batch's id, a unit's or an item's number follow.
const (
	batchesStream = "gongwen-batches" // records: gongwen.batch.ID
	inputsStream  = "gongwen-inputs"  // gongwen.in.STORE.UNIT.PART
	unitsStream   = "gongwen-units"   // who has tried what and what came of it: gongwen.unit.ID.UNIT
	workStream    = "gongwen-work"    // units to be made: gongwen.work.ID.UNIT
	resultsStream = "gongwen-results" // packs of results: gongwen.out.ID.UNIT.SHA256.PART

	batchSubject  = "gongwen.batch."
	inputSubject  = "gongwen.in."
	unitSubject   = "gongwen.unit."
	workSubject   = "gongwen.work."
	resultSubject = "gongwen.out."
)

// workers is the one consumer of the work: whoever asks next gets the next unit.
const workers = "workers"

// partBytes is the most of one message, below the 1 MiB that servers take unless told otherwise.
const partBytes = 512 << 10

// store is the streams of a link.
type store struct {
	*link
	batches, inputs, units, work, results jetstream.Stream
}

// openStore makes the streams that are not there yet. Records, inputs and notes are kept before they are confirmed: with
// the server inside this process on the disk, in a cluster as its servers do. Where there is one copy alone, work and
// results are confirmed some time before: they can be made again, and what a crash has taken is found missing. In a
// cluster, the copies are what a server that dies leaves.
func openStore(ctx context.Context, l *link) (*store, error) {
	s := &store{link: l}
	const quick = jetstream.AsyncPersistMode
	for _, c := range []struct {
		to     *jetstream.Stream
		config jetstream.StreamConfig
	}{
		{&s.batches, jetstream.StreamConfig{Name: batchesStream, Subjects: []string{batchSubject + "*"}, MaxMsgsPerSubject: 1}},
		{&s.inputs, jetstream.StreamConfig{Name: inputsStream, Subjects: []string{inputSubject + "*.*.*"}, AllowDirect: true}},
		{&s.units, jetstream.StreamConfig{Name: unitsStream, Subjects: []string{unitSubject + "*.*"}, MaxMsgsPerSubject: 1}},
		{&s.work, jetstream.StreamConfig{
			Name: workStream, Subjects: []string{workSubject + "*.*"}, PersistMode: quick, Retention: jetstream.WorkQueuePolicy,
			MaxMsgsPerSubject: 1, Discard: jetstream.DiscardNew, DiscardNewPerSubject: true,
		}},
		{&s.results, jetstream.StreamConfig{Name: resultsStream, Subjects: []string{resultSubject + "*.*.*.*"}, AllowDirect: true, PersistMode: quick}},
	} {
		c.config.Storage = jetstream.FileStorage
		var err error
		if *c.to, err = l.stream(ctx, c.config); err != nil {
			return nil, fmt.Errorf("stream %s: %w", c.config.Name, told(err))
		}
	}
	return s, nil
}

// stream opens a stream, or makes it with as many copies as were asked for or the cluster has servers for.
func (l *link) stream(ctx context.Context, config jetstream.StreamConfig) (jetstream.Stream, error) {
	stream, err := l.js.Stream(ctx, config.Name)
	if !errors.Is(err, jetstream.ErrStreamNotFound) {
		if err == nil {
			l.replicas = max(stream.CachedInfo().Config.Replicas, 1)
		}
		return stream, err
	}
	single := config
	if config.Replicas, config.PersistMode = l.replicas, jetstream.DefaultPersistMode; l.replicas == 0 {
		config.Replicas = mostReplicas
	}
	if single.Replicas = 1; config.Replicas == 1 {
		config = single
	}
	stream, err = l.js.CreateOrUpdateStream(ctx, config)
	if err != nil && l.replicas == 0 && tooFew(err) {
		config = single
		stream, err = l.js.CreateOrUpdateStream(ctx, config)
	}
	if err == nil {
		l.replicas = config.Replicas
	}
	return stream, err
}

// mostReplicas is how many copies there are of everything in a cluster that is large enough: one server may die.
const mostReplicas = 3

func unitKey(id string, unit int) string { return id + "." + strconv.Itoa(unit) }

// forget removes everything of a batch but its record.
func (s *store) forget(ctx context.Context, id, inputs string) error {
	return errors.Join(
		s.purge(ctx, s.work, workSubject+id+".*"),
		s.purge(ctx, s.inputs, inputSubject+inputs+".>"),
		s.purge(ctx, s.units, unitSubject+id+".*"),
		s.purge(ctx, s.results, resultSubject+id+".>"),
	)
}

func (s *store) purge(ctx context.Context, stream jetstream.Stream, subject string) error {
	if err := stream.Purge(ctx, jetstream.WithPurgeSubject(subject)); err != nil {
		return fmt.Errorf("purge %s: %w", subject, told(err))
	}
	return nil
}
