package forms_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"gongwen/forms"
	"gongwen/forms/block"
)

// wording says which lines of which source a form's printed words are, and where the two differ on purpose.
type wording struct {
	form     string
	source   string // file of testdata/sources
	from, to int    // its lines, from 1, both included
	// own are words that the form prints and the source has not: a column to write into, a total.
	own []string
	// skip are words of those lines that the form does not print, in order.
	skip []string
	// faults are typing faults: as the source has them, as the form prints them.
	faults [][2]string
	// gaps: the source is running text, of which the form prints parts, in order.
	gaps bool
}

// wordings has every form that prints a source's words.
var wordings = []wording{
	{form: "luzhou-2013/ledger", source: "luzhou-2013.txt", from: 29, to: 42},
	{form: "luzhou-2013/score", source: "luzhou-2013.txt", from: 43, to: 95, own: []string{"学校名称：", "考核日期：", "合计", "100"}},
}

// unsourced are the forms whose source describes them in words of its own, but prints none.
var unsourced = []string{}

// TestWording compares the printed words of every form with its source: no character differs, but for white space and
// for what the table above lists.
func TestWording(t *testing.T) {
	for _, w := range wordings {
		t.Run(w.form, func(t *testing.T) {
			def, err := forms.Builtin().Get(w.form, 0)
			if err != nil {
				t.Fatal(err)
			}
			rest := w.read(t)
			own, used := w.own, 0
			for _, piece := range pieces(t, def.Blank().Sections()) {
				if used < len(own) && piece == solid(own[used]) {
					used++
					continue
				}
				at := strings.Index(rest, piece)
				if at < 0 || at > 0 && !w.gaps {
					t.Fatalf("printed: %q\nsource:  %q", piece, start(rest, len(piece)))
				}
				rest = rest[at+len(piece):]
			}
			if rest != "" && !w.gaps {
				t.Errorf("the form ends, the source goes on: %q", start(rest, 200))
			}
			if used < len(own) {
				t.Errorf("listed as the form's own, but not printed there: %q", own[used:])
			}
		})
	}
}

// read is the form's part of its source on one line, without white space and with its faults mended.
func (w *wording) read(t *testing.T) string {
	t.Helper()
	file, err := os.ReadFile(filepath.Join("..", "testdata", "sources", w.source))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(file), "\n")
	text := solid(strings.Join(lines[w.from-1:w.to], ""))
	for _, f := range append(slices.Clone(w.faults), skips(w.skip)...) {
		before, after, found := strings.Cut(text, solid(f[0]))
		if !found {
			t.Fatalf("the source has no %q", f[0])
		}
		text = before + solid(f[1]) + after
	}
	return text
}

func skips(words []string) (faults [][2]string) {
	for _, s := range words {
		faults = append(faults, [2]string{s, ""})
	}
	return faults
}

// TestEveryFormHasASource: no form is forgotten above.
func TestEveryFormHasASource(t *testing.T) {
	defs, err := forms.Builtin().All()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range defs {
		listed := slices.ContainsFunc(wordings, func(w wording) bool { return w.form == d.ID })
		if listed == slices.Contains(unsourced, d.ID) {
			t.Errorf("%s has to be in wordings or in unsourced", d.ID)
		}
	}
}

// pieces are the printed words, a paragraph, a part of a line or a cell each, without white space. What is filled in
// is left out, but for the years of titles.
func pieces(t *testing.T, sections []block.Section) (all []string) {
	t.Helper()
	add := func(content []block.Span, data bool) {
		var b strings.Builder
		for _, s := range content {
			if data || !s.Data {
				b.WriteString(s.Text)
			}
		}
		if s := solid(b.String()); s != "" {
			all = append(all, s)
		}
	}
	for _, section := range sections {
		for _, b := range section.Blocks {
			switch b := b.(type) {
			case *block.Paragraph:
				add(b.Content, true)
			case *block.Line:
				for _, p := range b.Parts {
					add(p.Content, false)
				}
			case *block.Table:
				for _, row := range slices.Concat(b.Head, b.Body, b.Tail) {
					for _, c := range row.Cells {
						add(c.Content, false)
					}
				}
			default:
				t.Fatalf("%T has no words yet", b)
			}
		}
	}
	return all
}

// solid is the text without white space.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// start is the beginning of a text, cut between characters.
func start(s string, n int) string {
	return strings.ToValidUTF8(s[:min(n+30, len(s))], "")
}
