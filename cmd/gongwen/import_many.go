package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/fonts"
	"gongwen/forms"
	"gongwen/renderer"
)

// archiveEnding is what an archive of filled copies is called.
const archiveEnding = ".zip"

// many tells whether what is named are several copies: more than one file, a folder or an archive.
func many(paths []string) bool {
	if len(paths) != 1 {
		return len(paths) > 1
	}
	info, err := os.Stat(paths[0])
	return err == nil && info.IsDir() || strings.EqualFold(filepath.Ext(paths[0]), archiveEnding)
}

// collecting reads filled copies of a ledger, one after the other, to make one of them.
type collecting struct {
	*program
	importing
	cmd      *cobra.Command
	book     *fonts.Book
	renderer *renderer.Renderer
	versions renderer.Versions

	copies  []forms.Copy
	unread  []unreadCopy
	skipped []unreadCopy
	told    map[string]bool // lines
	marked  map[string]bool // names of marked copies, in lower case
	wrong   bool
}

// unreadCopy is a file that is no copy of the form, and why.
type unreadCopy struct {
	File   string `json:"file"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

// importMany makes one ledger of filled copies.
func (p *program) importMany(cmd *cobra.Command, versions renderer.Versions, paths []string, i importing) error {
	expected, err := expectedUnits(i.expect)
	if err != nil {
		return err
	}
	fields, err := settings(i.set)
	if err != nil {
		return err
	}
	if i.annotate != "" {
		if err := outside(i.annotate, paths); err != nil {
			return err
		}
		if err := os.MkdirAll(i.annotate, 0o777); err != nil {
			return fmt.Errorf("--annotate: %w", err)
		}
	}
	book, err := p.book()
	if err != nil {
		return err
	}
	c := &collecting{
		program: p, importing: i, cmd: cmd, book: book, renderer: renderer.New(book, renderer.Limits{}), versions: versions,
		told: map[string]bool{}, marked: map[string]bool{},
	}
	for _, name := range paths {
		if err := c.collect(name); err != nil {
			return err
		}
	}
	d := versions(0)
	merged := d.Merge(c.copies, forms.MergeOptions{Fields: fields, Expected: expected, Cover: book})
	doc, problems := d.FillEntered(merged.Entered, forms.Limits{}, book)
	for _, sent := range merged.Report.Sent {
		c.tell(sent.Problems)
	}
	c.tell(problems)
	c.tellUnits(&merged.Report)
	if i.report != "" {
		if err := p.outputText(i.report, c.reportJSON(d, &merged.Report)); err != nil {
			return err
		}
	}
	if doc != nil && !c.wrong || i.force {
		if err := p.outputText(i.out, merged.Entered.JSON); err != nil {
			return err
		}
	}
	if doc == nil || c.wrong {
		return errProblems
	}
	return nil
}

// outside refuses a folder for marked copies where copies lie: they have the same names, and would be lost.
func outside(annotate string, paths []string) error {
	marked, err := filepath.Abs(annotate)
	if err != nil {
		return fmt.Errorf("--annotate: %w", err)
	}
	for _, home := range paths {
		info, err := os.Stat(home)
		deep := err == nil && info.IsDir()
		switch {
		case strings.EqualFold(filepath.Ext(home), archiveEnding) && !deep:
			continue
		case !deep:
			home = filepath.Dir(home)
		}
		for at := marked; ; at = filepath.Dir(at) {
			if sameFile(at, home) {
				return fmt.Errorf("--annotate %s: there are the copies themselves; name another folder", annotate)
			}
			if !deep || at == filepath.Dir(at) {
				break
			}
		}
	}
	return nil
}

// collect reads a file, or all files of a folder or an archive.
func (c *collecting) collect(name string) error {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return fmt.Errorf("input: %w", err)
	case info.IsDir():
		return c.folder(name)
	case strings.EqualFold(filepath.Ext(name), archiveEnding):
		return c.archive(name, info.Size())
	}
	return c.file(name, filepath.Base(name))
}

func (c *collecting) folder(name string) error {
	return filepath.WalkDir(name, func(at string, entry fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("input: %w", err)
		}
		inside, err := filepath.Rel(name, at)
		if err != nil {
			return fmt.Errorf("input: %w", err)
		}
		switch {
		case inside != "." && renderer.Leftover(filepath.ToSlash(inside)) && entry.IsDir():
			return fs.SkipDir
		case entry.IsDir() || renderer.Leftover(filepath.ToSlash(inside)):
			return nil
		}
		return c.file(at, filepath.ToSlash(inside))
	})
}

func (c *collecting) archive(name string, size int64) error {
	file, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("input: %w", err)
	}
	defer file.Close()
	err = renderer.Unzip(file, size, func(one renderer.Upload, wrong *renderer.FileError) error {
		if wrong != nil {
			c.refuse(one.Name, wrong)
			return nil
		}
		return c.copy(one)
	})
	var wrong *renderer.FileError
	if errors.As(err, &wrong) {
		c.refuse(filepath.Base(name), wrong)
		return nil
	}
	return err
}

func (c *collecting) file(at, name string) error {
	data, err := c.input(at)
	if err != nil {
		return err
	}
	return c.copy(renderer.Upload{Name: name, Data: data})
}

// copy reads one copy. What is wrong in it is told when all are read.
func (c *collecting) copy(file renderer.Upload) error {
	in, err := c.renderer.Import(c.cmd.Context(), c.versions, file, forms.Limits{})
	var wrong *renderer.FileError
	switch {
	case errors.As(err, &wrong):
		c.refuse(file.Name, wrong)
		return nil
	case err != nil:
		return ours(err)
	case isNote(&file, in):
		c.skip(file.Name)
		return nil
	}
	if d := c.versions(0); in.Entered != nil && in.Definition.Version == d.Version {
		c.copies = append(c.copies, forms.Copy{File: file.Name, Entered: in.Entered})
	} else {
		if in.Entered != nil {
			in.Problems = []forms.Problem{{Code: forms.CodeVersion, Args: forms.Args{
				Value: strconv.Itoa(in.Definition.Version), Limit: strconv.Itoa(d.Version),
			}}}
		}
		for i := range in.Problems {
			in.Problems[i].Place.File = file.Name
		}
		in.Document = nil
		c.tell(in.Problems)
		c.unread = append(c.unread, unreadCopy{file.Name, in.Problems[0].Code, in.Problems[0].Text(c.language())})
	}
	if c.annotate == "" || in.Document != nil || file.Table() {
		return nil
	}
	marked, err := c.renderer.Annotate(c.cmd.Context(), file, in.Problems)
	if err != nil {
		return ours(err)
	}
	return c.output(filepath.Join(c.annotate, c.markedName(file.Name)), bytesOf(marked))
}

// markedName is the name of a marked copy: the file's own, with a number where another has it.
func (c *collecting) markedName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '_'
		}
		return r
	}, path.Base(name))
	ending := path.Ext(name)
	stem := strings.TrimSuffix(name, ending)
	for n := 2; c.marked[strings.ToLower(name)]; n++ {
		name = stem + " (" + strconv.Itoa(n) + ")" + ending
	}
	c.marked[strings.ToLower(name)] = true
	return name
}

// refuse tells why a file is not read.
func (c *collecting) refuse(name string, err *renderer.FileError) {
	fmt.Fprintln(c.stderr, c.fileLine(name, err))
	c.wrong = true
	c.unread = append(c.unread, unreadCopy{name, string(err.Code), err.Text(c.lang)})
}

// isNote tells whether a file is a text in which nothing was found that the form asks for: what people put beside copies.
func isNote(file *renderer.Upload, in *renderer.Imported) bool {
	return strings.EqualFold(path.Ext(file.Name), ".txt") && (in.Entered == nil || len(in.Entered.Places) == 0)
}

// skip tells that a file was not taken for a copy.
func (c *collecting) skip(name string) {
	p := forms.Problem{Severity: forms.SeverityAdvice, Code: forms.CodeSkipped}
	p.Place.File = name
	c.tell([]forms.Problem{p})
	c.skipped = append(c.skipped, unreadCopy{name, p.Code, p.Text(c.language())})
}

// tell writes problems that have not been told yet.
func (c *collecting) tell(problems []forms.Problem) {
	for _, p := range problems {
		c.wrong = c.wrong || p.Severity == forms.SeverityError
		if line := p.Line(c.language()); !c.told[line] {
			c.told[line] = true
			fmt.Fprintln(c.stderr, line)
		}
	}
}

// tellUnits says who has not sent a copy, and who was not asked to.
func (c *collecting) tellUnits(r *forms.MergeReport) {
	missing, unexpected := "提示：未报送：", "提示：不在名单内："
	if c.language() == forms.English {
		missing, unexpected = "advice: not sent: ", "advice: not on the list: "
	}
	for _, list := range []struct {
		words string
		units []string
	}{{missing, r.Missing}, {unexpected, r.Unexpected}} {
		for _, unit := range list.units {
			fmt.Fprintf(c.stderr, "%s%s\n", list.words, strings.Trim(strconv.Quote(unit), `"`))
		}
	}
}

