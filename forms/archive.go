package forms

import (
	"slices"
	"strings"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// archiveKey is the member of an input of every form that asks for a 归档章 and says what stands in it.
const archiveKey = "archive"

// The places of ArchiveFields: those of the stamp's cells first, in their order.
const (
	archiveFonds = iota
	archiveYear
	archiveItem
	archiveOffice
	archivePeriod
	archivePages
	archiveCategory
	archiveCode
	archivePrint
)

// periods are the retention periods as printed, and their codes in a file's number (DA/T 22-2015). The input may say
// either.
var periods = [...][2]string{{"永久", "Y"}, {"30年", "D30"}, {"10年", "D10"}}

const yes, no = "是", "否"

// ArchiveFields are the values of a 归档章 (DA/T 22-2015): its six cells, and what a file's number (档号) has beside them.
func ArchiveFields() []Field {
	bound := func(n int64) *decimal.Decimal {
		d := decimal.New(n, 0)
		return &d
	}
	of, signs := make([]string, 2*len(periods)), make([]string, 2*len(periods))
	for i, p := range periods {
		of[i], of[len(periods)+i] = p[0], p[1]
		signs[i], signs[len(periods)+i] = p[0], p[0]
	}
	return []Field{
		archiveFonds:    {Key: "fonds", Label: "全宗号", Type: TypeText, Required: true, Max: bound(12)},
		archiveYear:     {Key: "year", Label: "年度", Type: TypeYear, Required: true},
		archiveItem:     {Key: "item", Label: "件号", Type: TypeInteger, Required: true, Min: bound(1), Max: bound(9999)},
		archiveOffice:   {Key: "office", Label: "机构（问题）", Type: TypeText, Max: bound(16)},
		archivePeriod:   {Key: "period", Label: "保管期限", Type: TypeChoice, Required: true, Of: of, Signs: signs},
		archivePages:    {Key: "pages", Label: "页数", Type: TypeInteger, Min: bound(1), Max: bound(99_999)},
		archiveCategory: {Key: "category", Label: "门类代码", Type: TypeText, Max: bound(8)},
		archiveCode:     {Key: "office_code", Label: "机构代码", Type: TypeText, Max: bound(12)},
		archivePrint:    {Key: "print_number", Label: "印档号", Type: TypeChoice, Of: []string{yes, no}},
	}
}

// archived is the member of an object that asks for a 归档章, or -1.
func (f *filler) archived(object int32) int32 {
	for n := object + 1; n < f.in.nodes[object].end; n = f.in.nodes[n].end {
		if !f.in.nodes[n].skip && f.in.keys[f.in.nodes[n].key] == archiveKey {
			return n
		}
	}
	return -1
}

// archive fills the 归档章, if the input asks for one. A number can be printed when all of its parts are there.
func (f *filler) archive() {
	if f.in.nodes[0].kind != kindObject {
		return
	}
	n := f.archived(0)
	f.path = append(f.path[:0], 0)
	if n > 0 && f.is(n, kindObject, schemaArchive) {
		fields := ArchiveFields()
		values := make([]Value, len(fields))
		newRecord(f, fields).fill(n, []byte("/"+archiveKey), values)
		f.doc.Archive = values
		f.path = append(f.path, n)
		for _, i := range [...]int{archiveCategory, archiveCode} {
			if values[archivePrint].Text == yes && !values[i].Set && !f.faulty(fields[i].Key) {
				f.missing(fields[i].Key, fields[i].Label)
			}
		}
	}
	f.path = f.path[:0]
}

// archiveSchema is the schema of the member of an input.
func (d *Definition) archiveSchema() object {
	s, _ := d.fieldsSchema(ArchiveFields())
	return append(object{{"title", schemaArchive}}, s...)
}

// attachedSchema is the schema of an attachment's input: it is filed with its notice.
func (d *Definition) attachedSchema() object {
	s := d.inputSchema("form")
	for i := range s {
		if properties, ok := s[i].value.(object); ok {
			s[i].value = slices.DeleteFunc(properties, func(m member) bool { return m.key == archiveKey })
		}
	}
	return s
}

// FileNumber is the number of the file (档号) among those of its archive, 全宗号-门类·年度-保管期限-机构代码-件号; empty when
// the input does not give all of its parts.
func (d *Document) FileNumber() string {
	a := d.Archive
	if len(a) == 0 || !a[archiveCategory].Set || !a[archiveCode].Set {
		return ""
	}
	period := a[archivePeriod].Text
	for _, p := range periods {
		if p[0] == period {
			period = p[1]
		}
	}
	item := a[archiveItem].Text
	item = strings.Repeat("0", max(4-len(item), 0)) + item
	return a[archiveFonds].Text + "-" + a[archiveCategory].Text + "·" + a[archiveYear].Text + "-" + period + "-" + a[archiveCode].Text + "-" + item
}

// Sections are the document as blocks: texts, spans, widths and styles settled, nothing measured.
func (d *Document) Sections() []block.Section {
	sections := d.sections()
	for i := range sections {
		sections[i].Rulers = d.Definition.Page.Rulers
	}
	if d.Archive != nil && len(sections) > 0 {
		sections[0].Stamp = d.stamp(len(sections))
	}
	return sections
}

// stamp is the 归档章 of a file of so many sections.
func (d *Document) stamp(sections int) *block.Stamp {
	s := &block.Stamp{Sections: sections}
	fields := ArchiveFields()
	var a arena
	for i := range s.Cells {
		c, v := &s.Cells[i], &d.Archive[i]
		c.Label = fields[i].Label
		if v.Set {
			c.Content = []block.Span{{Text: a.print(&fields[i], v.Text), Pointer: v.Pointer, Data: true}}
		}
		c.Pages = i == archivePages && !v.Set
	}
	if p := &d.Archive[archivePrint]; p.Text == yes {
		s.Under = []block.Span{{Text: d.FileNumber(), Pointer: p.Pointer, Data: true}}
	}
	return s
}
