package main

import (
	"fmt"

	"gongwen/fonts"
	"gongwen/forms"
)

// filled is a form with an input: the document, nil where a problem is an error, and everything there is to say.
type filled struct {
	book     *fonts.Book
	document *forms.Document
	problems []forms.Problem
}

// fill fills the form that ref names with the input at path.
func (p *program) fill(ref, path string) (*filled, error) {
	library, err := p.library()
	if err != nil {
		return nil, err
	}
	if _, err := form(library, ref); err != nil {
		return nil, err
	}
	data, err := p.input(path)
	if err != nil {
		return nil, err
	}
	in, problems := forms.ParseInput(data, forms.Limits{})
	if in == nil {
		return &filled{problems: problems}, nil
	}
	d, err := formOf(library, ref, in)
	if err != nil {
		return nil, err
	}
	book, err := p.book()
	if err != nil {
		return nil, err
	}
	doc, problems := d.Fill(in, book)
	return &filled{book: book, document: doc, problems: problems}, nil
}

// tell writes the problems to standard error, one a line. The error is errProblems when one of them stops the print.
func (p *program) tell(f *filled) error {
	p.tellAll(f.problems)
	if f.document == nil {
		return errProblems
	}
	return nil
}

// tellAll writes problems to standard error, one a line.
func (p *program) tellAll(problems []forms.Problem) {
	for _, problem := range problems {
		fmt.Fprintln(p.stderr, problem.Line(p.language()))
	}
}
