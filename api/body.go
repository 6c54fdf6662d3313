package api

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// The body of a request: its size, and what is still read of a larger one so that the client gets to read the answer
// instead of a reset connection.
const (
	bodyBytes  = 8 << 20
	drainBytes = 64 << 20
)

// readJSON returns the body of a request that says it is JSON, or says nothing: the body is checked to the last byte
// anyway. What says that it is something else, or is packed, is refused.
func readJSON(c *gin.Context) ([]byte, error) {
	if t := c.Request.Header.Get("Content-Type"); t != "" {
		media, params, err := mime.ParseMediaType(t)
		if err != nil || media != "application/json" {
			return nil, &failure{kind: kindMediaType}
		}
		if charset := params["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
			return nil, &failure{kind: kindMediaType}
		}
	}
	return readBody(c)
}

// readBody returns the body of a request, which is not packed.
func readBody(c *gin.Context) ([]byte, error) {
	r := c.Request
	if e := r.Header.Get("Content-Encoding"); e != "" && !strings.EqualFold(e, "identity") {
		return nil, &failure{kind: kindMediaType}
	}
	if r.ContentLength > bodyBytes {
		return nil, &failure{kind: kindTooLarge}
	}
	var buf []byte
	if r.ContentLength > 0 {
		buf = make([]byte, 0, r.ContentLength+1)
	}
	buf, err := readAll(buf, io.LimitReader(r.Body, bodyBytes+1))
	if err != nil {
		return nil, &failure{kind: kindBody, cause: err}
	}
	if len(buf) > bodyBytes {
		return nil, &failure{kind: kindTooLarge}
	}
	return buf, nil
}

// readAll is io.ReadAll into a buffer that is already of the right size.
func readAll(buf []byte, r io.Reader) ([]byte, error) {
	for {
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if errors.Is(err, io.EOF) {
			return buf, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// drain sends the answer and throws away what the client still sends, for as long as a body may take to arrive.
// A client that asked before it sent (Expect) sends nothing.
func drain(c *gin.Context) {
	if c.Request.Header.Get("Expect") != "" {
		return
	}
	control := http.NewResponseController(c.Writer)
	_ = control.EnableFullDuplex()
	c.Writer.Flush()
	_ = control.SetReadDeadline(time.Now().Add(readTimeout))
	_, _ = io.CopyN(io.Discard, c.Request.Body, drainBytes)
}
