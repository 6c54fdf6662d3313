package pdf

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"gongwen/fonts"
)

// Merge writes one PDF/A-2u file of many parts, as they come: every page goes out at once, and what all pages share
// (faces, page tree, outline, cross-reference table) behind the last one. It keeps a few bytes of every page in memory,
// however long the contents are. Each face is embedded once. The bytes follow from options and parts alone.
type Merge struct {
	to    io.Writer
	book  *fonts.Book
	e     encoder
	last  partPage // the last page so far
	faces map[string][]bool
	tree  []int // page tree nodes, each of which has fan pages, the last one perhaps fewer
	err   error
}

// fan is how many pages a node of the page tree has: viewers find a page in two steps.
const fan = 128

// The limits of a file (ISO 19005-2, 6.1.13).
const maxObjects = 8_388_607

// NewMerge starts a file on w. The options are those of Encode; their Outline stays empty.
func NewMerge(w io.Writer, book *fonts.Book, o Options) (*Merge, error) {
	m := &Merge{to: w, book: book, faces: make(map[string][]bool)}
	if err := m.e.start(book, o); err != nil {
		return nil, err
	}
	m.e.o.Outline = nil
	m.e.file.start(resourcesObject, m.e.level)
	return m, nil
}

// Pages is how many pages the file has so far.
func (m *Merge) Pages() int { return len(m.e.pages) }

// Add adds a part that Paint made and returns the number of its first page, from 1. An entry is its bookmark; empty for
// none. If odd, a page without content comes before a part that would start on the back of a sheet.
//
// A part that is none is an error and adds nothing; the file can go on. Errors of the writer end it.
func (m *Merge) Add(data []byte, entry string, odd bool) (first int, err error) {
	if m.err != nil {
		return 0, m.err
	}
	p, err := readPart(data)
	if err != nil {
		return 0, err
	}
	if err := m.use(p.faces); err != nil {
		return 0, err
	}
	if odd && len(m.e.pages)%2 == 1 {
		m.page(partPage{width: m.last.width, height: m.last.height})
	}
	first = len(m.e.pages) + 1
	for _, one := range p.pages {
		m.page(one)
	}
	if entry = cleanText(entry); entry != "" {
		m.e.o.Outline = append(m.e.o.Outline, Entry{Title: entry, Page: first})
	}
	if m.err = m.e.file.flush(m.to); m.err != nil {
		return 0, m.err
	}
	return first, nil
}

// use notes the characters that a part uses, once all its faces are known to have theirs.
func (m *Merge) use(faces []partFace) error {
	for _, f := range faces {
		from := m.book.Face(f.key)
		if from == nil {
			return fmt.Errorf("pdf: the font book has no face %q", f.key)
		}
		order, err := from.Order()
		if err != nil {
			return fmt.Errorf("pdf: %w", err)
		}
		if n := len(f.codes); n > 0 && int(f.codes[n-1]) > order.Len() {
			return fmt.Errorf("pdf: face %q has no character %d", f.key, f.codes[n-1])
		}
	}
	for _, f := range faces {
		used := m.faces[f.key]
		if n := len(f.codes); n > 0 && int(f.codes[n-1]) >= len(used) {
			used = append(used, make([]bool, int(f.codes[n-1])+1-len(used))...)
			m.faces[f.key] = used
		}
		for _, code := range f.codes {
			used[code] = true
		}
	}
	return nil
}

// page writes a page; one without content is blank.
func (m *Merge) page(p partPage) {
	w := &m.e.file
	if len(m.e.pages)%fan == 0 {
		m.tree = append(m.tree, w.number())
	}
	content := 0
	if p.content != nil {
		content = w.number()
		w.stream(content, "/Filter/FlateDecode", p.content)
	}
	number := w.number()
	w.begin(number)
	w.out = appendRef(append(w.out, "<</Type/Page/Parent "...), m.tree[len(m.tree)-1])
	w.out = append(appendMilli(append(w.out, "/MediaBox[0 0 "...), int64(p.width)), ' ')
	w.out = appendRef(append(appendMilli(w.out, int64(p.height)), "]/Resources "...), resourcesObject)
	if content != 0 {
		w.out = appendRef(append(w.out, "/Contents "...), content)
	}
	w.out = append(w.out, ">>"...)
	w.end()
	m.e.pages, m.last = append(m.e.pages, number), partPage{width: p.width, height: p.height}
}

