package xlsx

import (
	"context"
	"io"
	"strings"
)

// Named reads what stands in the cells of inputs, by their names alone: those of path(0), path(1) … up to the first one
// that the workbook has no name for. It tells which documents a packet has before these can be looked for. Errors are
// those of Decode.
func Named(ctx context.Context, ra io.ReaderAt, size int64, path func(n int) string) ([]string, error) {
	b, err := readBook(ctx, ra, size)
	if err != nil {
		return nil, err
	}
	leaves := make(map[string]*leaf, len(b.tabs))
	for _, l := range b.tabs {
		leaves[strings.ToLower(l.name)] = l
	}
	refers := map[string]string{}
	for _, n := range b.names {
		if p, ok := inputPath(n.name); ok && n.sheet < 0 {
			refers[p] = n.refers
		}
	}
	var all []string
	for {
		at, ok := parseName(refers[path(len(all))], leaves)
		if !ok || len(at.areas) == 0 {
			return all, nil
		}
		text := ""
		if d := at.leaf.shown(at.areas[0].top, at.areas[0].left); d != nil {
			text = strings.TrimSpace(d.text)
		}
		all = append(all, text)
	}
}
