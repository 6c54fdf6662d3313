package forms

import (
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxListed = 1000 // problems, and as many pieces of advice
	maxShown  = 40   // characters of what was given, in a problem's words
)

// What is wrong with a text that is not JSON.
const (
	whatEnd       = "end"
	whatTrailing  = "trailing"
	whatToken     = "token"
	whatBytes     = "bytes"
	whatSurrogate = "surrogate"
)

// shorten is a text that a problem can show on one line: without control characters and not too long.
func shorten(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if utf8.RuneCountInString(s) > maxShown {
		cut, n := len(s), 0
		for i := range s {
			if n == maxShown {
				cut = i
				break
			}
			n++
		}
		s = s[:cut] + "…"
	}
	return strings.Map(func(r rune) rune {
		if unseen(r) {
			return '\uFFFD'
		}
		return r
	}, s)
}

// nearest is the name nearest to what was given, or empty when none is near: at most a third of it differs.
func nearest(given string, names []string) string {
	best, found := len([]rune(given))/3+1, ""
	for _, name := range names {
		if d := distance(given, name, best); d < best {
			best, found = d, name
		}
	}
	return found
}

// distance counts the characters to insert, drop, replace or swap with their neighbour to come from a to b, and
// gives up at limit.
func distance(a, b string, limit int) int {
	x, y := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	if len(x) > maxShown || len(y) > maxShown || max(len(x)-len(y), len(y)-len(x)) >= limit {
		return limit
	}
	var last []int
	row, next := make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		next[0] = i + 1
		for j := range y {
			d := row[j]
			if x[i] != y[j] {
				d++
			}
			d = min(d, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				d = min(d, last[j-1]+1)
			}
			next[j+1] = d
		}
		last, row, next = row, next, make([]int, len(y)+1)
	}
	return row[len(y)]
}

// problemList collects problems in the order of the input and counts those beyond the limit, so that a long list
// of bad rows does not make a giant answer.
type problemList struct {
	listed []Problem
	total  int
}

func (l *problemList) add(p Problem) {
	l.total++
	if len(l.listed) < maxListed {
		l.listed = append(l.listed, p)
	}
}

// full reports whether more problems would only be counted.
func (l *problemList) full() bool { return len(l.listed) >= maxListed }

// merge is the problems of lists, each cut at the limit, in the order of the input.
func merge(severity Severity, lists ...*problemList) []Problem {
	var all []Problem
	total := 0
	for _, l := range lists {
		all = append(all, l.listed...)
		total += l.total
	}
	slices.SortStableFunc(all, func(a, b Problem) int { return a.at - b.at })
	all = all[:min(len(all), maxListed)]
	if more := total - len(all); more > 0 {
		all = append(all, Problem{Code: CodeMore, Args: Args{Count: more}, at: all[len(all)-1].at})
	}
	for i := range all {
		all[i].Severity = severity
	}
	return all
}

// interleave is errors and advice in the order of the input.
func interleave(errors, advice []Problem) []Problem {
	all := append(errors, advice...)
	slices.SortStableFunc(all, func(a, b Problem) int { return a.at - b.at })
	return all
}
