package batch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// read decodes the last message of a subject into note and returns its sequence; 0 where there is none.
func (s *store) read(ctx context.Context, stream jetstream.Stream, subject string, note any) (seq uint64, err error) {
	m, err := stream.GetLastMsgForSubject(ctx, subject)
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("%s: %w", subject, told(err))
	}
	if err := json.Unmarshal(m.Data, note); err != nil {
		return 0, fmt.Errorf("%s: %w", subject, err)
	}
	return m.Sequence, nil
}

// write replaces the last message of a subject, which must still be the one with sequence last; 0: none. The error is
// then errStale. A message that the server has got although it could not say so counts as written.
func (s *store) write(ctx context.Context, stream jetstream.Stream, subject string, last uint64, note any) (seq uint64, err error) {
	data, err := json.Marshal(note)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", subject, err)
	}
	ack, err := s.js.PublishMsg(ctx, &nats.Msg{Subject: subject, Data: data}, jetstream.WithExpectLastSequencePerSubject(last),
		jetstream.WithRetryAttempts(s.retries))
	if err == nil {
		return ack.Sequence, nil
	}
	if err = told(err); errors.Is(err, errStale) {
		if m, got := stream.GetLastMsgForSubject(ctx, subject); got == nil && m.Sequence > last && bytes.Equal(m.Data, data) {
			return m.Sequence, nil
		}
	}
	return 0, fmt.Errorf("%s: %w", subject, err)
}

// more is the header of a part that another follows.
const more = "Gongwen-More"

// put starts to publish data under the subjects prefix.0, prefix.1 …, and adds to acks what to wait for.
func (s *store) put(prefix string, data []byte, acks []jetstream.PubAckFuture) ([]jetstream.PubAckFuture, error) {
	for part := 0; part == 0 || len(data) > 0; part++ {
		n := min(len(data), s.part)
		m := nats.NewMsg(prefix + "." + strconv.Itoa(part))
		m.Data, data = data[:n], data[n:]
		if len(data) > 0 {
			m.Header.Set(more, "1")
		}
		ack, err := s.js.PublishMsgAsync(m, jetstream.WithRetryAttempts(s.retries), jetstream.WithStallWait(answerTime))
		if err != nil {
			return acks, fmt.Errorf("%s: %w", prefix, told(err))
		}
		acks = append(acks, ack)
	}
	return acks, nil
}

// settled waits for what was published; the error is the first of them.
func settled(ctx context.Context, acks []jetstream.PubAckFuture) error {
	for _, ack := range acks {
		select {
		case <-ack.Ok():
		case err := <-ack.Err():
			return fmt.Errorf("%s: %w", ack.Msg().Subject, told(err))
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// errMissing says that something that was written is not there.
var errMissing = errors.New("missing")

// get reads what put published. The error is errMissing where it is not there.
func (s *store) get(ctx context.Context, stream jetstream.Stream, prefix string) (data []byte, err error) {
	for part := 0; ; part++ {
		subject := prefix + "." + strconv.Itoa(part)
		m, err := stream.GetLastMsgForSubject(ctx, subject)
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			m, err = s.lagging(ctx, stream, subject)
		}
		switch {
		case errors.Is(err, jetstream.ErrMsgNotFound):
			return nil, fmt.Errorf("%s: %w", subject, errMissing)
		case err != nil:
			return nil, fmt.Errorf("%s: %w", subject, told(err))
		case part == 0:
			data = m.Data
		default:
			data = append(data, m.Data...)
		}
		if m.Header.Get(more) == "" {
			return data, nil
		}
	}
}

// lagging asks again for a message that not every copy of the stream may have yet.
func (s *store) lagging(ctx context.Context, stream jetstream.Stream, subject string) (m *jetstream.RawStreamMsg, err error) {
	err = jetstream.ErrMsgNotFound
	for try := 0; try < 10 && s.replicas > 1 && errors.Is(err, jetstream.ErrMsgNotFound); try++ {
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		m, err = stream.GetLastMsgForSubject(ctx, subject)
	}
	return m, err
}
