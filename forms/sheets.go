package forms

import (
	"slices"
	"strconv"

	"gongwen/forms/block"
)

// Sheets are the document as a workbook has it: its sections, in which every value says which input it is, and behind
// them what is not printed, or not by itself, but filled in (填写, 扣分) and how it is done (填表说明).
func (d *Document) Sheets() []block.Section {
	all := &slots{at: map[string]int{}}
	w := d.forSheets(all, "", true)
	return w.withAsides(block.Sheets(w.Sections()))
}

// Sheets are those of all documents, one after the other, as the sheets of a document are.
func (p *Packet) Sheets() []block.Section {
	all := &slots{at: map[string]int{}}
	limit := bound64(maxTitle)
	title := &Field{Key: "title", Label: labelTitle, Type: TypeText, Max: &limit}
	all.add(slot{field: title, value: Value{Text: p.Title, Pointer: "/title", Set: p.Title != ""}}, "title", "")
	w := &Document{Definition: &Definition{Kind: PacketKind}, twin: &twin{all: all}}
	w.documents(p.Documents)
	return w.withAsides(block.Sheets(bound(w.Documents)))
}

// twin makes a document's sections those of a workbook.
type twin struct {
	prefix  string                   // of the paths of the document's inputs
	all     *slots                   // of the whole workbook
	pointer string                   // of the document in the whole input
	linked  map[string]block.Formula // fields that have another one's value until something is typed
}

// forSheets is a copy of the document whose sections are those of a workbook, with the inputs that a prefix names.
// archived is whether it may have a 归档章.
func (d *Document) forSheets(all *slots, prefix string, archived bool) *Document {
	c := *d
	before := all.within
	all.within += d.prefix
	defer func() { all.within = before }()
	c.twin = &twin{prefix: prefix, all: all, pointer: all.within}
	c.listInputs()
	switch d.Definition.Kind {
	case Notice:
		c.Attached = make([]*Document, len(d.Definition.Notice.Attachments))
		for i := range c.Attached {
			if doc := d.attachment(i); doc != nil {
				c.Attached[i] = c.attach(doc, i, i < len(d.Attached) && d.Attached[i] != nil)
			}
		}
	case PacketKind:
		c.documents(d.Documents)
	}
	if archived {
		c.listArchive()
	}
	return &c
}

// attach is an attachment as a workbook has it. What is not filled has the notice's year.
func (d *Document) attach(doc *Document, i int, filled bool) *Document {
	prefix := d.twin.prefix + "attachments/" + strconv.Itoa(i) + "/"
	d.twin.all.under(doc.Title(), func() {
		d.twin.all.form(prefix, doc.Definition)
		from := len(d.twin.all.list)
		doc = doc.forSheets(d.twin.all, prefix, false)
		if filled {
			return
		}
		for k := range d.twin.all.list[from:] { // it need not be sent along
			d.twin.all.list[from+k].input.Required = false
		}
	})
	for k := range doc.Definition.Fields {
		f := &doc.Definition.Fields[k]
		own := d.fieldIndex(f.Key)
		if !filled && f.Type == TypeYear && own >= 0 && d.Definition.Fields[own].Type == TypeYear {
			cell := "{@" + d.twin.prefix + "fields/" + f.Key + "}"
			doc.twin.linked = map[string]block.Formula{f.Key: block.Formula("IF(" + cell + `="","",` + cell + ")")}
		}
	}
	return doc
}

// documents are those of a packet as a workbook has them.
func (d *Document) documents(docs []*Document) {
	d.Documents = slices.Clone(docs)
	for i, doc := range docs {
		prefix := d.twin.prefix + "documents/" + strconv.Itoa(i) + "/"
		d.twin.all.under(strconv.Itoa(i+1)+". "+doc.Title(), func() {
			d.twin.all.form(prefix, doc.Definition)
			d.Documents[i] = doc.forSheets(d.twin.all, prefix, true)
		})
	}
}

// withAsides adds what only a workbook has.
func (d *Document) withAsides(sections []block.Section) []block.Section {
	d.twin.all.settle(sections)
	var asides []block.Section
	for _, doc := range d.every() {
		if doc.Definition.Kind == Score && !doc.Definition.Marks {
			asides = append(asides, doc.deductSheet())
		}
	}
	d.twin.all.settle(asides)
	if rest := d.restSheet(); rest != nil {
		asides = slices.Insert(asides, 0, *rest)
	}
	if guide := d.guideSheet(); guide != nil {
		asides = append(asides, *guide)
	}
	return append(sections, asides...)
}

// every is the document and all that is in it.
func (d *Document) every() []*Document {
	all := []*Document{d}
	for _, inner := range slices.Concat(d.Attached, d.Documents) {
		if inner != nil {
			all = append(all, inner.every()...)
		}
	}
	return all
}
