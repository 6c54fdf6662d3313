package pdf_test

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"gongwen/renderer/page"
	"gongwen/renderer/pdf"
)

// FuzzEncode makes pages of arbitrary operations: an error, or a file whose offsets and lengths are right and
// whose content has as many texts, lines and fills as were put in.
func FuzzEncode(f *testing.F) {
	f.Add("示例", "song", int64(595276), int64(841890), int64(100000), int64(12000), int64(0), int32(3), int64(250), uint32(0), 6)
	f.Add("𬭎()\\\r", "rare", int64(1), int64(14400000), int64(-5), int64(1), int64(-333), int32(4), int64(-1), uint32(0xff8000), 1)
	f.Add("A\xff", "", int64(-1), int64(1<<62), int64(-1<<63), int64(1<<62), int64(1<<62), int32(-1), int64(-1<<63), uint32(1<<31), 12)
	f.Fuzz(func(t *testing.T, text, face string, w, h, at, size, track int64, kernAt int32, kernBy int64, color uint32, level int) {
		c := page.Color(color)
		p := &page.Page{
			Width: page.Length(w), Height: page.Length(h),
			Fills: []page.Fill{{X: page.Length(at), Y: page.Length(size), W: page.Length(w), H: page.Length(h), Color: c}},
			Lines: []page.Line{{X1: page.Length(at), Y1: page.Length(w), X2: page.Length(h), Y2: page.Length(at), Width: page.Length(size), Color: c}},
			Texts: []page.Text{
				{X: page.Length(at), Y: page.Length(at), Size: page.Length(size), Face: face, Str: text, Track: page.Length(track), Color: c},
				{X: page.Length(h), Y: page.Length(w), Size: page.Length(size), Face: face, Str: text, Kerns: []page.Kern{{At: kernAt, By: page.Length(kernBy)}}},
			},
		}
		var out bytes.Buffer
		err := pdf.Encode(&out, book(t), []*page.Page{p, p}, pdf.Options{Title: text, Lang: "zh", Level: level})
		if err != nil {
			if out.Len() > 0 {
				t.Fatalf("%v, and %d bytes", err, out.Len())
			}
			return
		}
		if !utf8.ValidString(text) {
			t.Fatalf("%q was written", text)
		}
		file, err := tryParse(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		contents := 0
		for _, s := range inflated(t, file) {
			if !bytes.HasPrefix(s, []byte("0 J\n")) {
				continue
			}
			contents++
			if text != "" && (bytes.Count(s, []byte(" Td")) < 2 || !bytes.HasSuffix(s, []byte("ET\n"))) {
				t.Fatalf("texts are missing: %q", s)
			}
			if !bytes.Contains(s, []byte(" l S\n")) || !bytes.Contains(s, []byte(" re f\n")) {
				t.Fatalf("a line or a fill is missing: %q", s)
			}
		}
		if contents != 2 {
			t.Fatalf("%d pages of two", contents)
		}
	})
}
