package xlsx

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"gongwen/forms/block"
)

// The foot's size in pt (a sheet's foot takes whole ones only), how far its middle stands under the type area,
// and the height of its line: as layout sets it.
const (
	footSize  = 9
	outerSize = 14 // of an Outer foot
	markSize  = 26 // of a mark, in a grey that says it is none of the form's words
	markColor = "A6A6A6"
	stampSize = 8 // of a stamp, which only the first page has
	footBelow = 7 * block.MM
	footLine  = 4 * block.MM
)

// papers are the paper sizes that a sheet can name (ECMA-376-1, 18.3.1.63), upright.
var papers = [...]struct {
	code          int
	width, height block.Length
}{
	{9, 210 * block.MM, 297 * block.MM},  // A4
	{8, 297 * block.MM, 420 * block.MM},  // A3
	{11, 148 * block.MM, 210 * block.MM}, // A5
	{70, 105 * block.MM, 148 * block.MM}, // A6
	{12, 257 * block.MM, 364 * block.MM}, // B4 (JIS)
	{13, 182 * block.MM, 257 * block.MM}, // B5 (JIS)
	{66, 420 * block.MM, 594 * block.MM}, // A2
	{1, 215900, 279400},                  // Letter
	{5, 215900, 355600},                  // Legal
	{27, 110 * block.MM, 220 * block.MM}, // DL
	{28, 162 * block.MM, 229 * block.MM}, // C5
	{93, 146 * block.MM, 215 * block.MM}, // 十六开
	{94, 97 * block.MM, 151 * block.MM},  // 三十二开
}

// paper gives the code of the paper nearest to a section's, and which way it is turned.
func paper(s *block.Section) (code int, orientation string) {
	w, h, orientation := s.Width, s.Height, "portrait"
	if w > h {
		w, h, orientation = h, w, "landscape"
	}
	best := int64(-1)
	for _, p := range papers {
		dw, dh := int64(p.width-w), int64(p.height-h)
		if d := dw*dw + dh*dh; best < 0 || d < best {
			best, code = d, p.code
		}
	}
	return code, orientation
}

// setup writes how the sheet prints.
func (s *sheet) setup() error {
	size, turn := paper(s.section)
	one, free, yes := 1, 0, true
	err := s.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{
		Size: &size, Orientation: &turn, FitToWidth: &one, FitToHeight: &free,
	})
	if err != nil {
		return err
	}
	m := s.section.Margin
	left, right, top, bottom := inches(m.Left-slackSide), inches(m.Right-slackSide), inches(m.Top), inches(m.Bottom-slackBottom)
	middle := m.Top / 2
	if s.mark != "" {
		middle = max(middle-markSize*block.MM*254/7200*10/2, 3*block.MM)
	}
	head, foot := inches(middle), inches(footDistance(m.Bottom))
	err = s.file.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{
		Left: &left, Right: &right, Top: &top, Bottom: &bottom, Header: &head, Footer: &foot, Horizontally: &yes,
	})
	if err != nil {
		return err
	}
	return s.headAndFoot()
}

// headAndFoot writes what stands in the margins of every printed page: the mark above, the section's foot below.
func (s *sheet) headAndFoot() error {
	var options excelize.HeaderFooterOptions
	if s.mark != "" {
		face := "&" + strconv.Itoa(markSize) + `&"` + s.fonts.name(block.Hei) + `,常规"`
		options.OddHeader = "&C&K" + markColor + face + strings.ReplaceAll(s.mark, "&", "&&")
		options.EvenHeader = options.OddHeader
	}
	text := footText(s.section.Foot, s.fonts.name(block.Song), footSize)
	switch {
	case s.section.Foot == "":
	case s.section.Outer:
		text = footText(s.section.Foot, s.fonts.name(block.Song), outerSize)
		options.DifferentOddEven = true
		options.OddFooter, options.EvenFooter = "&R"+text, "&L"+text
	default:
		options.OddFooter = "&C" + text
	}
	if !options.DifferentOddEven {
		options.EvenHeader = ""
	}
	if b := s.section.Stamp; b != nil {
		options.DifferentFirst = true
		options.FirstHeader, options.FirstFooter = options.OddHeader+s.stamp(b), options.OddFooter
	}
	for _, text := range []string{options.OddHeader, options.OddFooter, options.FirstHeader} {
		if n := len(utf16.Encode([]rune(text))); n > 255 {
			return fmt.Errorf("head or foot of %d characters, with its codes; a sheet holds 255", n)
		}
	}
	if options == (excelize.HeaderFooterOptions{}) {
		return nil
	}
	return s.file.SetHeaderFooter(s.name, &options)
}

