package forms

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

//go:embed library
var builtin embed.FS

// ErrNotFound is returned for a form, or a version of one, that no library has.
var ErrNotFound = errors.New("no such form")

// NotFoundError is an ErrNotFound with the forms that may have been meant.
type NotFoundError struct {
	Ref  string   // family/name or family/name@version, as asked for
	Near []string // likely references, best first; may be empty
}

// Error names the form and those near it.
func (e *NotFoundError) Error() string {
	text := fmt.Sprintf("%v: %s", ErrNotFound, e.Ref)
	if len(e.Near) > 0 {
		text += "; did you mean " + strings.Join(e.Near, " or ") + "?"
	}
	return text
}

// Unwrap is ErrNotFound.
func (e *NotFoundError) Unwrap() error { return ErrNotFound }

// ParseRef splits family/name[@version]; version 0 stands for the newest.
func ParseRef(ref string) (id string, version int, err error) {
	id, digits, versioned := strings.Cut(ref, "@")
	family, name, ok := strings.Cut(id, "/")
	if !ok || !isRuleKey(family) || !isRuleKey(name) {
		return "", 0, fmt.Errorf("form %q is not family/name[@version]", ref)
	}
	if versioned {
		version, err = strconv.Atoi(digits)
		if err != nil || version < 1 || strconv.Itoa(version) != digits {
			return "", 0, fmt.Errorf("form %q: the version must be a whole number from 1", ref)
		}
	}
	return id, version, nil
}

// Library is a set of definitions by id and version. It is safe for concurrent use.
type Library struct{ entries []entry } // by id and version

// entry is one definition, parsed when it is first asked for.
type entry struct {
	id      string
	version int
	file    string
	parse   func() (*Definition, error)
	load    func() (*Definition, error) // parses, and links to other entries
}

func (e entry) ref() string { return e.id + "@" + strconv.Itoa(e.version) }

// Builtin is the library that is part of the program. Nothing is parsed until it is asked for: the paths of the
// files say what they hold.
func Builtin() *Library {
	l := &Library{}
	files, _ := definitionFiles(builtin) // embedded files can be read
	for _, file := range files {
		place := strings.TrimPrefix(file, "library/")
		id, version, _ := ParseRef(strings.TrimSuffix(place, path.Ext(place))) // a wrong path fails in loadBuiltin
		parse := sync.OnceValues(func() (*Definition, error) { return loadBuiltin(file, place) })
		load := sync.OnceValues(func() (*Definition, error) {
			def, err := parse()
			if err == nil {
				err = def.bind(file, l)
			}
			return def, err
		})
		l.entries = append(l.entries, entry{id: id, version: version, file: file, parse: parse, load: load})
	}
	l.sort()
	return l
}

// loadBuiltin parses an embedded definition, whose place must be its id and version.
func loadBuiltin(file, place string) (*Definition, error) {
	src, err := fs.ReadFile(builtin, file)
	if err != nil {
		return nil, fmt.Errorf("definition %s: %w", file, err)
	}
	def, err := Parse(file, src)
	if err != nil {
		return nil, err
	}
	if want := fmt.Sprintf("%s@%d.yaml", def.ID, def.Version); place != want {
		return nil, &DefinitionError{Faults: []Fault{{File: file, code: faultPlace, args: []any{"library/" + want}}}}
	}
	return def, nil
}

