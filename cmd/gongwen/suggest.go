package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// flagError adds the nearest flag to the error of an unknown one.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return fmt.Errorf("%w; see '%s --help'", err, cmd.CommandPath())
	}
	var near string
	best := 3 // edits that are still a slip
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if d := edits(unknown.GetSpecifiedName(), f.Name); d < best {
			near, best = f.Name, d
		}
	})
	if near == "" {
		return fmt.Errorf("%w; see '%s --help'", err, cmd.CommandPath())
	}
	return fmt.Errorf("%w; did you mean --%s?", err, near)
}

// edits is how many letters must be put in, taken out or changed to make b of a (Levenshtein distance).
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := corner
			if a[i] != b[j] {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
