package batch

import (
	"context"
	"errors"

	"gongwen/forms"
	"gongwen/renderer"
)

// checkLists says what is in the way of the lists that are asked for.
func (o *Order) checkLists(d *forms.Definition) error {
	if o.Output != ZIP && o.Lists.Any() {
		return ErrLists
	}
	return o.Lists.Check(d)
}

// What keeps lists from being made. The words of the errors behind them may hold what was filled in.
var (
	errListed  = errors.New("the lists could not be made")
	errFigures = errors.New("documents were made by a worker that knows of no lists")
)

// list puts the lists that are asked for behind the documents. They are made each time, the same bytes from the same
// manifest, for one result at a time: those of a large batch are large.
func (r *Result) list(ctx context.Context, d *forms.Definition, archive *renderer.Archive, m *renderer.Manifest) error {
	order, s := &r.record.Order, r.service
	if !order.Lists.Any() {
		return nil
	}
	for i := range m.Items {
		if rec := &m.Items[i]; !rec.Bad() && rec.Figures == nil {
			return errFigures
		}
	}
	select {
	case s.listing <- struct{}{}:
		defer func() { <-s.listing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	done, err := s.config.Turn(ctx)
	if err != nil {
		return err
	}
	defer done()
	files, _, err := s.config.Renderer.MakeLists(ctx, d, m, &order.Lists, order.Formats, order.Options)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return errListed
	}
	for i := range files {
		if err := archive.AddFile(&files[i]); err != nil {
			return err
		}
		files[i].Data = nil
	}
	m.Lists = files
	return nil
}
