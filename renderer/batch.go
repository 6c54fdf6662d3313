package renderer

import (
	"context"
	"encoding/json"
	"iter"
	"runtime"

	"gongwen/forms"
	"gongwen/forms/block"
)

// Batch says what is made of each of many documents.
type Batch struct {
	// Form is the definition for an input that says it is for version; 0: it says none. It never returns nil.
	Form    func(version int) *forms.Definition
	Formats []Format     // of each item's files, in this order: PDF and XLSX; none: items are only checked
	Part    bool         // instead of files: pages for one file of them all, which a Merge makes
	Options Options      // of every print; its Format and Page are of no account
	Names   *Names       // of the items; nil: DefaultNames
	Total   int          // items that there are, which decides how wide {no} is; 0: it is not known
	Lang    forms.Lang   // of problems in words; empty: Chinese
	Limits  forms.Limits // of each input
	Workers int          // items made at a time; 0: as many as there are processors
	Count   bool         // where nothing is made: lay each item out all the same, to count its pages
	Keep    bool         // note in each Record its fields and what was computed
	List    bool         // note in each Record what MakeLists says of it
}

// Item is one document of a batch before it is filled.
type Item struct {
	Index    int                    // its place in the batch, from 0
	Pointer  string                 // what stands in front of its problems' pointers: /3; empty: nothing
	Input    []byte                 // JSON
	Start    Start                  // where in the text of all inputs it begins; the zero value: it is a text of its own
	Rows     []int                  // of a ledger that was split: for each of its rows, which one of the whole it is
	Places   map[string]block.Place // where in a workbook its values stood, by their pointers in Input
	Problems []forms.Problem        // met before; their pointers are whole
	Checked  bool                   // Problems are all there are, and the advice: nobody has to say it again

	// First and Pages say that page numbers run on over a file of many documents: the number of the item's first page,
	// and how many pages all items have. First 0: they count from 1 in each document.
	First, Pages int
}

// Result is what became of an item. A bad one has no files and no part; Problems or Err say why.
type Result struct {
	Record
	Problems []forms.Problem // and advice, in the order of the input, with the item's pointer in front
	Err      error           // why no file could be made of a document that had no problems
	Part     []byte          // with Batch.Part: its pages, for Merge.Add
}

// Bad says whether nothing could be made of the item.
func (r *Record) Bad() bool { return len(r.Wrong) > 0 }

// Record is what is noted of an item: its entry in the manifest.
type Record struct {
	No       int               `json:"no"`   // from 1
	Name     string            `json:"name"` // by Batch.Names, without an ending; of a bad item by what can be read of it
	Form     string            `json:"form,omitempty"`
	Title    string            `json:"title,omitempty"`
	Unit     string            `json:"unit,omitempty"`
	Whose    string            `json:"whose,omitempty"`    // by what it is told apart from the others, where that is not its unit
	Number   string            `json:"number,omitempty"`   // 档号
	Pages    int               `json:"pages"`              // of its print
	Page     int               `json:"page,omitempty"`     // in one file of many: its first page, from 1
	Seals    int               `json:"seals,omitempty"`    // places where a seal is to be set
	Files    []File            `json:"files,omitempty"`    // one a format
	Advice   int               `json:"advice"`             // how many hints
	Hints    []Told            `json:"hints,omitempty"`    // which they are
	Wrong    []Told            `json:"problems,omitempty"` // why nothing was made of it
	Fields   map[string]string `json:"fields,omitempty"`   // with Batch.Keep: their canonical texts, by key
	Computed json.RawMessage   `json:"computed,omitempty"` // with Batch.Keep: a forms.Computed

	Figures   *forms.Figures `json:"figures,omitempty"`    // with Batch.List
	SealSizes []int          `json:"seal_sizes,omitempty"` // with Batch.List: diameters, in millimetres
}

// File is a file that was made of an item.
type File struct {
	Name   string `json:"name"` // in the archive
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"` // in hexadecimal
	Data   []byte `json:"-"`
}

// Told is a problem in words.
type Told struct {
	Pointer string `json:"pointer"`
	Code    string `json:"code"`
	Detail  string `json:"detail"`
	Place   string `json:"place,omitempty"` // in a workbook
}

// What Told.Code says of an item that had no problems and could not be made.
const (
	CodeCell  = "cell"  // a value that no cell of a workbook can hold
	CodePages = "pages" // more pages than Limits allow
	CodeOurs  = "ours"  // an error of the program
)

// Each makes every item, several at a time, and hands the results to each in the order of the items. No more than a few
// times as many items as there are workers are in memory at once. A bad item is a result like others. Each ends at the
// first error of items, of each or of ctx and returns it; when it returns, nothing of it is running any more. The results
// are the same for any number of workers.
func (r *Renderer) Each(ctx context.Context, b *Batch, items iter.Seq2[Item, error], each func(*Result) error) error {
	workers := b.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return inOrder(ctx, workers, items, func(ctx context.Context, it Item) *Result { return r.Make(ctx, b, it) }, each)
}
