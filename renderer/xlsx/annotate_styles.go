package xlsx

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// wrongColor is the ground of a cell that is marked. No form uses it, so that marks of an earlier file are known by it.
const wrongColor = "FFFEC8CD"

// styleSheet is the workbook's styles, to which marked ones are added.
type styleSheet struct {
	part   string
	data   []byte
	prefix string
	lists  map[string]*styleList
	fill   int             // the fill of marked cells
	ours   map[string]bool // fills that marked cells of earlier files have, by their numbers
	copies map[string]int  // styles made, by the text of their elements
}

// styleList is one list of the styles: fonts, fills, cellXfs.
type styleList struct {
	open  *tag
	end   int      // where its end tag stands; 0: the list is an empty element
	items []string // as they stand
	added []string
}

// emptyStyles are the fewest that a workbook may have.
const emptyStyles = `<styleSheet xmlns="%s"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf xfId="0"/></cellXfs></styleSheet>`

// openStyles reads the styles.
func (a *annotator) openStyles() error {
	related, err := a.pack.relations(a.book)
	if err != nil {
		return err
	}
	s := &styleSheet{lists: map[string]*styleList{}, ours: map[string]bool{}, copies: map[string]int{}, fill: -1}
	for _, r := range related {
		if r.is("styles") {
			s.part = r.part
		}
	}
	if s.part == "" {
		if s.part = "xl/styles.xml"; a.pack.has(s.part) { // which nothing calls styles
			s.part = a.pack.free("xl/styles%d.xml")
		}
		s.data = fmt.Appendf([]byte(xml.Header), emptyStyles, a.schema.main)
		if _, err := a.pack.relate(a.book, a.schema.relation+"/styles", s.part); err != nil {
			return err
		}
		if err := a.pack.typed(s.part, "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"); err != nil {
			return err
		}
	} else if s.data, err = a.pack.read(s.part); err != nil {
		return err
	}
	if err := s.parse(); err != nil {
		return fmt.Errorf("%s: %w", s.part, err)
	}
	for _, name := range []string{"fonts", "fills", "cellXfs"} {
		if s.lists[name] == nil {
			return fmt.Errorf("%s: %w", s.part, missing(name))
		}
	}
	for i, fill := range s.lists["fills"].items {
		if strings.Contains(fill, wrongColor) {
			s.ours[strconv.Itoa(i)], s.fill = true, i
		}
	}
	if s.fill < 0 {
		s.fill = s.add("fills", s.element(`<fill><patternFill patternType="solid"><fgColor rgb="`+wrongColor+`"/><bgColor indexed="64"/></patternFill></fill>`))
	}
	a.styles = s
	return nil
}

// parse finds the lists and their items.
func (s *styleSheet) parse() error {
	var list *styleList
	start := 0
	return scan(s.data, func(t *tag) error {
		switch {
		case t.depth == 0:
			s.prefix = t.prefix
		case t.depth == 1 && t.end():
			if list != nil {
				list.end = t.at
			}
			list = nil
		case t.depth == 1:
			list = &styleList{open: t}
			s.lists[t.name] = list
		case t.depth == 2 && list != nil:
			if !t.end() {
				start = t.at
			}
			if t.kind != tagOpen {
				list.items = append(list.items, string(s.data[start:t.after()]))
			}
		}
		return nil
	})
}

// element is XML without prefixes as the styles write it.
func (s *styleSheet) element(text string) string { return prefixed(text, s.prefix) }

// prefixed gives every element of a text the prefix.
func prefixed(text, prefix string) string {
	if prefix == "" {
		return text
	}
	text = strings.ReplaceAll(text, "</", "\x00")
	text = strings.ReplaceAll(text, "<", "<"+prefix)
	return strings.ReplaceAll(text, "\x00", "</"+prefix)
}

// add puts an item at the end of a list and returns its number.
func (s *styleSheet) add(list, item string) int {
	if n, ok := s.copies[list+item]; ok {
		return n
	}
	l := s.lists[list]
	n := len(l.items) + len(l.added)
	l.added = append(l.added, item)
	s.copies[list+item] = n
	return n
}

// wrong is the style of that number with the colour of marks.
func (s *styleSheet) wrong(style int) int { return s.filled(style, strconv.Itoa(s.fill)) }

// right is the style of that number without the colour, if it has it.
func (s *styleSheet) right(style int) int {
	if !s.marked(style) {
		return style
	}
	return s.filled(style, "0")
}

// marked tells whether a style is that of a marked cell.
func (s *styleSheet) marked(style int) bool {
	xfs := s.lists["cellXfs"].items
	if style >= len(xfs) || len(s.ours) == 0 {
		return false
	}
	fill := ""
	_ = scan([]byte(xfs[style]), func(t *tag) error { fill = t.attr("fillId"); return errDone })
	return s.ours[fill]
}

func (s *styleSheet) filled(style int, fill string) int {
	xfs := s.lists["cellXfs"].items
	if len(xfs) == 0 || style >= len(xfs) {
		return s.add("cellXfs", s.element(`<xf numFmtId="0" fontId="0" fillId="`+fill+`" borderId="0" applyFill="1"/>`))
	}
	xf := xfs[style]
	for _, set := range [][2]string{{"fillId", fill}, {"applyFill", "1"}} {
		_ = scan([]byte(xf), func(t *tag) error { // it was scanned before
			xf = t.with(set[0], set[1]) + xf[t.after():]
			return errDone
		})
	}
	return s.add("cellXfs", xf)
}

// closeStyles writes what was added.
func (a *annotator) closeStyles() error {
	s := a.styles
	var e edits
	for _, l := range s.lists {
		if len(l.added) == 0 {
			continue
		}
		t := l.open
		open := t.with("count", strconv.Itoa(len(l.items)+len(l.added)))
		added := strings.Join(l.added, "")
		if t.kind == tagEmpty {
			e.replace(t, strings.TrimSuffix(open, "/>")+">"+added+"</"+t.prefix+t.name+">")
			continue
		}
		e.replace(t, open)
		e.put(l.end, added)
	}
	return a.pack.change(s.part, s.data, e)
}
