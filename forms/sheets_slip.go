package forms

import (
	"strconv"

	"gongwen/forms/block"
)

// path is that of the input whose value a field of the slip is; empty for one that is computed or counted.
func (s *slipSetter) path(f *Field) string {
	switch def := s.doc.Definition; {
	case def.input(f.Key) >= 0:
		return "rows/" + f.Key
	case s.doc.fieldIndex(f.Key) >= 0:
		return "fields/" + f.Key
	}
	return ""
}

// cellOf is the cell of such an input, as formulas name it: of a row, the one of the row that is being printed.
func (s *slipSetter) cellOf(f *Field) string {
	path := s.doc.twin.prefix + s.path(f)
	if s.doc.Definition.input(f.Key) >= 0 {
		return "INDEX({@" + path + ":}," + strconv.Itoa(s.no) + ")"
	}
	return "{@" + path + "}"
}

// tie says how a value among other words follows from its own cell, or from those that it is computed from.
func (s *slipSetter) tie(span *block.Span, f *Field, without string) {
	switch {
	case s.doc.twin == nil:
	case f.Value != nil:
		span.Formula = s.doc.resultText(f, without)
	case s.path(f) != "":
		cell := s.cellOf(f)
		span.Formula = block.Formula("IF(" + cell + `="",` + textFormula(without) + "," + f.text(cell) + ")")
	}
}

// box is the box of an option, ticked when it is chosen.
func (s *slipSetter) box(f *Field, option string) block.Formula {
	cell, word := s.cellOf(f), f.sign(option)
	chosen := cell + "=" + quoteFormula(word)
	if f.Several {
		chosen = "ISNUMBER(FIND(" + quoteFormula(several+word+several) + "," + quoteFormula(several) + "&" + cell + "&" + quoteFormula(several) + "))"
	}
	return block.Formula("IF(" + chosen + `,"` + boxTicked + `","` + boxEmpty + `")`)
}
