package forms

// Part is one of the forms that a packet of a kind may hold, in the order in which they are bound.
type Part struct {
	Form    string // family/name
	Version int    // 0 is the newest

	form *Definition // see Definition.linkParts
}

type packetSource struct {
	commonSource
	Forms []string `yaml:"forms,need"`
}

// packet defines a packet: a page with its contents, and the forms that it may hold.
func (d *decoder) packet(def *Definition, src *packetSource) {
	known := d.common(def, &src.commonSource, slipPage)
	d.orders(def.Fields, known)
	for i, ref := range src.Forms {
		path := index("forms", i)
		id, version, err := ParseRef(ref)
		if err != nil {
			d.at(path, faultID, ref)
		}
		for k := range def.Parts {
			if def.Parts[k].Form == id && err == nil {
				d.at(path, faultTaken, id, index("forms", k))
			}
		}
		def.Parts = append(def.Parts, Part{Form: id, Version: version})
	}
	if len(src.Forms) == 0 && locate(d.root, "forms") != d.root {
		d.at("forms", faultMissing, "forms")
	}
}

// bind links a definition to the others of a library that it names.
func (d *Definition) bind(file string, l *Library) error {
	if d.Kind != PacketKind {
		return d.link(file, l.find)
	}
	faults := &decoder{file: file}
	for i := range d.Parts {
		p := &d.Parts[i]
		form, err := l.find(p.Form, p.Version)
		isPacket := err == nil && form.Kind == PacketKind // which may not wait for itself to be linked
		if err == nil && !isPacket {
			form, err = l.Get(p.Form, p.Version)
		}
		if err == nil && !isPacket {
			p.form = form
			continue
		}
		if faults.root == nil {
			faults.root = faults.tree(d.text)
		}
		if isPacket {
			faults.at(index("forms", i), faultPacketInPacket, p.Form)
		} else {
			faults.at(index("forms", i), faultAttached, p.Form, err)
		}
	}
	if len(faults.faults) > 0 {
		return &DefinitionError{Faults: faults.faults}
	}
	return nil
}

// packetSchema are the properties of a packet beside form, version and fields.
func (d *Definition) packetSchema() object {
	var forms []object
	for i := range d.Parts {
		forms = append(forms, d.Parts[i].form.inputSchema("form"))
	}
	return object{{"documents", object{
		{"title", schemaDocuments}, {"type", "array"}, {"minItems", 1}, {"maxItems", maxDocuments}, {"items", object{{"anyOf", forms}}},
	}}}
}

const schemaDocuments = "各份材料，同一表式可以有多份"
