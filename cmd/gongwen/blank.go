package main

import (
	"github.com/spf13/cobra"

	"gongwen/renderer"
)

func (p *program) blankCommand() *cobra.Command {
	var t target
	cmd := &cobra.Command{
		Use:   "blank FORM -o OUT.{pdf,xlsx}",
		Short: "print the empty form",
		Args:  arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o, err := t.options(p, renderer.PDF, renderer.XLSX)
			if err != nil {
				return err
			}
			library, err := p.library()
			if err != nil {
				return err
			}
			d, err := form(library, args[0])
			if err != nil {
				return err
			}
			book, err := p.book()
			if err != nil {
				return err
			}
			return p.write(cmd.Context(), t.out, book, d.Blank(), o)
		},
	}
	t.flags(cmd, "pdf or xlsx")
	return cmd
}
