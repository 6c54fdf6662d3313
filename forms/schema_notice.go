package forms

// The words of a notice's schema.
const (
	schemaBody        = "正文"
	schemaAttachments = "附件"
	schemaOwnBody     = "正文，一段一行；不写用表式里的"
)

// noticeSchema are the properties of a notice beside form, version and fields, and which of them are required.
func (d *Definition) noticeSchema() (properties object, required []string) {
	body := object{{"title", schemaBody}, {"description", schemaOwnBody}}
	if len(d.Notice.Body.Parts()) == 0 {
		body = append(body, member{"type", "string"}, member{"pattern", `\S`})
		required = []string{"body"}
	} else {
		body = append(body, member{"type", []string{"string", "null"}})
	}
	properties.set("body", append(body, member{"maxLength", maxText}))
	var forms []object
	for _, a := range d.Notice.Attachments {
		if a.form != nil {
			forms = append(forms, a.form.attachedSchema())
		}
	}
	if len(forms) > 0 {
		properties.set("attachments", object{
			{"title", schemaAttachments}, {"type", []string{"array", "null"}}, {"maxItems", len(forms)}, {"items", object{{"anyOf", forms}}},
		})
	}
	return properties, required
}
