package layout

import (
	"strconv"

	"gongwen/forms/block"
	"gongwen/renderer/page"
)

// Rulers stand rulerEdge from the paper's edges, since printers do not reach them; their marks point to the middle.
const (
	rulerEdge = 7 * block.MM
	rulerLine = 100 // µm
	crossArm  = 5 * block.MM
)

// rulers draws a ruler along each edge of the page, which counts millimetres from the paper's left or top edge, and a
// cross in each corner.
func (s *setter) rulers(section *block.Section, p *page.Page) error {
	if !section.Rulers {
		return nil
	}
	s.page = p
	line := func(x1, y1, x2, y2 block.Length) {
		p.Lines = append(p.Lines, page.Line{X1: um(x1), Y1: um(y1), X2: um(x2), Y2: um(y2), Width: um(rulerLine)})
	}
	const free = 12 * block.MM // in the corners, where two rulers meet
	for at := free; at <= max(section.Width, section.Height)-free; at += block.MM {
		long := 3 * block.MM / 2
		switch {
		case at%(10*block.MM) == 0:
			long = 4 * block.MM
		case at%(5*block.MM) == 0:
			long = 5 * block.MM / 2
		}
		if at <= section.Width-free {
			line(at, rulerEdge, at, rulerEdge+long)
			line(at, section.Height-rulerEdge-long, at, section.Height-rulerEdge)
		}
		if at <= section.Height-free {
			line(rulerEdge, at, rulerEdge+long, at)
			line(section.Width-rulerEdge-long, at, section.Width-rulerEdge, at)
		}
	}
	for _, x := range [...]block.Length{block.RulerCross, section.Width - block.RulerCross} {
		for _, y := range [...]block.Length{block.RulerCross, section.Height - block.RulerCross} {
			line(x-crossArm, y, x+crossArm, y)
			line(x, y-crossArm, x, y+crossArm)
		}
	}
	return s.rulerNumbers(section)
}

// rulerNumbers writes the millimetres under every tenth mark, where no cross stands.
func (s *setter) rulerNumbers(section *block.Section) error {
	const size, side = block.Size(60), 8 * block.MM
	write := func(n, x, y block.Length) error {
		return s.stampText([]block.Span{{Text: strconv.Itoa(int(n / block.MM))}}, size, um(x-side/2), um(y-3*block.MM/2), um(side), um(3*block.MM))
	}
	const in block.Length = rulerEdge + 13*block.MM/2
	for _, length := range [...]block.Length{section.Width, section.Height} {
		for at := 30 * block.MM; at <= length-30*block.MM; at += 10 * block.MM {
			x1, y1, x2, y2 := at, in, at, section.Height-in
			if length == section.Height {
				x1, y1, x2, y2 = in, at, section.Width-in, at
			}
			if err := write(at, x1, y1); err != nil {
				return err
			}
			if err := write(at, x2, y2); err != nil {
				return err
			}
		}
	}
	return nil
}
