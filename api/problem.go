package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"gongwen/api/batch"
	"gongwen/forms"
	"gongwen/renderer"
)

// kind is a sort of problem. Its name ends the problem's type; status and words are in the tables.
type kind string

// The kinds.
const (
	kindSyntax    kind = "syntax"     // the body is not JSON
	kindQuery     kind = "query"      // a query parameter
	kindBody      kind = "body"       // the body did not arrive
	kindNotFound  kind = "not-found"  // no such form or version
	kindNoRoute   kind = "no-route"   // no such path
	kindMethod    kind = "method"     // the path takes other methods
	kindAccept    kind = "accept"     // no format that the client takes
	kindTooLarge  kind = "too-large"  // of the body
	kindMediaType kind = "media-type" // of the body
	kindInput     kind = "input"      // the form cannot take these values
	kindCell      kind = "cell"       // a workbook's cell cannot hold a value
	kindPage      kind = "page"       // the document has no such page
	kindTooLong   kind = "too-long"   // more pages than are printed
	kindBusy      kind = "busy"       // too many wait, or the service stops
	kindTimeout   kind = "timeout"    // the work took too long
	kindUpload    kind = "upload"     // the body is no file that is read back
	kindFile      kind = "file"       // a file that is not read, or not as a copy of the form
	kindOurs      kind = "internal"   // a fault of this program

	kindNoBatches  kind = "no-batches"       // the service was started without a store for them
	kindNoBatch    kind = "no-batch"         // no such batch
	kindConflict   kind = "idempotency-key"  // used for something else
	kindQueue      kind = "queue"            // too many documents wait
	kindUploads    kind = "uploads"          // too many bodies of batches are read
	kindSpace      kind = "space"            // the disk is full
	kindStore      kind = "store"            // of batches, which does not answer
	kindNotDone    kind = "not-done"         // a batch, whose result is asked for
	kindNoResult   kind = "no-result"        // of a batch that failed or was cancelled
	kindBatchType  kind = "batch-media-type" // of its body
	kindBatchLarge kind = "batch-too-large"  // its body
	kindTooMany    kind = "too-many"         // documents in a batch
)

// statuses is the one place where a kind becomes a status.
var statuses = map[kind]int{
	kindSyntax:    http.StatusBadRequest,
	kindQuery:     http.StatusBadRequest,
	kindBody:      http.StatusBadRequest,
	kindNotFound:  http.StatusNotFound,
	kindNoRoute:   http.StatusNotFound,
	kindMethod:    http.StatusMethodNotAllowed,
	kindAccept:    http.StatusNotAcceptable,
	kindTooLarge:  http.StatusRequestEntityTooLarge,
	kindMediaType: http.StatusUnsupportedMediaType,
	kindInput:     http.StatusUnprocessableEntity,
	kindCell:      http.StatusUnprocessableEntity,
	kindPage:      http.StatusUnprocessableEntity,
	kindTooLong:   http.StatusUnprocessableEntity,
	kindBusy:      http.StatusServiceUnavailable,
	kindTimeout:   http.StatusServiceUnavailable,
	kindUpload:    http.StatusUnsupportedMediaType,
	kindFile:      http.StatusUnprocessableEntity, // unless fileStatuses says another
	kindOurs:      http.StatusInternalServerError,

	kindNoBatches:  http.StatusNotImplemented,
	kindNoBatch:    http.StatusNotFound,
	kindConflict:   http.StatusConflict,
	kindQueue:      http.StatusTooManyRequests,
	kindUploads:    http.StatusTooManyRequests,
	kindSpace:      http.StatusInsufficientStorage,
	kindStore:      http.StatusServiceUnavailable,
	kindNotDone:    http.StatusConflict,
	kindNoResult:   http.StatusConflict,
	kindBatchType:  http.StatusUnsupportedMediaType,
	kindBatchLarge: http.StatusRequestEntityTooLarge,
	kindTooMany:    http.StatusRequestEntityTooLarge,
}

// retryAfter is what a client is told that should come back, in seconds.
const retryAfter = 2

// failure is an error that knows its kind.
type failure struct {
	kind     kind
	name     string          // what detail speaks of: a parameter, a form
	problems []forms.Problem // kindSyntax and kindInput
	accept   string          // kindUpload: the types that are taken; empty is application/json
	cause    error
}

// Error is for the log; the client gets the words of its language.
func (f *failure) Error() string {
	s := string(f.kind)
	if f.cause != nil {
		s += ": " + f.cause.Error()
	}
	return s
}

