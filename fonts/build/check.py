"""check.py DIR [FILE...] - what must hold of the built faces in DIR, whatever their bytes are."""
import os
import sys

from fontTools.ttLib import TTFont

from repertoires import GB2312, GBK, GENERAL, is_han

TABLES = {'GlyphOrder', 'OS/2', 'cmap', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'name', 'post'}
HAN = {c for c in GBK if is_han(c)}
# The Han characters a face must have, for those that are asked first; WenKai's faulty 砻 comes from song.
COMPLETE = {
    'gw-song.ttf': HAN | GENERAL, 'gw-xiaobiaosong.ttf': HAN | GENERAL, 'gw-hei.ttf': HAN | GENERAL,
    'gw-kai.ttf': (GB2312 | GENERAL) - {0x783B}, 'gw-fangsong.ttf': GB2312,
    'gw-fangsong-ofl.ttf': (GB2312 | GENERAL) - {0x783B},
}
RESERVED = ('Source', 'LXGW', '霞鹜', 'Hana', '花園', 'Fandol')  # names that a modified face may not have


def faults(file, font):
    """The rules that a face breaks, in words."""
    cmap, glyf, hmtx = font.getBestCmap(), font['glyf'], font['hmtx']
    if set(font.keys()) != TABLES:
        yield 'tables %s' % sorted(font.keys())
    if font['head'].unitsPerEm != 1000 or (font['hhea'].ascent, font['hhea'].descent) != (880, -120):
        yield 'measures'
    if any(0xE000 <= c <= 0xF8FF for c in cmap):
        yield 'private-use characters'
    if any(glyf[name].isComposite() for name in font.getGlyphOrder()):
        yield 'composite glyphs'
    empty = [hex(c) for c, name in cmap.items() if is_han(c) and glyf[name].numberOfContours == 0]
    if empty:
        yield 'Han characters without ink: %s' % empty
    missing = COMPLETE.get(file, set()) - set(cmap)
    if missing:
        yield '%d Han characters missing: %s' % (len(missing), ''.join(map(chr, sorted(missing)[:20])))
    digits = {hmtx[cmap[c]][0] for c in range(0x30, 0x3A) if c in cmap}
    if len(digits) > 1:
        yield 'digits of different widths: %s' % sorted(digits)
    dash = cmap.get(0x2014)
    if dash and (hmtx[dash][0], glyf[dash].xMin, glyf[dash].xMax) != (1000, 0, 1000):
        yield 'an em dash that does not join'
    if any(word in font['name'].getDebugName(i) for word in RESERVED for i in (1, 4, 6)):
        yield 'a reserved name'


def main(folder, *only):
    broken = False
    for file in sorted(only or os.listdir(folder)):
        for fault in faults(file, TTFont(os.path.join(folder, file), lazy=True)):
            print('%s: %s' % (file, fault), file=sys.stderr)
            broken = True
    sys.exit(broken)


if __name__ == '__main__':
    main(*sys.argv[1:])