// reportJSON is the report of who sent what.
func (c *collecting) reportJSON(d *forms.Definition, r *forms.MergeReport) []byte {
	type told struct {
		Place  string `json:"place"`
		Code   string `json:"code"`
		Detail string `json:"detail"`
	}
	type sent struct {
		forms.SentCopy
		Problems []told `json:"problems"`
	}
	report := struct {
		Form       string          `json:"form"`
		Version    int             `json:"version"`
		Rows       int             `json:"rows"`
		Sent       []sent          `json:"sent"`
		Missing    []string        `json:"missing"`
		Unexpected []string        `json:"unexpected"`
		Twice      []forms.SentAll `json:"twice"`
		Unread     []unreadCopy    `json:"unread"`
		Skipped    []unreadCopy    `json:"skipped"`
	}{
		Form: d.ID, Version: d.Version, Rows: r.Rows, Sent: []sent{}, Missing: append([]string{}, r.Missing...),
		Unexpected: append([]string{}, r.Unexpected...), Twice: append([]forms.SentAll{}, r.Twice...), Unread: append([]unreadCopy{}, c.unread...),
		Skipped: append([]unreadCopy{}, c.skipped...),
	}
	for _, s := range r.Sent {
		one := sent{SentCopy: s, Problems: []told{}}
		for _, p := range s.Problems {
			one.Problems = append(one.Problems, told{p.Place.String(), p.Code, p.Text(c.language())})
		}
		report.Sent = append(report.Sent, one)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	_ = encoder.Encode(report) // of texts and numbers, into memory
	return out.Bytes()
}

// unitHeads are first lines of a list of units that name no unit.
var unitHeads = []string{"单位", "单位名称", "学校", "学校名称", "填报单位", "名称"}

// expectedUnits reads the list of those that are to send a copy: a name a line, or the first column of a table.
func expectedUnits(name string) ([]string, error) {
	if name == "" {
		return nil, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("--expect: %w", err)
	}
	defer file.Close()
	table, problems, err := forms.ReadTable(io.Reader(file), filepath.Base(name))
	if err != nil {
		return nil, fmt.Errorf("--expect: %w", err)
	}
	if table == nil {
		return nil, fmt.Errorf("--expect %s", problems[0].Line(forms.English))
	}
	units := []string{}
	for i, record := range table.Records {
		unit := strings.TrimSpace(record.Cells[0])
		if unit != "" && !(i == 0 && slices.Contains(unitHeads, unit)) {
			units = append(units, unit)
		}
	}
	if len(units) == 0 {
		return nil, fmt.Errorf("--expect %s: it names nobody", name)
	}
	return units, nil
}

// settings are the values of --set by their keys.
func settings(list []string) (map[string]string, error) {
	fields := map[string]string{}
	for _, one := range list {
		key, value, ok := strings.Cut(one, "=")
		if !ok || key == "" {
			return nil, fmt.Errorf("--set %q: it must be KEY=VALUE, such as unit=示例局", one)
		}
		fields[key] = value
	}
	return fields, nil
}
