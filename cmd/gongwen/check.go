package main

import (
	"github.com/spf13/cobra"
)

func (p *program) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check FORM [INPUT.json|-]",
		Short: "tell the problems of an input, and advice; nothing is written",
		Args:  arguments(1, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			f, err := p.fill(args[0], second(args))
			if err != nil {
				return err
			}
			return p.tell(f)
		},
	}
}
