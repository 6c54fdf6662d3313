package renderer

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"gongwen/forms"
	"gongwen/renderer/layout"
	"gongwen/renderer/page"
	"gongwen/renderer/pdf"
)

// Make makes one item of a batch. It may be called concurrently. When ctx is over, the result's Err is its error.
func (r *Renderer) Make(ctx context.Context, b *Batch, it Item) (made *Result) {
	m := maker{Renderer: r, batch: b, item: it, made: &Result{Record: Record{No: it.Index + 1}}}
	defer func() {
		if p := recover(); p != nil { // one item's fault is not to lose the others
			m.made.Err = fmt.Errorf("item %d: panic: %v\n%s", it.Index+1, p, debug.Stack())
		}
		m.finish()
		made = m.made
	}()
	if doc := m.fill(); doc != nil {
		m.made.Err = m.make(ctx, doc)
	}
	return m.made
}

// maker makes one item.
type maker struct {
	*Renderer
	batch *Batch
	item  Item
	made  *Result
}

// fill fills the form; nil if something is wrong.
func (m *maker) fill() *forms.Document {
	met := m.item.Problems
	bad := slices.ContainsFunc(met, func(p forms.Problem) bool { return p.Severity == forms.SeverityError })
	in, problems := forms.ParseInput(m.item.Input, m.batch.Limits)
	if m.item.Checked && bad {
		m.glimpse(in)
		m.made.Problems = met
		return nil
	}
	var doc *forms.Document
	if in != nil {
		doc, problems = m.batch.Form(in.Version()).Fill(in, m.book)
	}
	if bad || doc == nil {
		m.glimpse(in)
	}
	for i := range problems {
		m.item.place(&problems[i])
	}
	if m.item.Checked && doc != nil {
		problems = nil // they are met
	}
	m.made.Problems = append(met[:len(met):len(met)], problems...)
	if bad {
		return nil
	}
	return doc
}

// glimpse notes what can be read of an item that something is wrong with, for who has to mend it.
func (m *maker) glimpse(in *forms.Input) {
	if in != nil {
		m.call(m.batch.Form(in.Version()).Glimpse(in, m.book))
	}
}

// call notes what the document is called, and whose it is.
func (m *maker) call(doc *forms.Document) {
	d, rec := doc.Definition, &m.made.Record
	rec.Form, rec.Title, rec.Unit = d.ID+"@"+strconv.Itoa(d.Version), doc.Title(), doc.Unit()
	if whose := doc.Whose(); whose != rec.Unit {
		rec.Whose = whose
	}
	rec.Name = m.batch.Names.Of(doc, m.item.Index+1, m.batch.Total)
}

// place says where in the whole input a problem is.
func (it *Item) place(p *forms.Problem) {
	if a := &p.Args; a.Line > 0 && it.Start.Line > 0 {
		if a.Line == 1 {
			a.Column += it.Start.Column - 1
		}
		a.Line += it.Start.Line - 1
		a.Offset += it.Start.Offset
	}
	if place, ok := it.Places[p.Pointer]; ok {
		p.Place = place
	}
	if rest, ok := strings.CutPrefix(p.Pointer, "/rows/"); ok && it.Rows != nil {
		index, rest, _ := strings.Cut(rest, "/")
		if n, err := strconv.Atoi(index); err == nil && n < len(it.Rows) {
			p.Pointer = "/rows/" + strconv.Itoa(it.Rows[n])
			if rest != "" {
				p.Pointer += "/" + rest
			}
		}
	}
	p.Pointer = it.Pointer + p.Pointer
}

// make notes what is known of the document and makes what the batch asks for.
func (m *maker) make(ctx context.Context, doc *forms.Document) error {
	rec := &m.made.Record
	m.call(doc)
	rec.Number = doc.FileNumber()
	if m.batch.List {
		figures := doc.Figures()
		rec.Figures = &figures
	}
	if m.batch.Keep {
		if err := rec.keep(doc); err != nil {
			return err
		}
	}
	o := m.batch.Options
	o.Format, o.Page = PDF, 0
	if m.batch.Part || m.batch.Count && len(m.batch.Formats) == 0 {
		return m.part(ctx, doc, o)
	}
	for _, format := range m.batch.Formats {
		if err := m.file(ctx, doc, o, format); err != nil {
			return err
		}
	}
	return nil
}

