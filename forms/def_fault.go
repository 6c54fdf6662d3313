package forms

import (
	"fmt"
	"strings"
)

// Fault is one mistake in a definition and where it stands.
type Fault struct {
	File         string
	Line, Column int    // from 1; 0 when it concerns the whole file
	Path         string // such as columns[3].min; empty for the whole file
	code         faultCode
	args         []any
}

// DefinitionError is everything that is wrong with a definition, in the order of its lines.
type DefinitionError struct{ Faults []Fault }

// Error is every fault on its own line, in English.
func (e *DefinitionError) Error() string { return e.Text(English) }

// Text is every fault on its own line: file:line:column: path: what is wrong.
func (e *DefinitionError) Text(lang Lang) string {
	lines := make([]string, len(e.Faults))
	for i, f := range e.Faults {
		lines[i] = f.Place() + ": " + f.Text(lang)
	}
	return strings.Join(lines, "\n")
}

// Place is file:line:column: path, as far as they are known.
func (f Fault) Place() string {
	place := f.File
	if f.Line > 0 {
		place += fmt.Sprintf(":%d:%d", f.Line, f.Column)
	}
	if f.Path != "" {
		place += ": " + f.Path
	}
	return place
}

// Text is what is wrong, in words.
func (f Fault) Text(lang Lang) string {
	args := make([]any, len(f.args))
	for i, a := range f.args {
		if w, ok := a.(worded); ok {
			a = w.text(lang)
		}
		args[i] = a
	}
	if lang == Chinese {
		return fmt.Sprintf(faultsZH[f.code], args...)
	}
	return fmt.Sprintf(faultsEN[f.code], args...)
}

// worded is an argument of a fault that has words of its own in each language.
type worded interface{ text(Lang) string }

// shape is what a value of a definition must be.
type shape uint8

const (
	shapeText shape = iota
	shapeWhole
	shapeNumber
	shapeSwitch
	shapeMap
	shapeList
	shapePaper
	shapeMargin
	shapePercent
	shapeDate
	shapeSize
)

func (s shape) text(lang Lang) string {
	if lang == Chinese {
		return shapesZH[s]
	}
	return shapesEN[s]
}

// text words a problem of the sample inside a fault.
func (p Problem) text(lang Lang) string { return p.Text(lang) }

// hint is the nearest known name, if there is one near enough.
type hint string

func (h hint) text(lang Lang) string {
	switch {
	case h == "":
		return ""
	case lang == Chinese:
		return "，是不是“" + string(h) + "”？"
	default:
		return fmt.Sprintf("; did you mean %q?", string(h))
	}
}

// faultCode is the sort of a fault; its words are in faultsZH and faultsEN.
type faultCode uint8

const (
	faultSyntax faultCode = iota
	faultSize
	faultEmpty
	faultDocuments
	faultDepth
	faultAlias
	faultTag
	faultShape
	faultUnknown
	faultRepeated
	faultMissing
	faultMisplaced
	faultOneOf
	faultKey
	faultRuleKey
	faultTaken
	faultNoSuch
	faultWrongType
	faultID
	faultPlace
	faultVersion
	faultRange
	faultMinMax
	faultTemplate
	faultPattern
	faultExpr
	faultCharacter
	faultWidths
	faultMargins
	faultSum
	faultPointsHigh
	faultPointsWords
	faultLabelWords
	faultZero
	faultColumns
	faultBonusRules
	faultBonusLast
	faultWeights
	faultBands
	faultBandOpen
	faultNoGrade
	faultClosing
	faultGridShort
	faultGridLong
	faultGridOver
	faultGridDown
	faultNotEach
	faultPrinted
	faultSample
	faultAttached
	faultAttachedNotice
	faultPacketInPacket
	faultCircle
)
