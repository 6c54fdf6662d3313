package api

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json/jsontext"

	"gongwen/forms"
)

// The body of a batch: its size, how long it may take to come, and how many are read at once. It lies in a file while it
// is read, so that memory does not grow with it.
const (
	batchBytes   = 256 << 20
	batchTime    = 10 * time.Minute
	batchUploads = 4
)

// batchTypes are the media types of a batch's body.
const batchTypes = "application/json, application/x-ndjson"

// batchBody is what was sent: the documents, and what is said beside them.
type batchBody struct {
	file   *os.File
	spans  [][2]int64 // of the documents in the file
	size   int64      // of the documents
	digest string
	said   map[string]string // by parameter
}

// Len, Size and Document make it batch.Documents.
func (b *batchBody) Len() int    { return len(b.spans) }
func (b *batchBody) Size() int64 { return b.size }

// Document reads one document again.
func (b *batchBody) Document(i int) ([]byte, error) {
	data := make([]byte, b.spans[i][1]-b.spans[i][0])
	if _, err := b.file.ReadAt(data, b.spans[i][0]); err != nil {
		return nil, fmt.Errorf("read document %d: %w", i, err)
	}
	return data, nil
}

func (b *batchBody) close() { _ = b.file.Close() }

// add takes a document, unless there are too many.
func (b *batchBody) add(from, end int64) error {
	if len(b.spans) == batchDocuments {
		return &failure{kind: kindTooMany}
	}
	b.spans, b.size = append(b.spans, [2]int64{from, end}), b.size+end-from
	return nil
}

// readBatch reads the body into a file that goes with the request. Who sends slowly gets more time than for a form.
func readBatch(c *gin.Context) (b *batchBody, err error) {
	r := c.Request
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset, packing := params["charset"], r.Header.Get("Content-Encoding")
	switch {
	case err != nil, media != "application/json" && media != "application/x-ndjson",
		charset != "" && !strings.EqualFold(charset, "utf-8"), packing != "" && !strings.EqualFold(packing, "identity"):
		return nil, &failure{kind: kindMediaType, accept: batchTypes}
	case r.ContentLength > batchBytes:
		return nil, &failure{kind: kindBatchLarge}
	}
	control := http.NewResponseController(c.Writer)
	_ = control.SetReadDeadline(time.Now().Add(batchTime))
	_ = control.SetWriteDeadline(time.Now().Add(batchTime + writeTimeout))
	b = &batchBody{said: map[string]string{}}
	if b.file, err = spool(); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			b.close()
		}
	}()
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\n%s\n", media, r.URL.Query().Encode())
	in := &source{r: io.LimitReader(r.Body, batchBytes+1)}
	n, err := io.Copy(io.MultiWriter(b.file, sum), in)
	switch {
	case in.err != nil:
		return nil, &failure{kind: kindBody, cause: in.err}
	case err != nil:
		return nil, fmt.Errorf("keep the body: %w", err)
	case n > batchBytes:
		return nil, &failure{kind: kindBatchLarge}
	}
	b.digest = hex.EncodeToString(sum.Sum(nil))
	if media == "application/json" {
		err = b.readJSON(io.NewSectionReader(b.file, 0, n))
	} else {
		err = b.readLines(io.NewSectionReader(b.file, 0, n))
	}
	return b, err
}

// source remembers an error of reading, as against one of writing.
type source struct {
	r   io.Reader
	err error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// spool is a file that nobody else can open and that is gone with its last user, where the system can do that.
func spool() (*os.File, error) {
	file, err := os.CreateTemp("", "gongwen-*")
	if err != nil {
		return nil, fmt.Errorf("keep the body: %w", err)
	}
	_ = os.Remove(file.Name())
	return file, nil
}

// readLines finds the documents of NDJSON: one a line, empty ones between them do not count.
func (b *batchBody) readLines(r io.Reader) error {
	in := bufio.NewReaderSize(r, 64<<10)
	for at := int64(0); ; {
		from, blank := at, true
		for {
			part, err := in.ReadSlice('\n')
			at += int64(len(part))
			blank = blank && len(bytes.TrimSpace(part)) == 0
			if errors.Is(err, bufio.ErrBufferFull) {
				continue
			}
			if !blank {
				if err := b.add(from, at); err != nil {
					return err
				}
			}
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return fmt.Errorf("read the body again: %w", err)
			}
			break
		}
	}
}