// part makes the item's pages for one file of many documents, or only counts them.
func (m *maker) part(ctx context.Context, doc *forms.Document, o Options) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	laid, err := m.lay(doc.Sections(), layout.Numbers{First: m.item.First, Pages: m.item.Pages}, doc.Definition.ID)
	if err != nil {
		return err
	}
	m.count(laid.Pages)
	if !m.batch.Part {
		return nil
	}
	if err := m.Check(o); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	m.choose(laid.Pages, o)
	part, err := pdf.Paint(m.book, laid.Pages, 0)
	if err != nil {
		return fmt.Errorf("pages of %s: %w", doc.Definition.ID, err)
	}
	m.made.Part = part
	return nil
}

// file makes the item's file of a format.
func (m *maker) file(ctx context.Context, doc *forms.Document, o Options, format Format) error {
	o.Format = format
	var out bytes.Buffer
	pages, err := m.print(ctx, &out, doc, o)
	if err != nil {
		return err
	}
	if format == PDF || m.made.Pages == 0 {
		m.count(pages)
	}
	sum := sha256.Sum256(out.Bytes())
	m.made.Files = append(m.made.Files, File{
		Name: m.made.Name + "." + format.String(), Bytes: int64(out.Len()), SHA256: hex.EncodeToString(sum[:]), Data: out.Bytes(),
	})
	return nil
}

// count notes how many pages there are, and how many seals are to be set on them.
func (m *maker) count(pages []*page.Page) {
	m.made.Pages, m.made.Seals, m.made.SealSizes = len(pages), 0, nil
	for _, p := range pages {
		m.made.Seals += len(p.Seals)
		for i := range p.Seals {
			if m.batch.List {
				m.made.SealSizes = append(m.made.SealSizes, millimetres(p.Seals[i].Diameter))
			}
		}
	}
}

// keep notes the document's fields and what was computed.
func (rec *Record) keep(doc *forms.Document) (err error) {
	rec.Fields = make(map[string]string, len(doc.Fields))
	for i := range doc.Fields {
		if text := doc.Fields[i].Text; text != "" {
			rec.Fields[doc.Definition.Fields[i].Key] = text
		}
	}
	if rec.Computed, err = json.Marshal(doc.Computed()); err != nil {
		return fmt.Errorf("computed values of %s: %w", doc.Definition.ID, err)
	}
	return nil
}

// finish puts what is wrong into words, and leaves nothing of an item that is.
func (m *maker) finish() {
	rec, lang := &m.made.Record, m.batch.Lang
	if lang == "" {
		lang = forms.Chinese
	}
	for _, p := range m.made.Problems {
		told := Told{Pointer: p.Pointer, Code: p.Code, Detail: p.Text(lang), Place: p.Place.String()}
		if p.Severity == forms.SeverityAdvice {
			rec.Hints = append(rec.Hints, told)
		} else {
			rec.Wrong = append(rec.Wrong, told)
		}
	}
	rec.Advice = len(rec.Hints)
	if err := m.made.Err; err != nil {
		rec.Wrong = append(rec.Wrong, tell(m.item.Pointer, err))
	}
	if m.made.Bad() {
		rec.Files, m.made.Part = nil, nil
	}
}

// tell puts an error of a single print into words. Ours say nothing: they are for who runs the program.
func tell(pointer string, err error) Told {
	var cell *CellError
	var long *LengthError
	switch {
	case errors.As(err, &cell):
		return Told{Pointer: pointer + cell.Pointer, Code: CodeCell, Detail: cell.Err.Error()}
	case errors.As(err, &long):
		return Told{Pointer: pointer, Code: CodePages, Detail: long.Error()}
	}
	return Told{Pointer: pointer, Code: CodeOurs, Detail: "it could not be made"}
}
