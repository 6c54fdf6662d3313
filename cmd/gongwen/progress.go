package main

import (
	"io"
	"os"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress is a bar of what is done, with rate and time left. A nil one shows nothing.
type progress struct{ bar *progressbar.ProgressBar }

// progress starts a bar on standard error if that is a terminal. A total of -1 is one that is not known.
func (p *program) progress(total int, what string) *progress {
	f, ok := p.stderr.(*os.File)
	if !ok || !isatty.IsTerminal(f.Fd()) {
		return nil
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		width = 80
	}
	return newProgress(f, total, what, p.words("份", "doc"), width)
}

// newProgress is a bar for a terminal of so many columns. A narrow one has a shorter bar, or no rate and no times.
func newProgress(w io.Writer, total int, what, each string, width int) *progress {
	const (
		counts  = 32 // columns of everything but the bar, rate and times: "checking 100% || (100000/100000)"
		rates   = 34 // of rate and times: ", 1000 doc/s) [10m30s:10m30s]"
		longest = 30
	)
	room := width - counts - rates
	options := []progressbar.Option{
		progressbar.OptionSetWriter(w),
		progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100 * time.Millisecond),
		progressbar.OptionClearOnFinish(),
	}
	if room >= 1 {
		options = append(options, progressbar.OptionShowIts(), progressbar.OptionSetItsString(each), progressbar.OptionSetPredictTime(true))
	} else {
		if room = width - counts; room < 1 {
			what = ""
		}
		options = append(options, progressbar.OptionSetElapsedTime(false), progressbar.OptionSetPredictTime(false))
	}
	options = append(options, progressbar.OptionSetDescription(what), progressbar.OptionSetWidth(min(max(room, 1), longest)))
	return &progress{progressbar.NewOptions(total, options...)}
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
