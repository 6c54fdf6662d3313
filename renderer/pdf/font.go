package pdf

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"gongwen/fonts"
)

// Each font is these objects, in this order; the last only if codes and glyphs are different numbers.
const (
	type0Font = iota
	cidFont
	fontDescriptor
	fontFile
	toUnicode
	cidToGID
)

// objects is how many objects the face's font is.
func (f *face) objects() int {
	if f.shares() {
		return cidToGID + 1
	}
	return toUnicode + 1
}

// writeFont writes the face as a composite font with an embedded subset (ISO 32000-1, 9.7).
func (e *encoder) writeFont(f *face) error {
	w, first := &e.file, f.first
	name := subsetName(f)
	w.begin(first + type0Font)
	w.out = append(append(w.out, "<</Type/Font/Subtype/Type0/BaseFont"...), name...)
	w.out = appendRef(append(w.out, "/Encoding/Identity-H/DescendantFonts["...), first+cidFont)
	w.out = appendRef(append(w.out, "]/ToUnicode "...), first+toUnicode)
	w.out = append(w.out, ">>"...)
	w.end()

	w.begin(first + cidFont)
	w.out = append(append(w.out, "<</Type/Font/Subtype/CIDFontType2/BaseFont"...), name...)
	w.out = append(w.out, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap"...)
	if f.shares() {
		w.out = appendRef(append(w.out, ' '), first+cidToGID)
	} else {
		w.out = append(w.out, "/Identity"...)
	}
	w.out = appendRef(append(w.out, "/FontDescriptor "...), first+fontDescriptor)
	w.out = appendWidths(w.out, f)
	w.out = append(w.out, ">>"...)
	w.end()

	w.begin(first + fontDescriptor)
	w.out = appendDescriptor(w.out, name, f.from.Metrics())
	w.out = appendRef(append(w.out, "/FontFile2 "...), first+fontFile)
	w.out = append(w.out, ">>"...)
	w.end()

	subset, err := f.from.Subset(e.subset[:0], f.ids)
	if err != nil {
		return fmt.Errorf("pdf: face %q: %w", f.key, err)
	}
	e.subset = subset
	length := strconv.Itoa(len(subset))
	if err := w.deflated(first+fontFile, "/Length1 "+length, subset); err != nil {
		return err
	}
	if f.order != nil {
		e.cmap = appendToUnicodeOf(e.cmap[:0], f.runes)
	} else {
		e.cmap = appendToUnicode(e.cmap[:0], f.runes)
	}
	if err := w.deflated(first+toUnicode, "", e.cmap); err != nil || !f.shares() {
		return err
	}
	e.cmap = e.cmap[:0]
	for _, glyph := range f.glyphs {
		e.cmap = binary.BigEndian.AppendUint16(e.cmap, glyph)
	}
	return w.deflated(first+cidToGID, "", e.cmap)
}

// subsetName is the font's name with the six letters that tell this subset from others of the face
// (ISO 32000-1, 9.6.4); the letters follow from its glyphs.
func subsetName(f *face) string {
	h := sha256.New()
	h.Write([]byte(f.from.Name()))
	var two [2]byte
	for _, id := range f.ids {
		binary.BigEndian.PutUint16(two[:], id)
		h.Write(two[:])
	}
	n := binary.BigEndian.Uint64(h.Sum(nil))
	name := []byte("/ABCDEF+")
	for i := 1; i <= 6; i++ {
		name[i] = 'A' + byte(n%26)
		n /= 26
	}
	return string(appendName(name, f.from.Name()))
}

// appendName appends the characters of a name, those that a name cannot have as such in hexadecimal
// (ISO 32000-1, 7.3.5): a licensed face may be called anything.
func appendName(dst []byte, s string) []byte {
	for i := range len(s) {
		if b := s[i]; b > ' ' && b < 0x7f && !strings.ContainsRune("()<>[]{}/%#", rune(b)) {
			dst = append(dst, b)
		} else {
			dst = hex.AppendEncode(append(dst, '#'), []byte{b})
		}
	}
	return dst
}

// defaultWidth is the width of the characters that are not listed: the em of a Chinese one.
const defaultWidth = 1000

// appendWidths appends the widths of the codes that are not an em wide: runs of at least four equal ones as
// "first last width", others as "first [width width …]".
func appendWidths(dst []byte, f *face) []byte {
	dst = append(dst, "/DW 1000"...)
	open, any := false, false
	for code := 1; code < len(f.runes); {
		width := f.width(code)
		end := code + 1
		for end < len(f.runes) && f.width(end) == width {
			end++
		}
		if open && (width == defaultWidth || end-code >= 4) {
			dst, open = append(dst, ']'), false
		}
		if width != defaultWidth && !any {
			dst, any = append(dst, "/W["...), true
		}
		switch {
		case width == defaultWidth:
		case end-code >= 4:
			dst = strconv.AppendInt(append(dst, ' '), int64(code), 10)
			dst = strconv.AppendInt(append(dst, ' '), int64(end-1), 10)
			dst = strconv.AppendInt(append(dst, ' '), int64(width), 10)
		default:
			if !open {
				dst, open = append(strconv.AppendInt(append(dst, ' '), int64(code), 10), '['), true
			}
			for range end - code {
				dst = append(strconv.AppendInt(dst, int64(width), 10), ' ')
			}
		}
		code = end
	}
	if open {
		dst = append(dst, ']')
	}
	if any {
		dst = append(dst, ']')
	}
	return dst
}

// appendDescriptor appends the font descriptor (ISO 32000-1, 9.8) but for its font file.
func appendDescriptor(dst []byte, name string, m fonts.Metrics) []byte {
	dst = append(append(dst, "<</Type/FontDescriptor/FontName"...), name...)
	dst = strconv.AppendUint(append(dst, "/Flags "...), uint64(m.Flags), 10)
	dst = append(dst, "/FontBBox["...)
	for i, v := range m.BBox {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = strconv.AppendInt(dst, int64(v), 10)
	}
	dst = append(dst, ']')
	for _, entry := range [...]struct {
		key   string
		value int64
	}{
		{"/ItalicAngle ", int64(m.ItalicAngle)}, {"/Ascent ", int64(m.Ascent)}, {"/Descent ", int64(m.Descent)},
		{"/CapHeight ", int64(m.CapHeight)}, {"/StemV ", int64(m.StemV)},
	} {
		dst = strconv.AppendInt(append(dst, entry.key...), entry.value, 10)
	}
	return dst
}

// What every CMap begins and ends with.
const (
	cmapHead = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n" +
		"/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
	cmapTail = "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend"
	cmapMost = 100 // entries that one operator may have
)

// appendToUnicode appends the CMap that gives each code's character back (ISO 32000-1, 9.10.3): a range for each
// run of codes with the same high byte, listing the characters one by one.
func appendToUnicode(dst []byte, runes []rune) []byte {
	dst = append(dst, cmapHead...)
	ranges := (len(runes)-1)>>8 + 1
	for i := range ranges {
		if i%cmapMost == 0 {
			if i > 0 {
				dst = append(dst, "endbfrange\n"...)
			}
			dst = strconv.AppendInt(dst, int64(min(cmapMost, ranges-i)), 10)
			dst = append(dst, " beginbfrange\n"...)
		}
		first, last := max(i<<8, 1), min(i<<8|0xff, len(runes)-1)
		dst = append(appendHex(append(dst, '<'), uint16(first)), '>', '<')
		dst = append(appendHex(dst, uint16(last)), '>', '[')
		for _, r := range runes[first : last+1] {
			dst = append(appendUTF16(append(dst, '<'), r), '>')
		}
		dst = append(dst, "]\n"...)
	}
	return append(append(dst, "endbfrange\n"...), cmapTail...)
}

// appendToUnicodeOf appends the CMap of codes of which some have no character.
func appendToUnicodeOf(dst []byte, runes []rune) []byte {
	dst = append(dst, cmapHead...)
	left := 0
	for _, r := range runes {
		if r != 0 {
			left++
		}
	}
	written := 0 // by the operator that is open
	for code, r := range runes {
		if r == 0 {
			continue
		}
		if written == 0 {
			dst = append(strconv.AppendInt(dst, int64(min(cmapMost, left)), 10), " beginbfchar\n"...)
		}
		dst = append(appendHex(append(dst, '<'), uint16(code)), "><"...)
		dst = append(appendUTF16(dst, r), ">\n"...)
		left, written = left-1, written+1
		if written == cmapMost || left == 0 {
			dst, written = append(dst, "endbfchar\n"...), 0
		}
	}
	return append(dst, cmapTail...)
}

// appendUTF16 appends r as hexadecimal UTF-16, a surrogate pair above U+FFFF.
func appendUTF16(dst []byte, r rune) []byte {
	if r <= 0xffff {
		return appendHex(dst, uint16(r))
	}
	high, low := utf16.EncodeRune(r)
	return appendHex(appendHex(dst, uint16(high)), uint16(low))
}

func appendHex(dst []byte, v uint16) []byte {
	return hex.AppendEncode(dst, []byte{byte(v >> 8), byte(v)})
}