// stamp is a stamp in the head's right part: a line for each of its rows, and one for what stands under it.
func (s *sheet) stamp(b *block.Stamp) string {
	escape := strings.NewReplacer("&", "&&", "\n", " ")
	text := "&R&" + strconv.Itoa(stampSize) + `&"` + s.fonts.name(block.Song) + `,常规"`
	for i := range b.Cells {
		switch {
		case i == len(b.Cells)/2:
			text += "\n"
		case i > 0:
			text += "\u3000"
		}
		c := &b.Cells[i]
		text += escape.Replace(c.Label + " " + join(c.Content))
		if c.Pages {
			text += "&N"
		}
	}
	if b.Under != nil {
		text += "\n" + escape.Replace(join(b.Under))
	}
	return text
}

// Slack is how much smaller the margins are written than they are, so that a page that layout filled to the
// brim is not one row too long, or one percent too wide, for a program that rounds otherwise or adds the rules'
// widths. Nothing moves by it: the sheet is centred, and begins at the top.
const (
	slackSide   = block.MM / 2
	slackBottom = 2 * block.MM
)

// footDistance is how far above the paper's edge the foot's line ends.
func footDistance(margin block.Length) block.Length {
	return margin - min(footBelow, margin/2) - footLine/2
}

// inches converts a length.
func inches(l block.Length) float64 { return max(float64(l)/25400, 0) }

// footText is a section's foot in the codes of a sheet (ECMA-376-1, 18.3.1.46). The face's name comes after the
// size, so that a foot that begins with a digit is not read as part of it, and again where a sign or digit
// after a page number would be read as arithmetic.
func footText(foot, font string, size int) string {
	face := `&"` + font + `,常规"`
	out := strings.NewReplacer("&", "&&", "{page}", "&P", "{pages}", "&N").Replace(foot)
	for _, code := range []string{"&P", "&N"} {
		for _, next := range "+-0123456789" {
			out = strings.ReplaceAll(out, code+string(next), code+face+string(next))
		}
	}
	return "&" + strconv.Itoa(size) + face + out
}

// defineNames sets the print area and the rows that every page repeats.
func (s *sheet) defineNames() error {
	last := len(s.plan.rows)
	if last == 0 {
		return nil
	}
	end, err := excelize.ColumnNumberToName(s.plan.grid.columns())
	if err != nil {
		return err
	}
	names := []excelize.DefinedName{{
		Name: "_xlnm.Print_Area", Scope: s.name, RefersTo: fmt.Sprintf("%s!$A$1:$%s$%d", quoteName(s.name), end, last),
	}}
	if from, to, ok := s.plan.titles(s.section); ok {
		names = append(names, excelize.DefinedName{
			Name: "_xlnm.Print_Titles", Scope: s.name, RefersTo: fmt.Sprintf("%s!$%d:$%d", quoteName(s.name), from, to),
		})
	}
	for i := range names {
		if err := s.file.SetDefinedName(&names[i]); err != nil {
			return err
		}
	}
	return nil
}

// titles gives the sheet's rows that are repeated at the top of every later page. A sheet can have one such
// range: the head of its only table, or, of several, of the last that goes on over a page.
func (p *plan) titles(s *block.Section) (from, to int, ok bool) {
	tables, broken := 0, false
	for i := 0; i < len(p.items); {
		t, isTable := s.Blocks[p.items[i].block].(*block.Table)
		n := i + 1
		for n < len(p.items) && p.items[n].block == p.items[i].block {
			n++
		}
		if isTable && len(t.Head) > 0 {
			goesOn := p.rows[p.items[i].first-1].page != p.rows[p.items[n-1].last-1].page
			if tables++; tables == 1 || goesOn {
				from, to = p.items[i].first, p.items[i+len(t.Head)-1].last
			}
			broken = broken || goesOn
		}
		i = n
	}
	return from, to, tables == 1 || broken
}
