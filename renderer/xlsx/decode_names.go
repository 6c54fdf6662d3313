package xlsx

import (
	"cmp"
	"slices"
	"strings"
)

// named is where a defined name says that an input is.
type named struct {
	leaf  *leaf
	areas []area
}

// maxAreas bounds the ranges of one name.
const maxAreas = 4096

// namedCells finds the cells of the names of inputs. Names that all sheets know come first; of those that only one
// knows, which copying a sheet makes, one alone is taken. Names of what is gone (#REF!) or lies in another workbook say
// nothing.
func (b *filled) namedCells(s *sought) map[*want]named {
	leaves := make(map[string]*leaf, len(b.tabs))
	for _, l := range b.tabs {
		leaves[strings.ToLower(l.name)] = l
	}
	all, local := map[*want]named{}, map[*want]int{}
	for pass := range 2 {
		for i := range b.names {
			n := &b.names[i]
			w := s.names[strings.ToLower(n.name)]
			if w == nil || (n.sheet < 0) != (pass == 0) {
				continue
			}
			if _, have := all[w]; have && (pass == 0 || local[w] == 0) {
				continue
			}
			at, ok := parseName(n.refers, leaves)
			if !ok {
				continue
			}
			all[w] = at
			if pass == 1 {
				local[w]++
			}
		}
	}
	for w, n := range local {
		if n > 1 {
			delete(all, w)
		}
	}
	return all
}

// parseName reads what a name stands for: 'Sheet 1'!$B$5:$B$16,'Sheet 1'!$B$20. All of it is on one sheet.
func parseName(refers string, leaves map[string]*leaf) (n named, ok bool) {
	rest := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(refers), "="))
	if strings.HasPrefix(rest, "(") && strings.HasSuffix(rest, ")") {
		rest = rest[1 : len(rest)-1]
	}
	for rest != "" {
		if len(n.areas) == maxAreas {
			return named{}, false
		}
		sheet, after, ok := sheetOf(strings.TrimSpace(rest))
		if !ok {
			return named{}, false
		}
		l := leaves[strings.ToLower(sheet)]
		if l == nil || n.leaf != nil && n.leaf != l {
			return named{}, false
		}
		n.leaf = l
		ref, next, more := strings.Cut(after, ",")
		a, ok := areaOf(strings.TrimSpace(ref))
		if !ok {
			return named{}, false
		}
		n.areas = append(n.areas, a)
		if rest = next; !more {
			break
		}
	}
	slices.SortFunc(n.areas, func(a, b area) int { return cmp.Or(cmp.Compare(a.top, b.top), cmp.Compare(a.left, b.left)) })
	return n, len(n.areas) > 0
}

// sheetOf parts a sheet's name from the address behind it.
func sheetOf(s string) (sheet, after string, ok bool) {
	if !strings.HasPrefix(s, "'") {
		sheet, after, ok = strings.Cut(s, "!")
		return strings.TrimPrefix(sheet, "$"), after, ok && !strings.ContainsAny(sheet, "[]#")
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] != '\'':
			b.WriteByte(s[i])
		case strings.HasPrefix(s[i:], "''"):
			b.WriteByte('\'')
			i++
		case strings.HasPrefix(s[i:], "'!"):
			return b.String(), s[i+2:], !strings.ContainsAny(b.String(), "[]")
		default:
			return "", "", false
		}
	}
	return "", "", false
}

// areaOf is the rectangle of an address: $B$5, $B$5:$D$16, $B:$B.
func areaOf(ref string) (area, bool) {
	from, to, two := strings.Cut(ref, ":")
	if !two {
		to = from
	}
	left, top := cellRef([]byte(from))
	right, bottom := cellRef([]byte(to))
	if left == 0 && two {
		left, _ = cellRef([]byte(from + "1"))
		right, _ = cellRef([]byte(to + "1"))
		top, bottom = 1, lastRow
	}
	if left == 0 || right == 0 {
		return area{}, false
	}
	if left > right {
		left, right = right, left
	}
	if top > bottom {
		top, bottom = bottom, top
	}
	return area{top, left, bottom, right}, true
}
