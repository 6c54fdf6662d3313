package pdf

import (
	"bytes"
	"fmt"
)

// The object numbers that fpdf gives its page tree and its resources.
const (
	pagesObject     = 1
	resourcesObject = 2
)

// pass copies fpdf's objects into the file, deflating the pages' content on the way, and adds what fpdf does not
// write: fonts, metadata, output intent and a catalog that knows them. fpdf's numbers are kept, so its references
// stay right.
func (e *encoder) pass(raw []byte, pages int) error {
	in, err := openSource(raw)
	if err != nil {
		return err
	}
	next := len(in.offsets)
	for _, f := range e.faces.used {
		f.first = next
		next += f.objects()
	}
	numbers := plan{info: in.info, catalog: in.root, metadata: next, intent: next + 1, profile: next + 2}
	e.file.start(numbers.profile+e.outlined(), e.level)
	e.pages = e.pages[:0]
	var seen tally
	for {
		o, ok, err := in.next()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		if err := e.copy(&o, numbers, &seen); err != nil {
			return err
		}
	}
	if want := (tally{pages: pages, contents: pages, tree: 1, resources: 1, info: 1, catalog: 1}); seen != want {
		return missing(fmt.Sprintf("%d pages with page tree, resources, info and catalog (%+v)", pages, seen), in.end)
	}
	for _, f := range e.faces.used {
		if err := e.writeFont(f); err != nil {
			return err
		}
	}
	if err := e.writeMetadata(numbers); err != nil {
		return err
	}
	if err := e.writeOutline(numbers.profile + 1); err != nil {
		return err
	}
	return e.file.finish(numbers.catalog, numbers.info)
}

// plan is the numbers of the objects that are not fpdf's.
type plan struct {
	info, catalog             int // fpdf's numbers, our objects
	metadata, intent, profile int
}

// tally counts the objects that the pass relies on.
type tally struct{ pages, contents, tree, resources, info, catalog int }

// copy takes over one of fpdf's objects or leaves it to be written by writeMetadata.
func (e *encoder) copy(o *object, numbers plan, seen *tally) error {
	w := &e.file
	switch o.number {
	case numbers.info:
		seen.info++
		return e.expect(o, "/Producer ")
	case numbers.catalog:
		seen.catalog++
		return e.expect(o, "/Type /Catalog\n/Pages 1 0 R\n")
	case pagesObject:
		seen.tree++
		w.object(o.number, o.dict)
		return e.expect(o, "/Type /Pages\n")
	case resourcesObject:
		seen.resources++
		return e.copyResources(o)
	}
	if o.stream == nil {
		if o.has("/Type /Page\n") {
			seen.pages++
			e.pages = append(e.pages, o.number)
			if err := e.expect(o, "/Parent 1 0 R\n", "/Resources 2 0 R\n", "/Contents "); err != nil {
				return err
			}
		}
		w.object(o.number, o.dict)
		return nil
	}
	if err := content(o); err != nil {
		return err
	}
	seen.contents++
	return w.deflated(o.number, "", o.stream)
}

// content checks that the object is a page's content as canvas relies on it.
func content(o *object) error {
	if !bytes.HasPrefix(o.dict, []byte("<</Length ")) {
		return fmt.Errorf("pdf: object %d of fpdf's file has no content without a filter", o.number)
	}
	if !bytes.HasPrefix(o.stream, []byte("0 J\n")) { // canvas.Line relies on butt ends
		return fmt.Errorf("pdf: object %d of fpdf's file has no content that starts with butt line ends", o.number)
	}
	return nil
}

// expect checks that the object's dictionary has the texts.
func (e *encoder) expect(o *object, texts ...string) error {
	for _, text := range texts {
		if !o.has(text) {
			return fmt.Errorf("pdf: object %d of fpdf's file has no %q", o.number, text)
		}
	}
	return nil
}

// copyResources copies the resources that all pages share, with the fonts in the place that fpdf leaves empty.
func (e *encoder) copyResources(o *object) error {
	const empty = "/Font <<\n>>\n"
	if err := e.expect(o, empty); err != nil {
		return err
	}
	before, after, _ := bytes.Cut(o.dict, []byte(empty))
	w := &e.file
	w.begin(o.number)
	w.out = append(append(w.out, before...), "/Font <<"...)
	for i, f := range e.faces.used {
		w.out = e.faces.appendName(w.out, i)
		w.out = appendRef(append(w.out, ' '), f.first)
	}
	w.out = append(append(w.out, ">>\n"...), after...)
	w.end()
	return nil
}
