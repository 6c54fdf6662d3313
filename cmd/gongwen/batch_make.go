package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"time"

	"gongwen/renderer"
)

// manifestEnding is what the manifest beside one PDF is called behind the name of the PDF.
const manifestEnding = ".manifest.json"

// making is a batch's output as it comes into being.
type making struct {
	*batchRun
	work     *work
	archive  *renderer.Archive
	merge    *renderer.Merge
	manifest *renderer.Manifest
	first    []int // with running page numbers: of each item, the number of its first page
	pages    int   // with running page numbers: of the whole file
	made     int   // items that are in the output
	bad      int   // items that were found to be bad only when they were made
	ours     int   // those of them that an error of ours kept out
	ended    bool  // the output has its name
}

// start opens the output and, with --resume, puts in what an interrupted run has made.
func (run *batchRun) start(s *seen) (*making, error) {
	head := heading{Program: version(), Input: hex.EncodeToString(s.digest)}
	var err error
	if head.Options, err = run.digest(); err != nil {
		return nil, err
	}
	if run.issued != "" || run.env("SOURCE_DATE_EPOCH") != "" || !run.resume {
		head.Issued = run.batch.Options.Issued.Truncate(time.Second)
	}
	m := &making{batchRun: run}
	m.numbers(s)
	if m.work, err = run.openWork(&head); err != nil {
		return nil, err
	}
	if m.work.old == nil && head.Issued.IsZero() {
		head.Issued = run.batch.Options.Issued
	}
	run.batch.Options.Issued = head.Issued
	if err := m.open(); err != nil {
		m.work.close()
		return nil, err
	}
	run.bar = run.progress(s.total, run.words("制作", "making"))
	if err := m.work.replay(m.again); err != nil {
		m.work.close()
		return nil, ours(err)
	}
	run.bar.to(m.made)
	return m, nil
}

// digest is the SHA-256 of everything beside the input that decides what is made.
func (run *batchRun) digest() (string, error) {
	b := run.batching
	h := sha256.New()
	to := json.NewEncoder(h)
	err := to.Encode([]any{
		b.name, b.splitBy, b.set, b.from, b.pages, b.duplex, b.manifest, b.goOn, b.mark, b.layer, b.offset, run.merged, run.batch.Formats, run.lang, run.ref, b.listing.Lists,
	})
	all, listErr := run.library.All()
	for _, d := range all {
		if d.ID == run.form.ID {
			h.Write(d.YAML())
		}
	}
	for _, f := range run.book.Faces() {
		fmt.Fprintln(h, f.Key(), f.Name())
	}
	return hex.EncodeToString(h.Sum(nil)), ours(errors.Join(err, listErr))
}

// numbers counts the pages of the file where they are numbered on over it.
func (m *making) numbers(s *seen) {
	for _, n := range s.pages {
		if m.duplex && n > 0 && m.pages%2 == 1 {
			m.pages++
		}
		m.first = append(m.first, m.pages+1)
		m.pages += n
	}
}

// open starts the archive or the PDF.
func (m *making) open() (err error) {
	issued := m.batch.Options.Issued
	m.manifest = renderer.NewManifest(m.form, issued)
	if m.merged {
		m.merge, err = m.renderer.NewMerge(m.work, renderer.MergeOptions{Title: m.manifest.Title, Issued: issued, Duplex: m.duplex})
		return ours(err)
	}
	m.archive = renderer.NewArchive(m.work, issued)
	return nil
}

// add puts an item into the output; at is where its files are.
func (m *making) add(r *renderer.Result) (at []int64, err error) {
	if m.merged {
		err = m.merge.Add(r)
	} else if at, err = m.archive.Add(r); err == nil {
		err = m.archive.Flush()
	}
	m.manifest.Add(r)
	m.made++
	return at, err
}

