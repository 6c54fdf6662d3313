package forms

import (
	"strings"

	"gongwen/forms/block"
	"gongwen/forms/decimal"
)

// closingRow is a row under the items. Its label stands before the first column with numbers, its value under what
// it sums up.
func (d *Document) closingRow(c *Closing) block.Row {
	def := d.Definition
	row := block.Row{Cells: make([]block.Cell, len(def.Columns)), Height: scoreRow}
	first := max(def.column(colPoints, colWeight, colScore, colWeighted, colMet, colUnmet), 1)
	if c.Show == ShowVeto {
		first = max(def.column(colContent), 1)
	}
	label := textCell(c.Label)
	label.Style = &totalStyle
	span(row.Cells[:first], label)
	if c.Show == ShowVeto || c.Show == ShowGrade {
		span(row.Cells[first:], d.verdict(c.Show))
		return row
	}
	points, score := def.column(colPoints), def.resultColumn(c.Show)
	if points > 0 && (c.Show == ShowTotal && !def.bonus() || c.Show == ShowBase) {
		row.Cells[points] = def.Columns[points].number(&def.Points, "", false)
	}
	if score >= first {
		row.Cells[score] = def.Columns[score].number(d.sum(c.Show), "", true)
		row.Cells[score].Formula = d.sumFormula(c.Show, def.Columns[score].Key)
	}
	return row
}

// resultColumn is where a sum stands.
func (d *Definition) resultColumn(s Show) int {
	switch s {
	case ShowMet:
		return d.column(colMet)
	case ShowUnmet:
		return max(d.column(colUnmet), d.column(colMet))
	}
	if i := d.column(colWeighted); i >= 0 {
		return i
	}
	return d.column(colScore)
}

// sum is what a closing row sums up; nil while it is open.
func (d *Document) sum(s Show) *decimal.Decimal {
	switch {
	case s == ShowBase:
		return d.Base
	case s == ShowBonus:
		return d.Bonus
	case s == ShowTotal:
		return d.Total
	case d.Blank:
		return nil
	}
	marks := d.marks()
	n := marks.Met
	if s == ShowUnmet {
		n = marks.Unmet
	}
	count := decimal.New(int64(n), 0)
	return &count
}

// sumFormula is the sum in a spreadsheet: open, as on paper, while an item has no score or the form is empty.
func (d *Document) sumFormula(s Show, column string) block.Formula {
	var f string
	switch s {
	case ShowMet, ShowUnmet:
		f = "COUNTIF({" + column + ":}," + quoted(tick) + ")"
		if d.Blank {
			ticks := "{" + colMet + ":}"
			if d.Definition.column(colUnmet) >= 0 {
				ticks += ",{" + colUnmet + ":}"
			}
			f = "IF(COUNTA(" + ticks + ")=0,\"\"," + f + ")"
		}
	case ShowBonus:
		f = d.Definition.capSum(rowsExtra, column, func(g *Group) bool { return g.Bonus })
		if d.Blank {
			f = "IF(COUNT({" + column + ":" + rowsExtra + "})=0,\"\"," + f + ")"
		}
	default:
		scored, n := d.Definition.scored()
		sum := d.Definition.capSum("", column, func(*Group) bool { return true })
		if s == ShowBase {
			sum = d.Definition.capSum(rowsItems, column, func(g *Group) bool { return !g.Bonus })
		}
		f = "IF(COUNT(" + scored + ")=" + n + "," + sum + `,"")`
	}
	return block.Formula(f)
}

// verdict is the grade, or the conditions of a veto with those that are met ticked.
func (d *Document) verdict(s Show) block.Cell {
	def := d.Definition
	if s == ShowGrade {
		cell := block.Cell{Style: &gradeStyle, Formula: d.gradeFormula()}
		if d.Grade != "" {
			cell.Content = []block.Span{{Text: d.Grade, Data: true}}
		}
		return cell
	}
	cell := block.Cell{Style: &bodyStyle}
	met := d.Veto
	for i := range def.Veto {
		box := block.Span{Text: boxEmpty}
		if len(met) > 0 && met[0] == i {
			box, met = block.Span{Text: boxTicked, Pointer: "/veto", Data: true}, met[1:]
		}
		if d.twin != nil {
			box.Formula = block.Formula("IF(" + d.vetoTest(&def.Veto[i]) + `,"` + boxTicked + `","` + boxEmpty + `")`)
		}
		if i > 0 {
			cell.Content = append(cell.Content, block.Span{Text: "\n"})
		}
		cell.Content = append(cell.Content, box, block.Span{Text: def.Veto[i].Label})
	}
	return cell
}

var gradeStyle = block.Style{Font: block.Song, Size: 105, Align: block.Center}

// gradeFormula is the grade in a spreadsheet: forced by a ticked condition, open while an item has no score, else
// the band of the total.
func (d *Document) gradeFormula() block.Formula {
	def := d.Definition
	var b strings.Builder
	depth := 0
	test := func(condition, then string) {
		b.WriteString("IF(" + condition + "," + quoted(then) + ",")
		depth++
	}
	cell := "{" + def.Columns[max(def.column(colContent), 1)].Key + ":" + string(ShowVeto) + "}"
	for g := len(def.Grades) - 1; g >= 0; g-- {
		var any []string
		for _, v := range def.Veto {
			switch {
			case v.Grade != g:
			case d.twin != nil:
				any = append(any, d.vetoTest(&v))
			default:
				any = append(any, "ISNUMBER(FIND("+quoted(boxTicked+v.Label)+","+cell+"))")
			}
		}
		if any != nil {
			test("OR("+strings.Join(any, ",")+")", def.Grades[g].Label)
		}
	}
	scored, n := def.scored()
	test("COUNT("+scored+")<"+n, "")
	column := def.Columns[def.resultColumn(ShowTotal)].Key
	total := "ROUND(" + def.capSum("", column, func(*Group) bool { return true }) + ",6)" // of decimals, which a sheet has not
	for _, g := range def.Grades[:len(def.Grades)-1] {
		test(total+">="+g.From.String(), g.Label)
	}
	b.WriteString(quoted(def.Grades[len(def.Grades)-1].Label) + strings.Repeat(")", depth))
	return block.Formula(b.String())
}

// quoted is a text in a formula.
func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
