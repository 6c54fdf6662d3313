package batch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Service accepts batches, knows how far they are and gives their results. It is safe for concurrent use.
type Service struct {
	*store
	config Config
	keeper *keeper
	crew   *crew

	listing chan struct{} // held by the result whose lists are being made

	stop   context.CancelFunc // of the work
	work   sync.WaitGroup
	closed sync.Once
	open   string // file that says that the folder is in use; empty in a cluster
}

// recentTime is how far back batches are looked through that ended before a crash.
const recentTime = time.Hour

// Open starts the service: the store, what keeps the batches, and workers. Batches of an earlier run go on.
func Open(ctx context.Context, c Config) (*Service, error) {
	c = c.withDefaults()
	l, err := open(ctx, c)
	if err != nil {
		return nil, err
	}
	s := &Service{config: c, listing: make(chan struct{}, 1)}
	if s.store, err = openStore(ctx, l); err == nil {
		err = s.start(ctx)
	}
	if err != nil {
		l.close()
		return nil, err
	}
	return s, nil
}

func (s *Service) start(ctx context.Context) error {
	s.crew = newCrew(s.store, s.config)
	s.keeper = newKeeper(s.store, s.config)
	if s.own != nil {
		if err := s.recover(ctx); err != nil {
			return err
		}
		if err := s.crew.restart(ctx); err != nil { // what the last run had in hand is free at once
			return err
		}
	}
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.stop = stop
	if err := s.keeper.watch(work); err != nil {
		stop()
		return err
	}
	s.work.Go(func() { s.keeper.run(work) })
	s.work.Go(func() {
		if err := s.crew.run(work); err != nil {
			s.config.Log.Error("batches: no more are made", "error", err.Error())
		}
	})
	if s.own != nil {
		s.work.Go(func() { s.mend(work) })
	}
	return nil
}

// mend looks, each time that the store has started again, whether the results are there that the notes speak of.
func (s *Service) mend(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.own.again:
		}
		if err := s.auditAll(ctx, s.config.Now().Add(-recentTime)); err != nil && ctx.Err() == nil {
			s.config.Log.Warn("batches: not all of them could be looked through", "error", err.Error())
		}
	}
}

// recover looks, after a crash, whether the results are there that the notes speak of.
func (s *Service) recover(ctx context.Context) error {
	s.open = filepath.Join(s.config.Dir, "open")
	_, err := os.Stat(s.open)
	if err == nil {
		if err := s.auditAll(ctx, s.config.Now().Add(-recentTime)); err != nil {
			return err
		}
	} else if !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("data: %w", err)
	}
	if err := os.WriteFile(s.open, nil, 0o600); err != nil {
		return fmt.Errorf("data: %w", err)
	}
	return nil
}

// Stop takes no more work; Close waits for what is in hand. Status and results are still to be had.
func (s *Service) Stop() { s.stop() }

// Close takes no more work, finishes the documents that are being made, and keeps everything for the next start.
func (s *Service) Close() {
	s.closed.Do(func() {
		s.stop()
		s.work.Wait()
		s.link.close()
		if s.open != "" {
			_ = os.Remove(s.open)
		}
	})
}

// Stuck says whether so many documents never ended that no more are made: the process must be started again.
func (s *Service) Stuck() bool { return s.crew.stuck.Load() >= maxStuck }

// Work makes units of a cluster's batches until ctx is done, and finishes what it has in hand.
func Work(ctx context.Context, c Config) error {
	c = c.withDefaults()
	l, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer l.close()
	s, err := openStore(ctx, l)
	if err != nil {
		return err
	}
	c.Log.Info("worker: ready", "workers", c.Workers, "server", l.conn.ConnectedServerName())
	return newCrew(s, c).run(ctx)
}
