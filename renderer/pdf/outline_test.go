package pdf_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"gongwen/renderer/internal/judge"
	"gongwen/renderer/pdf"
)

// outlineEntry is one of the outline's objects: number, title, the objects before and after it, and its page's.
var outlineEntry = regexp.MustCompile(`(?s)(\d+) 0 obj\n<</Title(\((?:\\.|[^)\\])*\))/Parent \d+ 0 R(?:/Prev (\d+) 0 R)?(?:/Next (\d+) 0 R)?/Dest\[(\d+) 0 R/XYZ null null null\]>>`)

// TestOutline checks that each bookmark has its title, in UTF-16BE, leads to its page and knows its neighbours.
func TestOutline(t *testing.T) {
	o := options()
	o.Outline = []pdf.Entry{{Title: "关于做好党建工作的通知", Page: 1}, {Title: "台账（附件1）\n", Page: 3}, {Title: "Index (ASCII)", Page: 3}, {Title: "张𠮷的民情日记", Page: 6}}
	file := encode(t, ledgers(t, 6), o)
	judge.PDF(t, file)
	judge.Preflight(t, file, part2...)
	page := map[string]int{}
	for i, n := range regexp.MustCompile(`(\d+) 0 R`).FindAllSubmatch(kids(t, file), -1) {
		page[string(n[1])] = i + 1
	}
	entries := outlineEntry.FindAllSubmatch(file, -1)
	if len(entries) != len(o.Outline) {
		t.Fatalf("%d entries", len(entries))
	}
	for i, e := range entries {
		want := strings.TrimSpace(o.Outline[i].Title)
		if i != 2 {
			want = "\xfe\xff" + bigEndian(want)
		}
		if got := unescape(string(e[2][1 : len(e[2])-1])); got != want {
			t.Errorf("entry %d: %q, want %q", i, got, want)
		}
		if page[string(e[5])] != o.Outline[i].Page {
			t.Errorf("entry %d leads to page %d", i, page[string(e[5])])
		}
		if i > 0 && string(e[3]) != string(entries[i-1][1]) || i < len(entries)-1 && string(e[4]) != string(entries[i+1][1]) {
			t.Errorf("entry %d has other neighbours: %s, %s", i, e[3], e[4])
		}
	}
}

// kids is the list of pages.
func kids(t *testing.T, file []byte) []byte {
	t.Helper()
	m := regexp.MustCompile(`(?s)/Kids \[(.*?)\]`).FindSubmatch(file)
	if m == nil {
		t.Fatal("no list of pages")
	}
	return m[1]
}

func bigEndian(s string) string {
	var b bytes.Buffer
	for _, u := range utf16.Encode([]rune(s)) {
		b.Write([]byte{byte(u >> 8), byte(u)})
	}
	return b.String()
}

// unescape takes the backslashes out of a literal string.
func unescape(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\(`, "(", `\)`, ")", `\r`, "\r", `\n`, "\n").Replace(s)
}

// TestBadOutline checks that an entry without a title or a page is an error, and nothing is written.
func TestBadOutline(t *testing.T) {
	for _, e := range []pdf.Entry{{Title: " ", Page: 1}, {Title: "页", Page: 0}, {Title: "页", Page: 3}} {
		var out bytes.Buffer
		if err := pdf.Encode(&out, book(t), ledgers(t, 2), pdf.Options{Outline: []pdf.Entry{e}}); err == nil || out.Len() > 0 {
			t.Errorf("%+v: %v, %d bytes", e, err, out.Len())
		}
	}
}
