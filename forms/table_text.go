package forms

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// decoded is the text of a file in UTF-8 or UTF-16, with or without a byte order mark, or else in GB18030. When it is
// none of them, line is the first one that cannot be read.
func decoded(data []byte) (text string, line int) {
	switch utf16, order := isUTF16(data); {
	case utf16:
		return decodeAs(unicode.UTF16(order, unicode.UseBOM), data)
	case utf8.Valid(data):
		return strings.TrimPrefix(string(data), "\ufeff"), 0
	case brokenUTF8(data):
		return "", 1 + bytes.Count(data[:invalidAt(data)], []byte("\n"))
	}
	return decodeAs(simplifiedchinese.GB18030, data)
}

// decodeAs reads an encoding. What it cannot read becomes U+FFFD.
func decodeAs(e encoding.Encoding, data []byte) (string, int) {
	out, err := e.NewDecoder().Bytes(data)
	bad := bytes.IndexRune(out, utf8.RuneError)
	if err != nil && bad < 0 {
		bad = len(out)
	}
	if bad >= 0 {
		return "", 1 + bytes.Count(out[:bad], []byte("\n"))
	}
	return strings.TrimPrefix(string(out), "\ufeff"), 0
}

// isUTF16 tells by the byte order mark or, without one, by where the zero bytes of commas and line breaks are.
func isUTF16(data []byte) (bool, unicode.Endianness) {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return true, unicode.LittleEndian
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return true, unicode.BigEndian
	}
	var zeros [2]int
	for i, c := range data {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch {
	case zeros[0] == 0 && zeros[1] > 0:
		return true, unicode.LittleEndian
	case zeros[1] == 0 && zeros[0] > 0:
		return true, unicode.BigEndian
	}
	return false, unicode.LittleEndian
}

// brokenUTF8 reports whether a file is UTF-8 with a few bytes in it that are not: read as GB18030 it would become other
// characters without a word. Text in GB18030 has next to no three bytes that are one character of UTF-8.
func brokenUTF8(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 2:
			good++
		}
		data = data[size:]
	}
	return good > bad
}

// invalidAt is where the first byte is that is not UTF-8.
func invalidAt(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(data)
}
