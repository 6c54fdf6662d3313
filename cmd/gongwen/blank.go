package main

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"gongwen/renderer"
)

func (p *program) blankCommand() *cobra.Command {
	var t target
	var batch bool
	cmd := &cobra.Command{
		Use:   "blank FORM [--batch] -o OUT.{pdf,xlsx}",
		Short: "print the empty form",
		Long: `Print the empty form. As a workbook it can be filled in anywhere and read back with import.

With --batch it is a workbook with one row for each document (一行一份), or of a ledger with one for each of its rows: a column for
each thing to fill in, checked like the form itself. It has 20 empty rows; more may be added below them. What is attached to
a notice and the deductions of an item have no columns.`,
		Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o, err := t.options(p, renderer.PDF, renderer.XLSX)
			if err != nil {
				return err
			}
			if batch && o.Format != renderer.XLSX {
				return errors.New("--batch is for workbooks: name a file that ends in .xlsx")
			}
			d, err := p.form(args[0])
			if err != nil {
				return err
			}
			book, err := p.book()
			if err != nil {
				return err
			}
			if batch {
				r := renderer.New(book, renderer.Limits{})
				return p.print(t.out, func(w io.Writer) error { return r.RenderWide(cmd.Context(), w, d, o) })
			}
			return p.write(cmd.Context(), t.out, book, d.Blank(), o)
		},
	}
	t.flags(cmd, "pdf or xlsx")
	cmd.Flags().BoolVar(&batch, "batch", false, "xlsx: one row for each document")
	return cmd
}
