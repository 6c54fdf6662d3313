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

	"gongwen/renderer"
)

// The body of a batch: its size, how long it may take to come, and how many are read at once. It lies in a file while it
// is read, so that memory does not grow with it.
const (
	batchBytes   = 256 << 20
	batchTime    = 10 * time.Minute
	batchUploads = 4
	tableBytes   = 64 << 20 // of a workbook or table, which is read in memory
)

// batchTypes are the media types of a batch's body.
const batchTypes = "application/json, application/x-ndjson, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, text/csv, text/tab-separated-values"

// batchBody is what was sent: the documents, and what is said beside them.
type batchBody struct {
	file   *os.File
	spans  [][2]int64       // of the documents in the file
	starts []renderer.Start // where they begin, for who looks for a mistake
	lines  lineCounter
	size   int64 // of the documents
	digest string
	said   map[string]string // by parameter
	table  string            // the name of the file, where it is a workbook or a table
	items  []renderer.Item   // of a workbook or a table
}

// Len, Size and Document make it batch.Documents.
func (b *batchBody) Len() int    { return len(b.spans) + len(b.items) }
func (b *batchBody) Size() int64 { return b.size }

// Document reads one document again.
func (b *batchBody) Document(i int) (it renderer.Item, err error) {
	if b.table != "" {
		it = b.items[i]
		it.Problems = slices.Clone(it.Problems)
		return it, nil
	}
	it.Start = b.starts[i]
	it.Input = make([]byte, b.spans[i][1]-b.spans[i][0])
	if _, err := b.file.ReadAt(it.Input, b.spans[i][0]); err != nil {
		return it, fmt.Errorf("read document %d: %w", i, err)
	}
	return it, nil
}

func (b *batchBody) close() { unspool(b.file) }

// add takes a document, unless there are too many.
func (b *batchBody) add(from, end int64) error {
	if len(b.spans) == batchDocuments {
		return &failure{kind: kindTooMany}
	}
	start, err := b.lines.to(b.file, from)
	if err != nil {
		return err
	}
	b.spans, b.starts, b.size = append(b.spans, [2]int64{from, end}), append(b.starts, start), b.size+end-from
	return nil
}

// readBatch reads the body into a file that goes with the request. Who sends slowly gets more time than for a form.
func (s *Server) readBatch(c *gin.Context) (b *batchBody, err error) {
	r := c.Request
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	ending, table := uploadTypes[media]
	json, charset, packing := media == "application/json", params["charset"], r.Header.Get("Content-Encoding")
	if table = table && ending != ""; table {
		charset = "" // it is found out
	}
	switch {
	case err != nil, !json && media != "application/x-ndjson" && !table,
		charset != "" && !strings.EqualFold(charset, "utf-8"), packing != "" && !strings.EqualFold(packing, "identity"):
		return nil, &failure{kind: kindBatchType, accept: batchTypes}
	case r.ContentLength > batchBytes, table && r.ContentLength > tableBytes:
		return nil, &failure{kind: kindBatchLarge}
	}
	control := http.NewResponseController(c.Writer)
	_ = control.SetReadDeadline(time.Now().Add(batchTime))
	_ = control.SetWriteDeadline(time.Now().Add(batchTime + writeTimeout))
	file, err := spool(s.spools)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			b = nil
			unspool(file)
		}
	}()
	b = &batchBody{file: file, said: map[string]string{}}
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\n%s\n", media, r.URL.Query().Encode())
	in := &source{r: io.LimitReader(r.Body, batchBytes+1)}
	n, err := io.Copy(io.MultiWriter(b.file, sum), in)
	switch {
	case in.err != nil:
		return b, &failure{kind: kindBody, cause: in.err}
	case err != nil:
		return b, fmt.Errorf("keep the body: %w", err)
	case n > batchBytes, table && n > tableBytes:
		return b, &failure{kind: kindBatchLarge}
	}
	b.digest = hex.EncodeToString(sum.Sum(nil))
	switch {
	case table:
		b.table, b.size = "upload"+ending, n
	case json:
		err = b.readJSON(io.NewSectionReader(b.file, 0, n))
	default:
		err = b.readLines(io.NewSectionReader(b.file, 0, n))
	}
	return b, err
}

// lineCounter counts the lines of a file as it is asked for places further and further on.
type lineCounter struct {
	in *bufio.Reader
	at renderer.Start
}

// to is the place of a byte, in lines and characters from 1.
func (l *lineCounter) to(file io.ReaderAt, offset int64) (renderer.Start, error) {
	if l.in == nil {
		l.in, l.at = bufio.NewReaderSize(io.NewSectionReader(file, 0, batchBytes), 64<<10), renderer.Start{Line: 1, Column: 1}
	}
	for int64(l.at.Offset) < offset {
		c, err := l.in.ReadByte()
		if err != nil {
			return l.at, fmt.Errorf("read the body again: %w", err)
		}
		l.at.Offset++
		switch {
		case c == '\n':
			l.at.Line, l.at.Column = l.at.Line+1, 1
		case c&0xC0 != 0x80: // not the middle of a character
			l.at.Column++
		}
	}
	return l.at, nil
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

// spool is a file in a folder that nobody else can open and that is gone with its last user, where the system can do that.
func spool(dir string) (*os.File, error) {
	file, err := os.CreateTemp(dir, "gongwen-*")
	if err != nil {
		return nil, fmt.Errorf("keep the body: %w", err)
	}
	_ = os.Remove(file.Name())
	return file, nil
}

// unspool ends such a file.
func unspool(file *os.File) {
	_ = file.Close()
	_ = os.Remove(file.Name()) // where that was not possible before
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

// uploads admits a few bodies of batches at once.
type uploads chan struct{}

func (u uploads) enter(context.Context) (leave func(), err error) {
	select {
	case u <- struct{}{}:
		return func() { <-u }, nil
	default:
		return nil, &failure{kind: kindUploads}
	}
}
