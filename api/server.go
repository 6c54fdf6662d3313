package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"

	"gongwen/api/batch"
	"gongwen/fonts"
	"gongwen/forms"
	"gongwen/renderer"
)

// Config is what a Server is made of. Book, Library and Log must be given.
type Config struct {
	Book     *fonts.Book
	Library  *forms.Library
	Log      *slog.Logger
	Now      func() time.Time // the clock; nil is time.Now
	Requests int              // in work or waiting at once; 0 is 64
	Workers  int              // requests in work at once; 0 is 1
	Limits   forms.Limits     // of an input; the zero value is the defaults
}

// The times a connection may take.
const (
	headerTimeout  = 5 * time.Second
	readTimeout    = 30 * time.Second
	requestTimeout = 30 * time.Second // of the work, once the body is read
	writeTimeout   = 90 * time.Second // of a whole request
	idleTimeout    = 2 * time.Minute
	drainTimeout   = 30 * time.Second
	headerBytes    = 64 << 10
)

// maxPages is how long a document may get.
const maxPages = batch.MaxPages

// Server is the service as an http.Handler. It is safe for concurrent use.
type Server struct {
	engine   *gin.Engine
	book     *fonts.Book
	library  *forms.Library
	renderer *renderer.Renderer
	gate     *gate
	log      *slog.Logger
	now      func() time.Time
	started  time.Time
	limits   forms.Limits
	draining atomic.Bool
	stopping context.Context // over with the first request to stop
	stop     context.CancelFunc
	batches  *batch.Service // nil: none are taken
	uploads  uploads
	spools   string // folder for bodies while they are read; empty: the system's
}

// New makes a Server. It parses every form of the library, so that a wrong definition is told at the start; the
// error is then a *forms.DefinitionError.
func New(c Config) (*Server, error) {
	if _, err := c.Library.All(); err != nil {
		return nil, fmt.Errorf("forms: %w", err)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Requests == 0 {
		c.Requests = 64
	}
	s := &Server{
		book:     c.Book,
		library:  c.Library,
		renderer: renderer.New(c.Book, renderer.Limits{Pages: maxPages}),
		gate:     newGate(max(c.Workers, 1), c.Requests),
		log:      c.Log,
		now:      c.Now,
		started:  c.Now().Truncate(time.Second),
		limits:   c.Limits,
		uploads:  make(uploads, batchUploads),
	}
	s.stopping, s.stop = context.WithCancel(context.Background())
	s.engine = s.routes()
	return s, nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.engine.ServeHTTP(w, r) }

// Serve answers on l until ctx is done; then it takes no more work and finishes what runs, for at most 30 s. Batches are
// kept for the next start. It closes l. It returns nil when everything was finished.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	if s.batches != nil {
		defer s.batches.Close()
	}
	server := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    headerBytes,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()
	select {
	case err := <-served:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	s.draining.Store(true)
	s.stop()
	if s.batches != nil {
		s.batches.Stop()
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTimeout)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return fmt.Errorf("stop: %w", errors.Join(err, server.Close()))
	}
	return nil
}
