package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"gongwen/renderer"
)

// Result is what a batch comes back as.
type Result struct {
	ID     string
	Form   string
	Title  string // of the form
	Output Output
	Issued time.Time

	service *Service
	record  record
	notes   []unitNote
}

// Result is that of a batch that is done; else the error is ErrNotDone, or ErrNoResult where there will never be one.
func (s *Service) Result(ctx context.Context, id string) (*Result, error) {
	status, err := s.Status(ctx, id)
	switch {
	case err != nil:
		return nil, err
	case !status.State.Ended():
		return nil, ErrNotDone
	case status.State != Done, status.Done == 0 && status.Output == PDF:
		return nil, ErrNoResult
	}
	r := &Result{ID: id, service: s}
	if _, err := s.read(ctx, s.batches, batchSubject+id, &r.record); err != nil {
		return nil, err
	}
	d, err := s.config.Library.Get(r.record.Order.Form, r.record.Order.Version)
	if err != nil {
		return nil, err
	}
	r.Form, r.Title, r.Output, r.Issued = d.ID, d.Blank().Title(), r.record.Order.Output, r.record.Order.Options.Issued
	if r.notes, err = s.notes(ctx, &r.record); err != nil {
		return nil, s.lost(ctx, id, err)
	}
	return r, nil
}

// lost has a batch made again of which something is missing, and is then ErrNotDone.
func (s *Service) lost(ctx context.Context, id string, err error) error {
	if !errors.Is(err, errMissing) {
		return err
	}
	if again := s.audit(ctx, id); again != nil {
		return errors.Join(err, again)
	}
	return fmt.Errorf("%w: %w", ErrNotDone, err)
}

// Write writes the result, the documents in their order, the same bytes each time. What is missing on the way is made
// again, and the error is then ErrNotDone.
func (r *Result) Write(ctx context.Context, w io.Writer) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var err error
	if r.Output == PDF {
		err = r.writePDF(ctx, w)
	} else {
		err = r.writeZIP(ctx, w)
	}
	if err != nil {
		return r.service.lost(context.WithoutCancel(ctx), r.ID, err)
	}
	return nil
}

func (r *Result) writeZIP(ctx context.Context, w io.Writer) error {
	d, err := r.service.config.Library.Get(r.record.Order.Form, r.record.Order.Version)
	if err != nil {
		return err
	}
	archive, manifest := renderer.NewArchive(w, r.Issued), renderer.NewManifest(d, r.Issued)
	err = r.each(ctx, func(made *renderer.Result) error {
		if _, err := archive.Add(made); err != nil {
			return err
		}
		manifest.Add(made)
		return nil
	})
	if err == nil {
		err = r.list(ctx, d, archive, manifest)
	}
	if err != nil {
		return err
	}
	return archive.Close(manifest)
}

func (r *Result) writePDF(ctx context.Context, w io.Writer) error {
	merge, err := r.service.config.Renderer.NewMerge(w, renderer.MergeOptions{Title: r.Title, Issued: r.Issued, Duplex: r.record.Order.Duplex})
	if err != nil {
		return err
	}
	if err := r.each(ctx, merge.Add); err != nil {
		return err
	}
	return merge.Close()
}

// ahead is how many units' results are read before they are needed.
const ahead = 3

// each reads the results in order.
func (r *Result) each(ctx context.Context, do func(*renderer.Result) error) error {
	type read struct {
		all [][]byte
		err error
	}
	next := make(chan chan read, ahead)
	go func() {
		defer close(next)
		for unit := range r.notes {
			one := make(chan read, 1)
			select {
			case next <- one:
			case <-ctx.Done():
				return
			}
			go func() {
				all, err := r.service.found(ctx, r.ID, unit, &r.notes[unit])
				one <- read{all, err}
			}()
		}
	}()
	for one := range next {
		got := <-one
		if got.err != nil {
			return got.err
		}
		for _, data := range got.all {
			var made renderer.Result
			if data == nil {
				return fmt.Errorf("result: %w", errMissing)
			}
			if err := made.UnmarshalBinary(data); err != nil {
				return fmt.Errorf("result: %w", err)
			}
			if err := do(&made); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}
