package xlsx

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// noteAuthor is who writes the notes, and noteHead how they begin: by one of them those of an earlier file are known.
// LibreOffice keeps no authors.
const (
	noteAuthor = "gongwen"
	noteHead   = "【须改正】"
)

// noteBook is the notes of one sheet, and their shapes.
type noteBook struct {
	part   string
	data   []byte
	root   string // prefix
	edits  edits
	ours   int             // number of our author; -1: there is none yet
	people int             // authors there are
	others map[string]*tag // the end of the text of notes that are not ours, by cell
	gone   [][2]int        // rows and columns, from 0, of earlier notes of ours
	list   *tag            // of notes: its end, or the whole of an empty one
	named  *tag            // of authors, the same
}

// notes writes what is wrong with the marked cells onto them.
func (s *sheetMarker) notes() error {
	related, err := s.pack.relations(s.part)
	if err != nil {
		return err
	}
	n := &noteBook{ours: -1, others: map[string]*tag{}}
	drawing := ""
	for _, r := range related {
		if r.is("comments") {
			n.part = r.part
		}
		if r.id == s.drawing && s.drawing != "" {
			drawing = r.part
		}
	}
	if n.part == "" && len(s.all) == 0 {
		return nil
	}
	if n.part == "" {
		n.part = s.pack.free("xl/comments%d.xml")
		n.data = fmt.Appendf([]byte(xml.Header), `<comments xmlns="%s"><authors></authors><commentList></commentList></comments>`, s.schema.main)
		if _, err := s.pack.relate(s.part, s.schema.relation+"/comments", n.part); err != nil {
			return err
		}
		if err := s.pack.typed(n.part, "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"); err != nil {
			return err
		}
	} else if n.data, err = s.pack.read(n.part); err != nil {
		return err
	}
	if err := n.parse(); err != nil {
		return fmt.Errorf("%s: %w", n.part, err)
	}
	if len(s.all) == 0 && len(n.gone) == 0 {
		return nil
	}
	if err := s.shapes(drawing, n.gone, n.write(s.all)); err != nil {
		return err
	}
	return s.pack.change(n.part, n.data, n.edits)
}

// parse finds authors and notes, and takes ours out.
func (n *noteBook) parse() error {
	var comment, text, author *tag
	err := scan(n.data, func(t *tag) error {
		switch {
		case t.depth == 0:
			n.root = t.prefix
		case t.name == "authors" && t.kind != tagOpen:
			n.named = t
		case t.name == "commentList" && t.kind != tagOpen:
			n.list = t
		case t.name == "author" && t.kind == tagOpen:
			author = t
		case t.name == "author":
			if t.end() && string(n.data[author.after():t.at]) == noteAuthor {
				n.ours = n.people
			}
			n.people++
		case t.name == "comment" && t.depth == 2 && !t.end():
			comment, text = t, nil
		case t.name == "text" && t.depth == 3 && t.kind != tagOpen:
			text = t
		case t.name == "comment" && t.depth == 2:
			n.note(comment, text, t)
		}
		return nil
	})
	if err == nil && (n.list == nil || n.named == nil) {
		err = missing("list of notes")
	}
	return err
}

var anyTag = regexp.MustCompile(`<[^>]*>`)

// note is one that is there.
func (n *noteBook) note(comment, text, end *tag) {
	ref := strings.ReplaceAll(comment.attr("ref"), "$", "")
	said := strings.TrimSpace(anyTag.ReplaceAllString(string(n.data[comment.at:end.at]), ""))
	if n.ours >= 0 && comment.attr("authorId") == strconv.Itoa(n.ours) || strings.HasPrefix(said, noteHead) {
		if col, row, err := excelize.CellNameToCoordinates(ref); err == nil {
			n.gone = append(n.gone, [2]int{row - 1, col - 1})
		}
		n.edits = append(n.edits, edit{from: comment.at, to: end.after()})
		return
	}
	n.others[ref] = text
}

// write adds a note for every mark and returns the marks that need a shape. A note that is there already goes on with
// what we have to say.
func (n *noteBook) write(marks []*mark) (fresh []*mark) {
	if n.ours < 0 {
		n.ours = n.people
		n.insert(n.named, "<"+n.root+"author>"+noteAuthor+"</"+n.root+"author>")
	}
	var notes strings.Builder
	for _, m := range marks {
		text := noteHead + strings.Join(m.texts, "\n")
		other, there := n.others[m.cell]
		if there && other != nil {
			n.insert(other, n.run("\n"+text))
			continue
		}
		if there {
			continue // a note without a text has no place for one
		}
		fmt.Fprintf(&notes, `<%scomment ref="%s" authorId="%d"><%[1]stext>%[4]s</%[1]stext></%[1]scomment>`, n.root, m.cell, n.ours, n.run(text))
		fresh = append(fresh, m)
	}
	n.insert(n.list, notes.String())
	return fresh
}

