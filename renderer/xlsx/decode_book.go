package xlsx

import (
	"context"
	"io"
	"strconv"
	"strings"
)

// The namespaces of spreadsheets, transitional and strict (ECMA-376-1 and -4).
const (
	mainSpace   = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	strictSpace = "http://purl.oclc.org/ooxml/spreadsheetml/main"
)

// filled is a workbook as it was read: what its cells hold, and no more than that.
type filled struct {
	*parcel
	buf        []byte  // for scanners, one after the other
	from1904   bool    // days count from 1904-01-01
	tabs       []*leaf // its sheets, in order
	names      []definedName
	macros     bool
	properties map[string]string // custom ones
	texts      []string          // shared ones
	days       []bool            // by cell formats: a number is shown as a day or a time
	shelf      shelf
	cells      int // kept so far
	merges     int
}

// definedName is a name for cells.
type definedName struct {
	name, refers string
	sheet        int // index of the only sheet that knows it; -1: all do
}

// readBook reads all of a workbook that an input can depend on.
func readBook(ctx context.Context, r io.ReaderAt, size int64) (*filled, error) {
	p, err := openParcel(ctx, r, size)
	if err != nil {
		return nil, err
	}
	b := &filled{parcel: p, buf: make([]byte, maxTag), properties: map[string]string{}}
	main, err := p.mainPart(b.buf)
	if err != nil {
		return nil, err
	}
	relations, err := p.relations(main, b.buf)
	if err != nil {
		return nil, err
	}
	sheets := map[string]string{}
	for _, r := range relations {
		switch r.kind {
		case "worksheet":
			sheets[r.id] = r.target
		case "styles":
			err = b.readStyles(r.target)
		case "sharedStrings":
			err = b.readTexts(r.target)
		case "vbaProject":
			b.macros = true
		}
		if err != nil {
			return nil, err
		}
	}
	if err := b.readMain(main, sheets); err != nil {
		return nil, err
	}
	if err := b.readProperties(); err != nil {
		return nil, err
	}
	for _, t := range b.tabs {
		if err := b.readTab(t); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// readMain reads the main part: sheets, names, how days are counted. Sheets that are no tables of cells, as charts,
// are kept as empty ones, for names count them.
func (b *filled) readMain(part string, sheets map[string]string) error {
	root := false
	return b.scan(part, maxSmall, b.buf, func(s *scanner) error {
		depth := len(s.starts)
		if depth == 1 {
			if root = string(s.name) == "workbook"; !root || s.root != mainSpace && s.root != strictSpace {
				return &FileError{Code: FileOther, Part: s.in.name}
			}
			return nil
		}
		if !s.ours {
			return s.skip()
		}
		switch string(s.name) {
		case "workbookPr":
			b.from1904 = truth(s.attr("date1904"))
		case "sheet":
			if depth != 3 {
				break
			}
			return b.addTab(s, sheets)
		case "definedName":
			if depth != 3 {
				break
			}
			return b.addName(s)
		}
		return nil
	})
}

func (b *filled) addTab(s *scanner, sheets map[string]string) error {
	if len(b.tabs) == maxSheets {
		return &FileError{Code: FileMany, Part: s.in.name}
	}
	name, err := s.value("name")
	if err != nil {
		return err
	}
	id := ""
	for _, a := range s.attrs {
		if len(a.prefix) > 0 && string(a.name) == "id" {
			id = string(a.value)
		}
	}
	b.tabs = append(b.tabs, &leaf{name: name, part: sheets[id]})
	return nil
}

// addName keeps a name, unless it is of a kind that says nothing of inputs.
func (b *filled) addName(s *scanner) error {
	n := definedName{sheet: -1}
	var err error
	if n.name, err = s.value("name"); err != nil {
		return err
	}
	if scope := s.attr("localSheetId"); scope != nil {
		if n.sheet, err = strconv.Atoi(string(scope)); err != nil || n.sheet < 0 {
			return s.damage("a name of no sheet")
		}
	}
	text, err := s.content(nil)
	if err != nil {
		return err
	}
	if len(n.name) < len(namePrefix) || !strings.EqualFold(n.name[:len(namePrefix)], namePrefix) {
		return nil
	}
	if len(b.names) == maxNames {
		return &FileError{Code: FileMany, Part: s.in.name}
	}
	n.refers = string(text)
	b.names = append(b.names, n)
	return nil
}

// readProperties reads the custom properties, which a mark is made of.
func (b *filled) readProperties() error {
	root, err := b.relations("", b.buf)
	if err != nil {
		return err
	}
	for _, r := range root {
		if r.kind != "custom-properties" && r.kind != "customProperties" || !b.has(r.target) {
			continue
		}
		err := b.scan(r.target, maxSmall, b.buf, func(s *scanner) error {
			if len(s.starts) != 2 || string(s.name) != "property" {
				return nil
			}
			name, err := s.value("name")
			if err != nil {
				return err
			}
			text, err := s.content(nil)
			if len(b.properties) < 64 {
				b.properties[name] = strings.TrimSpace(string(text))
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// content reads the text of the element that has just started, to its end.
func (s *scanner) content(to []byte) ([]byte, error) {
	for depth := len(s.starts); len(s.starts) >= depth; {
		t, err := s.next()
		if err != nil {
			return nil, err
		}
		if t == tokenText {
			if to, err = s.add(to); err != nil {
				return nil, err
			}
		}
	}
	return to, nil
}

// add appends the piece of text that has just been read.
func (s *scanner) add(to []byte) ([]byte, error) {
	if len(to) > maxTag*4 {
		return nil, &FileError{Code: FileMany, Part: s.in.name}
	}
	if s.plain {
		return append(to, s.text...), nil
	}
	return s.decode(to, s.text)
}

// truth is a boolean attribute.
func truth(b []byte) bool { return string(b) == "1" || string(b) == "true" || string(b) == "on" }
