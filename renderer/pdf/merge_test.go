package pdf_test

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"

	"gongwen/renderer/internal/judge"
	"gongwen/renderer/page"
	"gongwen/renderer/pdf"
)

// paint makes a part of each run of pages, all at once.
func paint(t testing.TB, parts ...[]*page.Page) [][]byte {
	t.Helper()
	all := make([][]byte, len(parts))
	var wg sync.WaitGroup
	for i, pages := range parts {
		wg.Go(func() {
			part, err := pdf.Paint(book(t), pages, 0)
			if err != nil {
				t.Error(err)
			}
			all[i] = part
		})
	}
	wg.Wait()
	return all
}

// merge makes one file of parts, the bookmark of each being its number.
func merge(t testing.TB, odd bool, parts ...[]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	m, err := pdf.NewMerge(&out, book(t), options())
	if err != nil {
		t.Fatal(err)
	}
	for i, part := range parts {
		if _, err := m.Add(part, fmt.Sprintf("%d-示例学校", i+1), odd); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var (
	fontFiles = regexp.MustCompile(`/FontFile2 \d+ 0 R`)
	mediaBox  = regexp.MustCompile(`/Type/Page/Parent (\d+) 0 R/MediaBox\[0 0 ([0-9.]+) ([0-9.]+)\]/Resources 2 0 R(/Contents)?`)
	nodeCount = regexp.MustCompile(`/Type/Pages(/Parent 1 0 R)?/Kids\[[^\]]*\]/Count (\d+)`)
)

// TestMergeThroughTheJudges makes one file of parts of all sorts and lets the outside judges look at it.
func TestMergeThroughTheJudges(t *testing.T) {
	parts := [][]*page.Page{{names(t)}, ledgers(t, 3), {ledger(t, 5, 12, 1, 1)}, append(ledgers(t, 2), names(t))}
	file := merge(t, false, paint(t, parts...)...)
	judge.PDF(t, file)
	judge.Preflight(t, file, part2...)
	var want strings.Builder
	faces := map[string]bool{}
	n := 0
	for _, pages := range parts {
		one := encode(t, pages, options())
		want.WriteString(judge.Text(t, one))
		for i := range pages {
			n++
			if d := judge.Apart(judge.Picture(t, file, n, 40), judge.Picture(t, one, i+1, 40)); d > 1 {
				t.Errorf("page %d differs by %.1f of 255 from the single file's page %d", n, d, i+1)
			}
			for k := range pages[i].Texts {
				faces[pages[i].Texts[k].Face] = true
			}
		}
	}
	if got := judge.Text(t, file); squeeze(got) != squeeze(want.String()) {
		t.Errorf("the text is not that of the single files: %d and %d bytes", len(got), want.Len())
	}
	if got := len(fontFiles.FindAll(file, -1)); got != len(faces) {
		t.Errorf("%d faces are embedded, %d are used", got, len(faces))
	}
}

// TestMergeDuplex checks that with odd every part starts on an odd page, behind a blank page of the size of the one
// before, and that bookmarks lead there.
func TestMergeDuplex(t *testing.T) {
	parts := paint(t, []*page.Page{names(t)}, ledgers(t, 2), []*page.Page{ledger(t, 1, 3, 1, 1)}, ledgers(t, 3), []*page.Page{names(t)})
	file := merge(t, true, parts...)
	judge.Valid(t, file)
	judge.Preflight(t, file, part2...)
	p := parse(t, file)
	var content string
	for i := 1; i <= len(p.objects); i++ {
		if m := mediaBox.FindSubmatch(p.objects[i]); m != nil {
			turned := "|"
			if len(m[2]) > 0 && string(m[2]) == "841.89" {
				turned = "-"
			}
			if m[4] == nil {
				turned += "0"
			}
			content += turned + " "
		}
	}
	if want := "| |0 - - - -0 - - - -0 | "; content != want {
		t.Errorf("pages %s, want %s", content, want)
	}
	leads := regexp.MustCompile(`/Title\((?:\\.|[^)\\])*\)`).FindAll(file, -1)
	if len(leads)-1 != len(parts) { // one is the file's
		t.Errorf("%d bookmarks", len(leads)-1)
	}
	pages := judge.Words(t, file)
	for i, want := range []int{1, 3, 5, 7, 11} {
		if len(pages) < want || len(pages[want-1].Words) == 0 {
			t.Errorf("part %d does not start on page %d", i+1, want)
		}
	}
}

// TestMergeIsTheSameAnyway checks that the bytes follow from parts and options alone, and that a long file has its
// page tree in steps.
func TestMergeIsTheSameAnyway(t *testing.T) {
	blank := []*page.Page{{Width: a4Short, Height: a4Long}}
	const many = 300
	runs := make([][]*page.Page, many)
	for i := range runs {
		runs[i] = blank
	}
	runs[0], runs[many-1] = []*page.Page{names(t)}, ledgers(t, 2)
	file := merge(t, false, paint(t, runs...)...)
	if !bytes.Equal(file, merge(t, false, paint(t, runs...)...)) {
		t.Error("other bytes")
	}
	judge.Valid(t, file)
	p := parse(t, file)
	total, nodes := 0, 0
	for i := 1; i <= len(p.objects); i++ {
		m := nodeCount.FindSubmatch(p.objects[i])
		if m == nil {
			continue
		}
		var n int
		fmt.Sscan(string(m[2]), &n)
		if len(m[1]) > 0 {
			total, nodes = total+n, nodes+1
		} else if n != many+1 {
			t.Errorf("the root has %d pages", n)
		}
	}
	if total != many+1 || nodes != 3 {
		t.Errorf("%d nodes with %d pages", nodes, total)
	}
}

// TestBadParts checks that what is no part is refused and that the file can go on.
func TestBadParts(t *testing.T) {
	good := paint(t, ledgers(t, 1))[0]
	var out bytes.Buffer
	m, err := pdf.NewMerge(&out, book(t), options())
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err == nil || !strings.Contains(err.Error(), "no pages") {
		t.Errorf("a file without a page: %v", err)
	}
	other := bytes.Replace(good, []byte("\x04song"), []byte("\x04sung"), 1)
	for _, bad := range [][]byte{nil, []byte("%PDF-1.7"), good[:len(good)-1], append(bytes.Clone(good), 0), good[:20], other} {
		if _, err := m.Add(bad, "", false); err == nil {
			t.Errorf("%.20q is taken", bad)
		}
	}
	if _, err := m.Add(good, "", false); err != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err == nil {
		t.Error("closed twice")
	}
	if _, err := m.Add(good, "", false); err == nil {
		t.Error("added after the end")
	}
	judge.Valid(t, out.Bytes())
	if _, err := pdf.Paint(book(t), nil, 0); err == nil {
		t.Error("no pages are a part")
	}
	if _, err := pdf.Paint(book(t), []*page.Page{{Width: a4Short, Height: a4Long, Texts: []page.Text{{Face: "song", Size: 9000, Str: "\U000F0000"}}}}, 0); err == nil {
		t.Error("a character that no face has is painted")
	}
	full, err := pdf.NewMerge(fullDisk{}, book(t), options())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := full.Add(good, "", false); !errors.Is(err, errDisk) {
		t.Errorf("got %v", err)
	}
	if err := full.Close(); !errors.Is(err, errDisk) {
		t.Errorf("got %v", err)
	}
}

// FuzzMerge takes arbitrary bytes for a part: an error, or a file whose offsets and lengths are right.
func FuzzMerge(f *testing.F) {
	for _, part := range paint(f, []*page.Page{{Width: a4Short, Height: a4Long}}, []*page.Page{names(f)}) {
		f.Add(part, true)
	}
	f.Add([]byte("gwp\x01\x00\x01\xff\xff\x01\xff\xff\x01\x00"), false)
	first := paint(f, []*page.Page{names(f)})[0]
	f.Fuzz(func(t *testing.T, part []byte, odd bool) {
		var out bytes.Buffer
		m, err := pdf.NewMerge(&out, book(t), pdf.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Add(first, "1", odd); err != nil {
			t.Fatal(err)
		}
		_, _ = m.Add(part, "2", odd)
		if err := m.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := tryParse(out.Bytes()); err != nil {
			t.Fatal(err)
		}
	})
}
