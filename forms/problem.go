package forms

import (
	"fmt"
	"strconv"
	"strings"

	"gongwen/forms/block"
)

// Severity is what a problem does to the print.
type Severity uint8

// The severities.
const (
	SeverityError  Severity = iota // nothing is printed
	SeverityAdvice                 // the print goes on
)

// String is "error" or "advice".
func (s Severity) String() string {
	if s == SeverityAdvice {
		return "advice"
	}
	return "error"
}

// Lang is the language that problems are worded in.
type Lang string

// The languages.
const (
	Chinese Lang = "zh"
	English Lang = "en"
)

// Problem is one thing to say about an input, as data: where, what, and the values that the words need.
type Problem struct {
	Severity Severity
	Pointer  string // RFC 6901, into the input
	Code     string // one of the codes below
	Args     Args
	Place    block.Place // where in a workbook or table file, if it came from one

	at int // byte offset in the input, which is the order of problems
}

// Args are the values that a problem's words may name. Which are set depends on the code.
type Args struct {
	Label  string   // the printed label of the field
	Value  string   // what was given, cut to a readable length
	Limit  string   // the bound
	What   string   // what was expected, or what is wrong: a key of the tables of words
	Near   string   // the known name nearest to Value
	Words  string   // words of the form itself, which replace ours
	Of     []string // the choices there are
	Count  int
	Line   int // of the input, from 1
	Column int // in characters, from 1
	Offset int // in bytes, from 0
}

// Codes of input that is not JSON; nothing of it is looked at further.
const (
	CodeSyntax   = "syntax"   // not RFC 8259
	CodeEncoding = "encoding" // not UTF-8, or half of a surrogate pair
	CodeBOM      = "bom"      // a byte order mark in front
)

// Codes of limits.
const (
	CodeSize   = "size"   // bytes of the input
	CodeDepth  = "depth"  // arrays and objects in each other
	CodeValues = "values" // values in all
	CodeRows   = "rows"   // rows of a ledger
	CodeLimit  = "limit"  // bytes of one text
	CodeMore   = "more"   // problems beyond those listed
)

// Codes of structure.
const (
	CodeDuplicate = "duplicate" // a key twice in one object
	CodeUnknown   = "unknown"   // a key that the form does not have
	CodeType      = "type"      // text for a number, an array for an object …
	CodeRequired  = "required"
	CodeForm      = "form"       // another form's input
	CodeVersion   = "version"    // another version's input
	CodeNoRows    = "no_rows"    // advice: a ledger without rows prints its empty grid
	CodeOwn       = "own"        // a value that the form computes or prints itself
	CodeItemTaken = "item_taken" // a row of the form filled in twice
	CodeRefuse    = "refuse"     // a rule of the definition is broken, in its own words
	CodeAdvise    = "advise"     // advice of the definition, in its own words
)

// Codes of single values.
const (
	CodeInteger   = "integer"
	CodeDigits    = "digits" // more than a spreadsheet keeps
	CodePlaces    = "places"
	CodeMin       = "min"
	CodeMax       = "max"
	CodeLength    = "length" // characters of a text
	CodeChoice    = "choice"
	CodeDate      = "date"
	CodeMonth     = "month"
	CodeYear      = "year"
	CodeSince     = "since"
	CodeUntil     = "until"
	CodePhone     = "phone"
	CodeID        = "id"
	CodeLineBreak = "line_break"
	CodeCharacter = "character" // one that no text may have
	CodePrivate   = "private"   // of the private use area
	CodeNoDay     = "no_day"    // a day that the month does not have
	CodeQuota     = "quota"     // more rows with a value than may be
	CodeNoGlyph   = "no_glyph"  // no face has it
	CodeMapped    = "mapped"    // advice: an old private character became its Unicode one
	CodeStripped  = "stripped"  // advice: an invisible character was dropped
	CodeTrimmed   = "trimmed"   // advice: white space around the text was dropped
)

// Codes of files that are read back.
const (
	CodeSeveral = "several"  // several documents, where one is wanted
	CodeUnread  = "unread"   // advice: a column, a text or a sheet that the form does not ask for
	CodeBehind  = "behind"   // rows behind the end of their table
	CodeNoHead  = "no_head"  // a column of values without a head
	CodeNotHead = "not_head" // a column with another head, while one of the form's is missing
	CodeSkipped = "skipped"  // advice: a text that is no table of the form
	CodeMacros  = "macros"   // advice: a workbook with macros, of which nothing was read
)

// CodeAttachment is an attachment that the notice does not have.
const CodeAttachment = "attachment"

// Codes of scoring.
const (
	CodeBoth     = "both"     // score and deductions
	CodeRule     = "rule"     // a rule that the item does not have
	CodeCount    = "count"    // a count for a rule that is taken once
	CodeRepeated = "repeated" // such a rule twice
	CodeVeto     = "veto"     // a veto condition that the form does not have
	CodeUnmarked = "unmarked" // advice: an item of a checklist is neither met nor not
	CodeUnscored = "unscored" // advice: an item without a score keeps the total open
)

// Malformed reports whether the problems say that the input is not JSON at all, as against JSON that the form
// cannot take.
func Malformed(problems []Problem) bool {
	for i := range problems {
		switch problems[i].Code {
		case CodeSyntax, CodeEncoding, CodeBOM:
			return true
		}
	}
	return false
}

// Text is the problem in words, with the row where there is one that no cell says: 此栏不能为零（第 3 行）.
func (p Problem) Text(lang Lang) string {
	words, row := problemsZH[p.Code], "（第 {row} 行）"
	if lang == English {
		words, row = problemsEN[p.Code], " (row {row})"
	}
	if p.Args.Words != "" {
		words = p.Args.Words
	} else {
		words = p.fill(words, lang)
	}
	if n, ok := p.Row(); ok && p.Place.Cell == "" {
		words += strings.Replace(row, "{row}", strconv.Itoa(n), 1)
	}
	return words
}

// At is where the problem is: its place in a workbook or table file (党建台账!E7), or else its JSON pointer.
func (p Problem) At() string {
	if p.Place != (block.Place{}) {
		return p.Place.String()
	}
	return p.Pointer
}

// Line is the problem on one line: where it is, words and code, as the commands print it. Advice says that it is (提示). A
// character of the input's keys or of a sheet's name that a terminal might obey is shown as its code.
func (p Problem) Line(lang Lang) string {
	mark := ""
	if p.Severity == SeverityAdvice {
		mark = adviceZH
		if lang == English {
			mark = adviceEN
		}
	}
	line := mark + p.Text(lang) + " (" + p.Code + ")"
	if at := p.At(); at != "" {
		line = at + ": " + line
	}
	if strings.IndexFunc(line, unseen) < 0 {
		return line
	}
	var b strings.Builder
	for _, r := range line {
		if unseen(r) {
			fmt.Fprintf(&b, "\\u%04X", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func unseen(r rune) bool { return hygiene(r) != charGood }

// Row is the number, from 1, of the ledger row that the problem is in.
func (p Problem) Row() (n int, ok bool) {
	_, rest, ok := strings.Cut(p.Pointer, "/rows/") // of a form alone, attached or in a packet
	if !ok {
		return 0, false
	}
	index, _, _ := strings.Cut(rest, "/")
	n, err := strconv.Atoi(index)
	return n + 1, err == nil
}
