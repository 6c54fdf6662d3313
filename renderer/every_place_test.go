package renderer_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// textBox is where a text's ink stands: its advances across, but for the empty half of a mark at an end, and from the
// top of its characters down to their feet.
type textBox struct {
	left, top, right, bottom float64 // pt
	text                     string
	data, turned             bool
}

// textBoxes are where the texts of a page stand.
func textBoxes(t *testing.T, p *page.Page) []textBox {
	t.Helper()
	var all []textBox
	for _, op := range p.Texts {
		if squeeze(op.Str) == "" {
			continue
		}
		left, right := extent(book(t), op)
		y, size := op.Y.Points(), op.Size.Points()
		str := []rune(strings.TrimSpace(op.Str))
		if strings.ContainsRune("（“‘《〈【〔", str[0]) {
			left += size / 2
		}
		if strings.ContainsRune("，。、；：）”’》〉】〕", str[len(str)-1]) {
			right -= size / 2
		}
		b := textBox{left, y - 0.80*size, right, y + 0.08*size, op.Str, op.Layer == page.Data, op.Turn != 0}
		if x := op.X.Points(); op.Turn == 1 {
			b.left, b.right, b.top, b.bottom = x-0.08*size, x+0.80*size, y+left-x, y+right-x
		} else if op.Turn > 1 {
			t.Errorf("%q is turned by %d quarters", op.Str, op.Turn)
		}
		all = append(all, b)
	}
	return all
}

// crosses tells whether two boxes have more than a hair in common.
func (b textBox) crosses(o textBox) bool {
	const hair = 0.45 // the digits of a year on squared paper are 0.41 pt wider than their two squares
	return min(b.right, o.right)-max(b.left, o.left) > hair && min(b.bottom, o.bottom)-max(b.top, o.top) > hair
}

// TestTextsKeepTheirPlace checks on every page of every form, blank, with its sample and full, that no text stands on
// another one or on a rule, and that all stand within the margins.
func TestTextsKeepTheirPlace(t *testing.T) {
	for _, f := range everything(t) {
		t.Run(f.name, func(t *testing.T) {
			sections := sectionsOf(f)
			for n, p := range f.laid.Pages {
				if sections[n].Rulers {
					continue // they stand in the margins, and under everything
				}
				all := textBoxes(t, p)
				slices.SortFunc(all, func(a, b textBox) int { return cmp.Compare(a.top, b.top) })
				for i, b := range all {
					for _, o := range all[i+1:] {
						if o.top > b.bottom {
							break
						}
						if b.crosses(o) {
							t.Errorf("page %d: %q stands on %q: %.2f to %.2f, %.2f to %.2f pt", n+1, b.text, o.text, b.left, b.right, o.left, o.right)
						}
					}
					for _, l := range p.Lines {
						rule := textBox{
							left: min(l.X1, l.X2).Points(), right: max(l.X1, l.X2).Points(),
							top: min(l.Y1, l.Y2).Points(), bottom: max(l.Y1, l.Y2).Points(),
						}
						half := l.Width.Points() / 2
						if l.X1 == l.X2 {
							rule.left, rule.right = rule.left-half, rule.right+half
						} else {
							rule.top, rule.bottom = rule.top-half, rule.bottom+half
						}
						if b.crosses(rule) {
							t.Errorf("page %d: %q stands on the rule from %.1f, %.1f to %.1f, %.1f", n+1, b.text, rule.left, rule.top, rule.right, rule.bottom)
						}
					}
					within(t, n, b, p, sections[n])
				}
			}
		})
	}
}

// within checks that a text stands within the margins, or at the foot.
func within(t *testing.T, n int, b textBox, p *page.Page, s *block.Section) {
	t.Helper()
	const hair = 0.3
	left, right, top, bottom := s.Margin.Left, s.Margin.Right, s.Margin.Top, s.Margin.Bottom
	switch even := s.Mirror && n%2 == 1; {
	case even && s.Turned:
		top, bottom = bottom, top
	case even:
		left, right = right, left
	}
	if s.Stamp != nil && n == 0 && b.bottom < p.Height.Points()/8 {
		if b.top < 0 || b.right > p.Width.Points() { // a stamp stands in the margin above, where nothing else does
			t.Errorf("page %d: %q stands outside the paper", n+1, b.text)
		}
		return
	}
	foot := b.top > p.Height.Points()-pts(bottom) && !s.Turned
	if b.turned { // the foot of a sheet that lies across in an upright book: beside the type area
		foot = b.right < pts(left) && s.Turned
		left = 0
	}
	if b.left < pts(left)-hair || b.right > p.Width.Points()-pts(right)+hair || b.top < pts(top)-hair ||
		!foot && b.bottom > p.Height.Points()-pts(bottom)+hair || foot && (b.data || b.bottom > p.Height.Points()) {
		t.Errorf("page %d: %q stands outside the margins: %.1f, %.1f to %.1f, %.1f", n+1, b.text, b.left, b.top, b.right, b.bottom)
	}
}

func pts(l block.Length) float64 { return page.Microns(int64(l)).Points() }

// sectionsOf are the sections of each page.
func sectionsOf(f filled) map[int]*block.Section {
	of := map[int]*block.Section{}
	for _, p := range f.laid.Rows {
		of[p.Page] = &f.sections[p.Section]
	}
	return of
}
