package fonts

import (
	"fmt"
	"io/fs"
	"sync/atomic"
)

// Options says which faces a book has beside the embedded ones.
type Options struct {
	// Dir holds licensed faces that take roles over: song, fang, hei, kai or xbs .ttf, or the names they are sold
	// under (simsun, simfang, simhei, simkai, FZXBSJW). nil for none. What such a face lacks comes from the
	// embedded chain as before.
	Dir fs.FS
}

// Glyph is where a character is found. ID 0 means that no face of the chain has it.
type Glyph struct {
	Face    uint8  // index into Book.Faces
	ID      uint16 // of the glyph in that face
	Advance uint16 // 1/1000 em
}

// Book is the set of faces a program writes with. Callers only read it; it is safe for concurrent use.
type Book struct {
	faces  []*Face
	chains [roles + 1]*chain // the last one is common
}

// common is the chain behind every role: what it has, every role has.
const common = roles

// chain is an order of faces to look for a character in, and what was found so far.
type chain struct {
	faces []uint8
	pages [pages]atomic.Pointer[page]
}

// page holds the answers for 256 characters; 0 where nobody has asked yet. Two goroutines that ask at once
// store the same answer.
type page [256]atomic.Uint64

// pages reach to the end of the Han characters; nobody asks often for what lies beyond.
const pages = 0x33000 >> 8

// Open makes a book of the embedded faces and those of o.Dir. It parses table headers only; the rare faces are
// unpacked on first need. An error names the file in o.Dir and what is wrong with it.
func Open(o Options) (*Book, error) {
	b := &Book{}
	for _, e := range builtins() {
		f := &Face{key: e.key, name: e.name, stem: e.stem, serif: e.serif, spans: e.spans}
		if e.spans != nil {
			f.packed = e.file
		} else {
			s, err := parse(raw(e.file))
			if err != nil {
				return nil, fmt.Errorf("fonts: face %s: %w", e.key, err)
			}
			f.font = s
		}
		b.faces = append(b.faces, f)
	}
	if o.Dir != nil {
		user, err := loadDir(o.Dir)
		if err != nil {
			return nil, fmt.Errorf("fonts: %w", err)
		}
		b.faces = append(b.faces, user...)
	}
	b.link()
	return b, nil
}

// link builds the chains: a role's licensed face, its own faces, then what is common to all.
func (b *Book) link() {
	last := &chain{faces: b.indexes("song", "rare", "rare-gh", "rare-l3")}
	b.chains[common] = last
	for r := range roles {
		var own []uint8
		switch key := r.String(); r {
		case Song:
			own = b.indexes("user-song")
		case FangSong:
			own = b.indexes("user-fang", "fang", "fang-ext")
		default:
			own = b.indexes("user-"+key, key)
		}
		b.chains[r] = last
		if len(own) > 0 {
			b.chains[r] = &chain{faces: append(own, last.faces...)}
		}
	}
}

// indexes turns keys into indexes of faces; a key without a face is left out.
func (b *Book) indexes(keys ...string) []uint8 {
	var at []uint8
	for _, key := range keys {
		for i, f := range b.faces {
			if f.key == key {
				at = append(at, uint8(i))
			}
		}
	}
	return at
}

// Faces returns the faces in the order Glyph.Face counts them. Nobody may write to the slice.
func (b *Book) Faces() []*Face { return b.faces }

// At returns the face with an index from a Glyph.
func (b *Book) At(i uint8) *Face { return b.faces[i] }

// Face returns the face with a key, nil if there is none.
func (b *Book) Face(key string) *Face {
	for _, f := range b.faces {
		if f.key == key {
			return f
		}
	}
	return nil
}

// Glyph says which face of the role's chain has the character, and how wide it is there. For a character that
// no face has it returns the first face's empty box: ID 0 and its width.
func (b *Book) Glyph(role Role, r rune) Glyph {
	return b.glyph(b.chains[role], r)
}

// Covers says whether the character can be written, whatever the role.
func (b *Book) Covers(r rune) bool {
	return b.glyph(b.chains[common], r).ID != 0
}

func (b *Book) glyph(c *chain, r rune) Glyph {
	if i := uint32(r) >> 8; i < pages {
		if p := c.pages[i].Load(); p != nil {
			if v := p[r&0xFF].Load(); v != 0 {
				return unpackGlyph(v)
			}
		}
	}
	return b.find(c, r)
}

// find looks a character up in the faces and remembers the answer.
func (b *Book) find(c *chain, r rune) Glyph {
	g := Glyph{Face: c.faces[0], Advance: b.faces[c.faces[0]].Advance(0)}
	for _, i := range c.faces {
		if id, adv, ok := b.faces[i].Glyph(r); ok {
			g = Glyph{Face: i, ID: id, Advance: adv}
			break
		}
	}
	if uint32(r)>>8 >= pages {
		return g
	}
	at := &c.pages[r>>8]
	p := at.Load()
	if p == nil {
		at.CompareAndSwap(nil, new(page)) // whoever is first; all use that one
		p = at.Load()
	}
	p[r&0xFF].Store(packGlyph(g))
	return g
}

// asked marks an answer in a page, so that "no face has it" differs from "nobody has asked".
const asked = 1 << 63

func packGlyph(g Glyph) uint64 {
	return asked | uint64(g.Face)<<32 | uint64(g.ID)<<16 | uint64(g.Advance)
}

func unpackGlyph(v uint64) Glyph {
	return Glyph{Face: uint8(v >> 32), ID: uint16(v >> 16), Advance: uint16(v)}
}
