package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"gongwen/renderer"
)

// errChanged says that what is made again is not what there is: another program, or a damaged file.
var errChanged = errors.New("the interrupted run's file is not what this program makes; run without --resume to start anew")

// workFile is the output while it grows. What was written by a run that was interrupted is not written again: it is
// compared, until the new run has come to its end.
type workFile struct {
	file *os.File
	at   int64     // where the next byte goes
	have int64     // bytes that are there from before
	sum  hash.Hash // of all bytes; nil where nobody asks for it
	same []byte

	sent  int64 // how far the disk has been asked to write
	disk  sync.WaitGroup
	busy  atomic.Bool
	wrong atomic.Pointer[error] // what the disk said, if it could not
}

// sendEvery is after how many bytes the disk is asked to write what there is, so that little is left for the end.
const sendEvery = 32 << 20

// send lets the disk write while the run goes on.
func (w *workFile) send() {
	if w.at-w.sent < sendEvery || !w.busy.CompareAndSwap(false, true) {
		return
	}
	w.sent = w.at
	w.disk.Go(func() {
		defer w.busy.Store(false)
		if err := w.file.Sync(); err != nil {
			w.wrong.Store(&err)
		}
	})
}

// sync waits until the disk has everything.
func (w *workFile) sync() error {
	w.disk.Wait()
	err := w.file.Sync()
	if wrong := w.wrong.Load(); wrong != nil {
		err = *wrong
	}
	return err
}

// Write writes at the end, or compares.
func (w *workFile) Write(b []byte) (int, error) {
	old := int(min(max(w.have-w.at, 0), int64(len(b))))
	if old > 0 {
		w.same = append(w.same[:0], make([]byte, old)...)
		if _, err := w.file.ReadAt(w.same, w.at); err != nil {
			return 0, fmt.Errorf("output: %w", err)
		}
		if !bytes.Equal(w.same, b[:old]) {
			return 0, errChanged
		}
	}
	if len(b) > old {
		if _, err := w.file.WriteAt(b[old:], w.at+int64(old)); err != nil {
			return 0, fmt.Errorf("output: %w", err)
		}
	}
	w.at += int64(len(b))
	if w.sum != nil {
		w.sum.Write(b)
	}
	w.send()
	return len(b), nil
}

// work is the file that a run grows and its journal, or only the file where nothing can be resumed.
type work struct {
	workFile
	journal *journal
	out     string // what it becomes; empty: it is copied to standard output or a device
	device  string
	mode    fs.FileMode
	old     *journalReader // of a run that is gone on with
}

// openWork opens the work file for out. Where there is one of a run that is to be gone on with, its journal is read as
// far as its heading.
func (run *batchRun) openWork(head *heading) (w *work, err error) {
	w = &work{mode: 0o666}
	if run.merged {
		w.sum = sha256.New()
	}
	out := run.out
	if real, err := filepath.EvalSymlinks(out); err == nil && out != standard {
		out = real // the file is replaced, not the link to it
	}
	info, err := os.Stat(out)
	switch {
	case out == standard:
	case errors.Is(err, fs.ErrNotExist):
		w.out = out
	case err != nil:
		return nil, fmt.Errorf("output: %w", err)
	case info.IsDir():
		return nil, fmt.Errorf("output %s: it is a folder", out)
	case !info.Mode().IsRegular():
		w.device = out
	default:
		w.out, w.mode = out, info.Mode().Perm()
	}
	if w.out == "" {
		if run.resume {
			return nil, errors.New("--resume needs an output that is a file")
		}
		if w.file, err = os.CreateTemp("", "gongwen-*.output"); err != nil {
			return nil, ours(fmt.Errorf("output: %w", err))
		}
		return w, nil
	}
	if err := w.take(); err != nil {
		return nil, err
	}
	if err := w.begin(head, run.resume); err != nil {
		w.leave()
		return nil, err
	}
	return w, nil
}

// begin goes on with what an interrupted run left, or starts anew.
func (w *work) begin(head *heading, resume bool) error {
	if resume {
		if found, err := w.reopen(head); found || err != nil {
			return err
		}
	}
	return w.create(head)
}

// errTaken says that somebody else writes the same output now.
var errTaken = errors.New("another run is writing it")

// take opens the journal, or makes one, and locks it: who has it may write the output.
func (w *work) take() error {
	for {
		file, err := os.OpenFile(w.notes(), os.O_CREATE|os.O_RDWR, 0o600)
		if err != nil {
			return fmt.Errorf("output: %w", err)
		}
		if !lock(file) {
			_ = file.Close()
			return ours(fmt.Errorf("output %s: %w", w.out, errTaken))
		}
		mine, err := file.Stat()
		there, thereErr := os.Stat(w.notes())
		if err == nil && thereErr == nil && os.SameFile(mine, there) {
			w.journal = &journal{file: file}
			return nil
		}
		_ = file.Close() // the run that had it has just ended, and taken it away
		if err != nil || thereErr != nil && !errors.Is(thereErr, fs.ErrNotExist) {
			return ours(fmt.Errorf("output: %w", errors.Join(err, thereErr)))
		}
	}
}

// leave gives up a journal in which nothing stands; one that says what there is stays.
func (w *work) leave() {
	if info, err := w.journal.file.Stat(); err == nil && info.Size() == 0 {
		w.drop()
		return
	}
	_ = w.journal.file.Close()
}

