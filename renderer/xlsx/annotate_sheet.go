package xlsx

import (
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// sheetMarker marks the cells of one sheet.
type sheetMarker struct {
	*annotator
	part  string
	data  []byte
	marks []*mark // those still to be placed
	all   []*mark
	edits edits

	root     string // prefix of the root element
	inData   bool
	row, col int
	rowStyle int   // that cells of the row have which are not there yet; -1: that of their column
	columns  []run // styles of columns

	drawing     string // relationship id of its legacy drawing
	drawingAt   int    // where a legacy drawing would stand
	drawingOver bool   // one of the elements that follow it has been met
}

// run is a style of columns from one to another.
type run struct{ from, to, style int }

// behindDrawing are the elements of a sheet that stand behind its legacyDrawing (ECMA-376-1, 18.3.1.99).
var behindDrawing = map[string]bool{
	"legacyDrawingHF": true, "drawingHF": true, "picture": true, "oleObjects": true, "controls": true,
	"webPublishItems": true, "tableParts": true, "extLst": true, "AlternateContent": true,
}

// mark changes the sheet where there is anything to change.
func (s *sheetMarker) mark() error {
	s.all = s.marks
	if err := scan(s.data, s.tag); err != nil {
		return err
	}
	if err := s.notes(); err != nil {
		return err
	}
	if len(s.edits) == 0 {
		return nil
	}
	return s.pack.change(s.part, s.data, s.edits)
}

func (s *sheetMarker) tag(t *tag) error {
	switch {
	case t.depth == 0:
		s.root = t.prefix
		if t.end() && !s.drawingOver {
			s.drawingAt = t.at
		}
	case t.depth == 1:
		s.child(t)
	case t.name == "sheetView" && t.attr("tabSelected") != "":
		s.edits.replace(t, t.with("tabSelected", ""))
	case t.name == "col" && t.depth == 2 && !t.end():
		s.columns = append(s.columns, run{wholeNumber(t.attr("min")), wholeNumber(t.attr("max")), wholeNumber(t.attr("style"))})
	case s.inData && t.depth == 2 && t.name == "row":
		s.rowTag(t)
	case s.inData && t.depth == 3 && t.name == "c" && !t.end():
		s.cellTag(t)
	}
	return nil
}

// child is an element right under the root.
func (s *sheetMarker) child(t *tag) {
	switch {
	case t.name == "sheetData" && t.kind == tagEmpty:
		if rows := s.newRows(1<<30, t.prefix); rows != "" {
			s.edits.replace(t, t.open()+rows+"</"+t.prefix+"sheetData>")
		}
	case t.name == "sheetData":
		if s.inData = !t.end(); !s.inData {
			s.put(t.at, s.newRows(1<<30, t.prefix))
		}
	case t.name == "legacyDrawing" && !t.end():
		s.drawing = t.attr("id")
	case behindDrawing[t.name] && !s.drawingOver:
		s.drawingOver, s.drawingAt = true, t.at
	}
}

func (s *sheetMarker) put(at int, text string) {
	if text != "" {
		s.edits.put(at, text)
	}
}

func (s *sheetMarker) rowTag(t *tag) {
	if t.end() {
		s.put(t.at, s.newCells(1<<30, t.prefix))
		return
	}
	n := wholeNumber(t.attr("r"))
	if n == 0 {
		n = s.row + 1
	}
	s.put(t.at, s.newRows(n, t.prefix))
	s.row, s.col, s.rowStyle = n, 0, -1
	if f := t.attr("customFormat"); f == "1" || f == "true" {
		s.rowStyle = wholeNumber(t.attr("s"))
	}
	if t.kind == tagEmpty {
		if cells := s.newCells(1<<30, t.prefix); cells != "" {
			s.edits.replace(t, t.open()+cells+"</"+t.prefix+"row>")
		}
	}
}

func (s *sheetMarker) cellTag(t *tag) {
	col := s.col + 1
	if c, _, err := excelize.CellNameToCoordinates(t.attr("r")); err == nil {
		col = c
	}
	s.put(t.at, s.newCells(col, t.prefix))
	s.col = col
	old := wholeNumber(t.attr("s"))
	style := s.styles.right(old)
	if len(s.marks) > 0 && s.marks[0].row == s.row && s.marks[0].col == col {
		if s.marks = s.marks[1:]; s.styles.marked(old) {
			style = old
		} else {
			style = s.styles.wrong(old)
		}
	}
	if style != old {
		s.edits.replace(t, t.with("s", strconv.Itoa(style)))
	}
}

// newCells are the marked cells of the row before a column which it does not have.
func (s *sheetMarker) newCells(col int, prefix string) (text string) {
	for len(s.marks) > 0 && s.marks[0].row == s.row && s.marks[0].col < col {
		m := s.marks[0]
		style := s.rowStyle
		for _, r := range s.columns {
			if style < 0 && r.from <= m.col && m.col <= r.to {
				style = r.style
			}
		}
		text += element(prefix+"c", "", "r", m.cell, "s", strconv.Itoa(s.styles.wrong(max(style, 0))))
		s.marks = s.marks[1:]
	}
	return text
}

// newRows are the marked rows before a row which the sheet does not have.
func (s *sheetMarker) newRows(row int, prefix string) (text string) {
	for len(s.marks) > 0 && s.marks[0].row < row {
		s.row, s.rowStyle = s.marks[0].row, -1
		text += fmt.Sprintf(`<%srow r="%d">%s</%[1]srow>`, prefix, s.row, s.newCells(1<<30, prefix))
	}
	return text
}
