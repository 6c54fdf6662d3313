package xlsx

import (
	"context"
	"iter"
	"strings"

	"gongwen/forms/block"
)

// DecodeTable reads a table as text that a workbook of the first shape was saved as: by its labels, as Decode reads a
// sheet that has no names. Rows are lines of the file with their numbers, from 1, in order, and their cells. It is nil for
// a table that has less than half of the shape's words, or that is as near to another one of the shapes.
func DecodeTable(ctx context.Context, rows iter.Seq2[int, []string], shapes ...[]block.Section) (*Workbook, error) {
	l := new(leaf)
	for row, cells := range rows {
		if row > lastRow || len(cells) > lastColumn {
			return nil, &FileError{Code: FileRange}
		}
		for i, text := range cells {
			if strings.TrimSpace(text) == "" {
				continue
			}
			if len(l.data) == maxCells {
				return nil, &FileError{Code: FileMany}
			}
			l.data = append(l.data, datum{row: int32(row), column: uint16(i + 1), text: text})
		}
	}
	if err := l.index(""); err != nil {
		return nil, err
	}
	b := &filled{parcel: &parcel{ctx: ctx}, tabs: []*leaf{l}}
	first := newSought(shapes[0])
	fit := b.fit(first)
	if fit < halfFit {
		return nil, ctx.Err()
	}
	for _, other := range shapes[1:] {
		if b.fit(newSought(other)) >= fit {
			return nil, ctx.Err()
		}
	}
	f, err := b.find(first)
	if err != nil {
		return nil, err
	}
	return &Workbook{Entries: f.entries, Missed: f.missed(), Unread: f.unread, Lost: f.lost}, nil
}
