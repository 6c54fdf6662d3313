package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// worksheet is what wellMade looks at in a sheet's part.
type worksheet struct {
	Cols []struct {
		Min int `xml:"min,attr"`
		Max int `xml:"max,attr"`
	} `xml:"cols>col"`
	Rows []struct {
		R      int     `xml:"r,attr"`
		Height float64 `xml:"ht,attr"`
		Cells  []struct {
			R string  `xml:"r,attr"`
			S int     `xml:"s,attr"`
			T string  `xml:"t,attr"`
			V *string `xml:"v"`
			F *string `xml:"f"`
		} `xml:"c"`
	} `xml:"sheetData>row"`
	Merges []struct {
		Ref string `xml:"ref,attr"`
	} `xml:"mergeCells>mergeCell"`
	Breaks []struct {
		ID int `xml:"id,attr"`
	} `xml:"rowBreaks>brk"`
}

// parts unpacks a workbook.
func parts(t testing.TB, b []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if z.File[0].Name != "[Content_Types].xml" {
		t.Errorf("the first part is %s", z.File[0].Name)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil { // the sum is checked at the end
			t.Fatalf("%s: %v", f.Name, err)
		}
	}
	return out
}

// breaksOf gives the rows that manual page breaks stand under.
func breaksOf(t testing.TB, part []byte) []int {
	t.Helper()
	var s worksheet
	if err := xml.Unmarshal(part, &s); err != nil {
		t.Fatal(err)
	}
	var out []int
	for _, b := range s.Breaks {
		out = append(out, b.ID)
	}
	return out
}

// wellMade checks what makes a program say that a workbook is damaged.
func wellMade(t testing.TB, b []byte) {
	t.Helper()
	all := parts(t, b)
	var styles struct {
		Formats []struct{} `xml:"cellXfs>xf"`
	}
	if err := xml.Unmarshal(all["xl/styles.xml"], &styles); err != nil {
		t.Fatal(err)
	}
	sheets := 0
	for name, part := range all {
		if !strings.HasPrefix(name, "xl/worksheets/") {
			continue
		}
		sheets++
		var s worksheet
		if err := xml.Unmarshal(part, &s); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		s.check(t, name, len(styles.Formats))
	}
	if sheets == 0 {
		t.Error("no sheet")
	}
}

func (s *worksheet) check(t testing.TB, name string, styles int) {
	t.Helper()
	for i, c := range s.Cols {
		if c.Min != i+1 || c.Max != i+1 {
			t.Errorf("%s: column %d is the %d.", name, c.Min, i+1)
		}
	}
	for i, r := range s.Rows {
		if r.R != i+1 || r.Height <= 0 || r.Height > excelize.MaxRowHeight {
			t.Errorf("%s: row %d is the %d., %g pt high", name, r.R, i+1, r.Height)
		}
		last := 0
		for _, c := range r.Cells {
			column, row, err := excelize.CellNameToCoordinates(c.R)
			if err != nil || row != r.R || column <= last || c.S <= 0 || c.S >= styles {
				t.Errorf("%s: cell %s with style %d in row %d after column %d", name, c.R, c.S, r.R, last)
			}
			if c.V != nil && c.T == "s" {
				t.Errorf("%s: %s is in a table of strings", name, c.R)
			}
			last = column
		}
	}
	taken := map[[2]int]string{}
	for _, m := range s.Merges {
		from, to, _ := strings.Cut(m.Ref, ":")
		left, top, _ := excelize.CellNameToCoordinates(from)
		right, bottom, _ := excelize.CellNameToCoordinates(to)
		if left > right || top > bottom || from == to {
			t.Errorf("%s: merge %s", name, m.Ref)
		}
		for r := top; r <= bottom; r++ {
			for c := left; c <= right; c++ {
				if other := taken[[2]int{c, r}]; other != "" {
					t.Fatalf("%s: merges %s and %s overlap", name, other, m.Ref)
				}
				taken[[2]int{c, r}] = m.Ref
			}
		}
	}
	for i, b := range s.Breaks {
		if b.ID <= 0 || b.ID >= len(s.Rows) || i > 0 && b.ID <= s.Breaks[i-1].ID {
			t.Errorf("%s: page break after row %d of %d", name, b.ID, len(s.Rows))
		}
	}
}
