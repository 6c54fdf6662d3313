package xlsx

import (
	"path"
	"strings"
)

// relation is what a part says of another one.
type relation struct {
	id     string
	kind   string // the last word of its type, which transitional and strict types share: worksheet, styles …
	target string // the part's name; empty: it is outside of the file
}

// relations are the relations of a part, or those of the whole file for an empty name. None is no error.
func (p *parcel) relations(part string, buf []byte) ([]relation, error) {
	dir, base := path.Split(part)
	name := dir + "_rels/" + base + ".rels"
	if !p.has(name) {
		return nil, nil
	}
	var all []relation
	err := p.scan(name, maxSmall, buf, func(s *scanner) error {
		if len(s.starts) != 2 || !s.ours || string(s.name) != "Relationship" {
			return nil
		}
		id, err := s.value("Id")
		if err != nil {
			return err
		}
		kind, err := s.value("Type")
		if err != nil {
			return err
		}
		target, err := s.value("Target")
		if err != nil {
			return err
		}
		if len(all) == maxParts {
			return &FileError{Code: FileParts, Part: s.in.name}
		}
		r := relation{id: id, kind: kind[strings.LastIndexByte(kind, '/')+1:]}
		if string(s.attr("TargetMode")) != "External" {
			if r.target = resolvePart(dir, target); r.target == "" {
				return &FileError{Code: FileNames, Part: clean(target)}
			}
		}
		all = append(all, r)
		return nil
	})
	return all, err
}

// resolvePart is the name of the part that a relation's target means; empty if it leads out of the file.
func resolvePart(dir, target string) string {
	if i := strings.IndexByte(target, '#'); i >= 0 {
		target = target[:i]
	}
	if strings.HasPrefix(target, "/") {
		dir = ""
	}
	name := path.Clean(path.Join(dir, target))
	if name == "." || name == ".." || strings.HasPrefix(name, "../") || strings.Contains(name, `\`) {
		return ""
	}
	return strings.TrimPrefix(name, "/")
}

// scan reads a part and calls each for every element that starts, with its attributes. It may read on within the element.
func (p *parcel) scan(name string, most int64, buf []byte, each func(*scanner) error) error {
	in, err := p.open(name, most)
	if err != nil {
		return err
	}
	defer in.Close()
	s := newScanner(in, buf)
	for {
		t, err := s.next()
		switch {
		case err != nil:
			return err
		case t == tokenEOF:
			return nil
		case t == tokenStart:
			if err := each(s); err != nil {
				return err
			}
		}
	}
}

// mainPart finds the workbook's main part, and says what the file is if it has none.
func (p *parcel) mainPart(buf []byte) (string, error) {
	if f := p.parts["mimetype"]; f != nil && p.has("content.xml") {
		return "", &FileError{Code: FileOpen}
	}
	if p.has("EncryptedPackage") {
		return "", &FileError{Code: FileEncrypted}
	}
	if !p.has("[Content_Types].xml") {
		return "", &FileError{Code: FileOther}
	}
	root, err := p.relations("", buf)
	if err != nil {
		return "", err
	}
	for _, r := range root {
		if r.kind != "officeDocument" || r.target == "" {
			continue
		}
		if strings.HasSuffix(strings.ToLower(r.target), ".bin") {
			return "", &FileError{Code: FileBinary}
		}
		return r.target, nil
	}
	return "", &FileError{Code: FileOther}
}
