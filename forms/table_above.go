package forms

import (
	"strings"

	"gongwen/forms/block"
)

// above reads what a table says once, above its head, each value behind its label: in the same cell after a colon, or in
// the next cell that says something (填报单位：,,示例局).
func (h *tableHead) above() {
	h.over = map[int]bool{}
	for _, r := range h.table.Records[:h.at] {
		for i := 0; i < len(r.Cells); i++ {
			name, value, colon := cutColon(r.Cells[i])
			column, ok := h.once(name)
			if !ok {
				continue
			}
			at := i
			if !colon || strings.TrimSpace(value) == "" {
				for at++; at < len(r.Cells) && strings.TrimSpace(r.Cells[at]) == ""; at++ {
				}
				if at == len(r.Cells) || h.labels(r.Cells[at]) {
					at, value = i, ""
				} else {
					value = r.Cells[at]
				}
			}
			h.over[column] = true
			place := block.Place{File: h.table.Name, Cell: cellName(at, r.Line)}
			h.shared = append(h.shared, block.Entry{Path: h.columns[column].path, Text: value, Place: place})
			i = at
		}
	}
}

// cutColon parts a label from what stands behind its colon.
func cutColon(s string) (name, value string, colon bool) {
	at := strings.IndexAny(s, ":：")
	if at < 0 {
		return s, "", false
	}
	return s[:at], strings.TrimLeft(s[at:], ":："), true
}

// labels says whether a cell has, or begins with, a label of what stands once.
func (h *tableHead) labels(cell string) bool {
	name, _, _ := cutColon(cell)
	_, ok := h.once(name)
	return ok
}

// once is the column of a name, if it is not one of those that a ledger's rows have.
func (h *tableHead) once(name string) (column int, ok bool) {
	is := h.named[headName(name)]
	if len(is) != 1 {
		return 0, false
	}
	path := h.columns[is[0]].path
	return is[0], path != "" && !strings.HasPrefix(path, "rows/")
}
