package renderer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongwen/forms"
	"gongwen/renderer/page"
)

// index fills the archive list: a row for each document that was made.
func (l *lister) index() (*forms.Document, error) {
	rows := make([]entry, 0, len(l.manifest.Items))
	fields := entry{}
	fields.text("unit", l.want.Unit)
	var filed []forms.Filed
	for i := range l.manifest.Items {
		rec := &l.manifest.Items[i]
		if rec.Bad() {
			continue
		}
		f := rec.figures()
		filed = append(filed, f.Filed)
		row := entry{"pages": max(rec.Pages, 1)}
		row.text("file", l.upTo(rec.Number, 60))
		row.text("number", l.upTo(f.Issue, 60))
		row.text("author", l.upTo(cmp.Or(rec.Unit, rec.Whose), 60))
		row.text("title", l.upTo(called(rec), 200))
		row.text("date", f.Date)
		row.text("secrecy", l.upTo(f.Secrecy, 20))
		row.text("sha256", sums(rec.Files))
		if one := l.manifest.File; one != nil && rec.Page > 0 {
			row.text("sha256", one.SHA256)
			row.text("remark", l.upTo(one.Name, 200)+pageWords(rec.Page))
		}
		rows = append(rows, row)
	}
	fields["pieces"] = len(rows)
	common(fields, filed)
	return l.fill(indexForm, fields, rows)
}

// called is what a document is called: its title or, without one, its name.
func called(rec *Record) string {
	if rec.Title != "" {
		return rec.Title
	}
	return rec.Name
}

// common are the values that all files share.
func common(fields entry, all []forms.Filed) {
	for _, part := range []struct {
		key string
		of  func(forms.Filed) string
	}{
		{"fonds", func(f forms.Filed) string { return f.Fonds }},
		{"year", func(f forms.Filed) string { return f.Year }},
		{"period", func(f forms.Filed) string { return f.Period }},
	} {
		if len(all) == 0 || slices.ContainsFunc(all, func(f forms.Filed) bool { return part.of(f) != part.of(all[0]) }) {
			continue
		}
		value := part.of(all[0])
		if year, err := strconv.Atoi(value); err == nil && part.key == "year" {
			fields["year"] = year
		} else {
			fields.text(part.key, value)
		}
	}
}

// sums are the digests of a document's files, a line each.
func sums(files []File) string {
	lines := make([]string, len(files))
	for i := range files {
		lines[i] = files[i].SHA256
	}
	return strings.Join(lines, "\n")
}

// checklist fills the sheet to check before stamping: a row for each document, also for those that could not be made.
func (l *lister) checklist() (*forms.Document, error) {
	rows := make([]entry, len(l.manifest.Items))
	pending := 0
	for i := range l.manifest.Items {
		rec := &l.manifest.Items[i]
		f := rec.figures()
		row := entry{"pages": rec.Pages, "sheets": (rec.Pages + 1) / 2, "seals": rec.Seals, "signs": f.Signs}
		row.text("who", l.upTo(whose(rec), 200))
		row.text("size", sizes(rec.SealSizes))
		row.text("sums", l.upTo(f.Sums, 2000))
		open := f.Open
		if rec.Bad() {
			row = entry{"who": l.upTo(notMade(rec.No, cmp.Or(rec.Whose, rec.Unit)), 200), "pages": 0, "sheets": 0, "seals": 0, "signs": 0}
			open = []string{wrongWords(len(rec.Wrong), rec.Wrong[0].Detail)}
		}
		advice := hints(rec.Hints)
		row.text("open", l.upTo(strings.Join(open, "；"), 2000))
		row.text("advice", l.upTo(advice, 4000))
		if len(open) > 0 || advice != "" {
			pending++
		}
		rows[i] = row
	}
	fields := entry{}
	fields.text("unit", l.want.Unit)
	fields.text("date", l.want.Date)
	fields.text("batch", l.upTo(l.manifest.Title, 200))
	fields["pending"] = pending
	return l.fill(checklistForm, fields, rows)
}

// whose is who a document is of, or what it is called.
func whose(rec *Record) string {
	return cmp.Or(rec.Whose, rec.Unit, rec.Name)
}

// sizes are the diameters of seals, each once.
func sizes(all []int) string {
	all = slices.Clone(all)
	slices.Sort(all)
	var words []string
	for _, mm := range slices.Compact(all) {
		words = append(words, strconv.Itoa(mm))
	}
	return strings.Join(words, "、")
}

// mostHints is how many different hints of a document are said before the rest is only counted.
const mostHints = 5

// hints are what is advised about a document, each once; what is open stands in a column of its own.
func hints(all []Told) string {
	var words []string
	count := map[string]int{}
	for _, told := range all {
		if told.Code == forms.CodeUnscored || told.Code == forms.CodeUnmarked {
			continue
		}
		if count[told.Detail]++; count[told.Detail] == 1 {
			words = append(words, told.Detail)
		}
	}
	more := max(len(words)-mostHints, 0)
	words = words[:len(words)-more]
	for i, w := range words {
		if count[w] > 1 {
			words[i] += timesWords(count[w])
		}
	}
	if more > 0 {
		words = append(words, moreHints(more))
	}
	return strings.Join(words, "；")
}

// upTo is a text that can be printed, of no more than so many characters. What is told of a bad document may quote what
// cannot be.
func (l *lister) upTo(text string, most int) string {
	text = forms.Printable(text, l.book)
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}

// millimetres is a length, to the nearest.
func millimetres(l page.Length) int {
	const inch = 72 * page.Pt
	return int((l*254 + 5*inch) / (10 * inch))
}
