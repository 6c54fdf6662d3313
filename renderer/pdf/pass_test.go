package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"gongwen/fonts"
	"gongwen/renderer/page"
)

// drawn is an encoder that has drawn two pages of different sizes, and what fpdf wrote.
func drawn(t testing.TB) (*encoder, []byte) {
	t.Helper()
	book, err := fonts.Open(fonts.Options{})
	if err != nil {
		t.Fatal(err)
	}
	pages := []*page.Page{
		{
			Width: 595280, Height: 841890,
			Fills: []page.Fill{{X: 10000, Y: 10000, W: 20000, H: 5000, Color: 0xcccccc}},
			Lines: []page.Line{{X1: 10000, Y1: 20000, X2: 90000, Y2: 20000, Width: 500}},
			Texts: []page.Text{{X: 10000, Y: 50000, Size: 12000, Face: "song", Str: "示例"}, {X: 10000, Y: 90000, Size: 12000, Face: "hei", Str: "样本"}},
		},
		{Width: 841890, Height: 595280, Texts: []page.Text{{X: 10000, Y: 50000, Size: 12000, Face: "song", Str: "第二页"}}},
	}
	e := new(encoder)
	if err := e.start(book, Options{Title: "示例"}); err != nil {
		t.Fatal(err)
	}
	if err := e.draw(pages); err != nil {
		t.Fatal(err)
	}
	return e, bytes.Clone(e.raw.Bytes())
}

func TestPassSaysWhatIsMissing(t *testing.T) {
	e, raw := drawn(t)
	if err := e.pass(raw, 2); err != nil {
		t.Fatalf("as fpdf wrote it: %v", err)
	}
	// Replacements keep the length, so that no offset moves.
	for _, c := range []struct{ old, new, want string }{
		{"%PDF-1.", "%PDF-2.", "header"},
		{"\nstartxref\n", "\nstartxreg\n", "startxref"},
		{"%%EOF", "%%EOX", "end of file"},
		{"\nxref\n", "\nxreg\n", "cross-reference table"},
		{"00000 n \n", "00000 f \n", "cross-reference entry"},
		{"\ntrailer\n", "\ntrailex\n", "trailer"},
		{"\n/Info ", "\n/Inf0 ", "trailer"},
		{"3 0 obj\n", "4 0 obj\n", "object where the table has one"},
		{"\nendobj\n", "\nendobx\n", ""},
		{"\nendstream\n", "\nendstreax\n", "endstream"},
		{"/Length ", "/Lengtx ", "stream of the stated length"},
		{"stream\n0 J\n", "stream\n2 J\n", "butt line ends"},
		{"/Font <<\n>>", "/Fonx <<\n>>", `object 2 of fpdf's file has no "/Font`},
		{"/Resources 2 0 R", "/Resources 4 0 R", `object 3 of fpdf's file has no "/Resources 2 0 R`},
		{"/Parent 1 0 R", "/Parent 2 0 R", `object 3 of fpdf's file has no "/Parent 1 0 R`},
		{"/Type /Page\n", "/Type /Pagx\n", "2 pages"},
		{"/Type /Pages\n", "/Type /Pagez\n", `object 1 of fpdf's file has no "/Type /Pages`},
		{"/Type /Catalog", "/Type /Catalox", `no "/Type /Catalog`},
		{"/Producer ", "/Produces ", `no "/Producer`},
	} {
		if !bytes.Contains(raw, []byte(c.old)) || len(c.old) != len(c.new) {
			t.Fatalf("cannot replace %q by %q", c.old, c.new)
		}
		err := e.pass(bytes.Replace(raw, []byte(c.old), []byte(c.new), 1), 2)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "fpdf's file") {
			t.Errorf("%q for %q: error %v, want one with %q", c.new, c.old, err, c.want)
		}
	}
	if err := e.pass(raw, 3); err == nil || !strings.Contains(err.Error(), "3 pages") {
		t.Errorf("a page too few: %v", err)
	}
	// A table that starts within an object's keywords.
	table := bytes.Index(raw, []byte("xref\n0 "))
	for back := range 40 {
		at := bytes.LastIndex(raw, []byte(" 0 obj\n")) + 10 - back
		moved := append(append([]byte(nil), raw[:at]...), raw[table:]...)
		end := bytes.LastIndex(moved, []byte("startxref\n"))
		moved = fmt.Appendf(moved[:end:end], "startxref\n%d\n%%%%EOF\n", at)
		if err := e.pass(moved, 2); err == nil {
			t.Errorf("cut %d bytes within an object: no error", back)
		}
	}
	for n := range raw {
		if err := e.pass(raw[:n], 2); err == nil {
			t.Fatalf("cut after %d bytes: no error", n)
		}
	}
}

// FuzzPass runs the pass over damaged output of fpdf: an error or a file, never a panic.
func FuzzPass(f *testing.F) {
	e, raw := drawn(f)
	f.Add(0, 0, []byte{})
	for _, word := range []string{"xref", "trailer", "obj", "/Length ", "stream", "/Font", "startxref", "/Root", " 00000 n"} {
		at := bytes.Index(raw, []byte(word))
		f.Add(at, len(word), []byte("9"))
		f.Add(at+len(word), 2, []byte("\n99999999999999999999\n"))
		f.Add(at, 40, []byte{})
	}
	f.Fuzz(func(t *testing.T, at, cut int, put []byte) {
		at = min(max(at, 0), len(raw))
		cut = min(max(cut, 0), len(raw)-at)
		damaged := append(append(append([]byte(nil), raw[:at]...), put...), raw[at+cut:]...)
		err := e.pass(damaged, 2)
		if err == nil && !bytes.HasSuffix(e.file.out, []byte("\n%%EOF\n")) {
			t.Error("no error and no file")
		}
	})
}

func TestNumbersAreShort(t *testing.T) {
	for v, want := range map[int64]string{
		0: "0", 1: ".001", 10: ".01", 100: ".1", 1000: "1", -1: "-.001", -12500: "-12.5", 595276: "595.276", 100050: "100.05", 7: ".007", -1000: "-1", 14400000: "14400",
	} {
		if got := string(appendMilli(nil, v)); got != want {
			t.Errorf("%d/1000 is %q, want %q", v, got, want)
		}
	}
}

func TestProfileIsTheSameEverywhere(t *testing.T) {
	p := sRGB()
	if int(p[0])<<24|int(p[1])<<16|int(p[2])<<8|int(p[3]) != len(p) || string(p[12:20]) != "mntrRGB " || string(p[36:40]) != "acsp" {
		t.Errorf("header % x", p[:64])
	}
	const want = "1b41eb123a8928ff"
	if got := sumOf(p); got != want {
		t.Errorf("the profile's SHA-256 starts with %s, want %s", got, want)
	}
}

// sumOf is the beginning of a SHA-256.
func sumOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}

func TestToUnicodeRangesKeepTheirHighByte(t *testing.T) {
	runes := make([]rune, 600)
	for i := range runes {
		runes[i] = rune(0x4e00 + i)
	}
	runes[255], runes[256] = 0x20bb7, 0x2b52d
	got := string(appendToUnicode(nil, runes))
	for _, want := range []string{"3 beginbfrange\n<0001><00ff>[<4e01>", "<d842dfb7>]\n<0100><01ff>[<d86ddd2d><4f01>", "]\n<0200><0257>["} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
}
