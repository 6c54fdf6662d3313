package xlsx

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Remark is something to say about a filled workbook, in words for who filled it.
type Remark struct {
	Sheet, Cell string // 党建台账, E7; without a cell it is said in the list alone
	Text        string
	Advice      bool // nothing is wrong: it stands in the list, and colours nothing
}

// ListSheet is the name of the sheet on which Annotate lists what it has to say. A workbook that comes back with it is
// read as if it were not there.
const ListSheet = "问题清单"

// Annotate writes the workbook to w with the cells of remarks coloured and a note on each of them, and with all remarks
// in order on its last sheet, ListSheet, which is the one that it opens with. Colours and notes that an earlier call left
// are taken away first. All else is kept: parts without anything to mark byte for byte, the others but for what is
// added. The same workbook and remarks give the same bytes. Errors of the file are those of Decode.
func Annotate(ctx context.Context, w io.Writer, ra io.ReaderAt, size int64, remarks []Remark) error {
	parcel, err := openParcel(ctx, ra, size)
	if err != nil {
		return err
	}
	a := &annotator{pack: newPack(parcel), remarks: remarks}
	var out bytes.Buffer
	for _, step := range []func() error{a.workbook, a.openStyles, a.sheets, a.list, a.closeStyles, func() error { return a.pack.save(&out) }} {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := step(); err != nil {
			var wrong *FileError
			if errors.As(err, &wrong) || ctx.Err() != nil {
				return err
			}
			return &FileError{Code: FileDamaged, Err: err} // everything comes from the file
		}
	}
	if _, err := out.WriteTo(w); err != nil {
		return fmt.Errorf("xlsx: annotate: %w", err)
	}
	return nil
}

// annotator marks one workbook.
type annotator struct {
	pack    *pack
	remarks []Remark
	schema  schema
	book    string // name of the workbook's part
	tabs    []tab
	at      int // of the list among tabs; -1: it has to be made
	styles  *styleSheet
}

// tab is one sheet of the workbook.
type tab struct {
	name, part string
	id         int // sheetId
}

// schema are the namespaces of a workbook: ECMA-376's transitional ones, or those of a strict one.
type schema struct{ main, relation string }

var (
	transitional = schema{"http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}
	strict       = schema{"http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships"}
)

// workbook finds the sheets.
func (a *annotator) workbook() error {
	roots, err := a.pack.relations("")
	if err != nil {
		return err
	}
	for _, r := range roots {
		if r.is("officeDocument") {
			a.book, a.schema = r.part, transitional
			if strings.HasPrefix(r.kind, strict.relation) {
				a.schema = strict
			}
		}
	}
	if a.book == "" {
		return errors.New("no workbook in the package")
	}
	parts := map[string]string{}
	related, err := a.pack.relations(a.book)
	if err != nil {
		return err
	}
	for _, r := range related {
		parts[r.id] = r.part
	}
	data, err := a.pack.read(a.book)
	if err != nil {
		return err
	}
	a.at = -1
	return scan(data, func(t *tag) error {
		if t.name != "sheet" || t.end() {
			return nil
		}
		s := tab{name: t.attr("name"), part: parts[t.attr("id")], id: wholeNumber(t.attr("sheetId"))}
		if s.name == ListSheet {
			a.at = len(a.tabs)
		}
		a.tabs = append(a.tabs, s)
		return nil
	})
}

// sheets marks the cells of every sheet, and takes the selection from all.
func (a *annotator) sheets() error {
	for i, tab := range a.tabs {
		if i == a.at || tab.part == "" {
			continue
		}
		marks, err := a.marks(tab.name)
		if err != nil {
			return err
		}
		data, err := a.pack.read(tab.part)
		if err != nil {
			return err
		}
		s := &sheetMarker{annotator: a, part: tab.part, data: data, marks: marks}
		if err := s.mark(); err != nil {
			return fmt.Errorf("%s: %w", tab.name, err)
		}
	}
	return nil
}

// mark is what is said about one cell.
type mark struct {
	row, col int // from 1
	cell     string
	texts    []string
}

// marks are what is wrong on a sheet, by rows and columns.
func (a *annotator) marks(sheet string) ([]*mark, error) {
	var all []*mark
	byCell := map[string]*mark{}
	for _, r := range a.remarks {
		if r.Cell == "" || r.Advice || !strings.EqualFold(r.Sheet, sheet) {
			continue
		}
		col, row, err := excelize.CellNameToCoordinates(r.Cell)
		if err != nil {
			return nil, err
		}
		cell, _ := excelize.CoordinatesToCellName(col, row)
		m := byCell[cell]
		if m == nil {
			m = &mark{row: row, col: col, cell: cell}
			byCell[cell] = m
			all = append(all, m)
		}
		m.texts = append(m.texts, r.Text)
	}
	slices.SortFunc(all, func(a, b *mark) int {
		if a.row != b.row {
			return a.row - b.row
		}
		return a.col - b.col
	})
	return all, nil
}

// Address is the column and row of a cell such as E7, from 1; 0 for what is none.
func Address(cell string) (col, row int) {
	col, row, err := excelize.CellNameToCoordinates(cell)
	if err != nil {
		return 0, 0
	}
	return col, row
}
