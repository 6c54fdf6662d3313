package forms

import "slices"

// BlankOf is the empty packet with a document of each of the forms, by their ids, in this order. It is nil when one of
// them is no form of the packet.
func (d *Definition) BlankOf(ids []string) *Document {
	doc := d.Blank()
	doc.Documents = nil
	for _, id := range ids {
		i := slices.IndexFunc(d.Parts, func(p Part) bool { return p.form != nil && p.form.ID == id })
		if i < 0 {
			return nil
		}
		doc.Documents = append(doc.Documents, d.Parts[i].form.Blank())
	}
	return doc
}
