package api

import (
	"errors"
	"syscall"

	"gongwen/api/batch"
	"gongwen/renderer"
)

// classifyBatch finds the kind of an error that has to do with batches; nil for another one.
func classifyBatch(err error) *failure {
	var input *batch.InputError
	var names *renderer.NameError
	var many batch.TooManyError
	var hook *batch.HookError
	switch {
	case errors.As(err, &input):
		return &failure{kind: kindInput, problems: input.Problems, cause: err}
	case errors.As(err, &names):
		return &failure{kind: kindQuery, name: "names", cause: err}
	case errors.As(err, &hook):
		return &failure{kind: kindQuery, name: "webhook", cause: err}
	case errors.As(err, &many):
		return &failure{kind: kindTooMany, cause: err}
	}
	for _, k := range []struct {
		is   error
		kind kind
	}{
		{batch.ErrNotFound, kindNoBatch},
		{batch.ErrConflict, kindConflict},
		{batch.ErrFull, kindQueue},
		{batch.ErrSpace, kindSpace},
		{syscall.ENOSPC, kindSpace},
		{batch.ErrNotDone, kindNotDone},
		{batch.ErrNoResult, kindNoResult},
	} {
		if errors.Is(err, k.is) {
			return &failure{kind: k.kind, cause: err}
		}
	}
	return nil
}
