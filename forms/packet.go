package forms

import (
	"cmp"
	"errors"
	"slices"
	"strconv"

	"gongwen/forms/block"
)

// Packet is a 文件包: filled forms in order that become one file.
type Packet struct {
	Title     string // empty: that of its first document
	Documents []*Document
	Advice    []Problem
}

const (
	maxDocuments = 200 // of a packet
	maxTitle     = 200 // characters

	keyDocuments = "documents"
	labelTitle   = "标题"
)

// Codes of packets.
const (
	CodeNoForm    = "no_form"   // a form that there is not, or not in this packet
	CodeDocuments = "documents" // more of them than a packet may have
	CodeLacking   = "lacking"   // advice: a form that the packet is for is not in it
)

// ParsePacket reads a packet, {"title": …, "documents": [inputs, each with its form]}, and fills its documents with the
// forms of the library. It reports everything that is wrong with any of them, by pointers into the packet, and the
// advice; the packet is nil when there is an error. Rows are limited over all documents together.
func ParsePacket(data []byte, lim Limits, library *Library, cover Coverage) (*Packet, []Problem) {
	in, problems := ParseInput(data, lim)
	if in == nil {
		return nil, problems
	}
	f := &filler{in: in, cover: cover}
	f.errors, f.hints = &f.head.errors, &f.head.hints
	p := &Packet{}
	f.packet(p, lim.withDefaults().Rows, library)
	problems, advice := merge(SeverityError, &in.faults, f.errors), merge(SeverityAdvice, f.hints)
	if len(problems) > 0 {
		return nil, interleave(problems, advice)
	}
	p.Advice = advice
	return p, advice
}

// packet fills a packet that is of no kind of its own.
func (f *filler) packet(p *Packet, rows int, library *Library) {
	if root := &f.in.nodes[0]; root.kind != kindObject {
		f.fail(0, CodeType, Args{What: "object", Value: root.show()})
		return
	}
	f.path = append(f.path, 0)
	documents := int32(-1)
	for n := int32(1); n < f.in.nodes[0].end; n = f.in.nodes[n].end {
		switch key := f.in.keys[f.in.nodes[n].key]; {
		case f.in.nodes[n].skip:
		case key == keyDocuments:
			documents = n
		case key == "title":
			if f.is(n, kindString, labelTitle) {
				p.Title = f.packetTitle(n)
			}
		default:
			known := []string{"title", keyDocuments}
			f.fail(n, CodeUnknown, Args{Value: shorten(key), Near: nearest(key, known), Of: known})
		}
	}
	p.Documents = f.documents(documents, rows, func(id string, version int) (*Definition, Args) {
		return library.formOf(id, version)
	})
}

// packetTitle takes the title, which is never printed, but names the file.
func (f *filler) packetTitle(n int32) string {
	text, length, ok := f.clean(n, labelTitle, f.in.nodes[n].text, false)
	if ok && length > maxTitle {
		f.fail(n, CodeLength, Args{Label: labelTitle, Limit: strconv.Itoa(maxTitle), Count: length})
	}
	return text
}

// formOf is the form of an input that names its id and, perhaps, its version; without it args say what to tell.
func (l *Library) formOf(id string, version int) (d *Definition, args Args) {
	d, err := l.Get(id, version)
	if err != nil && version != 0 {
		d, err = l.Get(id, 0) // Fill tells about a version that there is not
	}
	var missing *NotFoundError
	if errors.As(err, &missing) && len(missing.Near) > 0 {
		args.Near = missing.Near[0]
	}
	if err != nil {
		return nil, args
	}
	return d, args
}

// documents fills the documents of a packet: each is an input that names its form, which find knows.
func (f *filler) documents(array int32, rows int, find func(id string, version int) (*Definition, Args)) (all []*Document) {
	switch {
	case array < 0 && f.faulty(keyDocuments):
		return nil
	case array < 0 || f.in.nodes[array].kind == kindNull:
		f.missing(keyDocuments, "")
		return nil
	case !f.is(array, kindArray, ""):
		return nil
	}
	count, total := 0, f.rowsIn(array)
	for n := array + 1; n < f.in.nodes[array].end; n = f.in.nodes[n].end {
		count++
	}
	switch {
	case count == 0:
		f.missing(keyDocuments, "")
		return nil
	case count > maxDocuments:
		f.fail(array, CodeDocuments, Args{Count: count, Limit: strconv.Itoa(maxDocuments)})
		return nil
	case total > rows:
		f.fail(array, CodeRows, Args{Count: total, Limit: strconv.Itoa(rows)})
		return nil
	}
	f.path = append(f.path, array)
	for n := array + 1; n < f.in.nodes[array].end; n = f.in.nodes[n].end {
		if got := &f.in.nodes[n]; got.kind != kindObject {
			f.fail(n, CodeType, Args{What: "object", Value: got.show()})
		} else if d := f.formNamed(n, find); d != nil {
			all = append(all, f.part(n, d))
		}
	}
	f.path = f.path[:len(f.path)-1]
	return all
}

