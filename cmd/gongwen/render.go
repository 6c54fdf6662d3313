package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/fonts"
	"gongwen/forms"
	"gongwen/renderer"
)

// target is where a document goes and as what.
type target struct {
	out    string
	format string // empty: from the ending of out
	issued string
	page   int
	dpi    int
	mark   string
	layer  string
	offset string
}

func (t *target) flags(cmd *cobra.Command, formats string) {
	flags := cmd.Flags()
	flags.StringVarP(&t.out, "output", "o", "", "`file` to write; - is standard output")
	flags.StringVar(&t.format, "format", "", formats+"; without it, the ending of the file says")
	t.printFlags(cmd)
}

// printFlags are those of a print, whatever is made of it.
func (t *target) printFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&t.issued, "issued", "", "`time` of the print (RFC 3339); without it, now")
	flags.StringVar(&t.mark, "mark", "", fmt.Sprintf("`text` across every page, such as 副本, 作废 or 样张: at most %d characters", renderer.MarkLength))
	flags.StringVar(&t.layer, "layer", "all", "pdf, png: all, or data for what is filled in alone, onto printed paper (套打)")
	flags.StringVar(&t.offset, "offset", "0,0", fmt.Sprintf("pdf, png: `X,Y` to move everything right and down, in millimetres to ±%d", renderer.MostOffset))
}

// options makes sense of the flags. offered are the formats that the command has.
func (t *target) options(p *program, offered ...renderer.Format) (renderer.Options, error) {
	var o renderer.Options
	if t.out == "" {
		return o, errors.New("no output: name a file with -o, or - for standard output")
	}
	ending := strings.TrimPrefix(filepath.Ext(t.out), ".")
	if t.out == standard {
		ending = ""
	}
	name := t.format
	if name == "" {
		name = ending
	}
	if name == "" {
		return o, fmt.Errorf("which format? name a file that ends in %s, or give --format", endings(offered))
	}
	format, err := renderer.ParseFormat(name)
	if err != nil || !slices.Contains(offered, format) {
		return o, fmt.Errorf("no format %q here: there is %s", name, endings(offered))
	}
	if byEnding, err := renderer.ParseFormat(ending); err == nil && byEnding != format {
		return o, fmt.Errorf("--format %s disagrees with %s", format, t.out)
	}
	if format != renderer.PNG && (t.page != 0 || t.dpi != 0) {
		return o, errors.New("--page and --dpi are for png")
	}
	if o, err = t.look(p); err != nil {
		return o, err
	}
	o.Format, o.Page, o.DPI = format, t.page, t.dpi
	return o, nil
}

// look makes sense of the flags of a print.
func (t *target) look(p *program) (o renderer.Options, err error) {
	o.Mark = t.mark
	if o.Layer, err = renderer.ParseLayer(t.layer); err != nil {
		return o, err
	}
	if o.Offset, err = renderer.ParseOffset(t.offset); err != nil {
		return o, err
	}
	o.Issued, err = p.clock(t.issued)
	return o, err
}

func (p *program) renderCommand() *cobra.Command {
	var t target
	cmd := &cobra.Command{
		Use:   "render FORM [INPUT.json|-] -o OUT.{pdf,xlsx,png}",
		Short: "fill a form and print it",
		Args:  arguments(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			o, err := t.options(p, renderer.Formats()...)
			if err != nil {
				return err
			}
			if err := p.apart(t.out, second(args)); err != nil {
				return err
			}
			f, err := p.fill(args[0], second(args))
			if err != nil {
				return err
			}
			if err := p.tell(f); err != nil {
				return err
			}
			return p.write(cmd.Context(), t.out, f.book, f.document, o)
		},
	}
	t.flags(cmd, "pdf, xlsx or png")
	cmd.Flags().IntVar(&t.page, "page", 0, "png: which `page`, counted from 1 (default 1)")
	cmd.Flags().IntVar(&t.dpi, "dpi", 0, fmt.Sprintf("png: dots per inch, %d to %d (default %d)",
		renderer.MinDPI, renderer.MaxDPI, renderer.DefaultDPI))
	return cmd
}

// write renders a document to where it goes.
func (p *program) write(ctx context.Context, out string, book *fonts.Book, doc *forms.Document, o renderer.Options) error {
	r := renderer.New(book, renderer.Limits{})
	return p.print(out, func(w io.Writer) error { return r.Render(ctx, w, doc, o) })
}

// print writes what render gives to where it goes, and tells whose its error is.
func (p *program) print(out string, render func(io.Writer) error) error {
	return p.output(out, func(w io.Writer) error {
		err := render(w)
		var page *renderer.PageError
		var dpi renderer.DPIError
		var cell *renderer.CellError
		var option *renderer.OptionError
		switch {
		case errors.As(err, &option):
			return option
		case errors.As(err, &page):
			return page
		case errors.As(err, &dpi):
			return dpi
		case errors.As(err, &cell) && cell.Pointer != "":
			fmt.Fprintf(p.stderr, "%s: %v (cell)\n", cell.Pointer, cell.Err)
			return errProblems
		}
		return ours(err)
	})
}

// second is the second argument, empty if there is none.
func second(args []string) string {
	if len(args) > 1 {
		return args[1]
	}
	return ""
}

func endings(formats []renderer.Format) string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = "." + f.String()
	}
	return strings.Join(names, ", ")
}
