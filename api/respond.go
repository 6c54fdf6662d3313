package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"gongwen/forms"
	"gongwen/renderer"
)

// etag is the strong validator of an answer: its bytes.
func etag(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:16]) + `"`
}

// matches says whether an If-None-Match header names tag; the comparison is the weak one (RFC 9110, 13.1.2).
func matches(header, tag string) bool {
	if strings.TrimSpace(header) == "*" {
		return true
	}
	for part := range strings.SplitSeq(header, ",") {
		if strings.TrimPrefix(strings.TrimSpace(part), "W/") == tag {
			return true
		}
	}
	return false
}

// answer is a whole answer with status 200.
type answer struct {
	media       string
	disposition string // Content-Disposition; empty for none
	advice      int    // hints that the input got
	body        []byte
}

// adviceHeader says how many hints the input got; check lists them.
const adviceHeader = "Gongwen-Advice"

// inJSON is the answer of a value as JSON.
func inJSON(value any) (*answer, error) {
	body, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("encode answer: %w", err)
	}
	return &answer{media: "application/json", body: append(body, '\n')}, nil
}

// send writes the answer. What follows from no input may be kept by the client and asked for again.
func (a *answer) send(c *gin.Context) {
	h := c.Writer.Header()
	tag := etag(a.body)
	h.Set("ETag", tag)
	h.Set("Vary", "Accept, Accept-Language")
	if a.disposition != "" {
		h.Set("Content-Disposition", a.disposition)
	}
	if a.advice > 0 {
		h.Set(adviceHeader, strconv.Itoa(a.advice))
	}
	if c.Request.Method != http.MethodPost {
		h.Set("Cache-Control", "no-cache")
		if matches(c.Request.Header.Get("If-None-Match"), tag) {
			c.Status(http.StatusNotModified)
			return
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	c.Data(http.StatusOK, a.media, a.body)
}

// disposition names the file for the client (RFC 6266): title and unit, and for old ones the form's id in ASCII. A
// workbook is saved, a page is shown.
func disposition(f renderer.Format, doc *forms.Document) string {
	return named(f, strings.ReplaceAll(doc.Definition.ID, "/", "-"), doc.Title(), doc.Unit())
}

func named(f renderer.Format, plain, name, unit string) string {
	how := "inline"
	if f == renderer.XLSX {
		how = "attachment"
	}
	if unit != "" {
		name += "-" + unit
	}
	return fmt.Sprintf(`%s; filename="%s.%s"; filename*=UTF-8''%s.%s`, how, plain, f, extended(fileName(name)), f)
}

// nameBytes keeps a file name, with its ending, under the 255 bytes that file systems take.
const nameBytes = 240

// fileName replaces what a file name may not have on some system, and cuts what is too long.
func fileName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || unicode.IsControl(r) {
			return '_'
		}
		return r
	}, s)
	for len(s) > nameBytes {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return s
}

// extended is s as the value of an extended parameter (RFC 8187, 3.2.1).
func extended(s string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range []byte(s) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("!#$&+-.^_`|~", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(digits[c>>4])
			b.WriteByte(digits[c&15])
		}
	}
	return b.String()
}
