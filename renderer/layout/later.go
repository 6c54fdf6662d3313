package layout

import (
	"gongwen/renderer/page"
)

// later is what stands above the head on every page but the table's first.
type later struct {
	texts  []text
	lefts  []page.Length // of the texts, from the type area's sides
	tops   []page.Length
	height page.Length
	begun  bool // a page of the table is finished
}

// setLater measures it. Its characters stand before those of the head, which every page keeps.
func (t *table) setLater() error {
	after := page.Length(0)
	for i, p := range t.Later {
		broken, err := t.broken(p)
		if err != nil {
			return err
		}
		if i > 0 {
			t.later.height += after + um(p.Before)
		}
		t.later.texts = append(t.later.texts, broken)
		t.later.lefts = append(t.later.lefts, um(p.Indent.Left))
		t.later.tops = append(t.later.tops, t.later.height)
		t.later.height += broken.height()
		after = um(p.After)
	}
	t.later.height += after
	return nil
}

// origin is where the head stands on a page that the table opens.
func (t *table) origin() page.Length {
	if t.later.begun {
		return t.top + t.later.height
	}
	return t.top
}

// drawLater draws it on a page that the table goes on.
func (t *table) drawLater() {
	if !t.later.begun {
		return
	}
	for i := range t.later.texts {
		x := &t.later.texts[i]
		t.write(x, 0, x.lines, t.left+t.later.lefts[i], t.top+t.later.tops[i])
	}
}
