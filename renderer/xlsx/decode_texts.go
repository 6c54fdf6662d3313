package xlsx

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// shelf keeps texts, in a few pieces of memory.
type shelf struct {
	b    strings.Builder
	used int
}

// keep copies a text. ok is false once there is too much.
func (h *shelf) keep(text []byte) (kept string, ok bool) {
	if len(text) == 0 {
		return "", true
	}
	if h.used += len(text); h.used > maxBytes {
		return "", false
	}
	if h.b.Cap()-h.b.Len() < len(text) {
		h.b = strings.Builder{}
		h.b.Grow(max(len(text), min(64<<10, 1024+h.used)))
	}
	at := h.b.Len()
	h.b.Write(text)
	return h.b.String()[at:], true
}

// readTexts reads the shared texts.
func (b *filled) readTexts(part string) error {
	if part == "" {
		return nil
	}
	var scratch []byte
	return b.scan(part, maxUnpacked, b.buf, func(s *scanner) error {
		switch {
		case len(s.starts) == 1:
			return nil
		case len(s.starts) != 2 || !s.ours || string(s.name) != "si":
			return s.skip()
		case len(b.texts) == maxStrings:
			return &FileError{Code: FileMany, Part: s.in.name}
		}
		var err error
		if scratch, err = s.rich(scratch[:0]); err != nil {
			return err
		}
		text, ok := b.shelf.keep(scratch)
		if !ok {
			return &FileError{Code: FileMany, Part: s.in.name}
		}
		b.texts = append(b.texts, text)
		return nil
	})
}

// rich reads the text of an si or is element, to its end: of all its runs, but not how it is spoken (rPh).
func (s *scanner) rich(to []byte) ([]byte, error) {
	for depth := len(s.starts); ; {
		more, err := s.inside(depth)
		if err != nil || !more {
			return to, err
		}
		switch {
		case !s.ours:
			err = s.skip()
		case string(s.name) == "t":
			at := len(to)
			if to, err = s.content(to); err == nil {
				to, err = s.typed(to, at)
			}
		case string(s.name) != "r":
			err = s.skip()
		}
		if err != nil {
			return nil, err
		}
	}
}

// typed makes of text from at on what was typed: escapes become their characters, and line ends \n. It refuses what no
// markup may hold.
func (s *scanner) typed(text []byte, at int) ([]byte, error) {
	part := text[at:]
	for _, c := range part {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			return nil, s.damage("a control character")
		}
	}
	if !utf8.Valid(part) {
		return nil, s.damage("text that is not UTF-8")
	}
	if bytes.Contains(part, []byte("_x")) {
		part = unescape(part)
	}
	if bytes.IndexByte(part, '\r') >= 0 {
		part = bytes.ReplaceAll(bytes.ReplaceAll(part, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	return append(text[:at], part...), nil
}

// unescape puts characters in place of _xHHHH_ (ECMA-376-1, 22.9.2.19). Half of a character stays as it is.
func unescape(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		u, ok := unitEscape(text[i:])
		if !ok {
			out = append(out, text[i])
			i++
			continue
		}
		r, n := rune(u), 7
		if utf16.IsSurrogate(r) {
			low, _ := unitEscape(text[i+7:])
			if r = utf16.DecodeRune(r, rune(low)); r == utf8.RuneError {
				out = append(out, text[i:i+7]...)
				i += 7
				continue
			}
			n = 14
		}
		out = utf8.AppendRune(out, r)
		i += n
	}
	return out
}

// escape is the UTF-16 unit that an escape at the beginning of the text means.
func unitEscape(text []byte) (uint16, bool) {
	if len(text) < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(text[2:6]), 16, 16)
	return uint16(n), err == nil
}
