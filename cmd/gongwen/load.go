package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"gongwen/fonts"
	"gongwen/forms"
)

// readBytes is what is read of an input: enough for the input's own limit to say how large it is.
const readBytes = 64 << 20

// arguments is a check for low to high arguments.
func arguments(low, high int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) >= low && len(args) <= high {
			return nil
		}
		return fmt.Errorf("%d arguments given; usage: %s", len(args), cmd.UseLine())
	}
}

// folder opens a folder that a flag names; nil without one.
func folder(flag, name string) (fs.FS, error) {
	if name == "" {
		return nil, nil
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("--%s: %w", flag, err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("--%s %s: not a folder", flag, name)
	}
	return os.DirFS(name), nil
}

// library is the built-in forms and those of --forms.
func (p *program) library() (*forms.Library, error) {
	dir, err := folder("forms", p.formsDir)
	if err != nil {
		return nil, err
	}
	if dir == nil {
		return forms.Builtin(), nil
	}
	all, err := forms.Builtin().With(dir, p.formsDir)
	if err != nil {
		return nil, wrongDefinitions{err}
	}
	return all, nil
}

// book is the built-in faces and those of --fonts.
func (p *program) book() (*fonts.Book, error) {
	dir, err := folder("fonts", p.fontsDir)
	if err != nil {
		return nil, err
	}
	book, err := fonts.Open(fonts.Options{Dir: dir})
	if err != nil && dir == nil {
		return nil, ours(err)
	}
	return book, err
}

// both are the library and the book.
func (p *program) both() (*forms.Library, *fonts.Book, error) {
	library, err := p.library()
	if err != nil {
		return nil, nil, err
	}
	book, err := p.book()
	return library, book, err
}

// form is the definition that FORM names; without a version, the newest.
func (p *program) form(ref string) (*forms.Definition, error) {
	library, err := p.library()
	if err != nil {
		return nil, err
	}
	return form(library, ref)
}

// form is the definition that FORM names; without a version, the newest.
func form(library *forms.Library, ref string) (*forms.Definition, error) {
	id, version, err := forms.ParseRef(ref)
	if err != nil {
		return nil, err
	}
	d, err := library.Get(id, version)
	if errors.Is(err, forms.ErrNotFound) {
		return nil, fmt.Errorf("%w ('gongwen forms list' names all)", err)
	}
	return d, err
}

// formOf is the definition that FORM names for an input: without a version, the one that the input says, if there is
// such a one; Fill tells about one that there is not.
func formOf(library *forms.Library, ref string, in *forms.Input) (*forms.Definition, error) {
	id, version, err := forms.ParseRef(ref)
	if err == nil && version == 0 {
		if d, err := library.Get(id, in.Version()); err == nil {
			return d, nil
		}
	}
	return form(library, ref)
}

// input reads the file named path, or standard input for "-" or nothing.
func (p *program) input(path string) ([]byte, error) {
	if path == "" || path == standard {
		data, err := io.ReadAll(io.LimitReader(p.stdin, readBytes))
		if err != nil {
			return nil, fmt.Errorf("standard input: %w", err)
		}
		return data, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("input: %w", err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, readBytes))
	if err != nil {
		return nil, fmt.Errorf("input: %w", err)
	}
	return data, nil
}
