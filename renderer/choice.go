package renderer

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/forms/decimal"
	"gongwen/renderer/layout"
	"gongwen/renderer/page"
)

// The limits of what is said of a print.
const (
	MarkLength = 8  // characters of a mark
	MostOffset = 20 // millimetres, to every side
)

// Layer is what of the pages is painted.
type Layer uint8

// The layers.
const (
	AllLayers Layer = iota
	DataLayer       // what was filled in alone, for paper that has the form printed on it (套打)
)

// ParseLayer reads a layer by its name: all or data. The error is an OptionError.
func ParseLayer(name string) (Layer, error) {
	switch name {
	case "all":
		return AllLayers, nil
	case "data":
		return DataLayer, nil
	}
	return 0, &OptionError{Option: "layer", Value: name, Why: "it may be all or data"}
}

// Offset is how far everything is moved on the page, to the right and down, in micrometres.
type Offset struct{ X, Y int32 }

// ParseOffset reads an offset in millimetres, such as 1.5,-0.8, each to the micrometre and no more than MostOffset. The
// error is an OptionError.
func ParseOffset(s string) (Offset, error) {
	wrong := &OptionError{Option: "offset", Value: s, Why: fmt.Sprintf("it must be two numbers of millimetres, such as 1.5,-0.8, each from -%[1]d to %[1]d with at most 3 decimals", MostOffset)}
	x, y, ok := strings.Cut(s, ",")
	if !ok {
		return Offset{}, wrong
	}
	var o Offset
	for _, part := range []struct {
		from string
		to   *int32
	}{{x, &o.X}, {y, &o.Y}} {
		d, err := decimal.Parse(strings.TrimPrefix(strings.TrimSpace(part.from), "+"))
		if err != nil || d.Places() > 3 {
			return Offset{}, wrong
		}
		um, whole := d.Mul(decimal.New(1000, 0)).Int()
		if !whole || um > MostOffset*1000 || um < -MostOffset*1000 {
			return Offset{}, wrong
		}
		*part.to = int32(um)
	}
	return o, nil
}

// OptionError is an option of a print that cannot be kept to.
type OptionError struct {
	Option string // mark, layer or offset
	Value  string
	Why    string
}

// Error says which option and why.
func (e *OptionError) Error() string { return fmt.Sprintf("%s %q: %s", e.Option, e.Value, e.Why) }

// Check says whether the options of marks, layers and offset can be kept to; Render asks it first. The error is an
// OptionError.
func (r *Renderer) Check(o Options) error {
	wrong := func(why string) error { return &OptionError{Option: "mark", Value: o.Mark, Why: why} }
	switch n := utf8.RuneCountInString(o.Mark); {
	case o.Mark != "" && strings.TrimSpace(o.Mark) == "":
		return wrong("it is empty")
	case n > MarkLength:
		return wrong(fmt.Sprintf("it has %d characters; it may have %d", n, MarkLength))
	case !utf8.ValidString(o.Mark):
		return wrong("it is not UTF-8")
	}
	for _, c := range o.Mark {
		if !unicode.IsGraphic(c) || !r.book.Covers(c) {
			return wrong(fmt.Sprintf("no face has %U", c))
		}
	}
	switch {
	case o.Format != XLSX:
	case o.Layer != AllLayers:
		return &OptionError{Option: "layer", Value: "data", Why: "a workbook has no layers; print a pdf or a png"}
	case o.Offset != Offset{}:
		return &OptionError{
			Option: "offset", Value: fmt.Sprintf("%d,%d µm", o.Offset.X, o.Offset.Y), Why: "a workbook's cells stay in their grid; print a pdf or a png",
		}
	}
	return nil
}

// choose makes of the finished pages what the options ask for.
func (r *Renderer) choose(pages []*page.Page, o Options) {
	if o.Mark != "" {
		layout.Mark(r.book, pages, o.Mark)
	}
	right, down := page.Microns(int64(o.Offset.X)), page.Microns(int64(o.Offset.Y))
	for _, p := range pages {
		if o.Layer == DataLayer {
			p.Keep(page.Data)
		}
		if right != 0 || down != 0 {
			p.Move(right, down)
		}
	}
}
