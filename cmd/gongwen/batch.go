package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/fonts"
	"gongwen/forms"
	"gongwen/renderer"
)

const batchLong = `Fill a form many times and print all of it: a ZIP with a file or more of each document, or one PDF of them all.

INPUT is a JSON array of inputs, NDJSON with an input a line, a workbook with a row for each document (forms blank FORM
--batch), or a table (.csv, .tsv); - or nothing is standard input. Everything is checked before anything is written. If an
input is wrong, all problems of all inputs are told (/3/fields/unit is in the fourth one), nothing is made and the exit code
is 1; with --continue what is right is made, and manifest.json says what is not.

--name is how documents are called: {no} is the number from 1, {unit} and {title} what is printed, {whose} by what a document
is told apart from the others (its unit or a name; so is {unit} where a form has none), {form} the form, and every field
has its key: {year}. Names are made such that Windows has them, and unique.

OUT appears whole or not at all. What there is of it meanwhile is in OUT.part; if the run is interrupted, the same command
with --resume goes on there, and makes the same bytes. Input and options must be the same; without --resume a run starts
anew.`

// batching is what a batch is asked for.
type batching struct {
	target
	as       string
	formats  []string
	name     string
	splitBy  string
	set      []string
	pages    string
	duplex   bool
	manifest bool
	from     string
	goOn     bool
	resume   bool
	workers  int
	listing
}

func (p *program) batchCommand() *cobra.Command {
	var b batching
	cmd := &cobra.Command{
		Use:   "batch FORM [INPUT.{ndjson,json,xlsx,csv}|-] -o OUT.{zip,pdf}",
		Short: "fill a form many times: an archive, or one PDF of them all",
		Long:  batchLong + listsLong,
		Args:  arguments(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			run, err := p.batch(&b, args[0])
			if err != nil {
				return err
			}
			return run.do(cmd.Context(), second(args))
		},
	}
	flags := cmd.Flags()
	flags.StringVarP(&b.out, "output", "o", "", "`file` to write; - is standard output")
	flags.StringVar(&b.as, "as", "", "zip or pdf; without it, the ending of the file says")
	flags.StringSliceVar(&b.formats, "format", nil, "zip: pdf, xlsx or both (default pdf)")
	flags.StringVar(&b.name, "name", "", "`pattern` of the documents' names (default "+renderer.DefaultNames+")")
	flags.StringVar(&b.splitBy, "split-by", "", "ledger: a document for each value that its rows have under this `key`")
	flags.StringArrayVar(&b.set, "set", nil, "`key=value` of a field that the workbook or the table lacks; may be repeated")
	flags.StringVar(&b.pages, "pages", "document", "pdf: page numbers of each document, or running over the file")
	flags.BoolVar(&b.duplex, "duplex", false, "pdf: every document starts on the front of a sheet")
	flags.BoolVar(&b.manifest, "manifest", false, "pdf: write OUT.manifest.json too, which a zip has in it")
	flags.StringVar(&b.from, "from", "", "ndjson, json, xlsx, csv or tsv: what the input is; without it, its ending says")
	flags.BoolVar(&b.goOn, "continue", false, "make what is right, although something is wrong")
	flags.BoolVar(&b.resume, "resume", false, "go on with a run that was interrupted")
	flags.IntVar(&b.workers, "workers", 0, "`documents` made at once (default: as many as there are processors)")
	b.listing.flags(cmd)
	b.printFlags(cmd)
	return cmd
}

// batchRun is one run of a batch, its flags made sense of.
type batchRun struct {
	*program
	*batching
	ref      string // of the form, as given
	library  *forms.Library
	form     *forms.Definition
	book     *fonts.Book
	renderer *renderer.Renderer
	batch    renderer.Batch
	merged   bool // one PDF
	bar      *progress
}

// batch makes sense of the flags.
func (p *program) batch(b *batching, ref string) (*batchRun, error) {
	run := &batchRun{program: p, batching: b, ref: ref}
	if err := run.kinds(); err != nil {
		return nil, err
	}
	if b.workers < 0 {
		return nil, fmt.Errorf("--workers %d: it must be a number from 1", b.workers)
	}
	var err error
	if run.batch.Options, err = b.look(p); err != nil {
		return nil, err
	}
	if run.library, err = p.library(); err != nil {
		return nil, err
	}
	if run.form, err = form(run.library, ref); err != nil {
		return nil, err
	}
	if run.book, err = p.book(); err != nil {
		return nil, err
	}
	run.renderer = renderer.New(run.book, renderer.Limits{})
	for _, format := range append(slices.Clone(run.batch.Formats), renderer.PDF)[:max(len(run.batch.Formats), 1)] {
		o := run.batch.Options
		o.Format = format
		if err := run.renderer.Check(o); err != nil {
			return nil, err
		}
	}
	if b.splitBy != "" {
		if _, err := renderer.Split(nil, run.form, b.splitBy); err != nil {
			return nil, err
		}
	}
	run.batch.Form, run.batch.Part, run.batch.Lang, run.batch.Workers = run.version, run.merged, p.language(), b.workers
	if err := run.lists(); err != nil {
		return nil, err
	}
	run.batch.Names, err = renderer.ParseNames(run.pattern(), run.form)
	return run, err
}

