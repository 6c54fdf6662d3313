package xlsx

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"
)

// startTag reads a tag. Where the buffer ends within it, more is read and it is begun again.
func (s *scanner) startTag() error {
	if s.ended {
		return s.damage("a second root element")
	}
	if len(s.starts) == maxDepth {
		return s.damage("elements too deep in each other")
	}
	for {
		n, err := s.parseTag(s.buf[s.at+1 : s.end])
		if err == nil {
			s.at += 1 + n
			return nil
		}
		if !errors.Is(err, io.ErrUnexpectedEOF) {
			return err
		}
		if len(s.bound) > 0 {
			s.unbind(len(s.starts) + 1)
		}
		if more, err := s.fill(); err != nil {
			return err
		} else if !more {
			return s.damage("the markup ends too early")
		}
	}
}

// parseTag reads a tag behind its <, and gives its length. It may be all that is wrong with it that it goes on behind b:
// io.ErrUnexpectedEOF.
func (s *scanner) parseTag(b []byte) (int, error) {
	s.attrs = s.attrs[:0]
	full := b[:nameLength(b)]
	i := len(full)
	if i == 0 {
		return 0, s.damage("a tag without a name")
	}
	for {
		gap := spaces(b[i:])
		if i += gap; i >= len(b) {
			return 0, io.ErrUnexpectedEOF
		}
		switch b[i] {
		case '>':
			return i + 1, s.push(full, false)
		case '/':
			if i+1 >= len(b) {
				return 0, io.ErrUnexpectedEOF
			}
			if b[i+1] != '>' {
				return 0, s.damage("a stroke in a tag")
			}
			return i + 2, s.push(full, true)
		}
		n := nameLength(b[i:])
		if i+n >= len(b) {
			return 0, io.ErrUnexpectedEOF
		}
		if n == 0 || gap == 0 {
			return 0, s.damage("a tag that is not one")
		}
		name := b[i : i+n]
		i += n
		i += spaces(b[i:])
		if i < len(b) && b[i] != '=' {
			return 0, s.damage("an attribute without a value")
		}
		i++
		if i < len(b) {
			i += spaces(b[i:])
		}
		if i >= len(b) {
			return 0, io.ErrUnexpectedEOF
		}
		quote := b[i]
		if quote != '"' && quote != '\'' {
			return 0, s.damage("an attribute without quotes")
		}
		i++
		n = bytes.IndexByte(b[i:], quote)
		if n < 0 {
			return 0, io.ErrUnexpectedEOF
		}
		if err := s.attribute(name, b[i:i+n]); err != nil {
			return 0, err
		}
		i += n + 1
	}
}

// attribute takes note of an attribute, or of what a prefix means.
func (s *scanner) attribute(name, value []byte) error {
	if bytes.IndexByte(value, '<') >= 0 {
		return s.damage("a tag in an attribute")
	}
	prefix, local := split(name)
	switch {
	case string(name) == "xmlns":
		local = nil
	case string(prefix) != "xmlns":
		if len(s.attrs) == 256 {
			return s.damage("too many attributes")
		}
		s.attrs = append(s.attrs, attr{prefix, local, value})
		return nil
	}
	if len(s.bound) == maxBound {
		return s.damage("too many namespaces")
	}
	uri, err := s.decode(nil, value)
	s.bound = append(s.bound, binding{string(local), string(uri), len(s.starts) + 1})
	s.known = false
	return err
}

// push opens the element of a tag. The root says which namespace is ours.
func (s *scanner) push(full []byte, empty bool) error {
	prefix, name := split(full)
	if len(name) == 0 || !utf8.Valid(full) {
		return s.damage("a name that is none")
	}
	uri, ok := s.bare, true
	if len(prefix) > 0 || !s.known {
		uri, ok = s.uri(prefix)
	}
	if len(prefix) == 0 {
		s.bare, s.known = uri, true
	}
	if len(s.starts) == 0 {
		s.root = uri
	}
	s.ours = ok && uri == s.root
	s.name, s.empty = name, empty
	s.starts = append(s.starts, len(s.tags))
	s.tags = append(s.tags, full...)
	return nil
}

// uri is what a prefix means here. The one of no name means nothing until it is bound.
func (s *scanner) uri(prefix []byte) (string, bool) {
	for i := len(s.bound) - 1; i >= 0; i-- {
		if s.bound[i].prefix == string(prefix) {
			return s.bound[i].uri, true
		}
	}
	return "", len(prefix) == 0
}

