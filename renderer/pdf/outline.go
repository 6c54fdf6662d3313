package pdf

import (
	"fmt"
	"strconv"
)

// outlined is how many objects the outline takes: itself and its entries.
func (e *encoder) outlined() int {
	if len(e.o.Outline) == 0 {
		return 0
	}
	return 1 + len(e.o.Outline)
}

// writeOutline writes the bookmarks (ISO 32000-1, 12.3.3) as objects from first on: one level, each to the top of its
// page.
func (e *encoder) writeOutline(first int) error {
	n := len(e.o.Outline)
	if n == 0 {
		return nil
	}
	w := &e.file
	w.begin(first)
	w.out = appendRef(append(w.out, "<</Type/Outlines/First "...), first+1)
	w.out = appendRef(append(w.out, "/Last "...), first+n)
	w.out = append(strconv.AppendInt(append(w.out, "/Count "...), int64(n), 10), ">>"...)
	w.end()
	for i, entry := range e.o.Outline {
		title := cleanText(entry.Title)
		if title == "" {
			return fmt.Errorf("pdf: entry %d of the outline has no title", i+1)
		}
		if entry.Page < 1 || entry.Page > len(e.pages) {
			return fmt.Errorf("pdf: entry %d of the outline leads to page %d of %d", i+1, entry.Page, len(e.pages))
		}
		w.begin(first + 1 + i)
		w.out = appendTextString(append(w.out, "<</Title"...), title)
		w.out = appendRef(append(w.out, "/Parent "...), first)
		if i > 0 {
			w.out = appendRef(append(w.out, "/Prev "...), first+i)
		}
		if i < n-1 {
			w.out = appendRef(append(w.out, "/Next "...), first+2+i)
		}
		w.out = appendRef(append(w.out, "/Dest["...), e.pages[entry.Page-1])
		w.out = append(w.out, "/XYZ null null null]>>"...)
		w.end()
	}
	return nil
}
