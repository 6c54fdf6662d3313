package pdf

import (
	"bytes"
	"fmt"
	"strconv"
)

// source reads the file that fpdf wrote, object by object in file order. It is no PDF reader: it knows the one
// shape that fpdf writes and says what was missing where the file has another.
type source struct {
	file    []byte
	pos     int
	end     int   // where the cross-reference table starts
	offsets []int // by object number, as the table has them
	root    int
	info    int
}

// object is an indirect object: its dictionary with the brackets, and its stream's bytes, if it has one.
type object struct {
	number int
	dict   []byte
	stream []byte
}

// missing is the error for a file of another shape than fpdf v0.12.0's.
func missing(what string, at int) error {
	return fmt.Errorf("pdf: fpdf's file has no %s at byte %d", what, at)
}

// openSource reads header, cross-reference table and trailer.
func openSource(file []byte) (*source, error) {
	s := &source{file: file}
	if !bytes.HasPrefix(file, []byte("%PDF-1.")) {
		return nil, missing("header", 0)
	}
	const startxref = "\nstartxref\n"
	at := bytes.LastIndex(file, []byte(startxref))
	if at < 0 {
		return nil, missing("startxref", len(file))
	}
	s.pos = at + len(startxref)
	end, ok := s.number()
	if !ok || end > at || !s.literal("\n%%EOF\n") || s.pos != len(file) {
		return nil, missing("end of file", s.pos)
	}
	s.end, s.pos = end, end
	if err := s.table(); err != nil {
		return nil, err
	}
	const size, root, info = "trailer\n<<\n/Size ", "\n/Root ", " 0 R\n/Info "
	n, ok := 0, s.literal(size)
	if ok {
		n, ok = s.number()
	}
	if ok && n == len(s.offsets) && s.literal(root) {
		s.root, ok = s.number()
	}
	if ok && s.literal(info) {
		s.info, ok = s.number()
	}
	if !ok || !s.literal(" 0 R\n>>") || s.pos != at || s.root == 0 || s.info == 0 || s.root == s.info {
		return nil, missing("trailer with size, root and info", s.pos)
	}
	s.pos = bytes.IndexByte(file, '\n') + 1
	if s.pos >= s.end || file[s.pos] != '%' {
		return nil, missing("binary comment", s.pos)
	}
	s.pos += bytes.IndexByte(file[s.pos:], '\n') + 1
	s.file = file[:s.end] // objects end where the table starts
	return s, nil
}

// table reads the cross-reference table, which has one section of 20-byte entries.
func (s *source) table() error {
	const entry = 20
	if !s.literal("xref\n0 ") {
		return missing("cross-reference table", s.pos)
	}
	n, ok := s.number()
	if !ok || !s.literal("\n0000000000 65535 f \n") || n < 1 || n-1 > (len(s.file)-s.pos)/entry {
		return missing("cross-reference section", s.pos)
	}
	s.offsets = make([]int, n)
	for i := 1; i < n; i++ {
		if s.offsets[i], ok = s.number(); !ok || !s.literal(" 00000 n \n") {
			return missing("cross-reference entry", s.pos)
		}
	}
	return nil
}

// next returns the next object; ok is false when there is none.
func (s *source) next() (o object, ok bool, err error) {
	if s.pos == s.end {
		return object{}, false, nil
	}
	start := s.pos
	n, ok := s.number()
	if !ok || n < 1 || n >= len(s.offsets) || s.offsets[n] != start || !s.literal(" 0 obj\n") {
		return object{}, false, missing("object where the table has one", start)
	}
	o = object{number: n}
	const endobj, stream, endstream = "\nendobj\n", "\nstream\n", "\nendstream\nendobj\n"
	o.dict = upTo(s.file[s.pos:], endobj, stream)
	if !bytes.HasPrefix(o.dict, []byte("<<")) || !bytes.HasSuffix(o.dict, []byte(">>")) {
		return object{}, false, missing("dictionary", s.pos)
	}
	s.pos += len(o.dict)
	if s.literal(endobj) {
		return o, true, nil
	}
	length, found := o.integer("/Length ")
	if !found || !s.literal(stream) || length > len(s.file)-s.pos {
		return object{}, false, missing("stream of the stated length", s.pos)
	}
	o.stream = s.file[s.pos : s.pos+length]
	s.pos += length
	if !s.literal(endstream) {
		return object{}, false, missing("endstream", s.pos)
	}
	return o, true, nil
}

// upTo returns b up to the first of two texts that start with a line's end; nil if there is none.
func upTo(b []byte, one, other string) []byte {
	for at := 0; ; at++ {
		next := bytes.IndexByte(b[at:], '\n')
		if next < 0 {
			return nil
		}
		at += next
		if rest := b[at:]; bytes.HasPrefix(rest, []byte(one)) || bytes.HasPrefix(rest, []byte(other)) {
			return b[:at]
		}
	}
}

// literal passes the text if it comes next.
func (s *source) literal(text string) bool {
	if len(s.file)-s.pos < len(text) || string(s.file[s.pos:s.pos+len(text)]) != text {
		return false
	}
	s.pos += len(text)
	return true
}

// number passes a number without sign.
func (s *source) number() (int, bool) {
	n, size := leadingInt(s.file[s.pos:])
	s.pos += size
	return n, size > 0
}

// integer returns the number that stands after the key in the object's dictionary.
func (o *object) integer(key string) (int, bool) {
	at := bytes.Index(o.dict, []byte(key))
	if at < 0 {
		return 0, false
	}
	n, size := leadingInt(o.dict[at+len(key):])
	return n, size > 0
}

// has says whether the object's dictionary has the text.
func (o *object) has(text string) bool { return bytes.Contains(o.dict, []byte(text)) }

// leadingInt reads the digits that b starts with; size is 0 if there are none or too many.
func leadingInt(b []byte) (n, size int) {
	for size < len(b) && b[size] >= '0' && b[size] <= '9' {
		size++
	}
	n, err := strconv.Atoi(string(b[:size]))
	if err != nil {
		return 0, 0
	}
	return n, size
}
