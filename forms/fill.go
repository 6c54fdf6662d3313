package forms

import (
	"slices"
	"strconv"
	"strings"
)

// Coverage knows the characters that can be printed. *fonts.Book is one.
type Coverage interface {
	Covers(r rune) bool
}

// Fill checks an input against the form and makes a document of it. It reports everything that is wrong, and the
// advice, in the order of the input; the document is nil when there is an error. Characters are not asked for when
// cover is nil.
func (d *Definition) Fill(in *Input, cover Coverage) (*Document, []Problem) {
	f := &filler{def: d, in: in, cover: cover, doc: &Document{Definition: d}}
	f.errors, f.hints = &f.head.errors, &f.head.hints
	f.document()
	f.archive()
	doc, problems := f.doc, merge(SeverityError, &in.faults, &f.head.errors, &f.body.errors)
	advice := merge(SeverityAdvice, &f.head.hints, &f.body.hints)
	if len(problems) > 0 {
		return nil, interleave(problems, advice)
	}
	doc.Advice = advice
	return doc, advice
}

// Blank is the empty form, to be filled in by hand.
func (d *Definition) Blank() *Document {
	doc := &Document{Definition: d, Blank: true, Fields: make([]Value, len(d.Fields))}
	for i := range d.Fields {
		doc.Fields[i] = Value{Text: d.Fields[i].Default, Set: d.Fields[i].Default != ""}
	}
	doc.Rows = doc.fixedRows()
	if d.Kind == Chart {
		doc.Rows, doc.Above = d.blankNodes()
	}
	for i := range d.Parts {
		if form := d.Parts[i].form; form != nil {
			doc.Documents = append(doc.Documents, form.Blank())
		}
	}
	doc.Results = make([]Value, len(d.Results))
	if d.Kind == Score {
		doc.Items = make([]Award, len(d.Items()))
	}
	return doc
}

// filler fills one document.
type filler struct {
	def   *Definition
	in    *Input
	cover Coverage
	doc   *Document

	path          []int32 // the values around the one that is looked at, the root first
	head, body    lists   // of the form and its fields; of its rows or items
	errors, hints *problemList
	pointers      strings.Builder
}

type lists struct{ errors, hints problemList }

// fail reports what is wrong with value n of the innermost object.
func (f *filler) fail(n int32, code string, args Args) { f.report(f.errors, n, code, args) }

// advise reports what is only advised for value n.
func (f *filler) advise(n int32, code string, args Args) { f.report(f.hints, n, code, args) }

func (f *filler) report(l *problemList, n int32, code string, args Args) {
	p := Problem{Code: code, Args: args, at: int(f.in.nodes[n].at)}
	if !l.full() {
		p.Pointer = f.in.pointer(append(f.path, n))
	}
	l.add(p)
}

// unknown reports that the key or the text of value n is none of those that are known, and which of them may be
// meant: the nearest one or, where labels are given, the one with the nearest label.
func (f *filler) unknown(n int32, code string, known, labels []string) {
	if f.errors.full() {
		f.errors.total++
		return
	}
	given := f.in.keys[f.in.nodes[n].key]
	if len(f.path) == 1 && code == CodeUnknown {
		known = append(known[:len(known):len(known)], archiveKey)
	}
	if code == CodeRule || code == CodeVeto {
		given = f.in.nodes[n].text
	}
	args := Args{Value: shorten(given), Near: nearest(given, known)}
	if i := slices.Index(labels, nearest(given, labels)); args.Near == "" && i >= 0 && labels[i] != "" {
		args.Near = known[i]
	}
	if args.Near == "" {
		args.Of = known
	}
	f.fail(n, code, args)
}

// missing reports a required value that is not there, by its pointer from the innermost object. It comes after those
// that are.
func (f *filler) missing(pointer, label string) {
	object := f.path[len(f.path)-1]
	p := Problem{Code: CodeRequired, Args: Args{Label: label}, at: int(f.in.nodes[f.in.nodes[object].end-1].at)}
	if !f.errors.full() {
		p.Pointer = f.in.pointer(f.path) + "/" + pointer
	}
	f.errors.add(p)
}

// members calls do with every member of an object that has no fault yet, as the innermost object.
func (f *filler) members(object int32, do func(n int32, key string)) {
	f.path = append(f.path, object)
	for n := object + 1; n < f.in.nodes[object].end; n = f.in.nodes[n].end {
		if key := f.in.keys[f.in.nodes[n].key]; !f.in.nodes[n].skip && (object > 0 || key != archiveKey) {
			do(n, key)
		}
	}
	f.path = f.path[:len(f.path)-1]
}

