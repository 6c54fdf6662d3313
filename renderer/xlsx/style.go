package xlsx

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongwen/forms/block"
)

// FontNames are the names of the faces by role, as the office's programs know them. An empty name is the
// default one.
type FontNames struct {
	Song     string // 宋体
	FangSong string // 仿宋; 仿宋_GB2312 where the office's template wants it, which lacks many names
	Hei      string // 黑体
	Kai      string // 楷体
	Title    string // 方正小标宋简体, an add-on; programs without it show 宋体
}

// name gives the face of a role.
func (n FontNames) name(f block.Font) string {
	set, normal := n.Song, "宋体"
	switch f {
	case block.FangSong:
		set, normal = n.FangSong, "仿宋"
	case block.Hei:
		set, normal = n.Hei, "黑体"
	case block.Kai:
		set, normal = n.Kai, "楷体"
	case block.Title:
		set, normal = n.Title, "方正小标宋简体"
	}
	if set == "" {
		return normal
	}
	return set
}

// counting is the workbook's default face, by whose digits column widths are counted. No cell is set in it. Its digits
// are half an em wide like those of 宋体, but every system has it or a face with the same widths, so a sheet keeps
// its widths also where 宋体 is missing.
const counting = "Times New Roman"

// Constants of fonts.
const (
	gb2312     = 134 // character set: simplified Chinese
	fontFamily = 3   // what Excel writes for the Chinese faces
	roman      = 1   // the family of counting
)

// text is the number format of text: what is typed into the cell later stays text as well.
const text = "@"

// edge is the weight of a cell's edge, by excelize's numbers of border styles.
type edge uint8

const (
	none   edge = 0
	thin   edge = 1
	medium edge = 2
	thick  edge = 5
)

// weight gives the border nearest to a rule's width. Programs print them about 0.26, 0.53 and 0.79 mm wide;
// the limits lie so that a rule of 1 pt is heavier than one of 0.75 pt.
func weight(rule block.Length) edge {
	switch {
	case rule <= 0:
		return none
	case rule <= 300:
		return thin
	case rule <= 650:
		return medium
	}
	return thick
}

// edges are the borders of a cell.
type edges struct{ left, right, top, bottom edge }

// look is everything that makes one cell style different from another.
type look struct {
	style  block.Style
	format string // number format; empty is General
	edges  edges
	shaded bool
	shrink bool // its text is made smaller to stand on one line
	open   bool // it may be written in on a protected sheet
}

// shadeColor is the ground of shaded cells, as layout has it.
const shadeColor = "E0E0E0"

// stacked is the rotation of text that stands from top to bottom (ECMA-376-1, 18.8.1).
const stacked = 255

// styles makes each look one style of the workbook.
type styles struct {
	file  *excelize.File
	fonts FontNames
	ids   map[look]int
}

// newStyles sets the workbook's default face, by which column widths are counted; see the package.
func newStyles(f *excelize.File, fonts FontNames) (*styles, error) {
	s := &styles{file: f, fonts: fonts, ids: map[look]int{}}
	_, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: counting, Size: 12, Color: "000000"}})
	all := f.Styles.Fonts.Font
	all[0] = all[len(all)-1]
	return s, err
}

// id gives the style of a look.
func (s *styles) id(l look) (int, error) {
	if id, ok := s.ids[l]; ok {
		return id, nil
	}
	return s.add(l)
}

// add makes a style of a look that has none yet.
func (s *styles) add(l look) (int, error) {
	charset := gb2312
	style := excelize.Style{
		Font: &excelize.Font{
			Family: s.fonts.name(l.style.Font), Size: float64(l.style.Size) / 10, Color: hex(l.style.Color), Charset: &charset,
		},
		Alignment: &excelize.Alignment{
			Horizontal: [...]string{"left", "center", "right", "justify", "right"}[l.style.Align],
			Vertical:   [...]string{"center", "top", "bottom"}[l.style.VAlign],
			WrapText:   !l.shrink, ShrinkToFit: l.shrink,
		},
		Border: l.edges.borders(hex(l.style.Color)),
	}
	if l.style.Vertical {
		style.Alignment.Horizontal, style.Alignment.TextRotation, style.Alignment.WrapText = "center", stacked, false
	}
	if l.open {
		style.Protection = &excelize.Protection{Locked: false}
	}
	if l.shaded {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{shadeColor}}
	}
	if l.format == text {
		style.NumFmt = 49
	} else if l.format != "" {
		style.CustomNumFmt = &l.format
	}
	id, err := s.file.NewStyle(&style)
	if err == nil {
		s.ids[l] = id
	}
	return id, err
}

// hex is a colour as a workbook has it.
func hex(c block.Color) string { return fmt.Sprintf("%06X", uint32(c)) }

// borders are the edges in excelize's words.
func (e edges) borders(color string) []excelize.Border {
	var out []excelize.Border
	for _, b := range [...]struct {
		side string
		edge edge
	}{{"left", e.left}, {"right", e.right}, {"top", e.top}, {"bottom", e.bottom}} {
		if b.edge != none {
			out = append(out, excelize.Border{Type: b.side, Style: int(b.edge), Color: color})
		}
	}
	return out
}

// finish writes the style sheet in excelize's stead, which orders the properties of a font as no schema has
// them and has no option for its family (it writes that of Arial).
func (s *styles) finish() error {
	for _, f := range s.file.Styles.Fonts.Font {
		*f.Family.Val = fontFamily
		if *f.Name.Val == counting {
			*f.Family.Val = roman
		}
	}
	out, err := xml.Marshal(s.file.Styles)
	if err != nil {
		return err
	}
	property := regexp.MustCompile(`<(\w+)[^>]*></\w+>`)
	out = regexp.MustCompile(`<font>.*?</font>`).ReplaceAllFunc(out, func(font []byte) []byte {
		parts := property.FindAllSubmatch(font, -1)
		slices.SortStableFunc(parts, func(a, b [][]byte) int {
			return strings.Index(fontOrder, " "+string(a[1])+" ") - strings.Index(fontOrder, " "+string(b[1])+" ")
		})
		sorted := []byte("<font>")
		for _, p := range parts {
			sorted = append(sorted, p[0]...)
		}
		return append(sorted, "</font>"...)
	})
	s.file.Styles = nil // or it would be written again
	s.file.Pkg.Store("xl/styles.xml", append([]byte(xml.Header), out...))
	return nil
}

// fontOrder is the order of a font's properties (ECMA-376-1, 18.8.22).
const fontOrder = " b i strike condense extend outline shadow u vertAlign sz color name family charset scheme "
