package renderer

import (
	"iter"
	"slices"
	"strconv"
)

// ItemsOf are the items of a filled workbook or table, as ImportEach read it.
func ItemsOf(all []*Imported) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		for i, in := range all {
			it := Item{Index: i, Pointer: "/" + strconv.Itoa(i), Input: in.JSON, Problems: slices.Clone(in.Problems), Checked: true}
			for k := range it.Problems {
				it.Problems[k].Pointer = it.Pointer + it.Problems[k].Pointer
			}
			if !yield(it, nil) {
				return
			}
		}
	}
}
