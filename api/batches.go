package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"gongwen/api/batch"
	"gongwen/forms"
	"gongwen/renderer"
)

// batchDocuments is how many documents a batch may have.
const batchDocuments = 50_000

// OpenBatches lets the server take batches, which it does not otherwise. What c lacks of book, library, limits, log and
// clock is the server's. Serve closes them.
func (s *Server) OpenBatches(ctx context.Context, c batch.Config) (err error) {
	c.Book, c.Library, c.Renderer, c.Limits, c.Log, c.Now = s.book, s.library, s.renderer, s.limits, s.log, s.now
	c.Turn, c.Documents = s.gate.yield, batchDocuments
	s.batches, err = batch.Open(ctx, c)
	if err != nil {
		return fmt.Errorf("batches: %w", err)
	}
	s.spools = c.Dir // the disk that is looked after; in a cluster, the system's folder for such files
	return nil
}

// routeBatches adds the routes of batches to e.
func (s *Server) routeBatches(e *gin.Engine) {
	have := func(h gin.HandlerFunc) gin.HandlerFunc {
		return func(c *gin.Context) {
			if s.batches == nil {
				s.fail(c, &failure{kind: kindNoBatches})
				return
			}
			h(c)
		}
	}
	both := []string{http.MethodGet, http.MethodHead}
	e.POST("/v1/batches", have(s.takeBatch))
	e.Match(both, "/v1/batches/:id", have(s.handle(s.batchStatus)))
	e.DELETE("/v1/batches/:id", have(s.cancelBatch))
	e.GET("/v1/batches/:id/events", have(s.batchEvents))
	e.Match(both, "/v1/batches/:id/result", have(s.batchResult))
}

// takeBatch accepts a batch and answers where to ask for it.
func (s *Server) takeBatch(c *gin.Context) {
	status, err := s.submit(c)
	if err != nil {
		s.fail(c, err)
		return
	}
	c.Header("Location", "/v1/batches/"+status.ID)
	c.JSON(http.StatusAccepted, status)
}

func (s *Server) submit(c *gin.Context) (status batch.Status, err error) {
	if s.draining.Load() {
		return status, &failure{kind: kindBusy}
	}
	key := c.Request.Header.Get("Idempotency-Key")
	if len(key) > maxKey {
		return status, &failure{kind: kindQuery, name: "Idempotency-Key"}
	}
	leave, err := s.uploads.enter(c)
	if err != nil {
		return status, err
	}
	defer leave()
	body, err := s.readBatch(c)
	if err != nil {
		return status, err
	}
	defer body.close()
	order, err := s.order(c, body.said)
	if err != nil {
		return status, err
	}
	splitBy, split := body.said["split-by"]
	if body.table != "" {
		err = s.readTable(c.Request.Context(), body, &order, splitBy)
	} else if split {
		err = &failure{kind: kindQuery, name: "split-by"}
	}
	if err != nil {
		return status, err
	}
	if body.Len() == 0 {
		return status, &failure{kind: kindInput, problems: []forms.Problem{
			{Pointer: "/documents", Code: forms.CodeRequired, Args: forms.Args{Label: "documents"}},
		}}
	}
	return s.batches.Submit(c.Request.Context(), batch.Request{Order: order, Documents: body, Digest: body.digest, Key: key})
}

// maxKey is how long an idempotency key may be, in bytes.
const maxKey = 255