// Unwrap returns the cause.
func (f *failure) Unwrap() error { return f.cause }

// errPanic stands for what was recovered and logged.
var errPanic = errors.New("panic")

// classify finds the kind of an error that a handler returned.
func classify(err error) *failure {
	var f *failure
	var page *renderer.PageError
	var long *renderer.LengthError
	var cell *renderer.CellError
	var option *renderer.OptionError
	var file *renderer.FileError
	switch {
	case errors.As(err, &f):
		return f
	case errors.Is(err, forms.ErrNotFound):
		return &failure{kind: kindNotFound, cause: err}
	case errors.Is(err, errFull):
		return &failure{kind: kindBusy, cause: err}
	case errors.Is(err, batch.ErrStore): // which may be that it did not answer in its time
		return &failure{kind: kindStore, cause: err}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return &failure{kind: kindTimeout, cause: err}
	case errors.As(err, &option):
		return &failure{kind: kindQuery, name: option.Option, cause: err}
	case errors.As(err, &file):
		return &failure{kind: kindFile, name: string(file.Code), cause: err}
	case errors.As(err, &page):
		return &failure{kind: kindPage, name: strconv.Itoa(page.Pages), cause: err}
	case errors.As(err, &cell) && cell.Pointer != "":
		return &failure{kind: kindCell, name: cell.Pointer, cause: err}
	case errors.As(err, &long):
		return &failure{kind: kindTooLong, name: strconv.Itoa(long.Limit), cause: err}
	}
	if f := classifyBatch(err); f != nil {
		return f
	}
	return &failure{kind: kindOurs, cause: err}
}

// document is a problem document, RFC 9457.
type document struct {
	Type     string  `json:"type"`
	Title    string  `json:"title"`
	Status   int     `json:"status"`
	Detail   string  `json:"detail,omitempty"`
	Request  string  `json:"request,omitempty"` // the request's id, where there is nothing else to say
	Problems []entry `json:"problems,omitempty"`
}

// entry is one problem of an input, in the request's language.
type entry struct {
	Pointer string `json:"pointer"`
	Code    string `json:"code"`
	Detail  string `json:"detail"`
	Sheet   string `json:"sheet,omitempty"` // of an uploaded workbook
	Cell    string `json:"cell,omitempty"`  // of an uploaded workbook or table
}

func entries(problems []forms.Problem, lang forms.Lang) []entry {
	list := make([]entry, len(problems))
	for i, p := range problems {
		list[i] = entry{Pointer: p.Pointer, Code: p.Code, Detail: p.Text(lang), Sheet: p.Place.Sheet, Cell: p.Place.Cell}
	}
	return list
}

// fail answers with a problem document.
func (s *Server) fail(c *gin.Context, err error) {
	f := classify(err)
	lang := language(c.Request)
	words := wordsFor(f.kind, lang)
	d := document{
		Type:     "urn:problem-type:gongwen:" + string(f.kind),
		Title:    words.title,
		Status:   statuses[f.kind],
		Detail:   words.fill(f.name),
		Problems: entries(f.problems, lang),
	}
	h := c.Writer.Header()
	switch f.kind {
	case kindQuery:
		d.Detail += parameterFor(f.name, lang)
	case kindCell:
		d.Problems = []entry{{Pointer: f.name, Code: string(kindCell), Detail: d.Detail}}
	case kindFile:
		d.tellFile(err, lang)
	case kindOurs:
		d.Request = h.Get(requestID)
		if !errors.Is(err, errPanic) {
			s.log.LogAttrs(c.Request.Context(), slog.LevelError, "failed",
				slog.String("route", c.FullPath()), slog.String("error", err.Error()), slog.String("id", d.Request))
		}
	case kindBusy, kindTimeout, kindQueue, kindUploads, kindStore, kindNotDone:
		h.Set("Retry-After", strconv.Itoa(retryAfter))
	case kindTooLarge, kindBatchLarge, kindTooMany:
		h.Set("Connection", "close") // the rest of the body is not read
	case kindMediaType, kindUpload, kindBatchType:
		h.Set("Accept", cmp.Or(f.accept, "application/json")) // RFC 9110, 15.5.16
		h.Set("Accept-Encoding", "identity")
	}
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Language", string(lang))
	body, err := json.Marshal(d)
	if err != nil { // cannot be: the document is strings and numbers
		body = nil
	}
	c.Data(d.Status, "application/problem+json", append(body, '\n'))
	c.Abort()
	if d.Status == http.StatusRequestEntityTooLarge {
		drain(c)
	}
}
