package xlsx

import (
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// Options says what is written about the workbook beside its sheets. The zero value works.
type Options struct {
	Title, Subject, Keywords string
	Author                   string     // the unit that fills the form; empty for none
	Creator                  string     // the program that writes the file; empty is gongwen
	Issued                   time.Time  // when the document is said to be made; zero is 1980-01-01
	Fonts                    FontNames  // empty names are the default ones
	Mark                     string     // in the middle of every printed page's head (副本, 作废, 样张); empty for none
	Properties               []Property // custom document properties, in order
}

// Property is a custom document property: what a workbook says about itself to a program that reads it.
type Property struct{ Name, Value string }

// Encode writes the sections as a workbook. rows says where layout placed each row; a row without a place is
// left out when it is a filler, and an error otherwise. A value that no cell can hold is a *CellError. The
// same sections, rows and options give the same bytes.
func Encode(w io.Writer, sections []block.Section, rows []page.Placement, o Options) error {
	if len(sections) == 0 {
		return fmt.Errorf("xlsx: no section")
	}
	f := excelize.NewFile()
	defer f.Close() // removes the temporary files of very large sheets
	styles, err := newStyles(f, o.Fonts)
	if err != nil {
		return fmt.Errorf("xlsx: styles: %w", err)
	}
	b := book{file: f, styles: styles}
	if err := b.write(sections, rows, o); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	if err := styles.finish(); err != nil {
		return fmt.Errorf("xlsx: styles: %w", err)
	}
	if mark := Layout(sections); mark != "" {
		o.Properties = append(slices.Clip(o.Properties), Property{layoutMark, mark})
	}
	if err := describe(f, o); err != nil {
		return fmt.Errorf("xlsx: document properties: %w", err)
	}
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return newArchive(w) })
	if _, err := f.WriteToBuffer(); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

// write writes the sheets, when it is settled where everything stands.
func (b *book) write(sections []block.Section, rows []page.Placement, o Options) error {
	names := sheetNames(sections)
	for i := range sections {
		p, err := newPlan(&sections[i], i, rows)
		if err != nil {
			return fmt.Errorf("section %d: %w", i, err)
		}
		b.sheets = append(b.sheets, &sheet{
			book: b, file: b.file, name: names[i], number: i + 1, section: &sections[i], plan: p, styles: b.styles,
			fonts: o.Fonts, mark: o.Mark,
		})
	}
	b.settle()
	if err := b.ready(names); err != nil {
		return err
	}
	for _, s := range b.sheets {
		if err := s.write(); err != nil {
			return fmt.Errorf("sheet %s: %w", s.name, err)
		}
	}
	if err := b.writeLists(); err != nil {
		return fmt.Errorf("lists: %w", err)
	}
	return b.name()
}

// describe writes the document properties. excelize dates its files 2006 unless told otherwise.
func describe(f *excelize.File, o Options) error {
	issued := o.Issued
	if issued.IsZero() {
		issued = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	at := issued.UTC().Format(time.RFC3339)
	creator := o.Creator
	if creator == "" {
		creator = "gongwen"
	}
	author := o.Author
	if author == "" {
		author = creator
	}
	err := f.SetDocProps(&excelize.DocProperties{
		Title: o.Title, Subject: o.Subject, Keywords: o.Keywords, Creator: author, LastModifiedBy: author,
		Language: "zh-CN", Created: at, Modified: at,
	})
	if err != nil {
		return err
	}
	if err := f.SetAppProps(&excelize.AppProperties{Application: creator}); err != nil {
		return err
	}
	for _, p := range o.Properties {
		if err := f.SetCustomProps(excelize.CustomProperty{Name: p.Name, Value: p.Value}); err != nil {
			return fmt.Errorf("%s: %w", p.Name, err)
		}
	}
	return nil
}
