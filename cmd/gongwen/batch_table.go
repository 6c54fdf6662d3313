package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"gongwen/forms"
	"gongwen/renderer"
)

// is finds out what the input is: by --from, or by its ending.
func (in *batchInput) is(path, from string) error {
	tables := [...]string{"xlsx", "csv", "tsv", "txt"} // the last one only by its ending
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
	switch {
	case from == "":
	case from == "ndjson" || from == "json" || slices.Contains(tables[:3], from):
		ending = from
	default:
		return fmt.Errorf("--from %q: it may be ndjson, json, xlsx, csv or tsv", from)
	}
	switch {
	case ending == "ndjson" || ending == "jsonl":
		in.kind = renderer.LinesInput
	case slices.Contains(tables[:], ending):
		in.table = "input." + ending
	}
	return nil
}

// read reads a table or a workbook. It is kept: reading one costs more than printing it.
func (run *batchRun) read(ctx context.Context, in *batchInput) error {
	versions, err := versionsOf(run.library, run.ref)
	if err != nil {
		return err
	}
	in.sum = sha256.New()
	data, err := io.ReadAll(io.LimitReader(in.file, readBytes))
	if err != nil {
		return fmt.Errorf("input: %w", err)
	}
	in.sum.Write(data)
	file := renderer.Upload{Name: in.table, Data: data}
	if file.Fields, err = settings(run.set); err != nil {
		return err
	}
	in.all, err = run.renderer.ImportEach(ctx, versions, file, run.splitBy, forms.Limits{})
	if err != nil {
		return run.unread(in.file.Name(), err)
	}
	for _, one := range in.all {
		one.Document, one.Entered = nil, nil // they are filled again when they are printed
	}
	return nil
}
