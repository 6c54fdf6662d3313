package batch

import (
	"context"
	"errors"
	"strings"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// What can be in the way of a request.
var (
	ErrNotFound = errors.New("no such batch")
	ErrConflict = errors.New("the idempotency key was used for something else")
	ErrFull     = errors.New("too many documents are waiting")
	ErrSpace    = errors.New("no space left for batches")
	ErrNotDone  = errors.New("the batch is not done")
	ErrNoResult = errors.New("the batch has no result")
	ErrStore    = errors.New("the store of batches does not answer")
	ErrLists    = errors.New("lists go with the documents of a ZIP")
)

// errStale says that somebody else has written a note since it was read.
var errStale = errors.New("written by somebody else")

// errQueued says that a unit waits already.
var errQueued = errors.New("waits already")

// told makes an error of NATS one of ours, where it says what a caller must know.
func told(err error) error {
	var api *jetstream.APIError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &api):
		switch server.ErrorIdentifier(api.ErrorCode) {
		case server.JSStreamWrongLastSequenceErrF, server.JSStreamWrongLastSequenceConstantErr:
			return errors.Join(errStale, err)
		case server.JSInsufficientResourcesErr, server.JSStorageResourcesExceededErr, server.JSAccountResourcesExceededErr,
			server.JSMemoryResourcesExceededErr:
			return errors.Join(ErrSpace, err)
		}
		switch {
		case strings.Contains(api.Description, server.ErrMaxMsgsPerSubject.Error()):
			return errors.Join(errQueued, err)
		case strings.Contains(api.Description, "no space left"), strings.Contains(api.Description, server.ErrMaxBytes.Error()):
			return errors.Join(ErrSpace, err)
		}
	case errors.Is(err, nats.ErrTimeout), errors.Is(err, nats.ErrNoResponders), errors.Is(err, nats.ErrConnectionClosed),
		errors.Is(err, nats.ErrConnectionReconnecting), errors.Is(err, jetstream.ErrNoStreamResponse),
		errors.Is(err, jetstream.ErrAsyncPublishTimeout), errors.Is(err, nats.ErrDisconnected),
		errors.Is(err, context.DeadlineExceeded):
		return errors.Join(ErrStore, err)
	}
	return err
}
