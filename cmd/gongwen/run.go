package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"gongwen/forms"
)

// The exit codes.
const (
	exitDone = iota
	exitProblems
	exitUsage
	exitOurs
)

// program is one run: what it was started with, and the flags that every command has.
type program struct {
	env            func(string) string
	stdin          io.Reader
	stdout, stderr io.Writer

	formsDir string
	fontsDir string
	lang     string
}

// run is the program. It returns the exit code.
func run(ctx context.Context, args []string, env func(string) string, stdin io.Reader, stdout, stderr io.Writer) int {
	p := &program{env: env, stdin: stdin, stdout: stdout, stderr: stderr}
	root := p.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return p.exit(root.ExecuteContext(ctx))
}

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "gongwen",
		Short:         "公文: forms from JSON to PDF, workbook and picture",
		Args:          p.subcommand,
		RunE:          func(*cobra.Command, []string) error { return nil },
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(flagError)
	flags := root.PersistentFlags()
	flags.StringVar(&p.formsDir, "forms", "", "`folder` of definitions beside the built-in ones")
	flags.StringVar(&p.fontsDir, "fonts", "", "`folder` of licensed faces that take over their roles")
	flags.StringVar(&p.lang, "lang", string(forms.Chinese), "`language` of problems: zh or en")
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		if p.lang != string(forms.Chinese) && p.lang != string(forms.English) {
			return fmt.Errorf("--lang %q: it may be zh or en", p.lang)
		}
		return nil
	}
	root.AddCommand(p.renderCommand(), p.packetCommand(), p.batchCommand(), p.checkCommand(), p.importCommand(), p.formsCommand(), p.serveCommand(), p.workerCommand(), p.versionCommand())
	return root
}

// language is the one of problems.
func (p *program) language() forms.Lang { return forms.Lang(p.lang) }

// words are those of the language that problems are told in.
func (p *program) words(chinese, english string) string {
	if p.language() == forms.English {
		return english
	}
	return chinese
}

// say tells the user a sentence about the work on standard error.
func (p *program) say(chinese, english string, args ...any) {
	fmt.Fprintf(p.stderr, "gongwen: "+p.words(chinese, english)+"\n", args...)
}

// subcommand refuses the arguments of a command that is nothing without one of its own commands.
func (p *program) subcommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("which command? '%s --help' lists them", cmd.CommandPath())
	}
	err := fmt.Errorf("unknown command %q for %q", args[0], cmd.CommandPath())
	cmd.SuggestionsMinimumDistance = 2 // letters
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		err = fmt.Errorf("%w; did you mean %q?", err, near[0])
	}
	return err
}

// errProblems says that the problems have been told.
var errProblems = errors.New("the input has problems")

// failure is an error of ours, as against the user's: what a command was asked for was right.
type failure struct{ err error }

func (f failure) Error() string { return f.err.Error() }
func (f failure) Unwrap() error { return f.err }

// ours marks err as a failure.
func ours(err error) error {
	if err == nil {
		return nil
	}
	return failure{err}
}

// wrongDefinitions is what is wrong with definitions that the user gave.
type wrongDefinitions struct{ err error }

func (w wrongDefinitions) Error() string { return w.err.Error() }
func (w wrongDefinitions) Unwrap() error { return w.err }

// tellDefinitions writes every fault of every definition in err on its own line.
func (p *program) tellDefinitions(err error) {
	var faults *forms.DefinitionError
	switch joined, ok := err.(interface{ Unwrap() []error }); {
	case ok:
		for _, one := range joined.Unwrap() {
			p.tellDefinitions(one)
		}
	case errors.As(err, &faults):
		fmt.Fprintln(p.stderr, faults.Text(p.language()))
	default:
		fmt.Fprintln(p.stderr, err)
	}
}

// exit tells err and returns its exit code. An error that is neither a problem of the input nor marked as ours is
// wrong usage, as everything is that cobra finds.
func (p *program) exit(err error) int {
	var f failure
	var wrong wrongDefinitions
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errProblems):
		return exitProblems
	case errors.As(err, &wrong):
		p.tellDefinitions(wrong.err)
		return exitProblems
	case errors.As(err, &f):
		fmt.Fprintln(p.stderr, "gongwen:", err)
		return exitOurs
	default:
		fmt.Fprintln(p.stderr, "gongwen:", err)
		return exitUsage
	}
}

// clock is the time of the print: --issued, else SOURCE_DATE_EPOCH (reproducible-builds.org), else now.
func (p *program) clock(issued string) (time.Time, error) {
	if issued != "" {
		t, err := time.Parse(time.RFC3339, issued)
		if err != nil {
			return t, fmt.Errorf("--issued %q: it must be a time such as 2013-05-20T09:00:00+08:00", issued)
		}
		return t, nil
	}
	if epoch := p.env("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return time.Time{}, fmt.Errorf("SOURCE_DATE_EPOCH %q: it must be a number of seconds", epoch)
		}
		return time.Unix(seconds, 0).UTC(), nil
	}
	return time.Now().Truncate(time.Second), nil
}
