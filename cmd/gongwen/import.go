package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"gongwen/forms"
	"gongwen/renderer"
)

// importing is how filled files are read back.
type importing struct {
	out      string
	annotate string
	from     string
	force    bool

	expect string // of many
	report string
	set    []string
}

const importLong = `Read a filled copy of a form back as its input: a workbook that render or forms blank made (.xlsx), wherever it was
filled in, or a table (.csv, .tsv). What is wrong is told by sheet and cell (党建台账!E7), all at once.

Nothing is written while there are problems, unless --force is given: then the JSON has what could be read. The exit code is 1
all the same. --set gives fields that the file lacks (--set unit=示例局 --set date=2013-05-20); where the file says something
else, that is a problem. --annotate writes the workbook itself with the wrong cells coloured, a note on each and a list of all
problems, ready to be sent back; it is written in any case.

Several files, a folder or a ZIP archive of filled copies of a ledger become one ledger of all their rows. Who is to send a
copy may be listed (--expect: a name a line, or the first column of a table); then the rows stand in that order, and who
is missing is told. --set gives the fields of the merged ledger on which the copies differ (--set unit=示例局). --report
writes who sent what and what is wrong with it, --annotate then names a folder for the marked copies of the bad ones.
Missing copies are told, and do not keep the others from being merged.

Limits: 64 MiB a workbook, 1,000,000 filled cells; 20,000 rows an input. Workbooks with a password, .xls, .xlsb and .ods are
refused with the reason.`

func (p *program) importCommand() *cobra.Command {
	var i importing
	cmd := &cobra.Command{
		Use:   "import FORM [FILLED.{xlsx,csv,tsv}|-] [-o OUT.json] [--annotate MARKED.xlsx]\n  gongwen import FORM {FILE|FOLDER|ARCHIVE.zip}... [-o OUT.json] [--expect LIST] [--report REPORT.json] [--annotate FOLDER]",
		Short: "read filled workbooks back as input",
		Long:  importLong,
		Args:  arguments(1, 1<<20),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, out := range [...]string{i.out, i.annotate, i.report} {
				if err := p.apart(out, args[1:]...); err != nil {
					return err
				}
			}
			library, err := p.library()
			if err != nil {
				return err
			}
			versions, err := versionsOf(library, args[0])
			if err != nil {
				return err
			}
			if many(args[1:]) {
				if i.from != "" {
					return errors.New("--from is for one file")
				}
				return p.importMany(cmd, versions, args[1:], i)
			}
			if i.expect != "" || i.report != "" {
				return errors.New("--expect and --report are for several files, a folder or an archive")
			}
			file, err := p.upload(second(args), i.from)
			if err != nil {
				return err
			}
			if file.Fields, err = settings(i.set); err != nil {
				return err
			}
			if i.annotate != "" && file.Table() {
				return errors.New("--annotate is for workbooks: a table cannot be marked")
			}
			book, err := p.book()
			if err != nil {
				return err
			}
			return p.importOne(cmd, renderer.New(book, renderer.Limits{}), versions, file, i)
		},
	}
	flags := cmd.Flags()
	flags.StringVarP(&i.out, "output", "o", standard, "`file` for the input; - is standard output")
	flags.StringVar(&i.annotate, "annotate", "", "`file` for the workbook with its problems marked; of many, a folder for the marked copies")
	flags.StringVar(&i.from, "from", "", "xlsx, csv or tsv: what the file is; without it, its ending says (standard input: xlsx)")
	flags.BoolVar(&i.force, "force", false, "write the JSON although there are problems")
	flags.StringVar(&i.expect, "expect", "", "`list` of the units that are to send a copy (.txt, .csv)")
	flags.StringVar(&i.report, "report", "", "`file` for who sent what, who is missing and what is wrong, as JSON")
	flags.StringArrayVar(&i.set, "set", nil, "`key=value` of a field that the file lacks, or of the merged ledger; may be repeated")
	return cmd
}

// importOne reads one file.
func (p *program) importOne(cmd *cobra.Command, r *renderer.Renderer, versions renderer.Versions, file renderer.Upload, i importing) error {
	in, err := r.Import(cmd.Context(), versions, file, forms.Limits{})
	if err != nil {
		return p.unread(file.Name, err)
	}
	p.tellAll(in.Problems)
	if i.annotate != "" {
		marked, err := r.Annotate(cmd.Context(), file, in.Problems)
		if err != nil {
			return p.unread(file.Name, err)
		}
		if err := p.output(i.annotate, bytesOf(marked)); err != nil {
			return err
		}
	}
	if in.Document != nil || i.force {
		if err := p.outputText(i.out, in.JSON); err != nil {
			return err
		}
	}
	if in.Document == nil {
		return errProblems
	}
	return nil
}

// bytesOf writes what is there already.
func bytesOf(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return ours(err)
	}
}

// outputText writes a text, which a terminal may show.
func (p *program) outputText(path string, text []byte) error {
	if path == standard {
		return bytesOf(text)(p.stdout)
	}
	return p.output(path, bytesOf(text))
}

// unread tells why a file was not read: a reason of the file is a problem, everything else is ours.
func (p *program) unread(name string, err error) error {
	var file *renderer.FileError
	if !errors.As(err, &file) {
		return ours(err)
	}
	fmt.Fprintln(p.stderr, p.fileLine(name, file))
	return errProblems
}

// fileLine is the line that tells why a file was not read.
func (p *program) fileLine(name string, err *renderer.FileError) string {
	return fmt.Sprintf("%q: %s (%s)", filepath.Base(name), err.Text(p.lang), err.Code)
}

// upload reads a filled file, or standard input for "-" or nothing.
func (p *program) upload(path, from string) (renderer.Upload, error) {
	file := renderer.Upload{Name: path}
	switch from {
	case "":
		if path == "" || path == standard {
			file.Name = "stdin.xlsx"
		}
	case "xlsx", "csv", "tsv":
		file.Name += "." + from
	default:
		return file, fmt.Errorf("--from %q: it may be xlsx, csv or tsv", from)
	}
	data, err := p.input(path)
	file.Data = data
	return file, err
}

// versionsOf finds the versions of the form that ref names. A ref with a version takes that one alone.
func versionsOf(library *forms.Library, ref string) (renderer.Versions, error) {
	d, err := form(library, ref)
	if err != nil {
		return nil, err
	}
	_, fixed, err := forms.ParseRef(ref)
	if err != nil {
		return nil, err
	}
	return func(version int) *forms.Definition {
		if version == 0 || fixed != 0 {
			return d
		}
		other, err := library.Get(d.ID, version)
		if err != nil {
			return nil
		}
		return other
	}, nil
}
