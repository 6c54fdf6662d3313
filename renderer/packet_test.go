package renderer_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/forms"
	"gongwen/renderer"
	"gongwen/renderer/internal/judge"
	"gongwen/renderer/layout"
)

// packet is a packet of the samples of these forms.
func packet(t testing.TB, ids ...string) *forms.Packet {
	t.Helper()
	var documents []string
	for _, id := range ids {
		documents = append(documents, string(definition(t, id).Sample()))
	}
	p, problems := forms.ParsePacket([]byte(`{"title": "示例文件包", "documents": [`+strings.Join(documents, ",")+`]}`), forms.Limits{}, forms.Builtin(), book(t))
	if p == nil {
		t.Fatal(problems)
	}
	return p
}

func renderPacket(t testing.TB, p *forms.Packet, f renderer.Format) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := renderer.New(book(t), renderer.Limits{}).RenderPacket(context.Background(), &out, p, renderer.Options{Format: f, Issued: issued}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestPacket checks the file of a packet of a notice, a ledger across, a scoring table and a chart: what judges say, an
// entry for every document on the page where it begins, page numbers that run on in each kind's own foot, each face
// once.
func TestPacket(t *testing.T) {
	p := packet(t, "anji-2012/notice", "luzhou-2013/ledger", "wujin-2017/score", "branch/network")
	file := renderPacket(t, p, renderer.PDF)
	judge.PDF(t, file)
	text := strings.Split(judge.Text(t, file), "\f")
	text = text[:len(text)-1]
	judge.Need(t, "mutool", "pdffonts")
	path := judge.File(t, "packet.pdf", file)
	said, err := exec.Command("mutool", "show", path, "outline").Output()
	if err != nil {
		t.Fatal(err)
	}
	entries := strings.Split(strings.TrimSpace(string(said)), "\n")
	laid, err := layout.Pages(book(t), p.Sections())
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	for i, s := range p.Sections() {
		if s.Entry == "" {
			continue
		}
		page := laid.Starts[i] + 1
		if want := fmt.Sprintf("%q\t#page=%d&", s.Entry, page); at >= len(entries) || !strings.Contains(entries[at], want) {
			t.Errorf("entry %d: no %s in %q", at, want, entries)
		}
		if title := squeeze(p.Documents[at].Title()); !strings.Contains(squeeze(text[page-1]), title) {
			t.Errorf("page %d has no %q", page, title)
		}
		at++
	}
	if at != len(p.Documents) || len(entries) != at {
		t.Errorf("%d entries for %d documents", len(entries), at)
	}
	for i := range text {
		long, short := fmt.Sprintf("第%d页共%d页", i+1, len(text)), fmt.Sprintf("—%d—", i+1)
		if s := squeeze(text[i]); !strings.Contains(s, long) && !strings.Contains(s, short) {
			t.Errorf("page %d has neither %s nor %s", i+1, long, short)
		}
	}
	fonts, err := exec.Command("pdffonts", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	faces := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(string(fonts)), "\n")[2:] {
		name, _, _ := strings.Cut(line[strings.Index(line, "+")+1:], " ")
		if faces[name] {
			t.Errorf("face %s is there twice", name)
		}
		faces[name] = true
	}
}

// TestPacketWorkbook checks that a packet's workbook has the sheets of its documents, in order, each with another name,
// and behind them those that only a workbook has.
func TestPacketWorkbook(t *testing.T) {
	p := packet(t, "luzhou-2013/ledger", "luzhou-2013/score", "luzhou-2013/ledger", "branch/network")
	f, err := excelize.OpenReader(bytes.NewReader(renderPacket(t, p, renderer.XLSX)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got := f.GetSheetList()
	if len(got) != 7 || strings.Join(got[4:], " ") != "填写 扣分 填表说明" || got[3] != "党组织网络图" || !strings.HasPrefix(got[0], "2013年度民办职业培训学校党建工作台账") || got[0] == got[2] {
		t.Errorf("%q", got)
	}
	var out bytes.Buffer
	var format renderer.FormatError
	if err := renderer.New(book(t), renderer.Limits{}).RenderPacket(context.Background(), &out, p, renderer.Options{Format: renderer.PNG}); !errors.As(err, &format) {
		t.Errorf("as a picture: %v", err)
	}
}

// TestContents checks that the pages which a packet's contents name are those where its documents begin, in the PDF and
// in the workbook.
func TestContents(t *testing.T) {
	d := definition(t, "lanzhou/archive")
	for _, doc := range []*forms.Document{fill(t, d, d.Sample()), d.Blank()} {
		pages := strings.Split(judge.Text(t, render(t, doc, renderer.Options{})), "\f")
		f, err := excelize.OpenReader(bytes.NewReader(render(t, doc, renderer.Options{Format: renderer.XLSX})))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := f.GetRows(f.GetSheetList()[0])
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, row := range rows {
			cells := strings.Fields(strings.Join(row, " "))
			if len(cells) < 3 || cells[0] != fmt.Sprint(found+1) {
				continue
			}
			var page int
			if _, err := fmt.Sscan(cells[len(cells)-1], &page); err != nil || page < 2 || page >= len(pages) {
				t.Errorf("%q names no page", row)
				continue
			}
			title := squeeze(doc.Documents[found].Title())
			if !strings.Contains(squeeze(pages[page-1]), title) {
				t.Errorf("page %d has no %q", page, title)
			}
			if line := fmt.Sprintf("%s%d", strings.Join(cells[1:len(cells)-1], ""), page); !strings.Contains(squeeze(pages[0]), line) {
				t.Errorf("the contents have no %q", line)
			}
			found++
		}
		if found != len(doc.Documents) {
			t.Errorf("%d of %d documents in the contents", found, len(doc.Documents))
		}
	}
}