// order is what the query and the body say is to be made. What both say, both must say alike.
func (s *Server) order(c *gin.Context, said map[string]string) (o batch.Order, err error) {
	query, err := parameters(c.Request.URL.RawQuery)
	if err != nil {
		return o, err
	}
	for name, values := range query {
		if name == "quota" { // one for each grade
			values = []string{lines(values)}
		}
		if value, twice := said[name]; len(values) != 1 || twice && value != values[0] || !knownParameter(name) {
			return o, &failure{kind: kindQuery, name: name}
		}
		said[name] = values[0]
	}
	wrong := func(name string, cause error) error { return &failure{kind: kindQuery, name: name, cause: cause} }
	o = batch.Order{Lang: language(c.Request), Names: said["names"], Webhook: said["webhook"]}
	if o.Form, o.Version, err = forms.ParseRef(said["form"]); err != nil {
		return o, wrong("form", err)
	}
	if v, ok := said["version"]; ok {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 || o.Version != 0 && o.Version != n {
			return o, wrong("version", err)
		}
		o.Version = n
	}
	if o.Formats, err = batchFormats(said["format"]); err != nil {
		return o, err
	}
	switch o.Output = batch.Output(said["output"]); {
	case o.Output == "":
		o.Output = batch.ZIP
	case o.Output == batch.PDF && (len(o.Formats) != 1 || o.Formats[0] != renderer.PDF), o.Output != batch.ZIP && o.Output != batch.PDF:
		return o, wrong("output", nil)
	}
	for _, f := range []struct {
		name string
		to   *bool
	}{{"duplex", &o.Duplex}, {"continue", &o.Continue}} {
		switch said[f.name] {
		case "", "false":
		case "true":
			*f.to = true
		default:
			return o, wrong(f.name, nil)
		}
	}
	if o.Duplex && o.Output != batch.PDF {
		return o, wrong("duplex", nil)
	}
	if err := s.lists(c, said, &o); err != nil {
		return o, err
	}
	return o, batchOptions(said, &o.Options)
}

// knownParameter says whether a query may have it.
func knownParameter(name string) bool {
	return name == "split-by" || slices.Contains(batchMembers, name) ||
		slices.ContainsFunc(listMembers, func(m listMember) bool { return m.name == name })
}

// parameters reads a query of which nothing is passed over: 20% at its end is no percent sign, which is written %25.
func parameters(query string) (url.Values, error) {
	all, err := url.ParseQuery(query)
	if err == nil {
		return all, nil
	}
	for part := range strings.SplitSeq(query, "&") {
		if _, err := url.ParseQuery(part); err != nil {
			name, _, _ := strings.Cut(part, "=")
			return nil, &failure{kind: kindQuery, name: name, cause: err}
		}
	}
	return nil, &failure{kind: kindQuery, cause: err}
}

// batchOptions reads how every document is printed.
func batchOptions(said map[string]string, o *renderer.Options) (err error) {
	o.Mark = said["mark"]
	if v, ok := said["layer"]; ok {
		if o.Layer, err = renderer.ParseLayer(v); err != nil {
			return err
		}
	}
	if v, ok := said["offset"]; ok {
		if o.Offset, err = renderer.ParseOffset(v); err != nil {
			return err
		}
	}
	if v, ok := said["issued"]; ok {
		if o.Issued, err = time.Parse(time.RFC3339, v); err != nil {
			return &failure{kind: kindQuery, name: "issued", cause: err}
		}
	}
	return nil
}

// batchFormats reads pdf, xlsx or both; empty is pdf.
func batchFormats(said string) (list []renderer.Format, err error) {
	if said == "" {
		return []renderer.Format{renderer.PDF}, nil
	}
	seen := map[renderer.Format]bool{}
	for name := range strings.SplitSeq(said, ",") {
		f, err := renderer.ParseFormat(strings.TrimSpace(name))
		if err != nil || f == renderer.PNG || seen[f] {
			return nil, &failure{kind: kindQuery, name: "format", cause: err}
		}
		seen[f], list = true, append(list, f)
	}
	return list, nil
}

// batchStatus answers how far a batch is.
func (s *Server) batchStatus(c *gin.Context) (*answer, error) {
	status, err := s.batches.Status(c.Request.Context(), c.Param("id"))
	if err != nil {
		return nil, err
	}
	return inJSON(status)
}

