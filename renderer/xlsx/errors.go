package xlsx

import (
	"errors"
	"fmt"
)

// What a CellError wraps.
var (
	ErrTooLong   = errors.New("text is longer than the 32,767 UTF-16 units of a cell")
	ErrCharacter = errors.New("text has a character that no workbook can hold")
)

// CellError is a value that no cell can hold. It is never cut or changed to make it fit.
type CellError struct {
	Pointer string // JSON pointer of the input value; empty for the form's own words
	Cell    string // its address, such as B7
	Err     error  // ErrTooLong or ErrCharacter
}

// Error says which value, where and why.
func (e *CellError) Error() string {
	if e.Pointer == "" {
		return fmt.Sprintf("cell %s: %v", e.Cell, e.Err)
	}
	return fmt.Sprintf("cell %s (%s): %v", e.Cell, e.Pointer, e.Err)
}

// Unwrap gives the reason.
func (e *CellError) Unwrap() error { return e.Err }
