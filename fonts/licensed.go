package fonts

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// maxFile is the largest file of a face that is read, in bytes; the largest known Chinese ones have half of it.
const maxFile = 64 << 20

// licensedNames lists, per role, the file names a licensed face is known by, without extension and in lower case:
// our own name for the role first, then the one it is sold under.
func licensedNames() [roles][2]string {
	return [roles][2]string{
		Song:     {"song", "simsun"},
		FangSong: {"fang", "simfang"},
		Hei:      {"hei", "simhei"},
		Kai:      {"kai", "simkai"},
		Title:    {"xbs", "fzxbsjw"}, // 方正小标宋简体
	}
}

// loadDir reads the licensed faces of a folder, ordered by role; other files in it are passed over. Upper and
// lower case do not matter. A .ttc or .otf under a known name is tried as well, so that its refusal is told.
func loadDir(dir fs.FS) ([]*Face, error) {
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, err
	}
	var files [roles]string
	for _, e := range entries {
		r, ok := roleOf(e.Name())
		if !ok || e.IsDir() {
			continue
		}
		if files[r] != "" {
			return nil, fmt.Errorf("%s and %s: both would be the %s face", files[r], e.Name(), r)
		}
		files[r] = e.Name()
	}
	var faces []*Face
	for r, file := range files {
		if file == "" {
			continue
		}
		f, err := loadFace(dir, file, Role(r))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		faces = append(faces, f)
	}
	if len(faces) == 0 {
		return nil, errors.New("the folder has no face: looked for song, fang, hei, kai, xbs, simsun, simfang, simhei, simkai or FZXBSJW .ttf")
	}
	return faces, nil
}

// roleOf says which role a file of that name takes over.
func roleOf(file string) (Role, bool) {
	ext := strings.ToLower(path.Ext(file))
	if ext != ".ttf" && ext != ".ttc" && ext != ".otf" {
		return 0, false
	}
	stem := strings.ToLower(file[:len(file)-len(ext)])
	for r, names := range licensedNames() {
		if stem == names[0] || stem == names[1] {
			return Role(r), true
		}
	}
	return 0, false
}

// loadFace reads one licensed face and checks all of it: painters trust what is in a book.
func loadFace(dir fs.FS, file string, role Role) (*Face, error) {
	info, err := fs.Stat(dir, file)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxFile {
		return nil, fmt.Errorf("larger than %d MiB", maxFile>>20)
	}
	data, err := fs.ReadFile(dir, file)
	if err != nil {
		return nil, err
	}
	s, err := parse(data)
	if err != nil {
		return nil, err
	}
	if err := s.check(); err != nil {
		return nil, err
	}
	f := &Face{key: "user-" + role.String(), name: s.postScript(), stem: stemOf(s.os2), serif: role != Hei, font: s}
	if f.name == "" {
		f.name = "User-" + role.String()
	}
	return f, nil
}

// stemOf guesses the stem from the weight class (OS/2), which is all an unknown face tells of it.
func stemOf(os2 []byte) int16 {
	weight := 400
	if len(os2) >= 6 {
		weight = min(max(int(be.Uint16(os2[4:])), 100), 900)
	}
	return int16(10 + 220*(weight-50)/900)
}

// postScript is the face's PostScript name (name ID 6), reduced to the characters such a name may have.
func (s *sfnt) postScript() string {
	const id = 6
	if len(s.name) < 6 {
		return ""
	}
	texts := int(be.Uint16(s.name[4:]))
	for i := range int(be.Uint16(s.name[2:])) {
		at := 6 + 12*i
		if at+12 > len(s.name) {
			return ""
		}
		rec := s.name[at:]
		from := texts + int(be.Uint16(rec[10:]))
		to := from + int(be.Uint16(rec[8:]))
		if be.Uint16(rec[6:]) != id || to > len(s.name) {
			continue
		}
		// UTF-16 of ASCII differs from ASCII by its zero bytes only.
		clean := strings.Map(func(c rune) rune {
			if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-' || c == '_' {
				return c
			}
			return -1
		}, string(s.name[from:to]))
		if clean != "" {
			return clean[:min(len(clean), 63)]
		}
	}
	return ""
}
