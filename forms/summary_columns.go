package forms

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongwen/forms/decimal"
)

// summaryColumn is a column of a summary form before its definition is written.
type summaryColumn struct {
	key, label string
	under      string
	kind       Type // of what is given; of a computed one, TypeNumber or TypeText
	print      Pattern
	value      string // the expression that it is computed with; empty: it is given
	places     int
	width      int // millimetres
	grow       int // of the width that is left over, so many parts
	align      string
	summed     bool
}

// scorePart is a column of a scoring table's summary: a group of items or, where there are none, an item.
type scorePart struct {
	label  string
	points decimal.Decimal
	group  int // -1: an item
	bonus  bool
}

const (
	mostItems = 12 // of a form without groups that have columns of their own
	mostParts = 18 // columns of parts: those of A3
	fewParts  = 9  // those of A4
)

// scoreParts are the parts of a scoring table; none where they are too many for columns.
func (d *Definition) scoreParts() (parts []scorePart) {
	if d.Marks {
		return nil
	}
	for i := range d.Groups {
		g := &d.Groups[i]
		if g.Label == "" {
			return d.itemParts()
		}
		points := g.Points
		if g.Cap.Sign() > 0 {
			points = g.Cap
		}
		parts = append(parts, scorePart{label: oneLine(g.Label), points: points, group: i, bonus: g.Bonus})
	}
	if len(parts) > mostParts {
		return nil
	}
	return parts
}

func (d *Definition) itemParts() (parts []scorePart) {
	items := d.Items()
	if len(items) > mostItems {
		return nil
	}
	for i := range items {
		it := &items[i]
		label := oneLine(it.Name)
		if label == "" {
			label = itemNumber(it.No)
		}
		parts = append(parts, scorePart{label: label, points: it.weigh(it.Points), group: -1, bonus: it.Bonus})
	}
	return parts
}

// who are the columns that say whose a document is: the texts above the form's table or, of a slip, its own columns.
func (d *Definition) who() (columns []summaryColumn) {
	add := func(f *Field, grow int) {
		columns = append(columns, summaryColumn{
			key: fieldPrefix + f.Key, label: oneLine(plainLabel(f.Label)), kind: TypeText, width: 40, grow: grow,
		})
	}
	for _, key := range d.Head {
		i := slices.IndexFunc(d.Fields, func(f Field) bool { return f.Key == key })
		if f := &d.Fields[i]; f.Type == TypeText && !f.Lines {
			if add(f, 3); f.Name {
				columns[len(columns)-1].width, columns[len(columns)-1].grow = 24, 0
			}
		}
	}
	if len(columns) > 2 {
		columns = columns[:2]
	}
	if len(columns) == 0 && d.Unit != "" {
		i := slices.IndexFunc(d.Fields, func(f Field) bool { return f.Key == d.Unit })
		add(&d.Fields[i], 3)
	}
	return columns
}

// scoreColumns are those of a scoring table's summary. Of documents of several versions nothing is computed from parts
// or bands: each has its own.
func (d *Definition) scoreColumns(mixed bool) []summaryColumn {
	columns := []summaryColumn{{key: keyPlace, label: wordPlace, kind: TypeNumber, width: 14, align: "center"}}
	columns = append(columns, d.who()...)
	if d.Marks {
		columns[0].value = "rank(" + keyRate + ")"
		return append(columns,
			summaryColumn{key: keyItems, label: wordItems, kind: TypeInteger, width: 22, align: "center"},
			summaryColumn{key: keyMet, label: wordMet, kind: TypeInteger, width: 22, align: "center"},
			summaryColumn{key: keyUnmet, label: wordUnmet, kind: TypeInteger, width: 22, align: "center"},
			summaryColumn{key: keyRate, label: wordRate, kind: TypeNumber, value: keyMet + " * 100 / " + keyItems, places: 1, width: 24},
			summaryColumn{key: keyRemark, label: remarkLabel, kind: TypeText, width: 40, grow: 1},
		)
	}
	var all, own []string
	parts := d.scoreParts()
	if mixed {
		parts = nil
	}
	for i, p := range parts {
		key := partPrefix + strconv.Itoa(i+1)
		label := p.label
		if p.points.Sign() > 0 {
			label += "\n（" + p.points.String() + "）"
		}
		columns = append(columns, summaryColumn{key: key, label: label, under: wordParts, kind: TypeNumber, width: 13, grow: 6, align: "center"})
		if all = append(all, key); !p.bonus {
			own = append(own, key)
		}
	}
	if d.bonus() {
		columns = append(columns, summaryColumn{
			key: keyBase, label: d.closingLabel(ShowBase, wordBase), kind: TypeNumber, value: strings.Join(own, " + "), width: 17, align: "center",
		})
	}
	columns = append(columns, summaryColumn{
		key: keyTotal, label: d.totalLabel(), kind: TypeNumber, value: strings.Join(all, " + "), width: 17, align: "center",
	})
	columns[0].value = "rank(" + keyTotal + ")"
	if len(d.Veto) > 0 {
		columns[0].value = "rank(if(" + keyVeto + ` == "", ` + keyTotal + ", null))"
	}
	if len(d.Grades) > 0 {
		columns = append(columns, summaryColumn{
			key: keyGrade, label: d.closingLabel(ShowGrade, wordGrade), kind: TypeText, value: d.gradeExpr(mixed), width: 17, align: "center",
		})
	}
	if len(d.Veto) > 0 {
		columns = append(columns, summaryColumn{key: keyVeto, label: wordVeto, kind: TypeText, width: 30, grow: 3})
	}
	return append(columns, summaryColumn{key: keyRemark, label: remarkLabel, kind: TypeText, width: 16, grow: 1})
}

