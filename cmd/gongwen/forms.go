package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"gongwen/forms"
)

func (p *program) formsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "forms",
		Short: "look at the forms there are, and check new ones",
		Args:  p.subcommand,
		RunE:  func(*cobra.Command, []string) error { return nil },
	}
	cmd.AddCommand(p.listCommand(), p.blankCommand(), p.lintCommand(),
		p.aspect("show", "the definition, in YAML", (*forms.Definition).YAML),
		p.newCommand(), p.schemaCommand(),
		p.aspect("sample", "a valid input", (*forms.Definition).Sample))
	return cmd
}

// listed is a form as the list shows it.
type listed struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
	Kind    string `json:"kind"`
	Title   string `json:"title"`
}

func (p *program) listCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "every form: id, version, kind and title",
		Args:  arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			library, err := p.library()
			if err != nil {
				return err
			}
			all, err := library.All()
			if err != nil {
				return err
			}
			list := make([]listed, len(all))
			for i, d := range all {
				list[i] = listed{ID: d.ID, Version: d.Version, Kind: string(d.Kind), Title: d.Title.Line()}
			}
			if asJSON {
				out := json.NewEncoder(p.stdout)
				out.SetIndent("", "  ")
				return ours(out.Encode(list))
			}
			table := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
			for _, f := range list {
				fmt.Fprintf(table, "%s\t%d\t%s\t%s\n", f.ID, f.Version, f.Kind, f.Title)
			}
			return ours(table.Flush())
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

// aspect is a command that prints what follows from a definition.
func (p *program) aspect(name, what string, of func(*forms.Definition) []byte) *cobra.Command {
	return &cobra.Command{
		Use:   name + " FORM",
		Short: what,
		Args:  arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			d, err := p.form(args[0])
			if err != nil {
				return err
			}
			_, err = p.stdout.Write(of(d))
			return ours(err)
		},
	}
}

func (p *program) lintCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "lint FILE...",
		Short: "check definitions: every mistake with file, line and path",
		Args:  arguments(1, 1<<20),
		RunE: func(_ *cobra.Command, files []string) error {
			library, err := p.library()
			if err != nil { // lint tells what is wrong with a file when it is asked about that file
				library = forms.Builtin()
			}
			var wrong []error
			for _, file := range files {
				src, err := os.ReadFile(file)
				if err != nil {
					return err
				}
				if err := library.Lint(file, src); err != nil {
					wrong = append(wrong, err)
				}
			}
			if wrong != nil {
				return wrongDefinitions{errors.Join(wrong...)}
			}
			return nil
		},
	}
}
