"""Which characters a face should have: sets of code points, from the standards."""
import pathlib

TABLE = pathlib.Path(__file__).parent.parent / 'testdata' / 'tongyong8105.txt'


def is_han(c):
    """Han characters, their radicals and strokes, to the end of extension H."""
    return (0x2E80 <= c <= 0x2FDF or 0x31C0 <= c <= 0x31E3 or 0x3400 <= c <= 0x4DBF or 0x4E00 <= c <= 0x9FFF
            or 0xF900 <= c <= 0xFAD9 or 0x20000 <= c <= 0x323AF)


def double_bytes(codec, leads, trails):
    """The characters of a two-byte encoding, private use left out."""
    found = set()
    for lead in leads:
        for trail in trails:
            try:
                text = bytes([lead, trail]).decode(codec)
            except UnicodeDecodeError:
                continue
            if len(text) == 1 and not 0xE000 <= ord(text) <= 0xF8FF:
                found.add(ord(text))
    return found


def ranges(*pairs):
    return {c for first, last in pairs for c in range(first, last + 1)}


# GB/T 2312 level 1 and 2, and GBK: 20902 + 21 Han characters and the symbols.
GB2312 = double_bytes('gb2312', range(0xB0, 0xF8), range(0xA1, 0xFF))
GBK = double_bytes('gbk', range(0x81, 0xFF), range(0x40, 0xFF))
assert len(GB2312) == 6763

# The table of general standard Chinese characters, 2013.
GENERAL = {ord(c) for line in TABLE.read_text('utf8').splitlines() if not line.startswith('#') for c in line}
assert len(GENERAL) == 8105

# GB 18030-2022, implementation level 2: the Han characters of the Basic Multilingual Plane and the table's.
RADICALS = {0x2E81, 0x2E84, 0x2E88, 0x2E8B, 0x2E8C, 0x2E97, 0x2EA7, 0x2EAA, 0x2EAE, 0x2EB3, 0x2EB6, 0x2EB7, 0x2EBB,
            0x2ECA}
LEVEL2 = (ranges((0x3400, 0x4DB5), (0x4E00, 0x9FB3), (0x9FBC, 0x9FEF)) | RADICALS | GENERAL
          | {c for c in GBK if 0xF900 <= c <= 0xFAFF})

# What stands in forms beside Han characters. Invisible and direction-changing characters are no part of it.
SYMBOLS = ranges(
    (0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x1F8, 0x1F9), (0x251, 0x251), (0x261, 0x261), (0x2C7, 0x2DD),
    (0x391, 0x3C9), (0x400, 0x451), (0x1E3E, 0x1E3F), (0x2000, 0x206F), (0x2070, 0x209C), (0x20A0, 0x20BF),
    (0x2100, 0x218B), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF), (0x2460, 0x24FF), (0x2500, 0x25FF),
    (0x2600, 0x26FF), (0x2700, 0x27BF), (0x2E3A, 0x2E3B), (0x2FF0, 0x2FFB), (0x3000, 0x30FF), (0x3105, 0x312F),
    (0x31C0, 0x31E3), (0x3200, 0x33FF), (0xFE30, 0xFE6F), (0xFF01, 0xFFEE),
) - ranges((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2060), (0x3260, 0x327E), (0xFFA0, 0xFFDC))

# What a text face has at most, and what is enough for one whose rarer characters may come from song.
FULL = GBK | GENERAL
LITE = GB2312 | GENERAL
