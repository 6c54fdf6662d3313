package main

import (
	"errors"
	"fmt"
	"log/slog"
	"runtime"

	"github.com/spf13/cobra"

	"gongwen/api/batch"
	"gongwen/renderer"
)

func (p *program) workerCommand() *cobra.Command {
	var c cluster
	workers := runtime.GOMAXPROCS(0)
	cmd := &cobra.Command{
		Use:   "worker --nats URL",
		Short: "make the documents of a cluster's batches",
		Args:  arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch err := c.check(); {
			case err != nil:
				return err
			case c.url == "":
				return errors.New("--nats: which cluster?")
			case workers < 1:
				return fmt.Errorf("--workers %d: it must be at least 1", workers)
			}
			library, book, err := p.both()
			if err != nil {
				return err
			}
			p.collectLess()
			return ours(batch.Work(cmd.Context(), batch.Config{
				Book: book, Library: library, Renderer: renderer.New(book, renderer.Limits{Pages: batch.MaxPages}),
				Log: slog.New(slog.NewJSONHandler(p.stderr, nil)), URL: c.url, Access: c.access, Workers: workers,
			}))
		},
	}
	c.flags(cmd.Flags())
	cmd.Flags().IntVar(&workers, "workers", workers, "documents made at once")
	return cmd
}
