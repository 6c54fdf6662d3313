package forms

import (
	"slices"
	"strings"

	"gongwen/forms/block"
)

// Entered is what entries make: an input, and where in their files its values stood.
type Entered struct {
	JSON     []byte                 // the input, with form and version, in the order of the form
	Places   map[string]block.Place // by the JSON pointers of its values
	Problems []Problem              // of entries that no value could be made of, and of those that say too little, with their places; who reads a file adds what is wrong with it

	homes map[string]block.Place // of what was not filled in, and of the rows, items and lists around values
}

// Codes of what was typed into cells.
const (
	CodeCellFault  = "cell_fault"  // #REF!
	CodeUncounted  = "uncounted"   // a formula without a value
	CodeUnclear    = "unclear"     // may be meant in several ways
	CodeAmbiguous  = "ambiguous"   // may be one value or another, which are named
	CodeDigitsLost = "digits_lost" // a number of more digits than a spreadsheet keeps, where a text belongs
	CodeDayText    = "day_text"    // a date where a text belongs: 3-5 becomes one by itself
	CodeTick       = "tick"        // neither a tick nor nothing
	CodeOpposed    = "opposed"     // as met and as unmet: both, or neither
	CodeDisagree   = "disagree"    // two cells for one value that say different things
)

// Enter makes an input of what was read from a workbook or a table file. Nothing that was typed is lost: an entry's value
// is in the input, or a problem names its place. What Fill can say by itself (a text for a number, a day that does not
// exist) is left to it: the input has the text as it was typed, and Locate gives Fill's problem its place. An entry of
// kind text that is empty or white space says where its value would stand.
func (d *Definition) Enter(entries []block.Entry) *Entered {
	all := &entering{entries: entries}
	e := newEnterer(all, d)
	for i := range entries {
		e.route(entries[i].Path, int32(i))
	}
	root := e.document(outText("form", d.ID), outNumber("version", itoa(d.Version)))
	return all.finish(&root)
}

// EnterPacket is Enter for a packet that no definition is for: ParsePacket reads what it makes. Its documents say which
// forms of the library they are.
func EnterPacket(library *Library, entries []block.Entry) *Entered {
	all := &entering{entries: entries}
	e := newEnterer(all, &Definition{Kind: PacketKind})
	for i := range entries {
		e.route(entries[i].Path, int32(i))
	}
	root := outObject("")
	if title, ok := e.scalar("title", &Field{Key: "title", Label: labelTitle, Type: TypeText}); ok {
		title.key = "title"
		root.add(title)
	}
	root.add(e.documents(library))
	e.unknown()
	return all.finish(&root)
}

// Locate gives problems of the input the places where their values stand or, where those are missing, would stand. A
// problem that Problems has said about the same value is left out, and so is that a value is missing whose column is.
func (e *Entered) Locate(problems []Problem) []Problem {
	said, missing := make(map[string]bool, len(e.Problems)), map[string]bool{}
	for i := range e.Problems {
		switch p := &e.Problems[i]; {
		case p.Pointer != "":
			said[p.Pointer] = true
		case p.Code == CodeNoColumn:
			missing[p.Args.Label] = true
		}
	}
	located := make([]Problem, 0, len(problems))
	for _, p := range problems {
		if p.Severity == SeverityError && said[p.Pointer] {
			continue
		}
		if p.Place = e.place(p.Pointer); p.Code == CodeRequired && p.Place.Cell == "" && missing[p.Args.Label] {
			continue
		}
		located = append(located, p)
	}
	return located
}

// Join is everything there is to say: what Problems has about the entries and, with its places, what is said of the input.
func (e *Entered) Join(problems []Problem) []Problem {
	return interleave(slices.Clone(e.Problems), e.Locate(problems))
}

// place is where the value of a pointer stands, or what is around it; nowhere if that is unknown, too.
func (e *Entered) place(pointer string) block.Place {
	for pointer != "" {
		if p, ok := e.Places[pointer]; ok {
			return p
		}
		if p, ok := e.homes[pointer]; ok {
			return p
		}
		pointer = pointer[:strings.LastIndexByte(pointer, '/')]
	}
	return block.Place{}
}

// FillEntered fills the form with what was entered. It reports everything that is wrong, that of the entries and that of
// the input, with its place and in the input's order; the document is nil when there is an error.
func (d *Definition) FillEntered(e *Entered, lim Limits, cover Coverage) (*Document, []Problem) {
	in, problems := ParseInput(e.JSON, lim)
	var doc *Document
	if in != nil {
		doc, problems = d.Fill(in, cover)
	}
	problems = e.Join(problems)
	if slices.ContainsFunc(problems, func(p Problem) bool { return p.Severity == SeverityError }) {
		doc = nil
	}
	return doc, problems
}
