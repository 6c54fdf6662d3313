package forms

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// char is what becomes of a character of the input.
type char uint8

const (
	charGood    char = iota
	charBreak        // a line break or a tab: good where lines are
	charBad          // refused everywhere
	charPrivate      // refused: only its maker knows what it is
	charMapped       // private in GB 18030-2000, encoded since
	charIgnored      // invisible: dropped
)

// hygiene says what becomes of a character, whatever the fonts have. Nothing is normalised: a name is printed in the
// very characters that were given.
func hygiene(r rune) char {
	switch {
	case r >= 0x20 && r < 0x7F, r >= 0x3000 && r < 0xD800:
		return charGood
	case r == '\n' || r == '\t':
		return charBreak
	case r < 0x20, r >= 0x7F && r < 0xA0:
		return charBad
	case r < 0x100:
		return pick(r == 0xAD, charIgnored) // soft hyphen
	case r < 0x2000:
		return pick(r >= 0x180B && r <= 0x180F && r != 0x180E || r == 0x34F, charIgnored) | pick(r == 0x61C, charBad)
	case r < 0x3000:
		return punctuation(r)
	case r < 0xE000:
		return charBad // half of a surrogate pair
	case r < 0xF900:
		return privateUse(r)
	case r < 0x10000:
		return presentation(r)
	}
	return supplementary(r)
}

func pick(ok bool, c char) char {
	if ok {
		return c
	}
	return charGood
}

func punctuation(r rune) char {
	switch {
	case r >= 0x200B && r <= 0x200F, r >= 0x2060 && r <= 0x2064:
		return charIgnored // zero width, word joiners, invisible operators
	case r >= 0x2028 && r <= 0x202E, r >= 0x2065 && r <= 0x206F:
		return charBad // separators, bidirectional controls, deprecated ones
	}
	return charGood
}

func privateUse(r rune) char {
	if _, ok := gb18030(r); ok {
		return charMapped
	}
	return charPrivate
}

func presentation(r rune) char {
	switch {
	case r >= 0xFE00 && r <= 0xFE0F, r == 0xFEFF:
		return charIgnored // variation selectors, byte order mark
	case r >= 0xFDD0 && r <= 0xFDEF, r >= 0xFFF9:
		return charBad // noncharacters, annotation, U+FFFD where text was lost before
	}
	return charGood
}

func supplementary(r rune) char {
	switch {
	case r&0xFFFE == 0xFFFE, r >= 0xE0000 && r <= 0xE007F:
		return charBad // noncharacters, tags
	case r >= 0xE0100 && r <= 0xE01EF:
		return charIgnored // variation selectors
	case r >= 0xF0000:
		return charPrivate
	}
	return charGood
}

// gb18030 is the Unicode character of one that GB 18030-2000 kept in the private use area.
func gb18030(r rune) (rune, bool) {
	switch r {
	case 0xE7C7:
		return 0x1E3F, true
	case 0xE7C8:
		return 0x01F9, true
	case 0xE816:
		return 0x20087, true
	case 0xE817:
		return 0x20089, true
	case 0xE818:
		return 0x200CC, true
	case 0xE831:
		return 0x215D7, true
	case 0xE83B:
		return 0x2298F, true
	case 0xE855:
		return 0x241FE, true
	}
	for i, old := range [...]rune{0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864} {
		if r == old {
			return 0x9FB4 + rune(i), true
		}
	}
	return 0, false
}

// maxBad is how many characters of one text are reported.
const maxBad = 8

// common reports whether a character is one of those that nearly all texts are made of, which are good. It is
// small enough to be inlined.
func common(r rune) bool { return r >= '!' && r <= '~' || r >= 0x4E00 && r < 0xA000 }

// clean is a text as it will be printed and its length in characters. ok is false when a character in it cannot
// be: the problems say which. A clean text costs one pass and no memory.
func (f *filler) clean(n int32, label, text string, lines bool) (cleaned string, length int, ok bool) {
	good, spaced, last := true, false, ' '
	for _, r := range text {
		if !common(r) {
			good = good && hygiene(r) == charGood
			spaced = spaced || length == 0 && unicode.IsSpace(r)
		}
		good = good && (f.cover == nil || f.cover.Covers(r))
		length++
		last = r
	}
	if good && !spaced && !unicode.IsSpace(last) || text == "" {
		return text, length, true
	}
	ok = true
	if !good {
		text, ok = f.scrub(n, label, text, lines)
	}
	cleaned = strings.TrimFunc(text, unicode.IsSpace)
	if len(cleaned) < len(text) {
		f.advise(n, CodeTrimmed, Args{Label: label})
	}
	return cleaned, utf8.RuneCountInString(cleaned), ok
}

// scrub goes through a text that is not clean, character by character. A character is reported once a text.
func (f *filler) scrub(n int32, label, text string, lines bool) (string, bool) {
	var b strings.Builder
	var told []rune
	ok, count := true, 0
	tell := func(r rune) (Args, bool) {
		for _, t := range told {
			if t == r {
				return Args{}, false
			}
		}
		told = append(told, r)
		return Args{Label: label, Value: fmt.Sprintf("U+%04X", r), Count: count}, len(told) <= maxBad
	}
	for i, r := range text {
		count++
		c := hygiene(r)
		if r == '\r' && lines && strings.HasPrefix(text[i:], "\r\n") {
			c = charIgnored
		}
		switch c {
		case charMapped:
			old := r
			r, _ = gb18030(old)
			if args, first := tell(old); first {
				args.Near, args.Limit = string(r), fmt.Sprintf("U+%04X", r)
				f.advise(n, CodeMapped, args)
			}
		case charIgnored:
			if args, first := tell(r); first {
				f.advise(n, CodeStripped, args)
			}
			continue
		}
		b.WriteRune(r)
		code := f.refusal(r, c, lines)
		if code == "" {
			continue
		}
		ok = false
		if args, first := tell(r); first {
			if code == CodeNoGlyph {
				args.Near = string(r)
			}
			f.fail(n, code, args)
		}
	}
	return b.String(), ok
}

// geta stands for a character that cannot be printed (〓).
const geta = '\u3013'

// Printable is a line of text that can be printed with the book, for what is said about an input: 〓 in the place of each
// character that cannot be, a space in that of a break, and what is dropped is not there.
func Printable(text string, cover Coverage) string {
	f := filler{cover: cover}
	return strings.Map(func(r rune) rune {
		switch c := hygiene(r); {
		case c == charIgnored:
			return -1
		case c == charBreak:
			return ' '
		case c == charMapped:
			r, _ = gb18030(r)
			return r
		case f.refusal(r, c, false) != "":
			return geta
		}
		return r
	}, text)
}

// refusal is why a character cannot be printed; empty when it can.
func (f *filler) refusal(r rune, c char, lines bool) string {
	switch c {
	case charBreak:
		if !lines || r == '\t' {
			return CodeLineBreak
		}
		return ""
	case charBad:
		return CodeCharacter
	case charPrivate:
		return CodePrivate
	}
	if f.cover != nil && !f.cover.Covers(r) {
		return CodeNoGlyph
	}
	return ""
}
