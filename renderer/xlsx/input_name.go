package xlsx

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"

	"gongwen/forms/block"
)

// Names of the homes of inputs, and of the mark in the workbook's properties.
const (
	namePrefix = "in."
	maxDefined = 255 // UTF-16 units of a defined name
	layoutMark = "layout"
)

// inputName is the defined name of the input of a path: in.fields.unit for fields/unit. What a name may not have, and
// capitals, for names ignore case, are written as _ and the byte in two hexadecimal digits. It is empty for a path so
// long that it makes no name.
func inputName(path string) string {
	var b strings.Builder
	b.WriteString(namePrefix)
	for i := 0; i < len(path); i++ {
		switch c := path[i]; {
		case c == '/':
			b.WriteByte('.')
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "_%02X", c)
		}
	}
	if b.Len() > maxDefined {
		return ""
	}
	return b.String()
}

// inputPath is the path that inputName made a name of. Programs may have changed the name's case.
func inputPath(name string) (path string, ok bool) {
	if len(name) < len(namePrefix) || !strings.EqualFold(name[:len(namePrefix)], namePrefix) {
		return "", false
	}
	var b strings.Builder
	for rest := strings.ToLower(name[len(namePrefix):]); rest != ""; rest = rest[1:] {
		switch c := rest[0]; c {
		case '.':
			b.WriteByte('/')
		case '_':
			if len(rest) < 3 {
				return "", false
			}
			n, err := strconv.ParseUint(rest[1:3], 16, 8)
			if err != nil {
				return "", false
			}
			b.WriteByte(byte(n))
			rest = rest[2:]
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), true
}

// Layout is the mark of a form's inputs in a workbook's properties: the start of the SHA-256 sum of their paths and
// labels and of whether rows take them, each once, in the order of the sheets. It is empty for sections without inputs.
func Layout(sections []block.Section) string {
	sum, known, seen := sha256.New(), map[*block.Input]bool{}, map[string]bool{}
	for i := range sections {
		eachContent(&sections[i], func(content []block.Span) {
			for k := range content {
				in := content[k].Input
				if in == nil || known[in] { // quicker than by its path, which every row of a table has
					continue
				}
				known[in] = true
				if seen[in.Path] {
					continue
				}
				seen[in.Path] = true
				fmt.Fprintf(sum, "%s\t%s\t%t\n", in.Path, in.Label, in.Repeated)
			}
		})
	}
	if len(seen) == 0 {
		return ""
	}
	return fmt.Sprintf("%x", sum.Sum(nil)[:8])
}

// eachContent visits the texts of a section in their order.
func eachContent(s *block.Section, visit func([]block.Span)) {
	for _, b := range s.Blocks {
		switch b := b.(type) {
		case *block.Paragraph:
			visit(b.Content)
		case *block.Signature:
			visit(b.Body)
			visit(b.Date)
		case *block.Line:
			for i := range b.Parts {
				visit(b.Parts[i].Content)
			}
		case *block.Table:
			for _, rows := range [...][]block.Row{b.Head, b.Body, b.Tail} {
				for i := range rows {
					for k := range rows[i].Cells {
						visit(rows[i].Cells[k].Content)
					}
				}
			}
		}
	}
}
