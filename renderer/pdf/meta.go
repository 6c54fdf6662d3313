package pdf

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
)

// producer is the program that makes the file.
const producer = "gongwen"

// check refuses options that a PDF/A file cannot carry.
func (o *Options) check() error {
	if o.Level < 0 || o.Level > 9 {
		return fmt.Errorf("deflate level %d is not in 0 … 9", o.Level)
	}
	if y := o.Issued.Year(); !o.Issued.IsZero() && (y < 1 || y > 9999) {
		return fmt.Errorf("issued in the year %d", y)
	}
	for _, r := range o.Lang {
		if r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') {
			return fmt.Errorf("%q is no language tag", o.Lang)
		}
	}
	return nil
}

// clean makes the texts such that /Info and XMP can say the same: one line, no control characters and nothing
// that XML has no place for. A date counts in minutes of its zone, so a zone with seconds is written as UTC.
func (o Options) clean() Options {
	for _, s := range []*string{&o.Title, &o.Author, &o.Subject, &o.Keywords, &o.Creator} {
		*s = cleanText(*s)
	}
	if _, offset := o.Issued.Zone(); offset%60 != 0 {
		o.Issued = o.Issued.UTC()
	}
	return o
}

func cleanText(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r):
			return ' '
		case r == 0xfffe || r == 0xffff:
			return unicode.ReplacementChar
		}
		return r
	}, s))
}

// writeMetadata writes /Info, the catalog, XMP and the output intent with its colour profile.
func (e *encoder) writeMetadata(p plan) error {
	w, o := &e.file, &e.o
	w.begin(p.info)
	w.out = appendInfo(w.out, o)
	w.end()

	w.begin(p.catalog)
	w.out = appendRef(append(w.out, "<</Type/Catalog/Pages "...), pagesObject)
	w.out = appendRef(append(w.out, "/Metadata "...), p.metadata)
	w.out = appendRef(append(w.out, "/OutputIntents["...), p.intent)
	w.out = append(append(append(w.out, "]/Lang("...), o.Lang...), ')')
	if len(o.Outline) > 0 {
		w.out = append(appendRef(append(w.out, "/Outlines "...), p.profile+1), "/PageMode/UseOutlines"...)
	}
	if o.Title != "" {
		w.out = append(w.out, "/ViewerPreferences<</DisplayDocTitle true>>"...)
	}
	w.out = append(w.out, ">>"...)
	w.end()

	w.stream(p.metadata, "/Type/Metadata/Subtype/XML", appendXMP(nil, o))

	w.begin(p.intent)
	w.out = append(w.out, "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)/DestOutputProfile "...)
	w.out = append(appendRef(w.out, p.profile), ">>"...)
	w.end()
	profile, err := packedSRGB()
	if err != nil {
		return fmt.Errorf("pdf: colour profile: %w", err)
	}
	w.stream(p.profile, "/N 3/Filter/FlateDecode", profile)
	return nil
}

// appendInfo appends the document information dictionary (ISO 32000-1, 14.3.3).
func appendInfo(dst []byte, o *Options) []byte {
	dst = append(dst, "<<"...)
	for _, entry := range [...]struct{ key, value string }{
		{"/Title", o.Title}, {"/Author", o.Author}, {"/Subject", o.Subject}, {"/Keywords", o.Keywords},
		{"/Creator", o.Creator}, {"/Producer", producer},
	} {
		if entry.value != "" {
			dst = appendTextString(append(dst, entry.key...), entry.value)
		}
	}
	if !o.Issued.IsZero() {
		date := appendDate(nil, o.Issued)
		dst = append(append(append(dst, "/CreationDate("...), date...), ')')
		dst = append(append(append(dst, "/ModDate("...), date...), ')')
	}
	return append(dst, ">>"...)
}

// appendDate appends a date of ISO 32000-1, 7.9.4: D:20130412093000+08'00'.
func appendDate(dst []byte, t time.Time) []byte {
	dst = t.AppendFormat(append(dst, "D:"...), "20060102150405-0700")
	minutes := len(dst) - 2
	return append(dst[:minutes:minutes], '\'', dst[minutes], dst[minutes+1], '\'')
}

// appendTextString appends a text string (ISO 32000-1, 7.9.2.2): ASCII as it is, the rest as UTF-16.
func appendTextString(dst []byte, s string) []byte {
	dst = append(dst, '(')
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < 0x80
	}
	if ascii {
		for i := range len(s) {
			dst = appendByte(dst, s[i])
		}
		return append(dst, ')')
	}
	dst = append(dst, 0xfe, 0xff)
	for _, r := range s {
		if r > 0xffff {
			high, low := utf16.EncodeRune(r)
			dst, r = appendCode(dst, uint16(high)), low
		}
		dst = appendCode(dst, uint16(r))
	}
	return append(dst, ')')
}