// With is the library and every .yaml and .yml file of fsys, at any depth. name stands before the files' names in
// errors. All files are parsed; the error joins the *DefinitionError of each and every id and version given twice.
func (l *Library) With(fsys fs.FS, name string) (*Library, error) {
	all := &Library{entries: slices.Clone(l.entries)}
	files, err := definitionFiles(fsys)
	if err != nil {
		return nil, fmt.Errorf("forms in %s: %w", name, err)
	}
	var faults []error
	for _, file := range files {
		shown := path.Join(name, file)
		def, err := loadFile(fsys, file, shown)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		found := func() (*Definition, error) { return def, nil }
		e := entry{id: def.ID, version: def.Version, file: shown, parse: found, load: found}
		if i := slices.IndexFunc(all.entries, func(o entry) bool { return o.ref() == e.ref() }); i >= 0 {
			faults = append(faults, fmt.Errorf("form %s is in both %s and %s", e.ref(), all.entries[i].file, shown))
			continue
		}
		all.entries = append(all.entries, e)
	}
	all.sort()
	for _, e := range all.entries {
		if slices.ContainsFunc(l.entries, func(o entry) bool { return o.ref() == e.ref() }) {
			continue
		}
		if def, err := e.parse(); err == nil {
			if err := def.bind(e.file, all); err != nil {
				faults = append(faults, err)
			}
		}
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return all, nil
}

func loadFile(fsys fs.FS, file, shown string) (*Definition, error) {
	info, err := fs.Stat(fsys, file)
	if err != nil {
		return nil, fmt.Errorf("definition %s: %w", shown, err)
	}
	if info.Size() > maxDefinition {
		return nil, &DefinitionError{Faults: []Fault{{File: shown, code: faultSize, args: []any{maxDefinition}}}}
	}
	src, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, fmt.Errorf("definition %s: %w", shown, err)
	}
	return Parse(shown, src)
}

// definitionFiles lists the YAML files of fsys in the order of their paths.
func definitionFiles(fsys fs.FS) (files []string, err error) {
	err = fs.WalkDir(fsys, ".", func(file string, d fs.DirEntry, err error) error {
		if ext := path.Ext(file); err == nil && !d.IsDir() && (ext == ".yaml" || ext == ".yml") {
			files = append(files, file)
		}
		return err
	})
	return files, err
}

func (l *Library) sort() {
	slices.SortFunc(l.entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.version, b.version))
	})
}

// Get is the definition with the id and version; version 0 is the newest. The error is a *NotFoundError or, for a
// built-in definition that is broken, a *DefinitionError.
func (l *Library) Get(id string, version int) (*Definition, error) {
	e, err := l.entry(id, version)
	if err != nil {
		return nil, err
	}
	return e.load()
}

// find is Get for what another definition attaches: it is not linked itself, so that nothing waits for itself.
func (l *Library) find(id string, version int) (*Definition, error) {
	e, err := l.entry(id, version)
	if err != nil {
		return nil, err
	}
	return e.parse()
}

func (l *Library) entry(id string, version int) (entry, error) {
	for _, e := range slices.Backward(l.entries) {
		if e.id == id && (version == 0 || version == e.version) {
			return e, nil
		}
	}
	ref := id
	if version != 0 {
		ref += "@" + strconv.Itoa(version)
	}
	return entry{}, &NotFoundError{Ref: ref, Near: l.near(id)}
}

// near lists what may have been meant: other versions of the form, else the form with the nearest id, else the
// forms of the same family or name.
func (l *Library) near(id string) (refs []string) {
	var ids []string
	for _, e := range l.entries {
		if e.id == id {
			refs = append(refs, e.ref())
		}
		ids = append(ids, e.id)
	}
	ids = slices.Compact(ids)
	if refs != nil {
		return refs
	}
	if n := nearest(id, ids); n != "" {
		return []string{n}
	}
	family, name, _ := strings.Cut(id, "/")
	for _, other := range ids {
		if f, n, _ := strings.Cut(other, "/"); f == family || n == name {
			refs = append(refs, other)
		}
	}
	return refs
}

// All parses every definition, as many at once as there are processors, and lists them by id and version. The error
// joins those of all that are broken.
func (l *Library) All() ([]*Definition, error) {
	all := make([]*Definition, len(l.entries))
	faults := make([]error, len(l.entries))
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(l.entries)) {
		wait.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(l.entries)); i = next.Add(1) - 1 {
				all[i], faults[i] = l.entries[i].load()
			}
		})
	}
	wait.Wait()
	defs := slices.DeleteFunc(all, func(d *Definition) bool { return d == nil })
	return defs, errors.Join(faults...)
}
