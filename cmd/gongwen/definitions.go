package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/forms"
)

// newCommand prints a definition to start from.
func (p *program) newCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "new KIND",
		Short: "a definition to start from, with comments: " + kinds(),
		Args:  arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			kind, err := kindOf(args[0])
			if err != nil {
				return err
			}
			_, err = p.stdout.Write(forms.Starter(kind))
			return ours(err)
		},
	}
}

// schemaCommand prints the JSON Schema of a form's input or of the definitions of a kind.
func (p *program) schemaCommand() *cobra.Command {
	var name string
	cmd := p.aspect("schema", "the JSON Schema of its input, or of a definition", (*forms.Definition).Schema)
	ofForm := cmd.RunE
	cmd.Use = "schema FORM | --definition KIND"
	cmd.Args = arguments(0, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if defined := cmd.Flags().Changed("definition"); !defined || len(args) > 0 {
			if defined || len(args) == 0 {
				return errors.New("name a form, or a kind with --definition")
			}
			return ofForm(cmd, args)
		}
		kind, err := kindOf(name)
		if err != nil {
			return err
		}
		_, err = p.stdout.Write(forms.DefinitionSchema(kind))
		return ours(err)
	}
	cmd.Flags().StringVar(&name, "definition", "", "`kind` of definitions, for editors: "+kinds())
	return cmd
}

func kindOf(name string) (forms.Kind, error) {
	kind, ok := forms.ParseKind(name)
	if !ok {
		return "", fmt.Errorf("no kind %q: there is %s", name, kinds())
	}
	return kind, nil
}

// kinds names all kinds.
func kinds() string {
	var names []string
	for _, k := range forms.Kinds() {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}
