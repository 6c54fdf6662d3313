package judge

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
)

// trace follows what MuPDF draws, as it tells in XML.
type trace struct {
	page          int
	width, height float64
	text          [6]float64 // the text's transformation
}

// glyphs fails the test for each glyph that is the face's empty box and each that starts outside its page: poppler
// leaves such characters out without a word.
func glyphs(t testing.TB, drawn string) {
	t.Helper()
	var at trace
	d := xml.NewDecoder(strings.NewReader(drawn))
	d.Strict = false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Errorf("mutool trace: %v", err)
			return
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "page":
			at.page++
			box := numbers(attr(e, "mediabox"))
			at.width, at.height = box[2]-box[0], box[3]-box[1]
		case "fill_text":
			at.text = numbers(attr(e, "transform"))
		case "g":
			at.glyph(t, e)
		}
	}
}

// glyph judges one glyph of the trace.
func (at *trace) glyph(t testing.TB, e xml.StartElement) {
	t.Helper()
	what := attr(e, "unicode")
	switch attr(e, "glyph") {
	case "0", "cid0", ".notdef":
		t.Errorf("page %d: an empty box is drawn for %q", at.page, what)
	}
	x, y, m := numbers(attr(e, "x"))[0], numbers(attr(e, "y"))[0], at.text
	x, y = m[0]*x+m[2]*y+m[4], m[1]*x+m[3]*y+m[5]
	const slack = 1
	if x < -slack || y < -slack || x > at.width+slack || y > at.height+slack {
		t.Errorf("page %d: %q stands outside the page, at %.1f, %.1f pt", at.page, what, x, y)
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// numbers reads up to six numbers; what is none is 0.
func numbers(s string) (n [6]float64) {
	for i, f := range strings.Fields(s)[:min(6, len(strings.Fields(s)))] {
		n[i], _ = strconv.ParseFloat(f, 64)
	}
	return n
}
