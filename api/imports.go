package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"gongwen/forms"
	"gongwen/renderer"
	"gongwen/renderer/xlsx"
)

// uploadTypes are the media types of files that are read back, and the file endings that they stand for.
var uploadTypes = map[string]string{
	renderer.XLSX.MediaType():   ".xlsx",
	"application/octet-stream":  ".xlsx",
	"text/csv":                  ".csv",
	"text/tab-separated-values": ".tsv",
	"multipart/form-data":       "",
}

// uploadAccept lists them for a client that sent something else.
const uploadAccept = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, application/octet-stream, text/csv, text/tab-separated-values, multipart/form-data"

// problemsHeader says how many problems a marked workbook tells.
const problemsHeader = "Gongwen-Problems"

// readUpload returns the file that a request sends: as its body, or as the only file of a form.
func readUpload(c *gin.Context) (renderer.Upload, error) {
	wrong := &failure{kind: kindUpload, accept: uploadAccept}
	media, params, err := mime.ParseMediaType(c.Request.Header.Get("Content-Type"))
	ending, ok := uploadTypes[media]
	if err != nil || !ok {
		return renderer.Upload{}, wrong
	}
	body, err := readBody(c)
	if err != nil {
		return renderer.Upload{}, err
	}
	if ending != "" {
		return renderer.Upload{Name: "upload" + ending, Data: body}, nil
	}
	var file renderer.Upload
	for form, files := multipart.NewReader(bytes.NewReader(body), params["boundary"]), 0; ; {
		part, err := form.NextPart()
		switch {
		case errors.Is(err, io.EOF) && files == 1:
			return file, nil
		case errors.Is(err, io.EOF):
			return file, wrong // none, or several
		case err != nil:
			return file, &failure{kind: kindBody, cause: err}
		case part.FileName() == "":
			continue
		}
		files++
		file.Name = part.FileName()
		if file.Data, err = io.ReadAll(part); err != nil {
			return file, &failure{kind: kindBody, cause: err}
		}
	}
}

// imported is the answer of import.
type imported struct {
	Input    json.RawMessage `json:"input"` // what could be read, whatever is wrong with it
	Problems []entry         `json:"problems"`
	Advice   []entry         `json:"advice"`
}

// importFile answers a filled workbook or table as input, with what is wrong in it; or with ?annotate=true the workbook
// with that marked.
func (s *Server) importFile(ctx context.Context, c *gin.Context, file renderer.Upload) (*answer, error) {
	mark, err := flag(c, "annotate")
	if err != nil {
		return nil, err
	}
	if mark && file.Table() {
		return nil, &failure{kind: kindQuery, name: "annotate"}
	}
	media := "application/json"
	if mark {
		media = renderer.XLSX.MediaType()
	}
	if err := mustAccept(c.Request, media); err != nil {
		return nil, err
	}
	d, err := s.form(c)
	if err != nil {
		return nil, err
	}
	_, fixed := c.GetQuery("version")
	in, err := s.renderer.Import(ctx, func(version int) *forms.Definition {
		if version == 0 || fixed {
			return d
		}
		other, err := s.library.Get(d.ID, version)
		if err != nil {
			return nil
		}
		return other
	}, file, s.limits)
	if err != nil {
		return nil, err
	}
	bad, advice := split(in.Problems)
	lang := language(c.Request)
	if !mark {
		return inJSON(imported{Input: in.JSON, Problems: entries(bad, lang), Advice: entries(advice, lang)})
	}
	marked, err := s.renderer.Annotate(ctx, file, in.Problems)
	if err != nil {
		return nil, err
	}
	c.Header(problemsHeader, strconv.Itoa(len(bad)))
	return &answer{
		media: media, body: marked, advice: len(advice),
		disposition: named(renderer.XLSX, strings.ReplaceAll(d.ID, "/", "-"), d.Blank().Title(), xlsx.ListSheet),
	}, nil
}

// flag reads a query parameter that is true or false; not there, it is false.
func flag(c *gin.Context, name string) (bool, error) {
	switch v := c.Query(name); v {
	case "", "false":
		return false, nil
	case "true":
		return true, nil
	default:
		return false, &failure{kind: kindQuery, name: name}
	}
}

// fileStatuses are the statuses of files that are not read, where it is not 422: too large ones, and other formats.
var fileStatuses = map[xlsx.FileCode]int{
	xlsx.FileSize: http.StatusRequestEntityTooLarge, xlsx.FileBomb: http.StatusRequestEntityTooLarge,
	xlsx.FileOld: http.StatusUnsupportedMediaType, xlsx.FileBinary: http.StatusUnsupportedMediaType,
	xlsx.FileOpen: http.StatusUnsupportedMediaType, xlsx.FileHTML: http.StatusUnsupportedMediaType,
	xlsx.FileText: http.StatusUnsupportedMediaType, xlsx.FileOther: http.StatusUnsupportedMediaType,
}

// tellFile says why a file was not read.
func (d *document) tellFile(err error, lang forms.Lang) {
	var file *renderer.FileError
	if !errors.As(err, &file) {
		return
	}
	if status, ok := fileStatuses[file.Code]; ok {
		d.Status = status
	}
	d.Detail = file.Text(string(lang))
	d.Problems = []entry{{Code: string(file.Code), Detail: d.Detail}}
}