// batchMembers are what a JSON body may say beside its documents; the query may say them too.
var batchMembers = []string{
	"form", "version", "format", "output", "names", "mark", "layer", "offset", "issued", "duplex", "continue", "webhook",
}

// readJSON finds the documents of an object with an array of them, and takes what else it says.
func (b *batchBody) readJSON(r io.Reader) error {
	dec := jsontext.NewDecoder(r, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	syntax := func(err error) error {
		var wrong *jsontext.SyntacticError
		if errors.As(err, &wrong) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return &failure{kind: kindSyntax, cause: err}
		}
		return fmt.Errorf("read the body again: %w", err)
	}
	begin, err := dec.ReadToken()
	if err != nil {
		return syntax(err)
	}
	if begin.Kind() != '{' {
		return &failure{kind: kindInput, problems: []forms.Problem{{Code: forms.CodeType, Args: forms.Args{What: "object"}}}}
	}
	var bad []forms.Problem
	documents := false
	for dec.PeekKind() != '}' {
		name, err := dec.ReadToken()
		if err != nil {
			return syntax(err)
		}
		key := name.String()
		var p *forms.Problem
		switch _, twice := b.said[key]; {
		case twice, key == "documents" && documents:
			p, err = &forms.Problem{Code: forms.CodeDuplicate, Args: forms.Args{Value: key}}, dec.SkipValue()
		case key == "documents":
			documents = true
			p, err = b.readArray(dec)
		case !slices.Contains(batchMembers, key):
			p, err = &forms.Problem{Code: forms.CodeUnknown, Args: forms.Args{Value: key, Of: append(batchMembers[:len(batchMembers):len(batchMembers)], "documents")}}, dec.SkipValue()
		default:
			p, err = b.say(dec, key)
		}
		var known *failure
		switch {
		case errors.As(err, &known):
			return err
		case err != nil:
			return syntax(err)
		case p != nil:
			p.Pointer = "/" + string(jsontext.Pointer("").AppendToken(key)[1:])
			bad = append(bad, *p)
		}
	}
	if _, err := dec.ReadToken(); err != nil {
		return syntax(err)
	}
	if _, err := dec.ReadToken(); !errors.Is(err, io.EOF) {
		return &failure{kind: kindSyntax, cause: err}
	}
	if !documents {
		bad = append(bad, forms.Problem{Pointer: "/documents", Code: forms.CodeRequired, Args: forms.Args{Label: "documents"}})
	}
	if len(bad) > 0 {
		return &failure{kind: kindInput, problems: bad}
	}
	return nil
}

// say takes a member that is a text, a number or true or false.
func (b *batchBody) say(dec *jsontext.Decoder, key string) (*forms.Problem, error) {
	switch dec.PeekKind() {
	case '"', '0', 't', 'f':
		token, err := dec.ReadToken()
		if err == nil {
			b.said[key] = token.String()
		}
		return nil, err
	}
	return &forms.Problem{Code: forms.CodeType, Args: forms.Args{Label: key, What: "text"}}, dec.SkipValue()
}

// readArray finds the documents of an array.
func (b *batchBody) readArray(dec *jsontext.Decoder) (*forms.Problem, error) {
	if dec.PeekKind() != '[' {
		return &forms.Problem{Code: forms.CodeType, Args: forms.Args{Label: "documents", What: "array"}}, dec.SkipValue()
	}
	if _, err := dec.ReadToken(); err != nil {
		return nil, err
	}
	for dec.PeekKind() != ']' {
		from := dec.InputOffset()
		if err := dec.SkipValue(); err != nil {
			return nil, err
		}
		if err := b.add(b.begin(from), dec.InputOffset()); err != nil {
			return nil, err
		}
	}
	_, err := dec.ReadToken()
	return nil, err
}

// begin is where a value begins that follows a comma and white space.
func (b *batchBody) begin(at int64) int64 {
	var one [1]byte
	for {
		if _, err := b.file.ReadAt(one[:], at); err != nil || !strings.ContainsRune(", \t\r\n", rune(one[0])) {
			return at
		}
		at++
	}
}

// uploads admits a few bodies of batches at once.
type uploads chan struct{}

func (u uploads) enter(context.Context) (leave func(), err error) {
	select {
	case u <- struct{}{}:
		return func() { <-u }, nil
	default:
		return nil, &failure{kind: kindQueue}
	}
}
