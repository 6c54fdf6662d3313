package block

// Input is a value that who fills in a worksheet gives. Spans that show the same value share one.
//
// Paths are those of the input without the numbers of its rows: fields/unit, rows/school (in every row of a table's
// body), rows/#3/have (of a row that the form prints, by its item), items/2/score, items/2/rules/no-plan,
// attachments/0/fields/unit. Where several rows stand side by side in one of a table's, the second of them has
// rows/school~2, the third rows/school~3. What they mean only package forms knows.
//
// A path is that of one span in the whole workbook, or of one column of a table's body: its home. Texts that show the
// value elsewhere have a Formula with {@path} and no Input.
type Input struct {
	Path     string
	Label    string // as printed, on one line
	Type     Type
	Of       []string // Choice, Choices: what may be chosen
	Signs    []string // what stands for each of Of in a cell; nil: its own words
	Min, Max string   // of a number, exact digits; of a day, 2006-01-02 or 2006-01; empty: no bound
	Places   int      // of a number: decimals at most
	Length   int      // of a text: characters at most; 0: any number
	Lines    bool     // a text may have line breaks
	Required bool
	Since    string // of a day: path of the one that it may not come before
	Until    string // of a day: path of the one that it may not come after
	Words    string // the form's own words for a value that is wrong (此栏不能为零); empty: ours
	Format   string // of a number or a day: the spreadsheet number format in which the form prints it; empty: read from the print
	Repeated bool   // every row of the table's body takes one
	Fixed    bool   // said by the form: written, named and read back, but not open to be changed
}

// Type is what an Input takes.
type Type uint8

// The types.
const (
	FreeText Type = iota
	Whole         // a whole number
	Decimals      // a number
	Day           // a date
	Month         // a month of a year
	Year
	Choice  // one of Input.Of
	Choices // several of Input.Of, joined with 、
	Tick    // √, or nothing
	Digits  // a telephone or identity number: text, whatever it looks like
)

// Entry is a value that was read from a worksheet or a table file, for the input of that path.
type Entry struct {
	Path  string
	Row   int // counted from 1 in the order of a table's rows, empty ones included; 0: the input is not Repeated
	Kind  EntryKind
	Text  string // what was typed: a text as it is, a number's digits, true or false, 2006-01-02[ 15:04:05], #REF!
	Day   string // of a Number: the day that it is as a serial of its workbook, 2006-01-02; empty: none
	Place Place
}

// EntryKind is what a cell held.
type EntryKind uint8

// The kinds of entries.
const (
	EntryText EntryKind = iota
	EntryNumber
	EntryDay   // a number that its cell shows as a date
	EntryTruth // of a cell that holds true or false
	EntryFault // #REF!, #N/A …
	// EntryUncounted is a formula that no program has counted: its cell has no value. Text is the formula.
	EntryUncounted
	// EntryUnclear is what may be meant in several ways: two values in one cell that cannot be told apart, a number in a
	// cell over several rows, two cells for one input. Text is what stands there.
	EntryUnclear
)

// Place is where a value stands, for people.
type Place struct {
	File  string // when there are several; empty: there is one
	Sheet string // empty: the file is a table without sheets
	Cell  string // E7
}

// String is 党建台账!E7, with the file in front when there is one.
func (p Place) String() string {
	s := p.Cell
	if p.Sheet != "" {
		s = p.Sheet + "!" + s
	}
	switch {
	case p.File == "":
		return s
	case s == "":
		return p.File
	}
	return p.File + ": " + s
}
