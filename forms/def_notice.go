package forms

import (
	"strings"

	"gongwen/forms/block"
)

// Elements are what a notice has of its own: its 要素 in the order of GB/T 9704-2012. Everything but Seal is printed
// with the values of fields in it; an element all of whose fields are empty is left out.
type Elements struct {
	Copy, Secrecy, Urgency Template // 份号, 密级和保密期限, 紧急程度
	Masthead               Template // 发文机关标志
	Number                 Template // 发文字号
	Signatory              Template // 签发人, of a document to a higher authority
	Recipient              Template // 主送机关
	Body                   Template // 正文, a paragraph a line
	Attachments            []Attachment
	Issuer, Date           Template     // 发文机关署名, 成文日期
	Seal                   block.Length // diameter of the seal; 0 for a document without one
	Remark                 Template     // 附注, without its brackets
	Keywords, CC           Template     // 主题词, of documents before 2012, and 抄送
	Printer, Printed       Template     // 印发机关, 印发日期
}

// Attachment is one 附件: its name in the list, and the form that it is, if it is one of the library's.
type Attachment struct {
	Title   Template
	Form    string     // family/name
	Version int        // 0 is the newest
	Size    block.Size // of the text in its tables at most; 0: theirs

	form *Definition // see Definition.link
}

type noticeSource struct {
	commonSource
	Copy        string             `yaml:"copy"`
	Secrecy     string             `yaml:"secrecy"`
	Urgency     string             `yaml:"urgency"`
	Masthead    string             `yaml:"masthead"`
	Number      string             `yaml:"number"`
	Signatory   string             `yaml:"signatory"`
	Recipient   string             `yaml:"recipient"`
	Body        lines              `yaml:"body"`
	Attachments []attachmentSource `yaml:"attachments"`
	Issuer      string             `yaml:"issuer"`
	Date        string             `yaml:"date"`
	Seal        mm                 `yaml:"seal"`
	Remark      string             `yaml:"remark"`
	Keywords    string             `yaml:"keywords"`
	CC          string             `yaml:"cc"`
	Printer     string             `yaml:"printer"`
	Printed     string             `yaml:"printed"`
}

type attachmentSource struct {
	Title string   `yaml:"title"`
	Form  string   `yaml:"form"`
	Size  fontSize `yaml:"size"`
}

// noticePage is A4 with the type area of GB/T 9704-2012, 5.2.1: 156 × 225 mm.
var noticePage = PageSetup{
	Width: 210 * block.MM, Height: 297 * block.MM,
	Margin: block.Margin{Top: 37 * block.MM, Right: 26 * block.MM, Bottom: 35 * block.MM, Left: 28 * block.MM},
}

// maxSeal is the largest seal there is, in the standard's provinces 50 mm and more.
const maxSeal = 60 * block.MM

// notice defines a notice.
func (d *decoder) notice(def *Definition, src *noticeSource) {
	known := d.common(def, &src.commonSource, noticePage)
	d.orders(def.Fields, known)
	for _, key := range []string{"marker", "head", "notes", "sign"} {
		if locate(d.root, key) != d.root {
			d.at(key, faultMisplaced, key, string(Notice))
		}
	}
	n := &Elements{Seal: block.Length(src.Seal)}
	if n.Seal > maxSeal {
		d.at("seal", faultRange, millimetres(n.Seal), 0, millimetres(maxSeal))
	}
	for _, e := range []struct {
		path, src string
		to        *Template
	}{
		{"copy", src.Copy, &n.Copy}, {"secrecy", src.Secrecy, &n.Secrecy}, {"urgency", src.Urgency, &n.Urgency},
		{"masthead", src.Masthead, &n.Masthead}, {"number", src.Number, &n.Number}, {"signatory", src.Signatory, &n.Signatory},
		{"recipient", src.Recipient, &n.Recipient}, {"body", string(src.Body), &n.Body},
		{"issuer", src.Issuer, &n.Issuer}, {"date", src.Date, &n.Date}, {"remark", src.Remark, &n.Remark},
		{"keywords", src.Keywords, &n.Keywords}, {"cc", src.CC, &n.CC},
		{"printer", src.Printer, &n.Printer}, {"printed", src.Printed, &n.Printed},
	} {
		*e.to = d.template(e.path, strings.TrimSpace(e.src), known)
	}
	for i, a := range src.Attachments {
		path := index("attachments", i)
		att := Attachment{Title: d.template(path+".title", strings.TrimSpace(a.Title), known), Size: block.Size(a.Size)}
		if a.Form == "" && a.Title == "" {
			d.at(path, faultMissing, "form")
		}
		if a.Form != "" {
			var err error
			if att.Form, att.Version, err = ParseRef(a.Form); err != nil {
				d.at(path+".form", faultID, a.Form)
			}
		}
		n.Attachments = append(n.Attachments, att)
	}
	def.Notice = n
	if def.Unit == "" {
		for _, p := range n.Issuer.Parts() {
			if p.Key != "" {
				def.Unit = p.Key
				break
			}
		}
	}
}

// link finds the forms that a notice attaches. What there is none of, and what cannot be attached, is a fault; file
// is the name that it gives.
func (d *Definition) link(file string, find func(id string, version int) (*Definition, error)) error {
	if d.Notice == nil {
		return nil
	}
	faults := &decoder{file: file}
	for i := range d.Notice.Attachments {
		a := &d.Notice.Attachments[i]
		if a.Form == "" {
			continue
		}
		form, err := find(a.Form, a.Version)
		if err == nil && form.Kind != Notice {
			a.form = form
			continue
		}
		if faults.root == nil {
			faults.root = faults.tree(d.text)
		}
		if err != nil {
			faults.at(index("attachments", i)+".form", faultAttached, a.Form, err)
		} else {
			faults.at(index("attachments", i)+".form", faultAttachedNotice, a.Form)
		}
	}
	if len(faults.faults) > 0 {
		return &DefinitionError{Faults: faults.faults}
	}
	return nil
}
