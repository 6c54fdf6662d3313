package renderer_test

import (
	"slices"
	"testing"

	"gongwen/forms"
	"gongwen/renderer/layout"
	"gongwen/renderer/page"
)

// place is a mark that a form leaves on paper: a rule, or a label with where it begins.
type place struct {
	page           int
	x1, y1, x2, y2 page.Length
	text           string
}

// placesOf are the form layer's rules and labels of pages. A box that is ticked covers the empty one.
func placesOf(pages []*page.Page) (all []place) {
	for n, p := range pages {
		for _, l := range p.Lines {
			all = append(all, place{n, l.X1, l.Y1, l.X2, l.Y2, ""})
		}
		for i := range p.Texts {
			switch x := &p.Texts[i]; {
			case x.Str == "☑":
				all = append(all, place{n, x.X, x.Y, x.X, x.Y, "☐"})
			case x.Layer == page.Form:
				all = append(all, place{n, x.X, x.Y, x.X, x.Y, x.Str})
			}
		}
	}
	return all
}

// hair is a twentieth of a millimetre.
const hair = 50 * page.Pt * 72 / 25400

func (a place) on(b place) bool {
	far := func(x, y page.Length) bool { return x-y > hair || y-x > hair }
	return a.page == b.page && a.text == b.text && !far(a.x1, b.x1) && !far(a.y1, b.y1) && !far(a.x2, b.x2) && !far(a.y2, b.y2)
}

// grown is where the first row stands that content makes higher than the empty form has it, page by page: what is under
// it cannot stand where that has it. A row of the empty form's that the sample leaves out is such a row, too.
func grown(blank, sample layout.Result) map[int]page.Length {
	type row struct{ block, row int }
	heights, at := map[row]page.Length{}, map[int]page.Length{}
	for _, p := range blank.Rows {
		heights[row{p.Block, p.Row}] += p.Height
	}
	for _, p := range sample.Rows {
		if heights[row{p.Block, p.Row}] == p.Height {
			continue
		}
		if top, ok := at[p.Page]; !ok || p.Top < top {
			at[p.Page] = p.Top
		}
	}
	return at
}

// moved are the forms of which a label stands elsewhere in the sample, beside those under a row that grows, and how many.
var moved = map[string]struct {
	labels int
	why    string
}{
	"branch/archive-index":        {1, "the last field above the table ends at the margin, so its label stands before what it says"},
	"branch/tasks-agency":         {4, "the source has ××年××月 where a date is to be written"},
	"branch/tasks-new":            {4, "as in tasks-agency"},
	"branch/tasks-soe":            {4, "as in tasks-agency"},
	"branch/meeting":              {3, "date and time are wider than their cell, and close up"},
	"calibration/ruler":           {6, "an arithmetic to be done by hand; with its result it is no sheet to measure on"},
	"filing/index":                {4, "a field above the table is longer than its share of the width"},
	"lanzhou/assessment-personal": {1, "as in filing/index"},
	"lanzhou/attendance":          {42, "a month of fewer than 31 days has fewer columns"},
	"lanzhou/leave":               {2, "who decides is printed for 审批, and is left out of the data layer"},
}

// TestSampleStandsOnBlank checks that a sample that has no more pages than the empty form falls on paper that was printed
// with that: every rule and label of the one is where the other has it. Notices are running text.
func TestSampleStandsOnBlank(t *testing.T) {
	for _, d := range definitions(t) {
		if d.Kind == forms.Notice {
			continue
		}
		t.Run(d.ID, func(t *testing.T) {
			blank, sample := layOut(t, d.Blank().Sections()), layOut(t, fill(t, d, d.Sample()).Sections())
			if len(blank.Pages) != len(sample.Pages) {
				t.Skipf("%d pages, the empty form has %d", len(sample.Pages), len(blank.Pages))
			}
			have, down := placesOf(sample.Pages), grown(blank, sample)
			var lost []place
			for _, want := range placesOf(blank.Pages) {
				if top, ok := down[want.page]; ok && max(want.y1, want.y2) >= top {
					continue
				}
				if !slices.ContainsFunc(have, want.on) {
					lost = append(lost, want)
				}
			}
			if len(lost) != moved[d.ID].labels {
				t.Errorf("%d rules and labels of the empty form stand elsewhere, %d are known to: %+v", len(lost), moved[d.ID].labels, lost)
			}
		})
	}
}
