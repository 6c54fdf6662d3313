package xlsx

import (
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"

	"gongwen/forms/block"
)

// The fills of cells that lack a value and of those whose value is wrong, by their place in book.shades.
const (
	shadeMissing = 0
	shadeWrong   = 1
)

var shadeFills = [2]string{shadeMissing: "FFF2CC", shadeWrong: "FFC7CE"}

// list is the options of a choice on a sheet of their own, under a name.
type list struct {
	name    string
	options []string
}

// list gives the name of a list of options; the same ones have one.
func (b *book) list(options []string) string {
	for _, l := range b.lists {
		if slices.Equal(l.options, options) {
			return l.name
		}
	}
	name := "options." + itoa(len(b.lists)+1)
	b.lists = append(b.lists, list{name, options})
	return name
}

// ready makes the fills that mark cells, and finds a name for the sheet of lists beside those of the others.
func (b *book) ready(used []string) error {
	sections := make([]block.Section, len(used)+1)
	for i := range used {
		sections[i].Name = used[i]
	}
	sections[len(used)].Name = listsSheet
	b.hidden = sheetNames(sections)[len(used)]
	if len(b.order) == 0 {
		return nil
	}
	for i, color := range shadeFills {
		id, err := b.file.NewConditionalStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}})
		if err != nil {
			return err
		}
		b.shades[i] = id
	}
	return nil
}

// writeLists writes the sheet of lists, hidden, a column for each, and names them.
func (b *book) writeLists() error {
	if len(b.lists) == 0 {
		return nil
	}
	if _, err := b.file.NewSheet(b.hidden); err != nil {
		return err
	}
	w, err := b.file.NewStreamWriter(b.hidden)
	if err != nil {
		return err
	}
	id, err := b.styles.id(look{style: block.Style{Size: 105}, format: text})
	if err != nil {
		return err
	}
	rows := 0
	for _, l := range b.lists {
		rows = max(rows, len(l.options))
	}
	for r := range rows {
		values := make([]any, len(b.lists))
		for c, l := range b.lists {
			if r < len(l.options) {
				values[c] = excelize.Cell{StyleID: id, Value: l.options[r]}
			}
		}
		if err := w.SetRow(address(1, r+1), values, excelize.RowOpts{Height: 14.25}); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for c, l := range b.lists {
		first, last := spot{column: c + 1, row: 1}, spot{column: c + 1, row: len(l.options)}
		refers := quoteName(b.hidden) + "!" + absolute(first, last)
		if err := b.file.SetDefinedName(&excelize.DefinedName{Name: l.name, RefersTo: refers}); err != nil {
			return err
		}
	}
	for i := range b.file.WorkBook.Sheets.Sheet {
		if s := &b.file.WorkBook.Sheets.Sheet[i]; s.Name == b.hidden {
			s.State = "veryHidden"
			return nil
		}
	}
	return fmt.Errorf("no sheet %s", b.hidden)
}