// Close writes what all pages share. A file without a page is an error.
func (m *Merge) Close() error {
	if m.err != nil {
		return m.err
	}
	if len(m.e.pages) == 0 {
		return errors.New("pdf: no pages")
	}
	m.err = m.close()
	if m.err == nil {
		m.err = errors.New("pdf: the file is closed")
		return nil
	}
	return m.err
}

func (m *Merge) close() error {
	w := &m.e.file
	if err := m.fonts(); err != nil {
		return err
	}
	m.nodes()
	p := plan{info: w.number(), catalog: w.number(), metadata: w.number(), intent: w.number(), profile: w.number()}
	for range m.e.outlined() {
		w.number()
	}
	if len(w.offsets) > maxObjects {
		return fmt.Errorf("pdf: %d objects are more than a file may have", len(w.offsets))
	}
	if err := m.e.writeMetadata(p); err != nil {
		return err
	}
	if err := m.e.writeOutline(p.profile + 1); err != nil {
		return err
	}
	if err := w.finish(p.catalog, p.info); err != nil {
		return err
	}
	return w.flush(m.to)
}

// fonts writes the faces, in the order of their keys, and the resources that all pages share.
func (m *Merge) fonts() error {
	w := &m.e.file
	resources := []byte("<</ProcSet[/PDF/Text]/Font<<")
	for _, key := range slices.Sorted(maps.Keys(m.faces)) {
		f, err := gathered(m.book.Face(key), m.faces[key])
		if err != nil {
			return err
		}
		f.first = len(w.offsets)
		for range f.objects() {
			w.number()
		}
		if err := m.e.writeFont(f); err != nil {
			return err
		}
		if err := w.flush(m.to); err != nil {
			return err
		}
		resources = appendRef(append(appendName(append(resources, '/'), key), ' '), f.first)
	}
	w.object(resourcesObject, append(resources, ">>>>"...))
	return nil
}

// gathered is a face of which the file uses some characters.
func gathered(from *fonts.Face, used []bool) (*face, error) {
	order, err := from.Order()
	if err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	f := &face{key: from.Key(), from: from, order: order, runes: make([]rune, len(used)), glyphs: make([]uint16, len(used)), ids: []uint16{0}}
	places := map[uint16]uint16{} // by glyph of the whole face: its number in the subset
	for code, is := range used {
		if !is {
			continue
		}
		r := order.Rune(uint16(code))
		id, _, ok := from.Glyph(r)
		if !ok {
			return nil, fmt.Errorf("pdf: face %q has no glyph for %U", f.key, r)
		}
		place, known := places[id]
		if !known {
			place = uint16(len(f.ids))
			places[id], f.ids = place, append(f.ids, id)
		}
		f.runes[code], f.glyphs[code] = r, place
	}
	return f, nil
}

// nodes writes the page tree (ISO 32000-1, 7.7.3).
func (m *Merge) nodes() {
	w := &m.e.file
	for i, node := range m.tree {
		pages := m.e.pages[i*fan : min((i+1)*fan, len(m.e.pages))]
		w.begin(node)
		w.out = appendKids(appendRef(append(w.out, "<</Type/Pages/Parent "...), pagesObject), pages)
		w.out = append(strconv.AppendInt(append(w.out, "/Count "...), int64(len(pages)), 10), ">>"...)
		w.end()
	}
	w.begin(pagesObject)
	w.out = appendKids(append(w.out, "<</Type/Pages"...), m.tree)
	w.out = append(strconv.AppendInt(append(w.out, "/Count "...), int64(len(m.e.pages)), 10), ">>"...)
	w.end()
}

func appendKids(dst []byte, kids []int) []byte {
	dst = append(dst, "/Kids["...)
	for i, kid := range kids {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = appendRef(dst, kid)
	}
	return append(dst, ']')
}
