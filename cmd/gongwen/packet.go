package main

import (
	"io"

	"github.com/spf13/cobra"

	"gongwen/forms"
	"gongwen/renderer"
)

func (p *program) packetCommand() *cobra.Command {
	var t target
	cmd := &cobra.Command{
		Use:   "packet [PACKET.json|-] -o OUT.{pdf,xlsx}",
		Short: "fill several forms and print them as one file",
		Args:  arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o, err := t.options(p, renderer.PDF, renderer.XLSX)
			if err != nil {
				return err
			}
			name := second(append([]string{""}, args...))
			if err := p.apart(t.out, name); err != nil {
				return err
			}
			library, err := p.library()
			if err != nil {
				return err
			}
			data, err := p.input(name)
			if err != nil {
				return err
			}
			book, err := p.book()
			if err != nil {
				return err
			}
			packet, problems := forms.ParsePacket(data, forms.Limits{}, library, book)
			if p.tellAll(problems); packet == nil {
				return errProblems
			}
			r := renderer.New(book, renderer.Limits{})
			return p.print(t.out, func(w io.Writer) error { return r.RenderPacket(cmd.Context(), w, packet, o) })
		},
	}
	t.flags(cmd, "pdf or xlsx")
	return cmd
}
