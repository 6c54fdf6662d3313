package api

import (
	"bytes"
	"context"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"gongwen/forms"
	"gongwen/renderer"
)

// listed is a form as the list shows it.
type listed struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
	Kind    string `json:"kind"`
	Title   string `json:"title"`
	Family  string `json:"family"`
	Page    sheet  `json:"page"`
}

// sheet is the paper of a form, in millimetres as it is turned.
type sheet struct {
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
}

// listForms answers every form, or those with ?q= in their id, title, source or labels.
func (s *Server) listForms(c *gin.Context) (*answer, error) {
	if err := mustAccept(c.Request, "application/json"); err != nil {
		return nil, err
	}
	all, err := s.library.All()
	if err != nil {
		return nil, err
	}
	query := strings.ToLower(c.Query("q"))
	list := []listed{}
	for _, d := range all {
		if !mentions(d, query) {
			continue
		}
		family, _, _ := strings.Cut(d.ID, "/")
		list = append(list, listed{
			ID: d.ID, Version: d.Version, Kind: string(d.Kind), Title: d.Title.Line(), Family: family,
			Page: sheet{Width: float64(d.Page.Width) / 1000, Height: float64(d.Page.Height) / 1000},
		})
	}
	return inJSON(list)
}

// mentions says whether the form's words have query, which is in lower case.
func mentions(d *forms.Definition, query string) bool {
	words := []string{d.ID, d.Title.Line(), d.Marker, d.Source}
	for _, f := range d.Fields {
		words = append(words, f.Label)
	}
	for _, col := range d.Columns {
		words = append(words, col.Label)
		for _, f := range col.Inputs {
			words = append(words, f.Label)
		}
	}
	for _, g := range d.Groups {
		words = append(words, g.Label)
		for _, item := range g.Items {
			words = append(words, item.Name, item.Content)
		}
	}
	return strings.Contains(strings.ToLower(strings.Join(words, "\n")), query)
}

// form is the one that the address names, in the version of ?version=, or else the newest.
func (s *Server) form(c *gin.Context) (*forms.Definition, error) {
	version := 0
	if v, ok := c.GetQuery("version"); ok {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 {
			return nil, &failure{kind: kindQuery, name: "version", cause: err}
		}
		version = n
	}
	return s.library.Get(id(c), version)
}

// formOf is the form that the address names for an input: without ?version=, in the version that the input says, if
// there is such a one; Fill tells about one that there is not.
func (s *Server) formOf(c *gin.Context, in *forms.Input) (*forms.Definition, error) {
	if _, ok := c.GetQuery("version"); !ok {
		if d, err := s.library.Get(id(c), in.Version()); err == nil {
			return d, nil
		}
	}
	return s.form(c)
}

func id(c *gin.Context) string { return c.Param("family") + "/" + c.Param("name") }

// showForm answers the definition.
func (s *Server) showForm(c *gin.Context) (*answer, error) {
	return s.ofForm(c, func(d *forms.Definition) ([]byte, error) { return d.JSON() })
}

// schema answers the JSON Schema of the form's input.
func (s *Server) schema(c *gin.Context) (*answer, error) {
	return s.ofForm(c, func(d *forms.Definition) ([]byte, error) { return d.Schema(), nil })
}

// sample answers a valid input of the form.
func (s *Server) sample(c *gin.Context) (*answer, error) {
	return s.ofForm(c, func(d *forms.Definition) ([]byte, error) { return d.Sample(), nil })
}

// ofForm answers with JSON that follows from the definition alone.
func (s *Server) ofForm(c *gin.Context, of func(*forms.Definition) ([]byte, error)) (*answer, error) {
	if err := mustAccept(c.Request, "application/json"); err != nil {
		return nil, err
	}
	d, err := s.form(c)
	if err != nil {
		return nil, err
	}
	body, err := of(d)
	if err != nil {
		return nil, err
	}
	return &answer{media: "application/json", body: body}, nil
}

// blank answers the empty form. Its clock is the service's start, so that it stays the same file for as long as
// the service runs and a client that has it is told so.
func (s *Server) blank(c *gin.Context) (*answer, error) {
	format, err := negotiate(c.Request, renderer.PDF, renderer.XLSX)
	if err != nil {
		return nil, err
	}
	d, err := s.form(c)
	if err != nil {
		return nil, err
	}
	o := renderer.Options{Format: format, Issued: s.started}
	if err := s.choose(c, &o); err != nil {
		return nil, err
	}
	batch, err := flag(c, "batch")
	if err != nil {
		return nil, err
	}
	if batch && format != renderer.XLSX {
		return nil, &failure{kind: kindQuery, name: "batch"}
	}
	return s.admit(c, func(ctx context.Context) (*answer, error) {
		if batch {
			return s.wide(ctx, d, o)
		}
		return s.file(ctx, d.Blank(), o)
	})
}

// wide is the answer of an empty workbook with one row for each document.
func (s *Server) wide(ctx context.Context, d *forms.Definition, o renderer.Options) (*answer, error) {
	var out bytes.Buffer
	if err := s.renderer.RenderWide(ctx, &out, d, o); err != nil {
		return nil, err
	}
	blank := d.Blank()
	return &answer{media: o.Format.MediaType(), disposition: disposition(o.Format, blank), body: out.Bytes()}, nil
}

// file is the answer of a document, rendered.
func (s *Server) file(ctx context.Context, doc *forms.Document, o renderer.Options) (*answer, error) {
	var out bytes.Buffer
	if err := s.renderer.Render(ctx, &out, doc, o); err != nil {
		return nil, err
	}
	return &answer{media: o.Format.MediaType(), disposition: disposition(o.Format, doc), body: out.Bytes()}, nil
}