// rowsIn counts the rows of all forms in value n.
func (f *filler) rowsIn(n int32) (count int) {
	in := f.in.nodes
	for c := n + 1; c < in[n].end; c = in[c].end {
		switch {
		case in[c].kind == kindArray && in[n].kind == kindObject && f.in.keys[in[c].key] == "rows":
			for r := c + 1; r < in[c].end; r = in[r].end {
				count++
			}
		case in[c].kind == kindArray || in[c].kind == kindObject:
			count += f.rowsIn(c)
		}
	}
	return count
}

// formNamed is the form that an input names, or nil when that is reported.
func (f *filler) formNamed(object int32, find func(id string, version int) (*Definition, Args)) (d *Definition) {
	version, at := 0, int32(-1)
	f.members(object, func(n int32, key string) {
		switch got := &f.in.nodes[n]; {
		case key == "form" && got.kind != kindNull:
			at = n
		case key == "version" && got.kind == kindNumber:
			version, _ = strconv.Atoi(got.text) // Fill tells about one that is none
		}
	})
	f.path = append(f.path, object)
	defer func() { f.path = f.path[:len(f.path)-1] }()
	switch {
	case at < 0:
		if !f.faulty("form") {
			f.missing("form", schemaForm)
		}
	case f.is(at, kindString, schemaForm):
		id := f.in.nodes[at].text
		var args Args
		if d, args = find(id, max(version, 0)); d == nil {
			args.Value = shorten(id)
			f.fail(at, CodeNoForm, args)
		}
	}
	return d
}

// part fills a form with the part of the input at n. Its problems become those of the whole.
func (f *filler) part(n int32, d *Definition) *Document {
	sub := &Input{keys: f.in.keys, nodes: append([]node(nil), f.in.nodes[n:f.in.nodes[n].end]...)}
	for k := range sub.nodes {
		sub.nodes[k].end -= n
	}
	doc, problems := d.Fill(sub, f.cover)
	prefix := f.in.pointer(append(f.path, n))
	for _, p := range problems {
		list := f.errors
		if p.Severity == SeverityAdvice {
			list = f.hints
		}
		if p.Code == CodeMore {
			list.total += p.Args.Count
			continue
		}
		p.Pointer = prefix + p.Pointer
		list.add(p)
	}
	if doc != nil {
		doc.prefix = prefix
	}
	return doc
}

// ofKind fills a packet that a definition is for: its fields, and documents of its forms, which are bound in the
// definition's order.
func (f *filler) ofKind() {
	fields, documents := int32(-1), int32(-1)
	given := false
	f.members(0, func(n int32, key string) {
		switch key {
		case "form", "version":
			f.identity(n, key)
		case "fields":
			if f.is(n, kindObject, "") {
				fields = n
			}
			given = f.in.nodes[n].kind != kindNull
		case keyDocuments:
			documents = n
		default:
			f.unknown(n, CodeUnknown, []string{"form", "version", "fields", keyDocuments}, nil)
		}
	})
	f.path = append(f.path, 0)
	f.fields(fields, given || f.faulty("fields"))
	f.errors, f.hints = &f.body.errors, &f.body.hints
	parts := f.def.Parts
	at := func(id string) int { return slices.IndexFunc(parts, func(p Part) bool { return p.Form == id }) }
	var ids []string
	for i := range parts {
		ids = append(ids, parts[i].Form)
	}
	docs := f.documents(documents, Limits{}.withDefaults().Rows, func(id string, _ int) (*Definition, Args) {
		if i := at(id); i >= 0 {
			return parts[i].form, Args{}
		}
		return nil, Args{Near: nearest(id, ids), Of: ids}
	})
	if f.sound() && len(docs) > 0 {
		var lacking []string
		for i := range parts {
			if !slices.ContainsFunc(docs, func(d *Document) bool { return d.Definition.ID == parts[i].Form }) {
				lacking = append(lacking, parts[i].Form)
			}
		}
		if lacking != nil {
			f.advise(documents, CodeLacking, Args{Of: lacking})
		}
		slices.SortStableFunc(docs, func(a, b *Document) int { return cmp.Compare(at(a.Definition.ID), at(b.Definition.ID)) })
		f.doc.Documents = docs
	}
	f.path = f.path[:0]
}

// Sections are those of all documents, one after the other, each document with its entry in the outline.
func (p *Packet) Sections() []block.Section { return bound(p.Documents) }

// Name is the title, or that of the first document.
func (p *Packet) Name() string {
	if p.Title == "" && len(p.Documents) > 0 {
		return p.Documents[0].Title()
	}
	return p.Title
}

// Unit is who filled the first document in that says so, or empty.
func (p *Packet) Unit() string {
	for _, d := range p.Documents {
		if unit := d.Unit(); unit != "" {
			return unit
		}
	}
	return ""
}
