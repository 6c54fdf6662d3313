package layout

import (
	"strconv"
	"strings"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// How a tree says where it goes on: in 六号 under a node, upright where its box is, and in 五号 above the node on its own
// page.
const (
	seeSize  = block.Size(75)
	fromSize = block.Size(105)
	seeRows  = 6 // of upright text: 见 第 12 页, and what is free around it
)

// sight is where the node stands whose lower ones are on another page.
type sight struct {
	page    int // its index
	x, y    page.Length
	upright bool
	said    bool
}

// stub is the height of what stands under a cut branch's lowest nodes.
func (t *tree) stub(s *setting) page.Length {
	if t.See == "" {
		return cutStub
	}
	st := newStyle(block.Style{Size: seeSize})
	if s.levels()-1 >= s.vertical {
		return cutStub + seeRows*st.em*verticalPitch/100
	}
	return cutStub + st.pitch
}

// fromHeight is the height of what stands above a node on its own page.
func (t *tree) fromHeight() page.Length {
	if t.From == "" {
		return 0
	}
	return newStyle(block.Style{Size: fromSize}).pitch * 3 / 2
}

// seen says under a node that was cut on which page it goes on, which is the current one, and there, where it comes from.
func (t *tree) seen(node int) error {
	at, cut := t.sights[node]
	if t.begun {
		defer func(y page.Length) { t.y = y + t.fromHeight() }(t.y)
	}
	if !cut {
		return nil
	}
	if !at.said && t.See != "" {
		words := strings.ReplaceAll(t.See, "{page}", t.number(len(t.result.Pages)-1))
		here := t.page
		t.page = t.result.Pages[at.page]
		err := t.say(words, at)
		if t.page = here; err != nil {
			return err
		}
	}
	at.said = true
	t.sights[node] = at
	if t.From == "" {
		return nil
	}
	before, after, _ := strings.Cut(strings.ReplaceAll(t.From, "{page}", t.number(at.page)), "{above}")
	content := []block.Span{{Text: before}}
	if above := t.Nodes[node].Above; above >= 0 && len(t.Nodes[above].Lines) > 0 {
		for _, s := range t.Nodes[above].Lines[0] {
			content = append(content, block.Span{Text: s.Text, Data: s.Data})
		}
	}
	x, err := t.text(append(content, block.Span{Text: after}), newStyle(block.Style{Font: t.Style.Font, Size: fromSize, Align: block.Center}), t.setter.width)
	if err != nil {
		return err
	}
	t.write(&x, 0, min(x.lines, 1), t.left, t.y)
	return nil
}

// say writes under a node where it goes on.
func (t *tree) say(words string, at sight) error {
	st := newStyle(block.Style{Font: t.Style.Font, Size: seeSize, Align: block.Center})
	x, err := t.text([]block.Span{{Text: words}}, st, 20*st.em)
	if err != nil {
		return err
	}
	if at.upright {
		x.box = st.em * 3 / 2
		t.stack(&x)
		at.y += st.em / 4
	}
	t.write(&x, 0, x.lines, at.x-x.box/2, at.y)
	return nil
}

// number is a page's number in its file.
func (t *tree) number(index int) string { return strconv.Itoa(t.skip + index + 1) }