// gradeExpr computes the grade as the form does; empty where its vetoes force several grades, or the forms are several.
func (d *Definition) gradeExpr(mixed bool) string {
	for _, v := range d.Veto {
		mixed = mixed || v.Grade != d.Veto[0].Grade
	}
	if mixed {
		return ""
	}
	expr := ""
	for i, g := range d.Grades {
		if i == len(d.Grades)-1 {
			expr += strconv.Quote(g.Label)
			break
		}
		expr += "if(" + keyTotal + " >= " + g.From.String() + ", " + strconv.Quote(g.Label) + ", "
	}
	expr += strings.Repeat(")", len(d.Grades)-1)
	if len(d.Grades) == 1 {
		expr = "if(" + keyTotal + " == null, null, " + expr + ")"
	}
	if len(d.Veto) > 0 {
		expr = "if(" + keyVeto + ` == "", ` + expr + ", " + strconv.Quote(d.Grades[d.Veto[0].Grade].Label) + ")"
	}
	return expr
}

// ledgerColumns are those of a ledger's summary: a row for each document with what it comes to.
func (d *Definition) ledgerColumns() []summaryColumn {
	columns := append([]summaryColumn{{label: wordSerial, kind: TypeSerial, width: 14}}, d.who()...)
	add := func(key, label string, summed bool) {
		columns = append(columns, summaryColumn{key: key, label: oneLine(label), kind: TypeNumber, width: 20, grow: 1, summed: summed})
	}
	switch sum := d.grandSum(); {
	case len(d.Summary) > 0:
		for _, s := range d.Summary {
			add(figurePrefix+s.Key, s.Label, additive(s.Value.root))
		}
	case sum != nil:
		for i := range d.inputs {
			if f := &d.inputs[i]; slices.Contains(sum.Of, f.Key) {
				add(figurePrefix+f.Key, f.Label, true)
			}
		}
	}
	if len(d.Summary) == 0 {
		add(keyRows, wordRows, true)
	}
	return append(columns, summaryColumn{key: keyRemark, label: remarkLabel, kind: TypeText, width: 20, grow: 1})
}

// additive tells whether what an expression is of several documents can be added up: counts and sums, not shares.
func additive(n exprNode) bool {
	number := func(n exprNode) bool { l, ok := n.(*exprLiteral); return ok && l.value.kind == exprNumberType }
	switch n := n.(type) {
	case *exprOver:
		return n.fold == foldSum || n.fold == foldCount
	case *exprUnary:
		return n.op == opSub && additive(n.a)
	case *exprBinary:
		switch n.op {
		case opAdd, opSub:
			return additive(n.a) && additive(n.b)
		case opMul:
			return number(n.a) && additive(n.b) || number(n.b) && additive(n.a)
		case opQuo:
			return number(n.b) && additive(n.a)
		}
	}
	return false
}

// slipColumns are the short fields of a slip and what follows from them, in order, as many as A3 has room for.
func (d *Definition) slipColumns() []summaryColumn {
	columns := []summaryColumn{{label: wordSerial, kind: TypeSerial, width: 14}}
	byHand := d.opinionKeys()
	room := a3Room - 14 - 24
	add := func(prefix string, f *Field) {
		c := summaryColumn{key: prefix + f.Key, label: oneLine(plainLabel(f.Label)), kind: f.Type, print: f.Print, places: f.Places}
		c.width, c.grow = f.listWidth()
		if c.width == 0 || c.width > room || f.Value != nil {
			return
		}
		switch f.Type {
		case TypeText:
			if f.Name {
				c.align = "center"
			}
		case TypeChoice, TypePhone, TypeID:
			c.kind = TypeText
		}
		room -= c.width
		columns = append(columns, c)
	}
	for i := range d.Fields {
		if f := &d.Fields[i]; !slices.Contains(byHand, f.Key) && !forRemarks(f) {
			add(fieldPrefix, f)
		}
	}
	for i := range d.Results {
		add(resultPrefix, &Field{Key: d.Results[i].Key, Label: d.Results[i].Label, Type: d.Results[i].Type, Places: d.Results[i].Places})
	}
	return append(columns, summaryColumn{key: keyRemark, label: remarkLabel, kind: TypeText, width: 24, grow: 1})
}

// longText is how many characters a text of a list may have.
const longText = 60

// listWidth is how wide a field's column is in a list; 0: it is too long for one.
func (f *Field) listWidth() (width, grow int) {
	switch f.Type {
	case TypeDate:
		return 34, 0
	case TypeMonth, TypePhone:
		return 30, 0
	case TypeYear, TypeInteger, TypeNumber:
		return 22, 0
	case TypeID:
		return 44, 0
	case TypeChoice:
		longest := 0
		for _, s := range f.Of {
			longest = max(longest, utf8.RuneCountInString(s))
		}
		return min(max(longest*4+6, 20), 40), 0
	}
	if f.Lines {
		return 0, 0
	}
	most := int64(30)
	if f.Max != nil {
		most, _ = f.Max.Int()
	}
	switch {
	case f.Name:
		return 24, 0
	case most > longText:
		return 0, 0
	case most > 20:
		return 40, 2
	}
	return 28, 1
}