// is reports whether value n is of a kind, and fails it when it is another. Null is no value: false, without a word.
func (f *filler) is(n int32, k kind, label string) bool {
	got := &f.in.nodes[n]
	switch got.kind {
	case k:
		return true
	case kindNull:
		return false
	}
	what := (&node{kind: k}).what()
	f.fail(n, CodeType, Args{Label: label, What: what, Value: got.show()})
	return false
}

// show is a value in a problem's words.
func (n *node) show() string {
	switch n.kind {
	case kindString:
		return "“" + shorten(n.text) + "”"
	case kindObject:
		return "{…}"
	case kindArray:
		return "[…]"
	}
	return shorten(n.text)
}

// document fills the whole: first the fields, which rows may be compared with, then the rest.
func (f *filler) document() {
	if root := &f.in.nodes[0]; root.kind != kindObject {
		f.fail(0, CodeType, Args{What: "object", Value: root.show()})
		return
	}
	switch f.def.Kind {
	case Notice:
		f.notice()
		return
	case PacketKind:
		f.ofKind()
		return
	}
	body := "rows"
	if f.def.Kind == Score {
		body = "items"
	}
	fields, rest, veto := int32(-1), int32(-1), int32(-1)
	known := []string{"form", "version", "fields", body}
	if len(f.def.Veto) > 0 {
		known = append(known, "veto")
	}
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
		case body:
			if f.def.Kind == Slip && len(f.def.inputs) == 0 {
				f.unknown(n, CodeUnknown, known[:3], nil)
				return
			}
			rest = n
		default:
			if len(known) > 4 && key == known[4] {
				veto = n
				return
			}
			f.unknown(n, CodeUnknown, known, nil)
		}
	})
	f.path = append(f.path, 0)
	f.fields(fields, given || f.faulty("fields"))
	f.errors, f.hints = &f.body.errors, &f.body.hints
	switch {
	case rest < 0 && f.faulty(body):
	case f.def.Kind == Slip && !f.def.Rows.Required && (rest < 0 || f.in.nodes[rest].kind == kindNull):
	case rest < 0 || f.in.nodes[rest].kind == kindNull:
		f.missing(body, "")
	case f.def.Kind == Score:
		f.items(rest)
		f.veto(veto)
		f.grade()
	case f.def.Kind == Chart:
		f.nodes(rest)
	default:
		f.rows(rest)
	}
	if len(f.def.Results) > 0 && f.sound() {
		f.results(fields, rest)
	}
	f.path = f.path[:0]
	if f.sound() {
		f.apply(f.rules(false), 0, nil)
	}
}

// sound reports whether nothing is wrong so far.
func (f *filler) sound() bool { return f.head.errors.total+f.body.errors.total+f.in.faults.total == 0 }

// identity checks form or version, which may be left out.
func (f *filler) identity(n int32, key string) {
	want, code, k := f.def.ID, CodeForm, kindString
	if key == "version" {
		want, code, k = strconv.Itoa(f.def.Version), CodeVersion, kindNumber
	}
	if f.is(n, k, "") && f.in.nodes[n].text != want {
		f.fail(n, code, Args{Value: shorten(f.in.nodes[n].text), Limit: want})
	}
}

// faulty reports whether the innermost object has a member that was set aside.
func (f *filler) faulty(key string) bool {
	object := f.path[len(f.path)-1]
	for n := object + 1; n < f.in.nodes[object].end; n = f.in.nodes[n].end {
		if f.in.nodes[n].skip && f.in.keys[f.in.nodes[n].key] == key {
			return true
		}
	}
	return false
}

// fields fills the fields of the form from an object. There may be none (-1): because it is not given, or because it
// has been reported.
func (f *filler) fields(object int32, reported bool) {
	f.doc.Fields = f.def.Blank().Fields
	if object >= 0 {
		newRecord(f, f.def.Fields).fill(object, []byte("/fields"), f.doc.Fields)
		return
	}
	for i := range f.def.Fields {
		if fd := &f.def.Fields[i]; fd.Required && fd.Default == "" && !reported {
			f.missing("fields/"+fd.Key, fd.Label)
		}
	}
}
