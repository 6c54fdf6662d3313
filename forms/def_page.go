package forms

import (
	"slices"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// page defines paper, turn and margins; standard is what the kind of form has when nothing is said.
func (d *decoder) page(src *pageSource, standard PageSetup) PageSetup {
	sheet := src.Paper
	if min(sheet[0], sheet[1]) < minPaper {
		sheet = paperA4
	}
	landscape := standard.Width > standard.Height
	switch src.Turn {
	case "":
	case "portrait", "landscape":
		landscape = src.Turn == "landscape"
	default:
		d.oneOf("page.turn", src.Turn, "portrait", "landscape")
	}
	p := PageSetup{
		Width: block.Length(sheet[0]), Height: block.Length(sheet[1]), Margin: standard.Margin, Mirror: src.Mirror, Rulers: src.Rulers,
	}
	if landscape {
		p.Width, p.Height = p.Height, p.Width
	}
	if m := src.Margin; m != nil {
		p.Margin = block.Margin{
			Top: block.Length(m[0]), Right: block.Length(m[1]), Bottom: block.Length(m[2]), Left: block.Length(m[3]),
		}
	}
	width, height := p.Width-p.Margin.Left-p.Margin.Right, p.Height-p.Margin.Top-p.Margin.Bottom
	if width < minArea || height < minArea {
		d.at("page", faultMargins, millimetres(width), millimetres(height))
	}
	return p
}

// minArea is the least width and height of a type area (版心).
const minArea = 30 * block.MM

// widths checks that the columns fit between the margins.
func (d *decoder) widths(def *Definition) {
	for i, c := range def.Columns {
		if c.Width <= 0 && locate(d.root, index("columns", i)+".width") != locate(d.root, index("columns", i)) {
			d.at(index("columns", i)+".width", faultRange, millimetres(c.Width), "0.001", 1000)
		}
	}
	d.room(def, 1)
}

// room checks that the columns fit between the margins so many times side by side.
func (d *decoder) room(def *Definition, times int) {
	var sum block.Length
	for _, c := range def.Columns {
		sum += c.Width * block.Length(times)
	}
	area := def.Page.Width - def.Page.Margin.Left - def.Page.Margin.Right
	if area >= minArea && sum > area {
		d.at("columns", faultWidths, millimetres(sum), millimetres(area), millimetres(sum-area))
	}
}

func (d *decoder) align(path, name string) *block.Align {
	aligns := []string{"left", "center", "right", "justify"}
	if name == "" {
		return nil
	}
	i := slices.Index(aligns, name)
	if i < 0 {
		d.oneOf(path, name, aligns...)
		return nil
	}
	a := block.Align(i)
	return &a
}

func millimetres(l block.Length) string { return decimal.New(int64(l), 3).String() }
