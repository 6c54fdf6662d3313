package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"gongwen/api"
)

func (p *program) serveCommand() *cobra.Command {
	var addr string
	var b batches
	workers := runtime.GOMAXPROCS(0)
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "answer over HTTP",
		Args:  arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			local, err := loopback(addr)
			if err != nil {
				return err
			}
			if workers < 1 {
				return fmt.Errorf("--workers %d: it must be at least 1", workers)
			}
			kept, err := b.config(workers)
			if err != nil {
				return err
			}
			library, book, err := p.both()
			if err != nil {
				return err
			}
			p.collectLess()
			server, err := api.New(api.Config{
				Book:    book,
				Library: library,
				Log:     slog.New(slog.NewJSONHandler(p.stderr, nil)),
				Workers: workers,
			})
			if err != nil {
				return err
			}
			listener, err := net.ListenTCP("tcp", local)
			if err != nil {
				return fmt.Errorf("--addr %s: %w", addr, err)
			}
			if kept != nil {
				if err := server.OpenBatches(cmd.Context(), *kept); err != nil {
					return ours(errors.Join(err, listener.Close()))
				}
			}
			fmt.Fprintf(p.stderr, "listening on http://%s\n", listener.Addr())
			return ours(server.Serve(cmd.Context(), listener))
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "`address` to listen on; port 0 takes a free one")
	cmd.Flags().IntVar(&workers, "workers", workers, "requests worked on at once, and documents of batches")
	b.flags(cmd.Flags())
	return cmd
}

// collectLess lets garbage grow to four times what is in use: a render leaves 0.2 MB and nothing lives on, so that
// collecting at every few MB would cost a fifth of the throughput. Above 512 MiB memory comes first. What the
// environment says (GOGC, GOMEMLIMIT) stands.
func (p *program) collectLess() {
	if p.env("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if p.env("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(512 << 20)
	}
}

// loopback is addr, if only this machine reaches it: the service knows no one's name, so no one else may ask.
func loopback(addr string) (*net.TCPAddr, error) {
	local, err := net.ResolveTCPAddr("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("--addr: %w", err)
	}
	if !local.IP.IsLoopback() {
		return nil, fmt.Errorf("--addr %s: only addresses of this machine, such as 127.0.0.1:8080, are served", addr)
	}
	return local, nil
}
