package api

import (
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/gin-gonic/gin"
)

const requestID = "X-Request-Id"

// identify gives the request its id: the client's, if it is one that may stand in a log, else a new one.
func (s *Server) identify(c *gin.Context) {
	id := c.Request.Header.Get(requestID)
	if !sane(id) {
		id = rand.Text()
	}
	c.Header(requestID, id)
	c.Next()
}

// sane says whether id is 1 to 64 letters, digits and -._ of ASCII.
func sane(id string) bool {
	if id == "" || len(id) > 64 {
		return false
	}
	for _, b := range []byte(id) {
		switch {
		case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', '0' <= b && b <= '9', b == '-', b == '.', b == '_':
		default:
			return false
		}
	}
	return true
}

// record logs one line a request. It says what was done, never with which values: forms hold personal data.
func (s *Server) record(c *gin.Context) {
	begin := time.Now()
	c.Next()
	route := c.FullPath()
	if route == "" {
		route = "none"
	}
	s.log.LogAttrs(c.Request.Context(), slog.LevelInfo, "request",
		slog.String("method", c.Request.Method),
		slog.String("route", route),
		slog.Int("status", c.Writer.Status()),
		slog.Int("bytes", max(c.Writer.Size(), 0)),
		slog.Duration("took", time.Since(begin)),
		slog.String("id", c.Writer.Header().Get(requestID)))
}

// recover turns a panic into a 500. What a panic says may hold a value of the form, so only the runtime's own words
// are logged, with the stack.
func (s *Server) recover(c *gin.Context) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
			panic(p)
		}
		what := "panic"
		if err, ok := p.(runtime.Error); ok {
			what = err.Error()
		}
		s.log.Error("panic", "what", what, "stack", string(debug.Stack()), "id", c.Writer.Header().Get(requestID))
		if c.Writer.Written() {
			panic(http.ErrAbortHandler)
		}
		s.fail(c, errPanic)
	}()
	c.Next()
}

// secure sets what a browser is told of every answer.
func secure(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	c.Next()
}
