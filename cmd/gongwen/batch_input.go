package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"
	"os"

	"gongwen/forms"
	"gongwen/renderer"
)

// batchInput is what a batch is made of, as a file that is read more than once. Standard input is kept in one.
type batchInput struct {
	file  *os.File
	spool bool // the file is ours
	kind  renderer.InputKind
	table string // what a table or a workbook is called; empty: it is JSON
	all   []*renderer.Imported
	sum   hash.Hash // of what the last reading read
}

// open opens the input.
func (run *batchRun) open(path string) (in *batchInput, err error) {
	in = new(batchInput)
	if err := in.is(path, run.from); err != nil {
		return nil, err
	}
	if run.set != nil && in.table == "" {
		return nil, errors.New("--set is for a workbook or a table")
	}
	if path != "" && path != standard {
		if in.file, err = os.Open(path); err != nil {
			return nil, fmt.Errorf("input: %w", err)
		}
		info, err := in.file.Stat()
		if err == nil && info.Mode().IsRegular() {
			return in, nil
		}
		defer in.file.Close()
		if err != nil || info.IsDir() {
			return nil, fmt.Errorf("input %s: it is not a file", path)
		}
		err = in.keep(in.file)
		return in, err
	}
	err = in.keep(run.stdin)
	return in, err
}

// keep makes a file of what can be read only once.
func (in *batchInput) keep(from io.Reader) (err error) {
	in.spool = true
	if in.file, err = os.CreateTemp("", "gongwen-*.input"); err != nil {
		return ours(fmt.Errorf("input: %w", err))
	}
	if _, err := io.Copy(in.file, from); err != nil {
		in.Close()
		return fmt.Errorf("input: %w", err)
	}
	return nil
}

// Close closes the file and removes it if it is ours.
func (in *batchInput) Close() {
	_ = in.file.Close()
	if in.spool {
		_ = os.Remove(in.file.Name())
	}
}

// items reads the inputs from the first on.
func (run *batchRun) items(ctx context.Context, in *batchInput) (iter.Seq2[renderer.Item, error], error) {
	if in.table != "" {
		if in.all == nil {
			if err := run.read(ctx, in); err != nil {
				return nil, err
			}
		}
		return renderer.ItemsOf(in.all), nil
	}
	if _, err := in.file.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("input: %w", err)
	}
	in.sum = sha256.New()
	all := renderer.ReadItems(io.TeeReader(in.file, in.sum), in.kind, forms.Limits{})
	if run.splitBy == "" {
		return all, nil
	}
	return renderer.Split(all, run.form, run.splitBy)
}

// digest is the SHA-256 of what was read, once all was.
func (in *batchInput) digest() []byte { return in.sum.Sum(nil) }

// seen is what looking at the whole input has found.
type seen struct {
	total, bad int
	pages      []int // with running page numbers: how many each item has; 0: it is bad
	digest     []byte
}

// check looks at every input and tells everything that is wrong with any. The error is errProblems where nothing is to
// be made then.
func (run *batchRun) check(ctx context.Context, in *batchInput) (*seen, error) {
	items, err := run.items(ctx, in)
	if err != nil {
		return nil, err
	}
	look := run.batch
	look.Formats, look.Part, look.List, look.Count = nil, false, false, run.pages == "running"
	s := new(seen)
	hints := 0
	run.bar = run.progress(-1, run.words("检查", "checking"))
	err = run.renderer.Each(ctx, &look, items, func(r *renderer.Result) error {
		s.total++
		hints += r.Advice
		if look.Count {
			s.pages = append(s.pages, r.Pages)
		}
		if r.Bad() {
			s.bad++
			run.bar.pause()
			run.tellBad(r)
		}
		run.bar.add()
		return nil
	})
	run.bar.end()
	s.digest = in.digest()
	switch {
	case err != nil:
		return nil, run.wrong(err)
	case s.total == 0:
		run.say("输入里一份也没有", "the input has no documents")
		return nil, errProblems
	case s.bad > 0 && (!run.goOn || s.bad == s.total):
		run.say("%[2]d份中有%[1]d份有错误，一份也没有做", "%d of %d documents have problems; nothing was made", s.bad, s.total)
		return nil, errProblems
	case s.bad > 0:
		run.say("%[2]d份中有%[1]d份有错误，没有做", "%d of %d documents have problems and are left out", s.bad, s.total)
	}
	run.tellHints(hints)
	return s, nil
}

// tellHints says how many hints there are, and where they are listed.
func (run *batchRun) tellHints(n int) {
	listed := !run.merged || run.manifest
	switch {
	case n == 0:
	case listed && n == 1:
		run.say("有1条提示，列在清单（manifest.json）里", "1 hint; the manifest lists it")
	case listed:
		run.say("有%d条提示，列在清单（manifest.json）里", "%d hints; the manifest lists them", n)
	case n == 1:
		run.say("有1条提示，加上 --manifest 就列出来", "1 hint; --manifest lists it")
	default:
		run.say("有%d条提示，加上 --manifest 就列出来", "%d hints; --manifest lists them", n)
	}
}

// tellBad writes why an item is bad.
func (run *batchRun) tellBad(r *renderer.Result) {
	for _, problem := range r.Problems {
		if problem.Severity == forms.SeverityError {
			fmt.Fprintln(run.stderr, problem.Line(run.language()))
		}
	}
	if r.Err == nil {
		return
	}
	told := r.Wrong[len(r.Wrong)-1]
	if told.Code == renderer.CodeOurs {
		run.say("第%d份：%v", "document %d: %v", r.No, r.Err)
		return
	}
	fmt.Fprintf(run.stderr, "%s: %s (%s)\n", told.Pointer, told.Detail, told.Code)
}

// wrong is an error of a batch: that it was told to stop, or one of ours.
func (run *batchRun) wrong(err error) error {
	if errors.Is(err, context.Canceled) {
		return ours(errors.New(run.words("中断了", "interrupted")))
	}
	return ours(err)
}

// unlike says whether the input is another one than it was when it was checked.
func (in *batchInput) unlike(s *seen) bool { return !bytes.Equal(in.digest(), s.digest) }
