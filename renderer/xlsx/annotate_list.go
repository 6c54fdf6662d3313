package xlsx

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// listHead are the heads of the list's columns and their widths in characters.
var listHead = [...]struct {
	label string
	width int
}{{"序号", 7}, {"性质", 7}, {"工作表", 20}, {"单元格", 10}, {"问题", 70}}

// The words of the list.
const (
	listTitle = "共 %d 处错误、%d 条提示。有颜色的单元格须改正，原因见批注；改正后交回本工作簿即可。"
	wordWrong = "错误"
	wordHint  = "提示"
)

// list writes the list of remarks and makes the workbook open with it.
func (a *annotator) list() error {
	var part string
	fresh := a.at < 0
	if fresh {
		part = a.pack.free("xl/worksheets/sheet%d.xml")
	} else {
		part = a.tabs[a.at].part
		a.pack.drop(relationsName(part)) // of the sheet that it was
	}
	a.pack.write(part, a.listSheet())
	id := ""
	if fresh {
		var err error
		if id, err = a.pack.relate(a.book, a.schema.relation+"/worksheet", part); err != nil {
			return err
		}
		if err := a.pack.typed(part, "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"); err != nil {
			return err
		}
	}
	data, err := a.pack.read(a.book)
	if err != nil {
		return err
	}
	at, next := a.at, 1
	if fresh {
		at = len(a.tabs)
	}
	for _, t := range a.tabs {
		next = max(next, t.id+1)
	}
	var e edits
	viewed := false
	err = scan(data, func(t *tag) error {
		switch {
		case t.name == "workbookView" && !t.end() && !viewed:
			viewed = true
			e.replace(t, t.with("activeTab", strconv.Itoa(at)))
		case t.name == "sheets" && !t.end() && !viewed:
			e.put(t.at, fmt.Sprintf(`<%sbookViews><%[1]sworkbookView activeTab="%d"/></%[1]sbookViews>`, t.prefix, at))
		case t.name == "sheets" && t.end() && fresh:
			e.put(t.at, element(t.prefix+"sheet", "", "xmlns:r", a.schema.relation, "name", ListSheet, "sheetId", strconv.Itoa(next), "r:id", id))
		case t.name == "sheet" && !t.end() && t.attr("name") == ListSheet:
			e.replace(t, t.with("state", ""))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return a.pack.change(a.book, data, e)
}

// listStyles are the styles of the list's cells.
type listStyles struct{ text, head, link int }

func (s *styleSheet) list() listStyles {
	font := func(more string) int {
		return s.add("fonts", s.element(`<font>`+more+`<name val="宋体"/></font>`))
	}
	xf := func(font int) int {
		xfID := ""
		if s.lists["cellStyleXfs"] != nil {
			xfID = ` xfId="0"`
		}
		return s.add("cellXfs", s.element(fmt.Sprintf(`<xf numFmtId="0" fontId="%d" fillId="0" borderId="0"%s applyFont="1" applyAlignment="1">`+
			`<alignment horizontal="left" vertical="center" wrapText="1"/></xf>`, font, xfID)))
	}
	return listStyles{
		text: xf(font(`<sz val="11"/>`)), head: xf(font(`<b/><sz val="11"/>`)), link: xf(font(`<u/><sz val="11"/><color rgb="FF0563C1"/>`)),
	}
}

// listSheet is the worksheet of the list.
func (a *annotator) listSheet() []byte {
	styles := a.styles.list()
	wrong := 0
	for _, r := range a.remarks {
		if !r.Advice {
			wrong++
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, `%s<worksheet xmlns="%s"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`+
		`<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`,
		xml.Header, a.schema.main)
	for i, h := range listHead {
		fmt.Fprintf(&b, `<col min="%d" max="%[1]d" width="%d" customWidth="1"/>`, i+1, h.width)
	}
	b.WriteString(`</cols><sheetData>`)
	row := func(n, height int, cells ...string) {
		fmt.Fprintf(&b, `<row r="%d" ht="%d" customHeight="1">%s</row>`, n, height, strings.Join(cells, ""))
	}
	row(1, 24, inline("A1", styles.head, fmt.Sprintf(listTitle, wrong, len(a.remarks)-wrong)))
	var heads []string
	for i, h := range listHead {
		heads = append(heads, inline(cellName(i+1, 2), styles.head, h.label))
	}
	row(2, 18, heads...)
	var links strings.Builder
	for i, r := range a.remarks {
		n := i + 3
		what := wordWrong
		if r.Advice {
			what = wordHint
		}
		cell := inline(cellName(4, n), styles.text, r.Cell)
		if a.linked(r) {
			cell = inline(cellName(4, n), styles.link, r.Cell)
			fmt.Fprintf(&links, `<hyperlink ref="%s" location="%s" display="%s"/>`, cellName(4, n), escape(quoteName(r.Sheet)+"!"+r.Cell), escape(r.Cell))
		}
		high := max(listLines(r.Sheet, 2), listLines(r.Cell, 3), listLines(r.Text, 4))
		row(n, 3+15*high, element("c", element("v", strconv.Itoa(i+1)), "r", cellName(1, n), "s", strconv.Itoa(styles.text)),
			inline(cellName(2, n), styles.text, what), inline(cellName(3, n), styles.text, r.Sheet), cell, inline(cellName(5, n), styles.text, r.Text))
	}
	b.WriteString(`</sheetData><mergeCells count="1"><mergeCell ref="A1:E1"/></mergeCells>`)
	if links.Len() > 0 {
		fmt.Fprintf(&b, `<hyperlinks>%s</hyperlinks>`, links.String())
	}
	b.WriteString(`<pageMargins left="0.6" right="0.6" top="0.8" bottom="0.8" header="0.3" footer="0.3"/><pageSetup paperSize="9" fitToHeight="0"/></worksheet>`)
	return []byte(b.String())
}

// listLines is how many lines a text takes in a column of the list. Widths count digits of the workbook's own default face,
// whatever that is: one of 11 pt is an eighth narrower than the list's, and something is left for the cell's sides.
func listLines(s string, column int) int { return lines(s, listHead[column].width*7/8-1) }

// linked tells whether a remark's cell is one of the workbook.
func (a *annotator) linked(r Remark) bool {
	if r.Cell == "" {
		return false
	}
	for _, t := range a.tabs {
		if strings.EqualFold(t.name, r.Sheet) {
			return true
		}
	}
	return false
}

// inline is a cell with a text of its own, which no program takes for a formula.
func inline(ref string, style int, text string) string {
	return element("c", element("is", element("t", cellText(text), "xml:space", "preserve")), "r", ref, "s", strconv.Itoa(style), "t", "inlineStr")
}

func cellName(col, row int) string {
	name, _ := excelize.CoordinatesToCellName(col, row) // of small numbers
	return name
}
