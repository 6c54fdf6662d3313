package batch

import (
	"context"
	"log/slog"
	"time"

	"gongwen/fonts"
	"gongwen/forms"
	"gongwen/renderer"
)

// Config is what a Service or a Worker is made of. Book, Library, Renderer and Log must be given, and one of Dir and URL.
type Config struct {
	Book     *fonts.Book
	Library  *forms.Library
	Renderer *renderer.Renderer
	Log      *slog.Logger
	Now      func() time.Time // the clock; nil is time.Now

	Dir      string // of the server inside this process; nobody else may use it meanwhile
	URL      string // or the addresses of a cluster, parted by commas
	Access   Access // to the cluster
	Replicas int    // of everything in the cluster; 0: 3 where it has as many servers, else 1

	Workers int          // units made at once; negative: none
	Turn    Turn         // waits until a document may be made; nil: at once
	Limits  forms.Limits // of each input

	Documents int           // of one batch; 0 is 50,000
	Queue     int           // documents that may wait, over all batches; 0 is 200,000
	Bytes     int64         // on disk in all; 0: what is free, but for Spare. Of the server inside this process
	Spare     int64         // bytes of the disk that are left to others; 0 is 512 MiB
	Keep      time.Duration // how long a batch is kept after its end; 0 is a week
	KeepBytes int64         // of ended batches; beyond, the oldest go first; 0 is 8 GiB

	Patience time.Duration // without a sign of life, after which another worker takes a unit; 0 is 30 s
	Limit    time.Duration // of making one document; 0 is 60 s

	Hooks Hooks // who is told when a batch ends

	begin    func(item int) // tests only: called where a document is begun
	hookWait time.Duration  // until a webhook is called for the second time; 0 is hookFirst
}

// Turn waits until one document of a batch may be made, and returns what to call when it is. The error is ctx's.
type Turn func(ctx context.Context) (done func(), err error)

// Access is how a cluster is entered. The zero value is for a cluster that is open to everyone who reaches it.
type Access struct {
	Credentials string // file of a user's JWT and seed
	CA          string // file of the certificates that the servers' are signed by
	Cert, Key   string // files of our own certificate
}

// MaxPages is how long a document may get, whoever makes it; the row limit keeps honest ones far below it.
const MaxPages = 5000

// maxTries is how often a document is begun before it is reported instead.
const maxTries = 3

// withDefaults is c with its zero values filled in.
func (c Config) withDefaults() Config {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Turn == nil {
		c.Turn = func(context.Context) (func(), error) { return func() {}, nil }
	}
	for _, d := range []struct {
		of    *time.Duration
		value time.Duration
	}{{&c.Keep, 7 * 24 * time.Hour}, {&c.Patience, 30 * time.Second}, {&c.Limit, 60 * time.Second}, {&c.hookWait, hookFirst}} {
		if *d.of == 0 {
			*d.of = d.value
		}
	}
	for _, d := range []struct {
		of    *int64
		value int64
	}{{&c.Spare, 512 << 20}, {&c.KeepBytes, 8 << 30}} {
		if *d.of == 0 {
			*d.of = d.value
		}
	}
	if c.Documents == 0 {
		c.Documents = 50_000
	}
	if c.Queue == 0 {
		c.Queue = 200_000
	}
	return c
}
