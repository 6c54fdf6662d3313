package batch

import (
	"time"

	"gongwen/forms"
	"gongwen/renderer"
)

// Output is what a batch comes back as.
type Output string

// The outputs.
const (
	ZIP Output = "zip" // a file each, and a manifest
	PDF Output = "pdf" // one file for the printer
)

// Order says what is to be made of many documents of a form.
type Order struct {
	Form     string            `json:"form"`
	Version  int               `json:"version"` // of an input that names none; 0 is the newest
	Formats  []renderer.Format `json:"formats"` // of each document's files: PDF and XLSX; with output PDF of no account
	Output   Output            `json:"output"`
	Names    string            `json:"names,omitempty"` // pattern of the files' names; empty: renderer.DefaultNames
	Options  renderer.Options  `json:"options"`         // Format and Page are of no account; without Issued, the time of acceptance
	Duplex   bool              `json:"duplex,omitempty"`
	Continue bool              `json:"continue,omitempty"` // bad documents are reported and the others made
	Lang     forms.Lang        `json:"lang"`               // of problems
	Webhook  string            `json:"webhook,omitempty"`  // who is told of the end; empty: no one
	Lists    renderer.Lists    `json:"lists,omitzero"`     // that go with the documents of a ZIP
}

// State is how far a batch is.
type State string

// The states. A batch is failed where none of its documents could be made, or one, and the order does not say to continue.
const (
	Queued    State = "queued"
	Running   State = "running"
	Done      State = "done"
	Failed    State = "failed"
	Cancelled State = "cancelled"
)

// Ended says whether the state is a last one.
func (s State) Ended() bool { return s == Done || s == Failed || s == Cancelled }

// Status is what is told of a batch.
type Status struct {
	ID       string          `json:"id"`
	State    State           `json:"state"`
	Form     string          `json:"form"`
	Output   Output          `json:"output"`
	Total    int             `json:"total"`
	Done     int             `json:"done"`     // documents that were made
	Failed   int             `json:"failed"`   // documents that cannot be
	Problems []renderer.Told `json:"problems"` // at most maxProblems
	Accepted time.Time       `json:"accepted"`
	Ended    *time.Time      `json:"ended,omitempty"`

	mark string // stands for everything above
}

// Mark stands for what the status says: another one says something else.
func (s *Status) Mark() string { return s.mark }

// maxProblems is how many problems of a batch are listed.
const maxProblems = 1000

// record is the note of a batch: what was accepted and, at last, what came of it.
type record struct {
	ID         string    `json:"id"`
	Store      string    `json:"store"`  // under which its inputs are
	Digest     string    `json:"digest"` // of all that was sent
	Order      Order     `json:"order"`
	Definition string    `json:"definition"` // digest of the one that Order names
	Total      int       `json:"total"`
	Unit       int       `json:"unit"`  // documents a unit has, but for the last one
	Bytes      int64     `json:"bytes"` // of the inputs; at the end of the results too
	Accepted   time.Time `json:"accepted"`

	State    State           `json:"state,omitempty"` // a last one; empty while the notes of the units say how far it is
	Made     int             `json:"made,omitempty"`
	Bad      int             `json:"bad,omitempty"`
	Problems []renderer.Told `json:"problems,omitempty"`
	Ended    time.Time       `json:"ended,omitzero"`

	Calls  int       `json:"calls,omitempty"`  // of the webhook, begun
	CallAt time.Time `json:"call_at,omitzero"` // the next one; zero: none
	Called int       `json:"called,omitempty"` // the last answer's status
}

// units is how many units there are.
func (r *record) units() int { return (r.Total + r.Unit - 1) / r.Unit }

// span is the documents of a unit, from first to before end.
func (r *record) span(unit int) (first, end int) {
	first = unit * r.Unit
	return first, min(first+r.Unit, r.Total)
}

// status is what the record alone says of an ended batch.
func (r *record) status() Status {
	s := Status{
		ID: r.ID, State: r.State, Form: r.Order.Form, Output: r.Order.Output, Total: r.Total, Done: r.Made, Failed: r.Bad,
		Problems: r.Problems, Accepted: r.Accepted, mark: string(r.State),
	}
	if s.Problems == nil {
		s.Problems = []renderer.Told{}
	}
	if !r.Ended.IsZero() {
		s.Ended = &r.Ended
	}
	return s
}

// unitNote says who has tried what of a unit, and what came of it.
type unitNote struct {
	Items []itemNote `json:"items"`
}

// itemNote is the note of one document.
type itemNote struct {
	Tries int             `json:"tries,omitempty"`
	Late  bool            `json:"late,omitempty"` // the last try took too long, and killed nobody
	Sum   string          `json:"sum,omitempty"`  // SHA-256 of the pack with its result; empty: there is none yet
	At    int64           `json:"at,omitempty"`   // where in the pack it begins
	Bytes int64           `json:"bytes,omitempty"`
	Wrong []renderer.Told `json:"wrong,omitempty"` // why it is bad; cut to maxTold
}

// maxTold is how many problems of one document are listed in a batch's status. Its entry in the manifest has all.
const maxTold = 20

// made says whether every document has its result.
func (n *unitNote) made() bool {
	for i := range n.Items {
		if n.Items[i].Sum == "" {
			return false
		}
	}
	return len(n.Items) > 0
}

// givenUp says whether the document has been begun as often as it may be, in vain.
func (n *itemNote) givenUp() bool { return len(n.Wrong) == 1 && n.Wrong[0].Code == codeTries }