// cancelBatch ends a batch, or removes one that has ended.
func (s *Server) cancelBatch(c *gin.Context) {
	if err := s.batches.Cancel(c.Request.Context(), c.Param("id")); err != nil {
		s.fail(c, err)
		return
	}
	c.Status(http.StatusNoContent)
}

// The times of a stream of events.
const (
	eventGap  = 200 * time.Millisecond // between two events
	aliveTime = 15 * time.Second       // between signs of life
)

// batchEvents answers with the status each time that it is another one (server-sent events), until the batch ends. A
// client that comes again says what it heard last; when that was the end, it is told not to come again.
func (s *Server) batchEvents(c *gin.Context) {
	ctx, cancel := context.WithCancel(c.Request.Context())
	defer cancel()
	defer context.AfterFunc(s.stopping, cancel)()
	id, mark := c.Param("id"), c.Request.Header.Get("Last-Event-ID")
	status, err := s.batches.Status(ctx, id)
	if err != nil {
		s.fail(c, err)
		return
	}
	if status.State.Ended() && status.Mark() == mark {
		c.Status(http.StatusNoContent)
		return
	}
	c.Header("Content-Type", "text/event-stream; charset=utf-8")
	c.Header("X-Accel-Buffering", "no")
	out := &patient{w: c.Writer, control: http.NewResponseController(c.Writer)}
	for status.Mark() == mark || out.event(status) == nil && !status.State.Ended() {
		if status.Mark() != mark {
			mark = status.Mark()
			select {
			case <-time.After(eventGap):
			case <-ctx.Done():
				return
			}
		}
		waiting, stop := context.WithTimeout(ctx, aliveTime)
		status, err = s.batches.Wait(waiting, id, mark)
		stop()
		switch {
		case ctx.Err() != nil:
			return
		case errors.Is(err, context.DeadlineExceeded):
			if out.comment() != nil {
				return
			}
		case err != nil: // removed, or the store does not answer: the client comes again and is told
			return
		}
	}
}

// patient writes an answer that takes long: each piece has as long as a whole answer has otherwise.
type patient struct {
	w       gin.ResponseWriter
	control *http.ResponseController
}

func (p *patient) Write(b []byte) (int, error) {
	_ = p.control.SetWriteDeadline(time.Now().Add(writeTimeout))
	return p.w.Write(b)
}

func (p *patient) event(s batch.Status) error {
	data, err := json.Marshal(s)
	if err == nil {
		_, err = fmt.Fprintf(p, "id: %s\ndata: %s\n\n", s.Mark(), data)
	}
	p.w.Flush()
	return err
}

func (p *patient) comment() error {
	_, err := io.WriteString(p, ":\n\n")
	p.w.Flush()
	return err
}

// batchResult answers the files of a batch that is done, as they are read. When something goes wrong on the way, the
// connection is cut, so that nobody takes a part for the whole.
func (s *Server) batchResult(c *gin.Context) {
	ctx := c.Request.Context()
	r, err := s.batches.Result(ctx, c.Param("id"))
	if err != nil {
		s.fail(c, err)
		return
	}
	media := "application/zip"
	if r.Output == batch.PDF {
		media = renderer.PDF.MediaType()
	}
	tag, h := `"`+r.ID+`"`, c.Writer.Header()
	h.Set("ETag", tag)
	h.Set("Cache-Control", "no-cache")
	if matches(c.Request.Header.Get("If-None-Match"), tag) {
		c.Status(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s.%s"; filename*=UTF-8''%s.%[2]s`,
		strings.ReplaceAll(r.Form, "/", "-"), r.Output, extended(fileName(r.Title))))
	if c.Request.Method == http.MethodHead {
		c.Status(http.StatusOK)
		return
	}
	out := &patient{w: c.Writer, control: http.NewResponseController(c.Writer)}
	if err := r.Write(ctx, out); err != nil {
		s.log.Warn("result cut short", "batch", r.ID, "error", err.Error(), "id", h.Get(requestID))
		panic(http.ErrAbortHandler)
	}
}
