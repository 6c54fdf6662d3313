package api

import (
	"context"
	"fmt"
	"io"

	"gongwen/api/batch"
	"gongwen/forms"
	"gongwen/renderer"
)

// readTable reads the documents of a workbook or a table that is the body of a batch: one a row of a workbook that
// `forms blank FORM --batch` made, or of a ledger one for each value of splitBy. It waits for its turn as a request does
// that reads one.
func (s *Server) readTable(ctx context.Context, b *batchBody, o *batch.Order, splitBy string) error {
	d, err := s.library.Get(o.Form, o.Version)
	if err != nil {
		return err
	}
	data, err := io.ReadAll(io.NewSectionReader(b.file, 0, b.size))
	if err != nil {
		return fmt.Errorf("read the body again: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	if err := s.gate.wait(ctx); err != nil {
		return err
	}
	defer s.gate.done()
	all, err := s.renderer.ImportEach(ctx, func(version int) *forms.Definition {
		if version == 0 || o.Version != 0 {
			return d
		}
		other, err := s.library.Get(d.ID, version)
		if err != nil {
			return nil
		}
		return other
	}, renderer.Upload{Name: b.table, Data: data}, splitBy, s.limits)
	if err != nil {
		return err
	}
	if len(all) > batchDocuments {
		return &failure{kind: kindTooMany}
	}
	b.size = 0
	for _, one := range all {
		b.items = append(b.items, renderer.Item{Input: one.JSON, Problems: one.Problems, Checked: true})
		b.size += int64(len(one.JSON))
	}
	return nil
}
