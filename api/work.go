package api

import (
	"context"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"gongwen/forms"
	"gongwen/renderer"
)

// admit does work that costs, when it is its turn and for as long as a request may take. The answer is sent after,
// so that a client that reads slowly keeps no one waiting.
func (s *Server) admit(c *gin.Context, work func(context.Context) (*answer, error)) (*answer, error) {
	if err := s.gate.enter(); err != nil {
		return nil, err
	}
	defer s.gate.leave()
	ctx, cancel := context.WithTimeout(c.Request.Context(), requestTimeout)
	defer cancel()
	if err := s.gate.wait(ctx); err != nil {
		return nil, err
	}
	defer s.gate.done()
	return work(ctx)
}

// work is a handler of a JSON body whose work costs: the body is read before it waits for its turn.
func (s *Server) work(do func(ctx context.Context, c *gin.Context, body []byte) (*answer, error)) handler {
	return working(s, readJSON, do)
}

// working is a handler of a body that read reads, before its work waits for its turn.
func working[B any](s *Server, read func(*gin.Context) (B, error), do func(context.Context, *gin.Context, B) (*answer, error)) handler {
	return func(c *gin.Context) (*answer, error) {
		body, err := read(c)
		if err != nil {
			return nil, err
		}
		return s.admit(c, func(ctx context.Context) (*answer, error) { return do(ctx, c, body) })
	}
}

// filled reads the body and fills the form with it. The document is nil where a problem is an error.
func (s *Server) filled(c *gin.Context, body []byte) (*forms.Document, []forms.Problem, error) {
	in, problems := forms.ParseInput(body, s.limits)
	if forms.Malformed(problems) {
		return nil, nil, &failure{kind: kindSyntax, problems: problems}
	}
	if in == nil {
		return nil, problems, nil
	}
	d, err := s.formOf(c, in)
	if err != nil {
		return nil, nil, err
	}
	doc, problems := d.Fill(in, s.book)
	return doc, problems, nil
}

// checked is the answer of check.
type checked struct {
	Problems []entry `json:"problems"`
	Advice   []entry `json:"advice"`
	Computed any     `json:"computed,omitempty"`
}

// check answers everything there is to say about an input.
func (s *Server) check(_ context.Context, c *gin.Context, body []byte) (*answer, error) {
	doc, problems, err := s.filled(c, body)
	if err != nil {
		return nil, err
	}
	lang := language(c.Request)
	bad, advice := split(problems)
	result := checked{Problems: entries(bad, lang), Advice: entries(advice, lang)}
	if doc != nil {
		result.Computed = doc.Computed()
	}
	return inJSON(result)
}

// render answers the filled form as a file.
func (s *Server) render(ctx context.Context, c *gin.Context, body []byte) (*answer, error) {
	o, err := s.options(c, renderer.Formats()...)
	if err != nil {
		return nil, err
	}
	doc, problems, err := s.filled(c, body)
	if err != nil {
		return nil, err
	}
	bad, advice := split(problems)
	if doc == nil {
		return nil, &failure{kind: kindInput, problems: bad}
	}
	a, err := s.file(ctx, doc, o)
	if err != nil {
		return nil, err
	}
	a.advice = len(advice)
	return a, nil
}

// options reads what the query says of the file. The clock is now, unless ?issued= sets it.
func (s *Server) options(c *gin.Context, offered ...renderer.Format) (renderer.Options, error) {
	format, err := negotiate(c.Request, offered...)
	if err != nil {
		return renderer.Options{}, err
	}
	o := renderer.Options{Format: format, Issued: s.now().Truncate(time.Second)}
	if err := s.choose(c, &o); err != nil {
		return o, err
	}
	if o.Page, err = number(c, "page", 1, maxPages); err != nil {
		return o, err
	}
	if o.DPI, err = number(c, "dpi", renderer.MinDPI, renderer.MaxDPI); err != nil {
		return o, err
	}
	if v, ok := c.GetQuery("issued"); ok {
		if o.Issued, err = time.Parse(time.RFC3339, v); err != nil {
			return o, &failure{kind: kindQuery, name: "issued", cause: err}
		}
	}
	return o, nil
}

// choose reads mark, layer and offset. What is wrong with them is an OptionError.
func (s *Server) choose(c *gin.Context, o *renderer.Options) (err error) {
	if v, ok := c.GetQuery("layer"); ok {
		if o.Layer, err = renderer.ParseLayer(v); err != nil {
			return err
		}
	}
	if v, ok := c.GetQuery("offset"); ok {
		if o.Offset, err = renderer.ParseOffset(v); err != nil {
			return err
		}
	}
	o.Mark = c.Query("mark")
	return s.renderer.Check(*o)
}

// number reads a query parameter from low to high; 0 when it is not there.
func number(c *gin.Context, name string, low, high int) (int, error) {
	v, ok := c.GetQuery(name)
	if !ok {
		return 0, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < low || n > high {
		return 0, &failure{kind: kindQuery, name: name, cause: err}
	}
	return n, nil
}

// split parts errors from advice.
func split(problems []forms.Problem) (bad, advice []forms.Problem) {
	for _, p := range problems {
		if p.Severity == forms.SeverityAdvice {
			advice = append(advice, p)
		} else {
			bad = append(bad, p)
		}
	}
	return bad, advice
}
