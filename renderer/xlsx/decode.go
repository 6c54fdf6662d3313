package xlsx

import (
	"context"
	"errors"
	"io"

	"gongwen/forms/block"
)

// Workbook is what was read of a filled workbook.
type Workbook struct {
	Form, Version string // of the mark in its properties; empty: it has none
	Entries       []block.Entry
	Missed        []string // labels of required inputs for which no place was found
}

// Decode reads what was filled into a workbook. Shape are the sections of the empty form as Encode writes them, whose
// inputs are looked for: by their names, and where those are gone, by their labels.
func Decode(_ context.Context, _ io.ReaderAt, _ int64, _ []block.Section) (*Workbook, error) {
	return nil, errors.New("not yet")
}