// insert puts text at the end of an element, whose end is known.
func (n *noteBook) insert(t *tag, text string) {
	switch {
	case text == "":
	case t.kind == tagEmpty:
		n.edits.replace(t, t.open()+text+"</"+t.prefix+t.name+">")
	default:
		n.edits.put(t.at, text)
	}
}

// run is a piece of a note's text.
func (n *noteBook) run(text string) string {
	return prefixed(`<r><rPr><sz val="9"/><rFont val="宋体"/></rPr><t xml:space="preserve">`, n.root) + cellText(text) + prefixed(`</t></r>`, n.root)
}

// The parts of a drawing of notes: what is around the shapes, and one shape.
const (
	drawingOpen = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">` +
		`<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>` + noteType
	noteType = `<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">` +
		`<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`
	drawingClose = `</xml>`
	noteShape    = `<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"` +
		` id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;z-index:%d;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
		`<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>` +
		`<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>` +
		`<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%s</x:Anchor><x:AutoFill>False</x:AutoFill>` +
		`<x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`
)

var (
	noteShapes = regexp.MustCompile(`(?s)<v:shape\b[^>]*>.*?</v:shape>`)
	noteNumber = regexp.MustCompile(`\bid="_x0000_s(\d+)"`)
	noteRow    = regexp.MustCompile(`<x:Row>\s*(\d+)\s*</x:Row>`)
	noteColumn = regexp.MustCompile(`<x:Column>\s*(\d+)\s*</x:Column>`)
)

// shapes takes the shapes of notes that are gone out of the sheet's drawing and puts those of new ones in. It is edited as
// text: Excel's own drawings are not always XML.
func (s *sheetMarker) shapes(drawing string, gone [][2]int, fresh []*mark) error {
	data := drawingOpen + drawingClose
	if drawing != "" {
		old, err := s.pack.read(drawing)
		if err != nil {
			return err
		}
		data = string(old)
	} else if len(fresh) == 0 {
		return nil
	}
	cells := map[[2]string]bool{}
	for _, g := range gone {
		cells[[2]string{strconv.Itoa(g[0]), strconv.Itoa(g[1])}] = true
	}
	data = noteShapes.ReplaceAllStringFunc(data, func(shape string) string {
		row, col := noteRow.FindStringSubmatch(shape), noteColumn.FindStringSubmatch(shape)
		if row != nil && col != nil && cells[[2]string{row[1], col[1]}] {
			return ""
		}
		return shape
	})
	last := 1024 // shapes of the first block of ids, which idmap gives to this drawing
	for _, m := range noteNumber.FindAllStringSubmatch(data, -1) {
		last = max(last, wholeNumber(m[1]))
	}
	end := strings.LastIndex(data, drawingClose)
	if end < 0 {
		return fmt.Errorf("%s: %w", drawing, missing("end"))
	}
	var add strings.Builder
	if len(fresh) > 0 && !strings.Contains(data, `"_x0000_t202"`) {
		add.WriteString(strings.Replace(noteType, "<v:shapetype", `<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"`, 1))
	}
	for i, m := range fresh {
		fmt.Fprintf(&add, noteShape, last+1+i, i+1, anchor(m), m.row-1, m.col-1)
	}
	data = data[:end] + add.String() + data[end:]
	if drawing == "" {
		return s.newDrawing([]byte(data))
	}
	s.pack.write(drawing, []byte(data))
	return nil
}

// newDrawing gives the sheet a drawing of notes.
func (s *sheetMarker) newDrawing(data []byte) error {
	name := s.pack.free("xl/drawings/vmlDrawing%d.vml")
	s.pack.write(name, data)
	id, err := s.pack.relate(s.part, s.schema.relation+"/vmlDrawing", name)
	if err != nil {
		return err
	}
	s.edits.put(s.drawingAt, element(s.root+"legacyDrawing", "", "xmlns:r", s.schema.relation, "r:id", id))
	return s.pack.typed(name, "application/vnd.openxmlformats-officedocument.vmlDrawing")
}

// anchor is where a note's shape stands: right of its cell, with as many rows as its text may need.
func anchor(m *mark) string {
	lines := 1
	for _, t := range m.texts {
		lines += 1 + utf8.RuneCountInString(t)/16
	}
	row, col := max(m.row-2, 0), m.col
	if col+3 >= excelize.MaxColumns {
		col -= 5
	}
	return fmt.Sprintf("%d, 12, %d, 4, %d, 12, %d, 4", col, row, col+3, min(row+lines+1, excelize.TotalRows-1))
}
