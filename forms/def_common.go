package forms

import (
	"slices"
	"strconv"
	"strings"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// common defines what every kind of form has.
func (d *decoder) common(def *Definition, src *commonSource, page PageSetup) *names {
	family, name, ok := strings.Cut(src.Form, "/")
	if src.Form != "" && (!ok || !isRuleKey(family) || !isRuleKey(name)) {
		d.at("form", faultID, src.Form)
	}
	if src.Version < 1 && locate(d.root, "version") != d.root {
		d.at("version", faultVersion)
	}
	def.ID, def.Version, def.Source, def.Marker = src.Form, src.Version, src.Source, src.Marker
	def.Notes, def.Sign, def.sample = src.Notes, src.Sign, src.Sample.Node
	def.Page = d.page(&src.Page, page)

	known := &names{}
	for i := range src.Fields {
		f := &src.Fields[i]
		path := index("fields", i)
		field := d.field(&f.fieldSource, path, known)
		field.Seal = block.Length(f.Seal)
		if field.Default = f.Default; f.Default != "" && !isYear(f.Default) {
			d.at(path+".default", faultRange, f.Default, minYear, maxYear)
		}
		if field.Type == TypeSerial {
			d.at(path+".type", faultMisplaced, string(TypeSerial), "fields")
		}
		if f.Printed != nil && def.Kind != Slip {
			d.at(path+".printed", faultMisplaced, "printed", string(def.Kind))
		}
		if field.Seal > 0 && def.Unit == "" {
			def.Unit = field.Key
		}
		def.Fields = append(def.Fields, field)
	}
	if def.Unit == "" && known.find("unit") != nil {
		def.Unit = "unit"
	}
	def.Title = d.template("title", string(src.Title), known)
	def.Head = src.Head
	for i, key := range def.Head {
		path := index("head", i)
		if known.find(key) == nil {
			d.at(path, faultNoSuch, key, known.near(key))
		}
		if first := slices.Index(def.Head, key); first < i {
			d.at(path, faultTaken, key, index("head", first))
		}
	}
	return known
}

// template parses a text with fields in it.
func (d *decoder) template(path, src string, known *names) Template {
	t, err := ParseTemplate(src)
	if err != nil {
		d.at(path, faultTemplate, err)
	}
	for _, p := range t.Parts() {
		if p.Key != "" && known.find(p.Key) == nil {
			d.at(path, faultNoSuch, p.Key, known.near(p.Key))
		}
	}
	return t
}

// field defines one input. Since and until are checked when all names are known; see order.
func (d *decoder) field(src *fieldSource, path string, known *names) Field {
	f := Field{
		Key: src.Key, Label: src.Label, Type: src.kind(), Required: src.Required,
		Min: src.Min.Decimal, Max: src.Max.Decimal, Lines: src.Lines, Of: src.Of, Several: src.Several,
		Since: src.Since, Until: src.Until, Else: src.Else,
	}
	if f.Type == TypeName {
		f.Type, f.Name = TypeText, true
	}
	f.Signs = src.Signs
	if src.Places != nil {
		f.Places = *src.Places
	}
	if !f.Type.known() {
		d.oneOf(path+".type", string(f.Type), typeNames()...)
	}
	d.key(path+".key", f.Key)
	if taken := known.find(f.Key); taken != nil {
		d.at(path+".key", faultTaken, f.Key, taken.path)
	} else if f.Key != "" {
		known.add(f.Key, path, f.Type)
	}
	d.bounds(&f, path)
	d.choices(&f, path)
	switch f.Type {
	case TypeDate:
		f.Print = datePattern
	case TypeMonth:
		f.Print = monthPattern
	}
	if src.Print != "" && f.Print != "" {
		p, err := ParsePattern(src.Print, f.Type == TypeDate)
		if err != nil {
			d.at(path+".print", faultPattern, src.Print)
		}
		f.Print = p
	}
	return f
}

func (d *decoder) key(path, key string) {
	if key != "" && !isKey(key) {
		d.at(path, faultKey, key)
	}
}

func (d *decoder) oneOf(path, value string, known ...string) {
	d.at(path, faultOneOf, value, strings.Join(known, ", "))
}

// maxText is the longest text that a definition may ask for, in characters.
const maxText = 20000

func (d *decoder) bounds(f *Field, path string) {
	if f.Places < 0 || f.Places > 12 {
		d.at(path+".places", faultRange, f.Places, 0, 12)
	}
	if f.Type == TypeText && f.Max != nil {
		if n, whole := f.Max.Int(); !whole || n < 1 || n > maxText {
			d.at(path+".max", faultRange, f.Max, 1, maxText)
		}
	}
	if f.Min != nil && f.Max != nil && f.Min.Cmp(*f.Max) > 0 {
		d.at(path+".min", faultMinMax, f.Min, f.Max)
	}
	for i, bound := range []*decimal.Decimal{f.Min, f.Max} {
		if bound != nil && f.Type == TypeInteger && bound.Places() > 0 {
			d.at(path+[]string{".min", ".max"}[i], faultShape, shapeWhole)
		}
	}
}

func (d *decoder) choices(f *Field, path string) {
	if f.Type == TypeChoice && f.Of != nil && len(f.Of) == 0 {
		d.at(path+".of", faultMissing, "of")
	}
	if f.Signs != nil && len(f.Signs) != len(f.Of) {
		d.at(path+".signs", faultRange, len(f.Signs), len(f.Of), len(f.Of))
	}
	for i, choice := range f.Of {
		at := index(path+".of", i)
		if strings.TrimSpace(choice) == "" || f.Several && strings.Contains(choice, several) {
			d.at(at, faultShape, shapeText)
		} else if first := slices.Index(f.Of, choice); first < i {
			d.at(at, faultTaken, choice, index(path+".of", first))
		}
	}
}

// orders checks since and until of all fields.
func (d *decoder) orders(fields []Field, known *names) {
	for i := range fields {
		d.order(&fields[i], index("fields", i), known)
	}
}

// order checks that since and until name dates or months that are known.
func (d *decoder) order(f *Field, path string, known *names) {
	for _, ref := range []struct{ at, key string }{{".since", f.Since}, {".until", f.Until}} {
		if ref.key == "" {
			continue
		}
		switch other := known.find(ref.key); {
		case other == nil:
			d.at(path+ref.at, faultNoSuch, ref.key, known.near(ref.key))
		case other.kind != TypeDate && other.kind != TypeMonth:
			d.at(path+ref.at, faultWrongType, ref.key, "date, month")
		}
	}
}

func index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

func isYear(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && len(s) == 4 && n >= minYear && n <= maxYear
}
