package main

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/mattn/go-isatty"
)

// standard is the file name that means standard input or output.
const standard = "-"

// output writes what write gives to the file named path, or to standard output for "-": all of it or nothing.
func (p *program) output(path string, write func(io.Writer) error) error {
	return p.outputBy(path, "", write)
}

// outputBy is output by way of a file with this ending, that is written over; without an ending, of one that nobody else has.
func (p *program) outputBy(path, ending string, write func(io.Writer) error) error {
	if path == standard {
		return p.toStdout(write)
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // the file is replaced, not the link to it
	}
	mode := fs.FileMode(0o666)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return fmt.Errorf("output: %w", err)
	case info.IsDir():
		return fmt.Errorf("output %s: it is a folder", path)
	case !info.Mode().IsRegular():
		return toDevice(path, write)
	default:
		mode = info.Mode().Perm()
	}
	beside := path + ending
	if ending == "" {
		beside = filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+"."+rand.Text()[:8])
	} else if err := os.Remove(beside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("output: %w", err)
	}
	return replace(path, beside, mode, write)
}

// apart refuses an output that is the file of an input, by whatever name: the input would be lost.
func (p *program) apart(out string, inputs ...string) error {
	if len(inputs) == 0 {
		inputs = []string{standard}
	}
	for _, name := range inputs {
		same := out != standard && sameFile(out, name)
		if file, ok := p.stdin.(*os.File); ok && (name == "" || name == standard) {
			there, err := os.Stat(out)
			in, inErr := file.Stat()
			same = out != standard && err == nil && inErr == nil && !isDevice(in) && os.SameFile(there, in)
		}
		if same {
			return fmt.Errorf("output %s: it is the input; name another file", out)
		}
	}
	return nil
}

// isDevice tells what nothing is lost in by writing to it: /dev/null, a terminal.
func isDevice(info fs.FileInfo) bool { return !info.Mode().IsRegular() && !info.IsDir() }

// sameFile tells whether two names are those of one file or folder.
func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	other, otherErr := os.Stat(b)
	return err == nil && otherErr == nil && !isDevice(one) && os.SameFile(one, other)
}

// replace writes to beside and renames it to path when everything is on the disk; a file that was there is kept on failure.
func replace(path, beside string, mode fs.FileMode, write func(io.Writer) error) (err error) {
	file, err := os.OpenFile(beside, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return fmt.Errorf("output: %w", err)
	}
	defer func() {
		if err != nil {
			_ = file.Close()
			_ = os.Remove(beside)
		}
	}()
	if err := write(file); err != nil {
		return err
	}
	if err := file.Sync(); err != nil {
		return ours(fmt.Errorf("output: %w", err))
	}
	if err := file.Close(); err != nil {
		return ours(fmt.Errorf("output: %w", err))
	}
	if err := os.Rename(beside, path); err != nil {
		return ours(fmt.Errorf("output: %w", err))
	}
	return nil
}

// toStdout writes to standard output when there is everything to write.
func (p *program) toStdout(write func(io.Writer) error) error {
	if f, ok := p.stdout.(*os.File); ok && isatty.IsTerminal(f.Fd()) {
		return errors.New("standard output is a terminal; redirect it, or name a file with -o")
	}
	return whole(p.stdout, write)
}

// toDevice writes to what is no file: a pipe, /dev/null.
func toDevice(path string, write func(io.Writer) error) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("output: %w", err)
	}
	return errors.Join(whole(file, write), file.Close())
}

// whole writes everything at once, or nothing.
func whole(w io.Writer, write func(io.Writer) error) error {
	var all bytes.Buffer
	if err := write(&all); err != nil {
		return err
	}
	if _, err := w.Write(all.Bytes()); err != nil {
		return ours(fmt.Errorf("output: %w", err))
	}
	return nil
}