// endTag reads the end of the innermost element.
func (s *scanner) endTag() error {
	var n int
	for {
		n = bytes.IndexByte(s.buf[s.at:s.end], '>')
		if n >= 0 {
			break
		}
		if more, err := s.fill(); err != nil {
			return err
		} else if !more {
			return s.damage("the markup ends too early")
		}
	}
	name := s.buf[s.at+2 : s.at+n]
	s.at += n + 1
	if len(s.starts) == 0 || !bytes.Equal(bytes.TrimRight(name, " \t\r\n"), s.tags[s.starts[len(s.starts)-1]:]) {
		return s.damage("an end of what has not begun")
	}
	s.pop()
	return nil
}

// pop closes the innermost element.
func (s *scanner) pop() {
	depth := len(s.starts)
	if len(s.bound) > 0 {
		s.unbind(depth)
	}
	s.tags, s.starts = s.tags[:s.starts[depth-1]], s.starts[:depth-1]
	s.ended = depth == 1
}

// unbind forgets what prefixes mean from a depth on.
func (s *scanner) unbind(depth int) {
	n := len(s.bound)
	for n > 0 && s.bound[n-1].depth >= depth {
		n--
	}
	s.known = s.known && n == len(s.bound)
	s.bound = s.bound[:n]
}

// skip passes what is left of the element that has just started.
func (s *scanner) skip() error {
	for depth := len(s.starts); len(s.starts) >= depth; {
		if _, err := s.next(); err != nil {
			return err
		}
	}
	return nil
}

// inside goes to the next start of an element within the one that is open at depth; it is false at that one's end.
func (s *scanner) inside(depth int) (bool, error) {
	for len(s.starts) >= depth {
		t, err := s.next()
		if err != nil {
			return false, err
		}
		if t == tokenStart {
			return true, nil
		}
	}
	return false, nil
}

// attr gives the raw value of an attribute without a prefix, nil if it is not there.
func (s *scanner) attr(name string) []byte {
	for i := range s.attrs {
		if a := &s.attrs[i]; string(a.name) == name && len(a.prefix) == 0 {
			return a.value
		}
	}
	return nil
}

// value gives the value of an attribute with its entities.
func (s *scanner) value(name string) (string, error) {
	raw := s.attr(name)
	if raw == nil {
		return "", nil
	}
	b, err := s.decode(nil, raw)
	if err == nil && !utf8.Valid(b) {
		err = s.damage("an attribute that is not UTF-8")
	}
	return string(b), err
}

// decode appends text with its entities in their characters, and line ends as \n.
func (s *scanner) decode(to, raw []byte) ([]byte, error) {
	for len(raw) > 0 {
		i := bytes.IndexAny(raw, "&\r")
		if i < 0 {
			return append(to, raw...), nil
		}
		to = append(to, raw[:i]...)
		if raw[i] == '\r' {
			to = append(to, '\n')
			if raw = raw[i+1:]; len(raw) > 0 && raw[0] == '\n' {
				raw = raw[1:]
			}
			continue
		}
		raw = raw[i+1:]
		end := bytes.IndexByte(raw[:min(len(raw), 12)], ';')
		if end < 0 {
			return to, s.damage("an entity that does not end")
		}
		r, ok := entity(string(raw[:end]))
		if !ok {
			return to, s.damage("an entity that no workbook has")
		}
		to = utf8.AppendRune(to, r)
		raw = raw[end+1:]
	}
	return to, nil
}

// entity is the character that an entity stands for.
func entity(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	r := rune(n)
	legal := r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r != 0xFFFE && r != 0xFFFF && utf8.ValidRune(r)
	return r, err == nil && n <= utf8.MaxRune && legal
}

// split parts a name from its prefix.
func split(full []byte) (prefix, name []byte) {
	if i := bytes.IndexByte(full, ':'); i >= 0 {
		return full[:i], full[i+1:]
	}
	return nil, full
}

// nameLength is how many bytes of b are a name. It takes what ends a name for its end, and no more.
func nameLength(b []byte) int {
	for i, c := range b {
		if c <= ' ' || c == '>' || c == '/' || c == '=' || c == '"' || c == '\'' || c == '<' || c == '&' {
			return i
		}
	}
	return len(b)
}

func spaces(b []byte) int {
	i := slices.IndexFunc(b, func(c byte) bool { return c != ' ' && c != '\t' && c != '\n' && c != '\r' })
	if i < 0 {
		return len(b)
	}
	return i
}
