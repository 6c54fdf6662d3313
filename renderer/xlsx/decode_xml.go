package xlsx

import (
	"bytes"
	"errors"
	"io"
)

// Limits of markup.
const (
	maxTag   = 64 << 10 // bytes of one tag
	maxDepth = 64       // elements in each other
	maxBound = 128      // namespaces declared at once
)

// token is a piece of markup.
type token uint8

// The tokens.
const (
	tokenEnd   token = iota // the end of an element
	tokenStart              // its start: scanner.name and scanner.attrs are set
	tokenText               // some of its text, or all: scanner.text is set
	tokenEOF                // behind the root element
)

// attr is an attribute, as it stands in the markup. An xmlns or xmlns:x is none.
type attr struct {
	prefix, name, value []byte
}

// scanner reads the markup of a part piece by piece, in the memory of one buffer. It takes the XML that workbooks are
// made of: UTF-8, without a document type and so without entities but the five. Everything it gives lies in the buffer
// until the next call.
type scanner struct {
	in   *stream
	buf  []byte
	at   int // next byte
	end  int // behind the last one that was read
	last bool

	name  []byte // of the element that starts, without its prefix
	ours  bool   // it is of the namespace that the part's root has
	attrs []attr
	text  []byte
	plain bool // text is CDATA: it has no entities

	tags   []byte // names of the open elements, with prefixes, one behind the other
	starts []int  // where each begins
	bound  []binding
	root   string // what the namespace of the root is called
	bare   string // what names without a prefix mean, if that is known
	known  bool
	empty  bool // the element that started has ended with the same tag
	cdata  bool
	ended  bool // the root element is over
}

// binding is what a prefix means from some depth on.
type binding struct {
	prefix string
	uri    string
	depth  int
}

// newScanner reads from a part. The buffer is one that another scanner is done with, or nil.
func newScanner(in *stream, buf []byte) *scanner {
	if buf == nil {
		buf = make([]byte, maxTag)
	}
	return &scanner{in: in, buf: buf}
}

// damage is a part that does not follow its format.
func (s *scanner) damage(what string) error {
	return &FileError{Code: FileDamaged, Part: s.in.name, Err: errors.New(what)}
}

// fill reads more, and says whether there was any.
func (s *scanner) fill() (bool, error) {
	if s.last {
		return false, nil
	}
	if s.at > 0 {
		s.end = copy(s.buf, s.buf[s.at:s.end])
		s.at = 0
	}
	if s.end == len(s.buf) {
		return false, s.damage("a tag that does not end")
	}
	for {
		n, err := s.in.Read(s.buf[s.end:])
		s.end += n
		if errors.Is(err, io.EOF) {
			s.last = true
			return n > 0, nil
		}
		if err != nil {
			return false, err
		}
		if n > 0 {
			return true, nil
		}
	}
}

// want makes sure that so many bytes can be looked at, unless the part ends before.
func (s *scanner) want(n int) error {
	for s.end-s.at < n {
		if more, err := s.fill(); !more {
			return err
		}
	}
	return nil
}

// next gives the next piece: the start or the end of an element, text, or the end of all.
func (s *scanner) next() (token, error) {
	if s.empty {
		s.empty = false
		s.pop()
		return tokenEnd, nil
	}
	for {
		if s.cdata {
			if got, err := s.section(); got || err != nil {
				return tokenText, err
			}
			continue
		}
		if err := s.want(1); err != nil {
			return 0, err
		}
		switch {
		case s.at == s.end:
			if !s.ended {
				return 0, s.damage("the markup ends too early")
			}
			return tokenEOF, nil
		case s.buf[s.at] != '<':
			got, err := s.chars()
			if got || err != nil {
				return tokenText, err
			}
			continue
		}
		if err := s.want(4); err != nil {
			return 0, err
		}
		if s.end-s.at < 4 { // </a> and <a/> have four
			return 0, s.damage("the markup ends too early")
		}
		switch s.buf[s.at+1] {
		case '?':
			if err := s.past("?>"); err != nil {
				return 0, err
			}
		case '!':
			if err := s.declared(); err != nil {
				return 0, err
			}
		case '/':
			return tokenEnd, s.endTag()
		default:
			return tokenStart, s.startTag()
		}
	}
}

// chars gives the text up to the next tag, or some of it: never half of an entity or of a line's end.
func (s *scanner) chars() (bool, error) {
	for {
		b := s.buf[s.at:s.end]
		n := bytes.IndexByte(b, '<')
		if n < 0 {
			n = len(b)
			if i := bytes.LastIndexByte(b[max(0, n-16):], '&'); i >= 0 && !s.last {
				n = max(0, n-16) + i
			} else if b[n-1] == '\r' && !s.last {
				n--
			}
			if n == 0 {
				if _, err := s.fill(); err != nil {
					return false, err
				}
				continue
			}
		}
		s.text, s.plain = b[:n], false
		s.at += n
		if len(s.starts) == 0 {
			if len(bytes.Trim(s.text, " \t\r\n\uFEFF")) > 0 {
				return false, s.damage("text outside of the markup")
			}
			return false, nil
		}
		return true, nil
	}
}

// section gives the text of a CDATA section, or some of it.
func (s *scanner) section() (bool, error) {
	if err := s.want(3); err != nil {
		return false, err
	}
	b := s.buf[s.at:s.end]
	n := bytes.Index(b, []byte("]]>"))
	s.cdata = n < 0
	switch {
	case n >= 0:
		s.at += n + 3
	case s.last:
		return false, s.damage("the markup ends too early")
	case len(b) < 5:
		_, err := s.fill()
		return false, err
	default:
		n = len(b) - 3 // ]] may be the beginning of its end
		if b[n-1] == '\r' {
			n--
		}
		s.at += n
	}
	s.text, s.plain = b[:n], true
	return n > 0, nil
}

// declared passes a comment or begins a CDATA section. A document type is refused.
func (s *scanner) declared() error {
	if err := s.want(9); err != nil {
		return err
	}
	b := s.buf[s.at:s.end]
	switch {
	case bytes.HasPrefix(b, []byte("<!--")):
		s.at += 4
		return s.past("-->")
	case bytes.HasPrefix(b, []byte("<![CDATA[")) && len(s.starts) > 0:
		s.at += 9
		s.cdata = true
		return nil
	case bytes.HasPrefix(b, []byte("<!DOCTYPE")), bytes.HasPrefix(b, []byte("<!ENTITY")):
		return &FileError{Code: FileDoctype, Part: s.in.name}
	}
	return s.damage("a declaration that no workbook has")
}

// past goes behind the next place with these characters.
func (s *scanner) past(end string) error {
	for {
		b := s.buf[s.at:s.end]
		if i := bytes.Index(b, []byte(end)); i >= 0 {
			s.at += i + len(end)
			return nil
		}
		s.at += max(0, len(b)-len(end)+1)
		more, err := s.fill()
		if err != nil {
			return err
		}
		if !more {
			return s.damage("the markup ends too early")
		}
	}
}
