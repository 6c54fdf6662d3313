package pdf

import (
	"bytes"
	"fmt"
	"io"
	"sync"
	"time"

	"gongwen/fonts"
	"gongwen/renderer/page"
)

// Options say what the file tells about itself and how it is packed. The zero value is a file without a title or
// a date.
type Options struct {
	Title    string // shown in the viewer's title bar instead of the file's name
	Author   string
	Subject  string
	Keywords string    // separated by commas
	Creator  string    // the program that made the document which this file shows
	Issued   time.Time // creation and modification date, to the second, in its own zone; zero: no date
	Lang     string    // BCP 47 tag of the text; "": zh-CN
	Level    int       // of deflate, 1 (fast) to 9 (small); 0: DefaultLevel
	Outline  []Entry   // bookmarks, in the order of their pages; empty: none
}

// Entry is a bookmark: the page that it leads to, counted from 1.
type Entry struct {
	Title string
	Page  int
}

// DefaultLevel is the level of deflate that Level 0 stands for. Glyph outlines decide: against it, level 1 makes
// the one-page ledger 7 % larger in two thirds of the time, level 9 1 % smaller in twice the time.
const DefaultLevel = 6

// Encode writes the pages as one PDF/A-2u file. Nothing is written if there is an error, and every error is of
// whoever made the pages or the options: no page, a page or a length that no page can have, a face that the book
// has not, a character that the face has not. The bytes follow from pages and options alone.
//
// It may be called concurrently; pages and book are only read.
func Encode(w io.Writer, book *fonts.Book, pages []*page.Page, o Options) error {
	e := encoders.Get().(*encoder)
	defer encoders.Put(e)
	defer e.reset()
	if err := e.start(book, o); err != nil {
		return err
	}
	if err := e.draw(pages); err != nil {
		return err
	}
	if err := e.pass(e.raw.Bytes(), len(pages)); err != nil {
		return err
	}
	if _, err := w.Write(e.file.out); err != nil {
		return fmt.Errorf("pdf: writing: %w", err)
	}
	return nil
}

// encoder is the memory of one Encode, kept for the next: buffers, code tables and deflaters. Nothing in it
// reaches from one document into another.
type encoder struct {
	o      Options
	pages  []int // object numbers
	level  int
	canvas canvas
	faces  faces
	raw    bytes.Buffer // fpdf's file
	file   writer
	subset []byte
	cmap   []byte
}

var encoders = sync.Pool{New: func() any { return new(encoder) }}

func (e *encoder) start(book *fonts.Book, o Options) error {
	if o.Lang == "" {
		o.Lang = "zh-CN"
	}
	if err := o.check(); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	e.o = o.clean()
	e.level = o.Level
	if e.level == 0 {
		e.level = DefaultLevel
	}
	e.faces.book = book
	e.canvas.faces = &e.faces
	return nil
}

// keepBytes is the largest buffer that is kept for the next document.
const keepBytes = 16 << 20

func (e *encoder) reset() {
	e.faces.end()
	e.canvas = canvas{text: e.canvas.text[:0]}
	e.o = Options{}
	if e.raw.Cap()+cap(e.file.out)+cap(e.subset)+cap(e.file.packed) > keepBytes {
		e.raw, e.subset, e.file.out, e.file.packed = bytes.Buffer{}, nil, nil, nil
	}
}
