package renderer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gongwen/forms"
)

// DefaultNames is the pattern of the names of a batch's files where none is given.
const DefaultNames = "{no}-{unit}-{title}"

// nameBytes is what a name may have without its number and ending: with them it has no more than 200, which every file
// system takes.
const nameBytes = 180

// Names makes file names of documents by a pattern. They are ones that Windows, macOS and Linux can have.
type Names struct{ parts []namePart }

// namePart is a text or, with a key, a placeholder.
type namePart struct{ text, key string }

// The placeholders that every form has; beside them a form has the keys of its fields and of its first row.
var ownKeys = [...]string{"no", "unit", "whose", "title", "form"}

// NameError is a pattern of names that cannot be kept to.
type NameError struct {
	Pattern string
	Why     string
}

// Error says why.
func (e *NameError) Error() string { return fmt.Sprintf("name %q: %s", e.Pattern, e.Why) }

// ParseNames reads a pattern such as {no}-{unit}-{title}.pdf for a form; the ending is of no account. {no} is the
// item's number, {form} the form's name, {title} and {unit} are what is printed, and every field has its key; so has
// every value of a row, which is the first row's. {whose} is by what the document is told apart; so is {unit} of a form
// that has no unit. The error is a NameError.
func ParseNames(pattern string, d *forms.Definition) (*Names, error) {
	wrong := func(format string, args ...any) error { return &NameError{pattern, fmt.Sprintf(format, args...)} }
	if !utf8.ValidString(pattern) || strings.ContainsFunc(pattern, refused) {
		return nil, wrong("a file's name has none of / \\ : * ? \" < > | and no control characters")
	}
	rest := pattern
	for _, f := range Formats() {
		rest = strings.TrimSuffix(rest, "."+f.String())
	}
	if strings.TrimSpace(rest) == "" {
		return nil, wrong("it is empty")
	}
	keys := slices.Clone(ownKeys[:])
	for i := range d.Fields {
		keys = append(keys, d.Fields[i].Key)
	}
	for i := range d.Inputs() {
		keys = append(keys, d.Inputs()[i].Key)
	}
	n := new(Names)
	for rest != "" {
		text, after, found := strings.Cut(rest, "{")
		if strings.Contains(text, "}") {
			return nil, wrong("a } without its {")
		}
		if text != "" {
			n.parts = append(n.parts, namePart{text: text})
		}
		if !found {
			break
		}
		key, behind, closed := strings.Cut(after, "}")
		if !closed {
			return nil, wrong("a { without its }")
		}
		if !slices.Contains(keys, key) {
			return nil, wrong("no {%s}: there are %s", key, strings.Join(slices.Compact(keys), ", "))
		}
		n.parts, rest = append(n.parts, namePart{key: key}), behind
	}
	return n, nil
}

// Of is the name of a document as item no of so many, without an ending; nil names are DefaultNames. A placeholder
// without a value takes the - in front with it.
func (n *Names) Of(doc *forms.Document, no, of int) string {
	if n == nil {
		n, _ = ParseNames(DefaultNames, doc.Definition) // which every form can keep to
	}
	var b strings.Builder
	for _, p := range n.parts {
		text := p.text
		if p.key != "" {
			if text = nameValue(p.key, no, of, doc); text == "" {
				left := strings.TrimRight(b.String(), "-_ ")
				b.Reset()
				b.WriteString(left)
			}
		}
		b.WriteString(text)
	}
	name := safeName(strings.TrimLeft(b.String(), "-_ "))
	if name == "" {
		return padded(no, of)
	}
	return name
}

// nameValue is the value of a placeholder.
func nameValue(key string, no, of int, doc *forms.Document) string {
	d := doc.Definition
	switch key {
	case "no":
		return padded(no, of)
	case "unit":
		if unit := doc.Unit(); unit != "" {
			return unit
		}
	case "whose":
		return doc.Whose()
	case "title":
		return doc.Title()
	case "form":
		_, name, _ := strings.Cut(d.ID, "/")
		return name
	}
	for i := range d.Fields {
		if d.Fields[i].Key == key && i < len(doc.Fields) {
			return doc.Fields[i].Text
		}
	}
	for i := range d.Inputs() {
		if d.Inputs()[i].Key == key && len(doc.Rows) > 0 && i < len(doc.Rows[0]) {
			return doc.Rows[0][i].Text
		}
	}
	if key == "unit" {
		return doc.Whose()
	}
	return ""
}

// padded is no with as many digits as the greatest number has, so that names sort as numbers do.
func padded(no, of int) string {
	s := strconv.Itoa(no)
	if width := len(strconv.Itoa(of)); width > len(s) {
		s = strings.Repeat("0", width-len(s)) + s
	}
	return s
}

// refused says whether some system has no file name with r in it, or whether r can hide in one.
func refused(r rune) bool {
	return strings.ContainsRune(`/\:*?"<>|`, r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError ||
		unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)
}

// devices are the names that Windows keeps for devices, whatever ending they have.
var devices = [...]string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"}

// safeName makes a file name of s that every system can have; empty if nothing of it is left.
func safeName(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, "_"))
	s = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case refused(r):
			return '_'
		}
		return r
	}, s)), " ")
	s = strings.TrimRight(cut(s, nameBytes), ". ")
	if device(s) {
		s = "_" + s
	}
	return s
}

// device says whether Windows takes the name for a device: CON, com1.txt, LPT¹.
func device(s string) bool {
	s, _, _ = strings.Cut(s, ".")
	s = strings.ToUpper(strings.TrimRight(s, " "))
	if slices.Contains(devices[:], s) {
		return true
	}
	for _, port := range [...]string{"COM", "LPT"} {
		if n, ok := strings.CutPrefix(s, port); ok && utf8.RuneCountInString(n) == 1 && strings.Contains("0123456789¹²³", n) {
			return true
		}
	}
	return false
}

// cut is s in at most so many bytes of whole characters.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

// taken are the names of an archive's files, without regard to case, as Windows and macOS see them.
type taken struct {
	files map[string]bool
	next  map[string]int // by name: the number that is tried next
}

func newTaken() taken { return taken{map[string]bool{}, map[string]int{}} }

func folded(name string) string { return strings.ToLower(strings.ToUpper(norm.NFC.String(name))) }

// unique is name or, where one of the files that it would name is there already, name with a number behind it.
func (t taken) unique(name string, endings ...string) string {
	free := func(name string) bool {
		return !slices.ContainsFunc(endings, func(ending string) bool { return t.files[folded(name+ending)] })
	}
	found, key := name, folded(name)
	for n := max(t.next[key], 2); !free(found); n++ {
		found = name + "-" + strconv.Itoa(n)
		t.next[key] = n + 1
	}
	for _, ending := range endings {
		t.files[folded(found+ending)] = true
	}
	return found
}
