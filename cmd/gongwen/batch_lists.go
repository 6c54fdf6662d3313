package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/forms"
	"gongwen/renderer"
)

const listsLong = `

Lists go with the documents when they are asked for: in a ZIP behind them as 汇总表.pdf, 归档文件目录.pdf and 盖章前核对单.pdf (and
.xlsx, if --format has it), beside one PDF as files of their own, OUT-汇总表.pdf and so on: they stay in the office, and are
not to be printed with what is sent out.

--summary is the summary form: scoring tables in rank order with what their groups come to, grades, vetoes, shared places
and averages; --quota 优秀=20% tells who is over that share. Ledgers have their figures and the sums of those, slips their
short fields and what follows from them. --index is the archive list of DA/T 22-2015, with pages and SHA-256 of every file.
--checklist says what to look at before stamping: pages to print, seals to set, signatures to get, sums, what is open.`

// listing is what lists a batch is asked for.
type listing struct {
	renderer.Lists
	quota []string
	made  []renderer.File // beside one PDF
}

func (l *listing) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&l.Summary, "summary", false, "make the summary form of the documents too (汇总表)")
	flags.BoolVar(&l.Index, "index", false, "make the archive list of the files too (归档文件目录)")
	flags.BoolVar(&l.Checklist, "checklist", false, "make the sheet to check before stamping too (盖章前核对单)")
	flags.StringArrayVar(&l.quota, "quota", nil, "summary: the share of documents that may have a grade, as `GRADE=PERCENT`: 优秀=20%; more than once; without it, the form's own")
	flags.StringVar(&l.Unit, "office", "", "lists: the `unit` that makes them")
	flags.StringVar(&l.Date, "date", "", "lists: their `date`, 2013-12-20")
}

// lists makes sense of the flags.
func (run *batchRun) lists() error {
	l := &run.batching.listing
	run.batch.List = l.Any()
	for _, text := range l.quota {
		share, err := run.form.ParseShare(text)
		if err != nil {
			return fmt.Errorf("--%w", err)
		}
		l.Quota = append(l.Quota, share)
	}
	switch err := l.Check(run.form); {
	case errors.Is(err, forms.ErrNoSummary):
		return fmt.Errorf("--summary: %s is a %s, which has nothing to sum up", run.form.ID, run.form.Kind)
	case err != nil:
		return err
	}
	switch {
	case !l.Any() && l.Unit+l.Date != "":
		return errors.New("--office and --date are those of lists: ask for --summary, --index or --checklist")
	case l.Any() && run.merged && run.out == standard:
		return errors.New("lists are written beside one PDF, which has to be a file")
	}
	return nil
}

// list makes the lists, when everything else is in the output. Those of a ZIP go into it.
func (m *making) list(ctx context.Context) error {
	l := &m.batching.listing
	if !l.Any() {
		return nil
	}
	formats := m.batch.Formats
	if m.merged {
		formats = []renderer.Format{renderer.PDF}
		m.manifest.File = &renderer.File{Name: filepath.Base(m.out), Bytes: m.work.at, SHA256: hex.EncodeToString(m.work.sum.Sum(nil))}
	}
	files, advice, err := m.renderer.MakeLists(ctx, m.form, m.manifest, &l.Lists, formats, m.batch.Options)
	if err != nil {
		return err
	}
	for i := range advice {
		if advice[i].Code == forms.CodeQuota {
			fmt.Fprintln(m.stderr, advice[i].Line(m.language()))
		}
	}
	for i := range files {
		f := &files[i]
		if m.merged {
			f.Name = strings.TrimSuffix(m.out, filepath.Ext(m.out)) + "-" + f.Name
			l.made = append(l.made, *f)
			f.Name = filepath.Base(f.Name)
		} else if err := m.archive.AddFile(f); err != nil {
			return err
		}
		m.manifest.Lists = append(m.manifest.Lists, renderer.File{Name: f.Name, Bytes: f.Bytes, SHA256: f.SHA256})
	}
	return nil
}

// beside writes the lists that stand beside one PDF. What a run that was killed left of one has the name that this run's
// has: it does not stay.
func (m *making) beside() error {
	for i := range m.batching.made {
		f := &m.batching.made[i]
		if err := m.outputBy(f.Name, ".part", func(w io.Writer) error { _, err := w.Write(f.Data); return err }); err != nil {
			return err
		}
	}
	return nil
}