// pattern is that of the names: where a ledger is split, by what it is split.
func (b *batching) pattern() string {
	switch {
	case b.name != "":
		return b.name
	case b.splitBy != "":
		return "{no}-{" + b.splitBy + "}-{title}"
	}
	return renderer.DefaultNames
}

// kinds finds out what is to be made.
func (run *batchRun) kinds() error {
	b := run.batching
	if b.out == "" {
		return errors.New("no output: name a file with -o, or - for standard output")
	}
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(b.out), "."))
	as := b.as
	if as == "" && b.out != standard {
		as = ending
	}
	switch as {
	case "zip", "pdf":
		run.merged = as == "pdf"
	case "":
		return errors.New("a zip or a pdf? name a file that ends so, or give --as")
	default:
		return fmt.Errorf("no output as %q here: there is zip and pdf", as)
	}
	if b.as != "" && b.out != standard && ending != b.as && (ending == "zip" || ending == "pdf") {
		return fmt.Errorf("--as %s disagrees with %s", b.as, b.out)
	}
	if b.pages != "document" && b.pages != "running" {
		return fmt.Errorf("--pages %q: it may be document or running", b.pages)
	}
	if run.merged {
		if len(b.formats) > 0 && !slices.Equal(b.formats, []string{"pdf"}) {
			return errors.New("one PDF of all documents has no other format; write a zip")
		}
		if b.manifest && b.out == standard {
			return errors.New("--manifest is written beside the output, which has to be a file")
		}
		return nil
	}
	if b.duplex || b.pages != "document" || b.manifest {
		return errors.New("--duplex, --pages and --manifest are for one PDF of all documents")
	}
	if len(b.formats) == 0 {
		run.batch.Formats = []renderer.Format{renderer.PDF}
	}
	for _, name := range b.formats {
		f, err := renderer.ParseFormat(name)
		if err != nil || f == renderer.PNG || slices.Contains(run.batch.Formats, f) {
			return fmt.Errorf("--format %s: it may be pdf, xlsx or pdf,xlsx", strings.Join(b.formats, ","))
		}
		run.batch.Formats = append(run.batch.Formats, f)
	}
	return nil
}

// version is the definition for an input: without a version in FORM, the one that the input says, if there is such a
// one; Fill tells about one that there is not.
func (run *batchRun) version(version int) *forms.Definition {
	if id, asked, err := forms.ParseRef(run.ref); err == nil && asked == 0 && version != 0 {
		if d, err := run.library.Get(id, version); err == nil {
			return d
		}
	}
	return run.form
}

// workerMemory is what a worker of a batch may let memory grow to before it is collected oftener.
const workerMemory = 64 << 20

// collectSome lets garbage grow, though less than a service does (collectLess) and only so far: what is noted of each
// document lives on, and garbage grows with it. The function that it gives takes this back.
func (run *batchRun) collectSome() (restore func()) {
	percent, limit := -1, int64(-1)
	if run.env("GOGC") == "" {
		percent = debug.SetGCPercent(200)
	}
	if run.env("GOMEMLIMIT") == "" {
		workers := run.workers
		if workers == 0 {
			workers = runtime.GOMAXPROCS(0)
		}
		limit = debug.SetMemoryLimit(int64(workers) * workerMemory)
	}
	return func() {
		if run.env("GOGC") == "" {
			debug.SetGCPercent(percent)
		}
		debug.SetMemoryLimit(limit) // which changes nothing when it is negative
	}
}

// do makes the batch.
func (run *batchRun) do(ctx context.Context, path string) error {
	for _, out := range [...]string{run.out, run.out + ".part", run.out + ".part.journal", run.out + manifestEnding} {
		if err := run.apart(out, path); err != nil {
			return err
		}
	}
	in, err := run.open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	defer run.collectSome()()
	seen, err := run.check(ctx, in)
	if err != nil {
		return err
	}
	run.batch.Total = seen.total
	out, err := run.start(seen)
	if err != nil {
		return err
	}
	if err := run.make(ctx, in, seen, out); err != nil {
		return out.stop(err)
	}
	if err := out.done(ctx); err != nil {
		return out.stop(err)
	}
	if seen.bad > 0 {
		return errProblems
	}
	return nil
}
