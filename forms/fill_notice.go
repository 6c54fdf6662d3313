package forms

import (
	"strconv"
	"strings"
)

// notice fills a notice: its fields, its text unless that is the definition's, and the attachments that come with it.
func (f *filler) notice() {
	fields, body, attachments := int32(-1), int32(-1), int32(-1)
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
		case "body":
			body = n
		case "attachments":
			attachments = n
		default:
			f.unknown(n, CodeUnknown, []string{"form", "version", "fields", "body", "attachments"}, nil)
		}
	})
	f.path = append(f.path, 0)
	f.fields(fields, given || f.faulty("fields"))
	f.errors, f.hints = &f.body.errors, &f.body.hints
	if body >= 0 && f.is(body, kindString, schemaBody) {
		f.text(body)
	}
	if f.doc.Text.Text == "" && len(f.def.Notice.Body.Parts()) == 0 && !f.faulty("body") && f.body.errors.total == 0 {
		f.missing("body", schemaBody)
	}
	f.doc.Attached = make([]*Document, len(f.def.Notice.Attachments))
	if attachments >= 0 && f.is(attachments, kindArray, "") {
		f.attachments(attachments)
	}
	f.path = f.path[:0]
}

// text takes the text of the notice from the input.
func (f *filler) text(n int32) {
	text, length, ok := f.clean(n, schemaBody, f.in.nodes[n].text, true)
	switch {
	case length > maxText:
		f.fail(n, CodeLength, Args{Label: schemaBody, Limit: strconv.Itoa(maxText), Count: length})
	case ok && text != "":
		f.doc.Text = Value{Text: strings.ReplaceAll(text, "\r\n", "\n"), Pointer: "/body", Set: true}
	}
}

// attachments fills the forms that are attached: each is an input of its own, which names its form.
func (f *filler) attachments(array int32) {
	f.path = append(f.path, array)
	for n := array + 1; n < f.in.nodes[array].end; n = f.in.nodes[n].end {
		if f.in.nodes[n].skip || !f.is(n, kindObject, "") {
			continue
		}
		if i := f.attached(n); i >= 0 {
			f.attach(n, i)
		}
	}
	f.path = f.path[:len(f.path)-1]
}

// attached is the attachment whose form an input names, or -1: one that names no form, none of these or one twice is
// reported.
func (f *filler) attached(object int32) int {
	var refs []string
	for _, a := range f.def.Notice.Attachments {
		if a.form != nil {
			refs = append(refs, a.Form)
		}
	}
	named, at := false, -1
	f.members(object, func(n int32, key string) {
		if key != "form" {
			return
		}
		if named = true; !f.is(n, kindString, "") {
			named = f.in.nodes[n].kind != kindNull
			return
		}
		for i, a := range f.def.Notice.Attachments {
			if a.form == nil || a.Form != f.in.nodes[n].text {
				continue
			}
			if at = i; f.doc.Attached[i] == nil {
				return
			}
		}
		given := shorten(f.in.nodes[n].text)
		switch {
		case at < 0:
			f.fail(n, CodeAttachment, Args{Value: given, Near: nearest(given, refs), Of: refs})
		case f.doc.Attached[at] != nil:
			f.fail(n, CodeDuplicate, Args{Value: given})
			at = -1
		}
	})
	if !named && !f.in.nodes[object].skip {
		f.path = append(f.path, object)
		f.missing("form", schemaForm)
		f.path = f.path[:len(f.path)-1]
	}
	return at
}

// attach fills attachment i from the input at n.
func (f *filler) attach(n int32, i int) {
	f.path = append(f.path, n)
	if own := f.archived(n); own > 0 {
		f.unknown(own, CodeUnknown, []string{"form", "version", "fields"}, nil) // it is filed with the notice
	}
	f.path = f.path[:len(f.path)-1]
	f.doc.Attached[i] = f.part(n, f.def.Notice.Attachments[i].form)
}