// again puts in an item of the interrupted run.
func (m *making) again(l *line) error {
	if l.Late {
		m.late(&l.Record)
	}
	_, err := m.add(&renderer.Result{Record: l.Record, Part: l.Part})
	return err
}

// late counts an item that was sound when it was checked, and could not be made.
func (m *making) late(r *renderer.Record) {
	m.bad++
	if r.Wrong[len(r.Wrong)-1].Code == renderer.CodeOurs {
		m.ours++
	}
}

// make makes the items that are not there yet.
func (run *batchRun) make(ctx context.Context, in *batchInput, s *seen, m *making) error {
	items, err := run.items(ctx, in)
	if err != nil {
		return err
	}
	err = run.renderer.Each(ctx, &run.batch, m.left(items), func(r *renderer.Result) error {
		late := r.Err != nil
		if late {
			run.bar.pause()
			run.tellBad(r)
			m.late(&r.Record)
			if !run.goOn {
				return errProblems
			}
		}
		at, err := m.add(r)
		if err != nil {
			return err
		}
		run.bar.add()
		if m.work.journal == nil {
			return nil
		}
		return m.work.journal.write(line{Record: r.Record, At: at, Part: r.Part, End: m.work.at, Late: late})
	})
	run.bar.end()
	if err == nil && (in.unlike(s) || m.made != s.total) {
		err = errors.New("the input changed while it was read")
	}
	return err
}

// left are the items that are not in the output yet, with their page numbers where those run on.
func (m *making) left(items iter.Seq2[renderer.Item, error]) iter.Seq2[renderer.Item, error] {
	done := m.made
	return func(yield func(renderer.Item, error) bool) {
		for it, err := range items {
			if err == nil && it.Index < done {
				continue
			}
			if err == nil && it.Index < len(m.first) {
				it.First, it.Pages = m.first[it.Index], m.pages
			}
			if !yield(it, err) {
				return
			}
		}
	}
}

// done ends the output and gives it its name.
func (m *making) done(ctx context.Context) error {
	if m.manifest.Made == 0 {
		return errProblems
	}
	var err error
	if m.merged {
		err = m.merge.Close()
	}
	if err == nil {
		err = m.list(ctx)
	}
	if err == nil && !m.merged {
		err = m.archive.Close(m.manifest)
	}
	if err != nil {
		return err
	}
	if m.merged {
		m.manifest.File = &renderer.File{Name: filepath.Base(m.out), Bytes: m.work.at, SHA256: hex.EncodeToString(m.work.sum.Sum(nil))}
	}
	if err := m.work.finish(m.stdout); err != nil {
		return err
	}
	m.ended = true
	if err := m.beside(); err != nil {
		return err
	}
	if m.merged && m.batching.manifest {
		if err := m.outputBy(m.out+manifestEnding, ".part", m.manifest.Write); err != nil {
			return err
		}
	}
	if m.ours > 0 {
		return fmt.Errorf(m.words("有%d份没有做出，清单里记着是哪几份", "%d documents could not be made; the manifest names them"), m.ours)
	}
	if m.bad > 0 {
		return errProblems
	}
	return nil
}

// stop ends a run that did not come to its end, and says how to go on with it where it can be. What cannot be made is
// not kept.
func (m *making) stop(err error) error {
	m.bar.end()
	if m.ended {
		if errors.Is(err, errProblems) {
			return err
		}
		return ours(err)
	}
	again := m.work.journal != nil && m.manifest.Made > 0
	if errors.Is(err, errProblems) {
		m.work.remove()
		if m.ours > 0 {
			return ours(errors.New(m.words("一份也没有做出", "nothing was made")))
		}
		return errProblems
	}
	if m.work.out == "" {
		m.work.remove()
	} else {
		m.work.close()
	}
	err = m.wrong(err)
	if again {
		m.say("已做的%d份在 %s 里；同一条命令加上 --resume 接着做", "%d documents are in %s; the same command with --resume goes on", m.made, m.work.part())
	}
	return err
}
