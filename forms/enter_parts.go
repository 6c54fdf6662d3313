package forms

import (
	"maps"
	"slices"
	"strings"
)

// text is the body of a notice, unless it is the one that the definition has.
func (e *enterer) text(values []Value) outValue {
	limitless := Field{Label: schemaBody, Type: TypeText, Lines: true}
	v, ok := e.scalar("text", &limitless)
	if !ok {
		return outHome("body", noEntry)
	}
	v.key = "body"
	doc := &Document{Definition: e.def, Fields: values}
	if own := textOf(doc.element(e.def.Notice.Body)); !v.hidden && sameLines(v.text, own) {
		v.hidden = true
	}
	e.filled = e.filled || !v.hidden
	return v
}

// sameLines reports whether texts have the same paragraphs.
func sameLines(a, b string) bool {
	lines := func(s string) (all []string) {
		for line := range strings.Lines(s) {
			if line = strings.TrimSpace(line); line != "" {
				all = append(all, line)
			}
		}
		return all
	}
	return slices.Equal(lines(a), lines(b))
}

// attachments are the forms that are attached, as far as something was filled in. Their number in a path is their
// place among Elements.Attachments.
func (e *enterer) attachments(values []Value) outValue {
	v := outArray("attachments")
	all := e.def.Notice.Attachments
	year := ""
	for i := range e.def.Fields {
		if e.def.Fields[i].Type == TypeYear {
			year = values[i].Text
		}
	}
	for _, n := range slices.Sorted(maps.Keys(e.parts)) {
		p := e.parts[n]
		if n >= len(all) || all[n].form == nil {
			e.homeless(p)
			continue
		}
		v.add(e.part(p, all[n].form, all[n].Form, year))
	}
	v.hidden = v.shown() == 0
	return v
}

// documents are those of a packet, as far as something was filled in. Which form each is, says its own entry: one of the
// library, if there is one, or else one of the definition's. A workbook without these entries has every form of the
// definition once, in its order.
func (e *enterer) documents(library *Library) outValue {
	v := outArray(keyDocuments)
	named := library != nil
	for _, p := range e.parts {
		named = named || p.form != noEntry
	}
	for _, n := range slices.Sorted(maps.Keys(e.parts)) {
		p := e.parts[n]
		var id string
		var form *Definition
		if named {
			id, form = e.partNamed(p, library)
		} else if n < len(e.def.Parts) {
			id, form = e.def.Parts[n].Form, e.def.Parts[n].form
		}
		if form == nil {
			e.homeless(p)
			continue
		}
		v.add(e.part(p, form, id, ""))
	}
	return v
}

// partNamed is the form that a document says it is; nil when there is none.
func (e *enterer) partNamed(p *partEntries, library *Library) (string, *Definition) {
	if p.form == noEntry {
		return "", nil
	}
	id, version, err := ParseRef(strings.TrimSpace(e.entries[p.form].Text))
	if err != nil {
		return "", nil
	}
	if library != nil {
		d, err := library.Get(id, version)
		if err != nil {
			return "", nil
		}
		return id, d
	}
	for i := range e.def.Parts {
		if e.def.Parts[i].Form == id {
			return id, e.def.Parts[i].form
		}
	}
	return "", nil
}

// part is the input of a document in this one. It is hidden when nothing was filled in.
func (e *enterer) part(p *partEntries, def *Definition, id, year string) outValue {
	sub := newEnterer(e.entering, def)
	sub.year = year
	wrong := len(e.problems) + e.more
	for k, i := range p.entries {
		sub.route(p.paths[k], i)
	}
	form := outText("form", id)
	form.entry = p.form
	v := sub.document(form)
	v.hidden = !sub.filled && len(e.problems)+e.more == wrong
	e.filled = e.filled || !v.hidden
	return v
}

// homeless reports the entries of a document that has no form.
func (e *enterer) homeless(p *partEntries) {
	for k, i := range p.entries {
		if !empty(&e.entries[i]) {
			e.fail(i, CodeUnknown, Args{Value: shorten(p.paths[k])})
		}
	}
	if p.form != noEntry {
		e.fail(p.form, CodeNoForm, Args{Value: shorten(e.entries[p.form].Text)})
	}
}
