package xlsx

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// pack is a workbook's package of parts, with some of them changed.
type pack struct {
	parcel  *parcel
	changed map[string][]byte // by their names in lower case, which is how names are compared (ECMA-376-2, 6.2.2.3)
	dropped map[string]bool   // by the same
	added   []string          // names of new parts
}

func newPack(p *parcel) *pack {
	return &pack{parcel: p, changed: map[string][]byte{}, dropped: map[string]bool{}}
}

func key(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// has tells whether there is a part of that name.
func (p *pack) has(name string) bool {
	k := key(name)
	return !p.dropped[k] && (p.parcel.has(k) || p.changed[k] != nil)
}

// read is the part of that name.
func (p *pack) read(name string) ([]byte, error) {
	k := key(name)
	if data := p.changed[k]; data != nil {
		return data, nil
	}
	r, err := p.parcel.open(k, maxUnpacked)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	return bytes.TrimPrefix(data, []byte("\ufeff")), err
}

// write changes a part, or adds it. A part that was as it is now stays untouched.
func (p *pack) write(name string, data []byte) {
	k := key(name)
	if !p.parcel.has(k) && p.changed[k] == nil {
		p.added = append(p.added, name)
	}
	p.changed[k] = data
}

// change writes a part with edits made.
func (p *pack) change(name string, data []byte, e edits) error {
	data, err := e.apply(data)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	p.write(name, data)
	return nil
}

// drop takes a part out.
func (p *pack) drop(name string) { p.dropped[key(name)] = true }

// free is the first name of a numbered pattern (xl/comments%d.xml) that no part has, from 1 on.
func (p *pack) free(pattern string) string {
	for n := 1; ; n++ {
		if name := fmt.Sprintf(pattern, n); !p.parcel.has(key(name)) && p.changed[key(name)] == nil {
			return name
		}
	}
}

// save writes the package: what is unchanged as it was packed, new parts behind.
func (p *pack) save(w io.Writer) error {
	if _, nameless := p.changed[""]; nameless { // a relationship leads nowhere
		return &FileError{Code: FileDamaged}
	}
	old, err := p.inOrder()
	if err != nil {
		return err
	}
	z := zip.NewWriter(w)
	for _, f := range old {
		k := key(f.Name)
		switch data, ok := p.changed[k]; {
		case p.dropped[k]:
		case ok:
			if err := store(z, f.Name, data); err != nil {
				return err
			}
		default:
			if err := z.Copy(f); err != nil {
				return fmt.Errorf("%s: %w", f.Name, err)
			}
		}
	}
	for _, name := range p.added {
		if err := store(z, name, p.changed[key(name)]); err != nil {
			return err
		}
	}
	return z.Close()
}

// inOrder are the parts that there were, as they lie in the file.
func (p *pack) inOrder() ([]*zip.File, error) {
	all := slices.Collect(maps.Values(p.parcel.parts))
	at := make(map[*zip.File]int64, len(all))
	for _, f := range all {
		offset, err := f.DataOffset()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", clean(f.Name), err)
		}
		at[f] = offset
	}
	slices.SortFunc(all, func(a, b *zip.File) int {
		return cmp.Or(cmp.Compare(at[a], at[b]), strings.Compare(a.Name, b.Name))
	})
	return all, nil
}

// store packs a part. It has no date, so that the file does not depend on the clock.
func store(z *zip.Writer, name string, data []byte) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	_, err = w.Write(data)
	return err
}

// bond is a relationship of a part (ECMA-376-2, 6.5.3).
type bond struct {
	id, kind string
	part     string // the name of its target; empty: it is outside
}

// is tells whether the relationship is of that kind, by the end of its type.
func (r bond) is(kind string) bool { return path.Base(r.kind) == kind }

// relationsName is the part that has a part's relationships; without a part, the package's.
func relationsName(part string) string {
	if part == "" {
		return "_rels/.rels"
	}
	return path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
}

// relations are those of a part; none when it has none.
func (p *pack) relations(part string) (all []bond, err error) {
	name := relationsName(part)
	if !p.has(name) {
		return nil, nil
	}
	data, err := p.read(name)
	if err != nil {
		return nil, err
	}
	err = scan(data, func(t *tag) error {
		if t.name != "Relationship" || t.end() {
			return nil
		}
		r := bond{id: t.attr("Id"), kind: t.attr("Type")}
		if target := strings.ReplaceAll(t.attr("Target"), `\`, "/"); !strings.EqualFold(t.attr("TargetMode"), "External") {
			if !strings.HasPrefix(target, "/") {
				target = path.Join("/", path.Dir(part), target)
			}
			r.part = strings.TrimPrefix(path.Clean(target), "/")
		}
		all = append(all, r)
		return nil
	})
	return all, err
}

// relate gives a part a relationship to another and returns its id.
func (p *pack) relate(part, kind, target string) (string, error) {
	all, err := p.relations(part)
	if err != nil {
		return "", err
	}
	id := ""
	for n := len(all) + 1; ; n++ {
		id = "rId" + strconv.Itoa(n)
		if !slices.ContainsFunc(all, func(r bond) bool { return strings.EqualFold(r.id, id) }) {
			break
		}
	}
	name := relationsName(part)
	data := []byte(xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>`)
	if p.has(name) {
		if data, err = p.read(name); err != nil {
			return "", err
		}
	}
	data, err = appendTo(data, "Relationships", func(prefix string) string {
		return element(prefix+"Relationship", "", "Id", id, "Type", kind, "Target", "/"+target)
	})
	if err != nil {
		return "", err
	}
	p.write(name, data)
	return id, nil
}

// typed says what a new part is, in the list of content types.
func (p *pack) typed(name, media string) error {
	const list = "[Content_Types].xml"
	data, err := p.read(list)
	if err != nil {
		return err
	}
	data, err = appendTo(data, "Types", func(prefix string) string {
		return element(prefix+"Override", "", "PartName", "/"+name, "ContentType", media)
	})
	if err == nil {
		p.write(list, data)
	}
	return err
}

// appendTo puts text at the end of the first element of that name. text gets the prefix of the element's name.
func appendTo(data []byte, element string, text func(prefix string) string) ([]byte, error) {
	var e edits
	depth := -1
	err := scan(data, func(t *tag) error {
		switch {
		case t.name != element || depth >= 0 && t.depth != depth:
			return nil
		case t.kind == tagEmpty:
			e.replace(t, t.open()+text(t.prefix)+"</"+t.prefix+element+">")
			return errDone
		case t.end():
			e.put(t.at, text(t.prefix))
			return errDone
		}
		depth = t.depth
		return nil
	})
	if err == nil && len(e) == 0 {
		err = missing(element)
	}
	if err != nil {
		return nil, err
	}
	return e.apply(data)
}
