package judge

import (
	"strings"
	"testing"
)

// PDF fails the test for whatever the judges find in the file: a structure that qpdf, Ghostscript or MuPDF
// complains of, a font that is not embedded or does not give its text back, a missing glyph (an empty box on
// paper), a page without text, text over its page's edge.
func PDF(t testing.TB, file []byte) {
	t.Helper()
	Valid(t, file)
	path := File(t, "judged.pdf", file)
	for _, p := range Words(t, file) {
		if len(p.Words) == 0 {
			t.Errorf("page %d: no text", p.Number)
		}
		for _, w := range p.Words {
			if w.Left < -1 || w.Top < -1 || w.Right > p.Width+1 || w.Bottom > p.Height+1 {
				t.Errorf("page %d: %q goes over the page's edge: %+v", p.Number, w.Text, w)
			}
		}
	}
	out, _, _ := run(t, "pdffonts", path)
	fonts := strings.Split(strings.TrimSpace(out), "\n")
	if len(fonts) < 3 {
		t.Errorf("pdffonts: no fonts:\n%s", out)
	}
	for _, line := range fonts[min(2, len(fonts)):] {
		// name, type (of two words), encoding, emb, sub, uni, object ID (of two numbers)
		f := strings.Fields(line)
		if n := len(f); n < 7 || f[n-5] != "yes" || f[n-4] != "yes" || f[n-3] != "yes" {
			t.Errorf("pdffonts: not embedded as a subset with ToUnicode: %s", line)
		}
	}
}

// Valid fails the test for a file that qpdf, Ghostscript or MuPDF complains of or that draws a missing glyph or one
// outside its page; the file may be without text and fonts.
func Valid(t testing.TB, file []byte) {
	t.Helper()
	path := File(t, "valid.pdf", file)
	out, errs, ok := run(t, "qpdf", "--check", path)
	if !ok || strings.Contains(strings.ToLower(out+errs), "warn") {
		t.Errorf("qpdf: %s", firstLines(out+errs))
	}
	out, errs, ok = run(t, "gs", "-dQUIET", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONERROR", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage", path)
	if !ok || strings.TrimSpace(out+errs) != "" {
		t.Errorf("gs: %s", firstLines(out+errs))
	}
	drawn, errs, ok := run(t, "mutool", "trace", path)
	for line := range strings.Lines(errs) {
		if l := strings.ToLower(line); !strings.Contains(l, "icc support") && (strings.Contains(l, "warning") || strings.Contains(l, "error")) {
			t.Errorf("mutool: %s", line)
		}
	}
	if !ok {
		t.Errorf("mutool: %s", firstLines(errs))
	}
	glyphs(t, drawn)
}
