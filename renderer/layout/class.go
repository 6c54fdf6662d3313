package layout

// class is what a character is to line breaking.
type class uint8

const (
	han     class = iota // 汉字 and whatever else may start and end a line
	letter               // of a Latin, Greek or Cyrillic word
	digit                // ASCII digits
	wide                 // full-width letters and digits: words without gaps
	sign                 // other ASCII characters: part of the word they touch
	joint                // ASCII - . , : ; ! ?: never start a line, join letters and digits
	postfix              // % and the like: never start a line, belong to the number
	lead                 // / ／ ￥: never end a line
	opener               // “ （ 《: never end a line; the left half is blank
	closer               // 。 ， ）: never start a line; the right half is blank
	joiner               // — · ～ 々: never start a line, fill their width
	dots                 // …: never parted from another
	accent               // combining marks: never parted from what they stand on
	space                // vanishes at a line's end
	tie                  // no-break space
	newline              // forced break
)

// set is a set of classes.
type set uint32

func (s set) has(c class) bool { return s>>c&1 != 0 }

// The sets that rules speak of.
const (
	words   set = 1<<letter | 1<<digit | 1<<wide | 1<<sign
	latin   set = 1<<letter | 1<<digit
	marks   set = 1<<opener | 1<<closer
	noStart set = 1<<joint | 1<<postfix | 1<<closer | 1<<joiner | 1<<accent
	noEnd   set = 1<<lead | 1<<opener
	hangs   set = 1<<space | 1<<newline
)

// classOf sorts a character. Ideographs, the bulk of every text, are told first.
func classOf(r rune) class {
	switch {
	case r >= 0x3400 && r <= 0x9fff:
		return han
	case r < 0x80:
		return ascii(r)
	case r < 0x530:
		return western(r)
	}
	switch r {
	case '“', '‘', '「', '『', '（', '〔', '［', '｛', '《', '〈', '【', '〖':
		return opener
	case '。', '．', '，', '、', '：', '；', '！', '？', '”', '’', '」', '』', '）', '〕', '］', '｝', '》', '〉', '】', '〗':
		return closer
	case '‼', '⁇', '％', '～', '–', '—', '・', '‧', '℃', '々':
		return joiner
	case '‰', '′', '″':
		return postfix
	case '…':
		return dots
	case '／', '￥', '€', '№', '☐', '☑', '☒': // a box to tick belongs to what it stands before
		return lead
	case '\u3000', '\u2002', '\u2003', '\u2009':
		return space
	case '\u202f', '\u2060':
		return tie
	}
	switch {
	case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ':
		return wide
	case r >= 0x20d0 && r <= 0x20ff, r == 0x3099, r == 0x309a, r == 0x200d,
		r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0100 && r <= 0xe01ef:
		return accent
	case r >= 0x1e00 && r <= 0x1fff:
		return letter
	}
	return han
}

func ascii(r rune) class {
	switch {
	case r >= '0' && r <= '9':
		return digit
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
		return letter
	}
	switch r {
	case '\n':
		return newline
	case ' ':
		return space
	case '-', '.', ',', ':', ';', '!', '?':
		return joint
	case '%':
		return postfix
	case '/', '$':
		return lead
	case '(', '[', '{':
		return opener
	case ')', ']', '}':
		return closer
	}
	return sign
}

// western sorts U+0080 to U+052F.
func western(r rune) class {
	switch {
	case r == 0xa0:
		return tie
	case r == '·':
		return joiner
	case r == '°':
		return postfix
	case r == '¥' || r == '£' || r == '§':
		return lead
	case r == '×' || r == '÷' || r < 0xc0:
		return han
	case r >= 0x300 && r <= 0x36f:
		return accent
	}
	return letter
}
