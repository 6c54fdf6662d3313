package batch

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// embedded is the NATS server inside this process. No port is open; connections to it are pipes.
type embedded struct {
	mu      sync.Mutex
	server  *server.Server
	options server.Options

	dir    string
	lock   io.Closer
	log    *slog.Logger
	spare  int64
	failed atomic.Bool   // the disk was full, and what was to be written is not there
	again  chan struct{} // gets something each time that the store has started again
	stop   chan struct{}
	done   sync.WaitGroup
}

const (
	startTime = 30 * time.Second // until it answers; it reads its files before
	syncTime  = 2 * time.Second  // after which what was not waited for is on the disk
	checkTime = time.Second      // between looks at the disk
)

// ErrInUse says that another process uses the folder.
var ErrInUse = errors.New("used by another gongwen")

// embed starts the server with its files below c.Dir. Nobody but the user can read them: they hold what was filled in.
func embed(c Config) (*embedded, error) {
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("data: %w", err)
	}
	lock, err := lockFile(filepath.Join(c.Dir, "lock"))
	if err != nil {
		return nil, fmt.Errorf("data %s: %w", c.Dir, err)
	}
	e := &embedded{dir: c.Dir, lock: lock, log: c.Log, spare: c.Spare, stop: make(chan struct{}), again: make(chan struct{}, 1)}
	limit := c.Bytes
	if limit == 0 {
		limit = plenty // the disk is asked each time how much is free
	}
	e.options = server.Options{
		ServerName: "gongwen", DontListen: true, NoSigs: true, NoSystemAccount: true, MaxPayload: 1 << 20,
		JetStream: true, StoreDir: filepath.Join(c.Dir, "nats"), JetStreamMaxStore: limit, JetStreamMaxMemory: 64 << 20,
		SyncAlways: true, SyncInterval: syncTime, DisableJetStreamBanner: true,
	}
	if err := e.start(); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	e.done.Go(e.watch)
	return e, nil
}

// start starts a server on what is in the folder.
func (e *embedded) start() error {
	options := e.options
	s, err := server.NewServer(&options)
	if err != nil {
		return fmt.Errorf("start NATS: %w", err)
	}
	s.SetLoggerV2(serverLog{e.log, &e.failed}, false, false, false)
	s.Start()
	if !s.ReadyForConnections(startTime) || !s.JetStreamEnabled() {
		s.Shutdown()
		return fmt.Errorf("start NATS in %s: it does not get ready", e.dir)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.server = s
	return nil
}

// now is the server that runs at present.
func (e *embedded) now() *server.Server {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.server
}

// InProcessConn is a connection to it (nats.InProcessConnProvider).
func (e *embedded) InProcessConn() (net.Conn, error) { return e.now().InProcessConn() }

// watch starts the store again, which a full disk has ended in whole or in part, when there is space again.
func (e *embedded) watch() {
	for {
		select {
		case <-e.stop:
			return
		case <-time.After(checkTime):
		}
		if e.works() {
			continue
		}
		if free, err := freeBytes(e.dir); err != nil || free < e.spare {
			continue
		}
		if err := e.restart(); err != nil {
			e.log.Error("batches: the store does not start again", "error", err.Error())
			continue
		}
		e.log.Info("batches: the store has started again")
		select {
		case e.again <- struct{}{}:
		default:
		}
	}
}

// works says whether everything can be written.
func (e *embedded) works() bool { return !e.failed.Load() && e.now().JetStreamEnabled() }

// restart replaces the server by one that reads everything from the disk anew. Who is connected connects again.
func (e *embedded) restart() error {
	old := e.now()
	old.Shutdown()
	old.WaitForShutdown()
	e.failed.Store(false)
	if err := e.start(); err != nil {
		e.failed.Store(true)
		return err
	}
	return nil
}

// free is how many bytes of the disk are left beyond those that are left to others.
func (e *embedded) free() (int64, error) {
	free, err := freeBytes(e.dir)
	return free - e.spare, err
}

func (e *embedded) close() {
	close(e.stop)
	e.done.Wait()
	e.now().Shutdown()
	e.now().WaitForShutdown()
	_ = e.lock.Close()
}

// serverLog passes on what the server has to say about its own troubles, and notes that the disk is full: a stream that
// could not write does not try again.
type serverLog struct {
	log  *slog.Logger
	full *atomic.Bool
}

func (serverLog) Noticef(string, ...any) {}
func (serverLog) Debugf(string, ...any)  {}
func (serverLog) Tracef(string, ...any)  {}

func (l serverLog) Warnf(format string, v ...any) {
	l.log.Warn("nats: " + fmt.Sprintf(format, v...))
}

func (l serverLog) Errorf(format string, v ...any) {
	text := fmt.Sprintf(format, v...)
	if strings.Contains(text, syscall.ENOSPC.Error()) {
		l.full.Store(true)
	}
	l.log.Error("nats: " + text)
}

func (l serverLog) Fatalf(format string, v ...any) { l.Errorf(format, v...) }
