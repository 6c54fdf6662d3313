package xlsx

import (
	"context"
	"io"

	"gongwen/forms/block"
)

// Workbook is what was read of a filled workbook.
type Workbook struct {
	Form, Version string // of the mark in its properties; empty: it has none
	Layout        string // of the mark: the inputs that the workbook was made for, as the function Layout says
	Shape         int    // which of the shapes it is a copy of
	Entries       []block.Entry
	Missed        []*block.Input // required, and no place was found for them; one of each label
	Unread        []Unread
	Lost          []Lost
	Macros        bool // it has macros, of which nothing was read
}

// Unread is something that the form does not ask for: a column of a table that the form does not have, a text beside or
// under one, or, without a cell, a further sheet that looks like the form.
type Unread struct {
	Label string // of the column, or the text; empty for a sheet
	Place block.Place
}

// Decode reads what was filled into a workbook. Shapes are the sections of the empty form as Encode writes them, one way
// or several; of these the one is read that the workbook is a copy of. Its inputs are looked for by their names, and where
// those are gone, by their labels. Entries come in the order of the form, those of tables row by row behind the others.
// One whose text is empty says where its value would stand. A value that follows from a formula of the form itself is
// none.
//
// The file may be hostile: no more is read than the limits of this package allow, nothing in it is run (macros), and
// nothing outside of it is followed (links). What is not read is a *FileError that says why. Where that is FileNoForm or
// FileUnclear, the Workbook is there, too, and says what its mark names.
func Decode(ctx context.Context, ra io.ReaderAt, size int64, shapes ...[]block.Section) (*Workbook, error) {
	b, err := readBook(ctx, ra, size)
	if err != nil {
		return nil, err
	}
	w := &Workbook{Form: b.properties["form"], Version: b.properties["version"], Layout: b.properties[layoutMark], Macros: b.macros}
	at, shape, err := b.choose(shapes)
	if err != nil {
		return w, err
	}
	f, err := b.find(shape)
	if err != nil {
		return w, err
	}
	w.Shape = at
	w.Entries, w.Missed, w.Unread, w.Lost = f.entries, f.missed(), f.unread, f.lost
	return w, nil
}
