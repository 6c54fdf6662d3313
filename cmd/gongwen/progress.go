package main

import (
	"io"
	"os"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"
)

// progress is a bar of what is done, with rate and time left. A nil one shows nothing.
type progress struct{ bar *progressbar.ProgressBar }

// progress starts a bar on standard error if that is a terminal. A total of -1 is one that is not known.
func (p *program) progress(total int, what string) *progress {
	f, ok := p.stderr.(*os.File)
	if !ok || !isatty.IsTerminal(f.Fd()) {
		return nil
	}
	return newProgress(f, total, what)
}

func newProgress(w io.Writer, total int, what string) *progress {
	return &progress{progressbar.NewOptions(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription(what),
		progressbar.OptionSetWidth(30),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("doc"),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

// add says that one more is done. That a terminal is gone is no reason to stop.
func (b *progress) add() { b.to(1) }

func (b *progress) to(n int) {
	if b != nil {
		_ = b.bar.Add(n)
	}
}

// pause takes the bar away for a line of text; the next add brings it back.
func (b *progress) pause() {
	if b != nil {
		_ = b.bar.Clear()
	}
}

// end takes the bar away.
func (b *progress) end() {
	if b != nil {
		_ = b.bar.Finish()
		_ = b.bar.Clear()
	}
}
