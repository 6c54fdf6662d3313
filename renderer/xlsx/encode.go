package xlsx

import (
	"fmt"
	"io"
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
	names := sheetNames(sections)
	styles, err := newStyles(f, o.Fonts)
	if err != nil {
		return fmt.Errorf("xlsx: styles: %w", err)
	}
	for i := range sections {
		p, err := newPlan(&sections[i], i, rows)
		if err != nil {
			return fmt.Errorf("xlsx: section %d: %w", i, err)
		}
		s := sheet{file: f, name: names[i], number: i + 1, section: &sections[i], plan: p, styles: styles, fonts: o.Fonts, mark: o.Mark}
		if err := s.write(); err != nil {
			return fmt.Errorf("xlsx: sheet %s: %w", names[i], err)
		}
	}
	if err := styles.finish(); err != nil {
		return fmt.Errorf("xlsx: styles: %w", err)
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