// drop takes the journal away, and with it the lock. Where an open file cannot be taken away, it is closed before.
func (w *work) drop() {
	err := os.Remove(w.notes())
	_ = w.journal.file.Close()
	if err != nil {
		_ = os.Remove(w.notes())
	}
}

func (w *work) part() string  { return w.out + ".part" }
func (w *work) notes() string { return w.out + ".part.journal" }

// create starts a new work file, and the journal with its heading. What is left of another run is taken away.
func (w *work) create(head *heading) (err error) {
	if err := os.Remove(w.part()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("output: %w", err)
	}
	if w.file, err = os.OpenFile(w.part(), os.O_CREATE|os.O_EXCL|os.O_RDWR, w.mode); err != nil {
		return fmt.Errorf("output: %w", err)
	}
	if err := w.journal.file.Truncate(0); err != nil {
		return fmt.Errorf("output: %w", err)
	}
	return ours(w.journal.write(head))
}

// reopen opens what an interrupted run left. It is not found when there is nothing to go on with.
func (w *work) reopen(head *heading) (found bool, err error) {
	if _, err := w.journal.file.Seek(0, io.SeekStart); err != nil {
		return false, fmt.Errorf("journal: %w", err)
	}
	w.old = &journalReader{from: bufio.NewReaderSize(w.journal.file, 1<<16)}
	var was heading
	if !w.old.next(&was) {
		w.old = nil
		return false, nil
	}
	switch {
	case was.Program != head.Program:
		err = errors.New("the interrupted run was one of another version of gongwen")
	case was.Input != head.Input:
		err = errors.New("the interrupted run had another input")
	case was.Options != head.Options:
		err = errors.New("the interrupted run had other options or another form")
	case !head.Issued.IsZero() && !was.Issued.Equal(head.Issued):
		err = fmt.Errorf("the interrupted run was issued at %s", was.Issued.Format(time.RFC3339))
	}
	if err == nil {
		w.file, err = os.OpenFile(w.part(), os.O_RDWR, 0)
	}
	if err != nil {
		return false, fmt.Errorf("--resume: %w; run without --resume to start anew", err)
	}
	head.Issued = was.Issued
	info, err := w.file.Stat()
	if err != nil {
		return false, ours(fmt.Errorf("output: %w", err))
	}
	w.have = info.Size()
	return true, nil
}

// blob reads a file of an item back; false if it is not what was written.
func (w *work) blob(f *renderer.File, at int64) bool {
	if f.Bytes < 0 || at < 0 || at > w.have || f.Bytes > w.have-at {
		return false
	}
	f.Data = make([]byte, f.Bytes)
	if _, err := w.file.ReadAt(f.Data, at); err != nil {
		return false
	}
	sum := sha256.Sum256(f.Data)
	return hex.EncodeToString(sum[:]) == f.SHA256
}

// replay hands the items of the interrupted run to add, up to the first that is not whole; then the files end behind the
// last whole one and grow from there.
func (w *work) replay(add func(*line) error) error {
	if w.old == nil {
		return nil
	}
	for {
		var l line
		before := w.old.at
		if !w.old.next(&l) || l.End > w.have || !w.whole(&l) {
			w.journal.at = before
			break
		}
		if err := add(&l); err != nil {
			return err
		}
		if w.at != l.End {
			return errChanged
		}
	}
	w.old, w.have = nil, w.at
	if err := w.journal.file.Truncate(w.journal.at); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	if err := w.file.Truncate(w.at); err != nil {
		return fmt.Errorf("output: %w", err)
	}
	return nil
}

// whole reads an item's files back; false if they are not what was written.
func (w *work) whole(l *line) bool {
	if len(l.At) != len(l.Record.Files) {
		return false
	}
	for i := range l.At {
		if !w.blob(&l.Record.Files[i], l.At[i]) {
			return false
		}
	}
	return true
}

// close closes the files; they stay where they are.
func (w *work) close() {
	w.disk.Wait()
	_ = w.file.Close()
	if w.journal != nil {
		_ = w.journal.file.Close()
	}
}

// remove takes the files away.
func (w *work) remove() {
	w.disk.Wait()
	_ = w.file.Close()
	_ = os.Remove(w.file.Name())
	if w.journal != nil {
		w.drop()
	}
}

// finish makes the work file the output.
func (w *work) finish(stdout io.Writer) error {
	if w.out == "" {
		return w.copyTo(stdout)
	}
	if err := w.sync(); err != nil {
		return fmt.Errorf("output: %w", err)
	}
	mine, err := w.file.Stat()
	if err != nil {
		return fmt.Errorf("output: %w", err)
	}
	if there, err := os.Stat(w.part()); err != nil || !os.SameFile(mine, there) {
		return fmt.Errorf("output: %s was taken over by another run", w.part())
	}
	if err := w.file.Close(); err != nil {
		return fmt.Errorf("output: %w", err)
	}
	if err := os.Rename(w.part(), w.out); err != nil {
		return fmt.Errorf("output: %w", err)
	}
	w.drop()
	return nil
}

// copyTo writes the output where no file can be.
func (w *work) copyTo(to io.Writer) (err error) {
	defer w.remove()
	if w.device != "" {
		file, err := os.OpenFile(w.device, os.O_WRONLY, 0)
		if err != nil {
			return fmt.Errorf("output: %w", err)
		}
		defer file.Close()
		to = file
	}
	if _, err := w.file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("output: %w", err)
	}
	if _, err := io.Copy(to, w.file); err != nil {
		return fmt.Errorf("output: %w", err)
	}
	return nil
}
