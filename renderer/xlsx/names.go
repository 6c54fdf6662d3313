package xlsx

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"gongwen/forms/block"
)

// maxName is the length of a sheet's name in UTF-16 units that Excel allows.
const maxName = 31

// sheetNames makes the sections' names legal and unique, ignoring case, for Excel.
func sheetNames(sections []block.Section) []string {
	names := make([]string, len(sections))
	used := map[string]bool{"history": true} // Excel keeps this name for itself
	for i := range sections {
		base := legalName(sections[i].Name)
		name := cutName(base, maxName)
		for n := 2; used[strings.ToLower(name)]; n++ {
			suffix := " (" + strconv.Itoa(n) + ")"
			name = cutName(base, maxName-len(suffix)) + suffix
		}
		used[strings.ToLower(name)] = true
		names[i] = name
	}
	return names
}

// legalName drops what no sheet's name may have.
func legalName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || unicode.IsControl(r) || r == unicode.ReplacementChar || r >= 0xFFFE && r <= 0xFFFF {
			return -1
		}
		return r
	}, s)
	s = strings.Trim(s, "' ")
	if s == "" {
		return "Sheet"
	}
	return s
}

// cutName cuts a name to at most that many UTF-16 units, between characters, and never right after an apostrophe.
func cutName(s string, units int) string {
	n := 0
	for i, r := range s {
		n += utf16.RuneLen(r)
		if n > units {
			return strings.TrimRight(s[:i], "' ")
		}
	}
	return s
}

// quoteName is a sheet's name as formulas and defined names write it.
func quoteName(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
