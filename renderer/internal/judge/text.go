package judge

import (
	"encoding/xml"
	"strings"
	"testing"
)

// Page is what poppler reads on one page, in points from the top left corner.
type Page struct {
	Number        int
	Width, Height float64
	Words         []Word
}

// Word is characters without a space between them, and the box around their advances.
type Word struct {
	Text                     string
	Left, Top, Right, Bottom float64
}

// Text returns the file's text as poppler reads it, pages ended by form feeds; lines keep their order in the
// content.
func Text(t testing.TB, file []byte) string {
	t.Helper()
	out, errs, ok := run(t, "pdftotext", "-raw", "-enc", "UTF-8", File(t, "text.pdf", file), "-")
	if !ok || errs != "" {
		t.Errorf("pdftotext: %s", firstLines(errs))
	}
	return out
}

// Info returns what poppler's pdfinfo says of the file, dates in ISO 8601 and UTC or the file's zone.
func Info(t testing.TB, file []byte) string {
	t.Helper()
	out, errs, ok := run(t, "pdfinfo", "-isodates", File(t, "info.pdf", file))
	if !ok || errs != "" {
		t.Errorf("pdfinfo: %s", firstLines(errs))
	}
	return out
}

// Words returns the words of each page with their places.
func Words(t testing.TB, file []byte) []Page {
	t.Helper()
	out, errs, ok := run(t, "pdftotext", "-bbox", "-enc", "UTF-8", File(t, "words.pdf", file), "-")
	errs = strings.ReplaceAll(errs, "no word list\n", "") // which it says of a page without one
	if !ok || errs != "" {
		t.Errorf("pdftotext: %s", firstLines(errs))
	}
	var doc struct {
		Pages []struct {
			Width  float64 `xml:"width,attr"`
			Height float64 `xml:"height,attr"`
			Words  []struct {
				Text   string  `xml:",chardata"`
				Left   float64 `xml:"xMin,attr"`
				Top    float64 `xml:"yMin,attr"`
				Right  float64 `xml:"xMax,attr"`
				Bottom float64 `xml:"yMax,attr"`
			} `xml:"word"`
		} `xml:"body>doc>page"`
	}
	// Poppler writes half characters there for what is above U+FFFF in /Info.
	if before, rest, found := strings.Cut(out, "<head>"); found {
		_, after, _ := strings.Cut(rest, "</head>")
		out = before + after
	}
	// The DOCTYPE before the root and HTML's entities are no concern of strict XML.
	d := xml.NewDecoder(strings.NewReader(out))
	d.Strict, d.Entity = false, xml.HTMLEntity
	if err := d.Decode(&doc); err != nil {
		t.Fatalf("pdftotext -bbox: %v", err)
	}
	pages := make([]Page, len(doc.Pages))
	for i, p := range doc.Pages {
		pages[i] = Page{Number: i + 1, Width: p.Width, Height: p.Height}
		for _, w := range p.Words {
			pages[i].Words = append(pages[i].Words, Word(w))
		}
	}
	return pages
}
