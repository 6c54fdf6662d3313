package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"gongwen/fonts"
	"gongwen/renderer/page"
)

// partMark is what the bytes of a part begin with; its last byte is the version of the format.
const partMark = "gwp\x01"

// Paint makes of pages a part of a larger file, for Merge.Add: their contents, deflated, and which characters of which
// faces they use. Characters are written as the numbers that fonts.Order gives them, so that parts made anywhere fit
// together. level is that of deflate, 0 for DefaultLevel. Errors are those of Encode; it may be called concurrently.
func Paint(book *fonts.Book, pages []*page.Page, level int) ([]byte, error) {
	e := encoders.Get().(*encoder)
	defer encoders.Put(e)
	defer e.reset()
	if err := e.start(book, Options{Level: level}); err != nil {
		return nil, err
	}
	e.faces.part = true
	if err := e.draw(pages); err != nil {
		return nil, err
	}
	contents, err := e.contents(e.raw.Bytes(), len(pages))
	if err != nil {
		return nil, err
	}
	dst := binary.AppendUvarint([]byte(partMark), uint64(len(e.faces.used)))
	for _, f := range e.faces.used {
		dst = appendBytes(dst, []byte(f.key))
		codes := make([]uint16, 0, len(f.runes)-1)
		for _, r := range f.runes[1:] {
			codes = append(codes, f.order.Number(r))
		}
		slices.Sort(codes)
		dst = binary.AppendUvarint(dst, uint64(len(codes)))
		last := uint16(0)
		for _, code := range codes {
			dst, last = binary.AppendUvarint(dst, uint64(code-last)), code
		}
	}
	dst = binary.AppendUvarint(dst, uint64(len(pages)))
	for i, p := range pages {
		dst = binary.AppendUvarint(dst, uint64(roundSide(p.Width)))
		dst = binary.AppendUvarint(dst, uint64(roundSide(p.Height)))
		dst = appendBytes(dst, contents[i])
	}
	return dst, nil
}

func appendBytes(dst, b []byte) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(b))), b...)
}

// contents are the contents of fpdf's pages, deflated, in the order of the pages.
func (e *encoder) contents(raw []byte, pages int) ([][]byte, error) {
	in, err := openSource(raw)
	if err != nil {
		return nil, err
	}
	order, all := make([]int, 0, pages), make(map[int][]byte, pages)
	for {
		o, ok, err := in.next()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		switch {
		case o.stream != nil:
			if err := content(&o); err != nil {
				return nil, err
			}
			e.file.level = e.level
			if err := e.file.pack(o.stream); err != nil {
				return nil, err
			}
			all[o.number] = bytes.Clone(e.file.packed)
		case o.has("/Type /Page\n"):
			number, _ := o.integer("/Contents ")
			order = append(order, number)
		}
	}
	contents := make([][]byte, len(order))
	for i, number := range order {
		contents[i] = all[number]
	}
	if len(order) != pages || len(all) != pages || slices.ContainsFunc(contents, func(c []byte) bool { return c == nil }) {
		return nil, missing(fmt.Sprintf("%d pages with a content each (%d, %d)", pages, len(order), len(all)), in.end)
	}
	return contents, nil
}

// part is what Paint made, read back.
type part struct {
	faces []partFace
	pages []partPage
}

type partFace struct {
	key   string
	codes []uint16 // ascending
}

type partPage struct {
	width, height page.Length
	content       []byte // deflated
}

var errPart = errors.New("pdf: this is no part of a file")

// readPart reads what Paint made. The part's contents are those bytes of data.
func readPart(data []byte) (*part, error) {
	rest, ok := bytes.CutPrefix(data, []byte(partMark))
	if !ok {
		return nil, errPart
	}
	r := partReader{rest: rest}
	p := &part{faces: make([]partFace, r.count())}
	for i := range p.faces {
		f := &p.faces[i]
		f.key = string(r.bytes())
		f.codes = make([]uint16, r.count())
		last := uint64(0)
		for k := range f.codes {
			step := r.number(maxCode - last)
			r.bad = r.bad || step == 0
			last += step
			f.codes[k] = uint16(last)
		}
	}
	p.pages = make([]partPage, r.count())
	for i := range p.pages {
		p.pages[i] = partPage{page.Length(r.number(uint64(maxSide))), page.Length(r.number(uint64(maxSide))), r.bytes()}
		r.bad = r.bad || p.pages[i].width < minSide || p.pages[i].height < minSide
	}
	if r.bad || len(r.rest) > 0 || len(p.pages) == 0 {
		return nil, errPart
	}
	return p, nil
}

// partReader reads the numbers of a part; after one that cannot be, it is bad and all numbers are 0.
type partReader struct {
	rest []byte
	bad  bool
}

func (r *partReader) number(most uint64) uint64 {
	n, size := binary.Uvarint(r.rest)
	if r.bad || size <= 0 || n > most {
		r.bad = true
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

// count is how many things come next, each of which takes a byte at least.
func (r *partReader) count() int { return int(r.number(uint64(len(r.rest)))) }

func (r *partReader) bytes() []byte {
	n := r.count()
	if n > len(r.rest) { // the number itself took bytes
		r.bad = true
		return nil
	}
	b := r.rest[:n:n]
	r.rest = r.rest[n:]
	return b
}
