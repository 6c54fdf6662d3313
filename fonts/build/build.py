"""build.py ROOT OUT [FILE...] - writes the faces of faces.py, or the named ones, from packages unpacked under ROOT."""
import os
import sys
from multiprocessing import Pool

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

import corrections
import symbols
from faces import faces
from source import EM, Source

ASCENT, DESCENT = 880, -120  # of every face: lines that mix them keep one height
CREATED = 3782844800  # a fixed date (2023-11-14): the same faces from the same sources


def picks(face, sources):
    """Code point to Pick; an earlier source wins."""
    found = {}
    for source in sources:
        for c in face.wants(source.cmap.keys()):
            if c in source.cmap and c not in found:
                found[c] = corrections.Pick(source, source.cmap[c])
    if face.tabular_digits:
        corrections.tabular_digits(found, sources[0])
    corrections.joining_dash(found)
    if face.wide_quotes:
        corrections.wide_quotes(found)
    return found


def outlines(face, sources):
    """({glyph name: glyph}, {glyph name: advance}, {code point: glyph name}) in the order of the code points, which
    keeps the cmap small. Characters that share a glyph of the source share it here."""
    chosen = picks(face, sources)
    extra = symbols.form_symbols(face.stem) if face.stem else {}
    glyphs, advances, cmap, made = {'.notdef': symbols.notdef()}, {'.notdef': EM}, {}, {}
    for c in sorted(chosen.keys() | extra.keys()):
        key = c if c in extra else chosen[c].key()
        if key not in made:
            name = made[key] = 'u%04X' % c
            if c in extra:
                glyphs[name], advances[name] = extra[c], EM
            else:
                glyphs[name], advances[name] = chosen[c].draw()
                if face.thinned:
                    corrections.thin(glyphs[name], c, *face.thinned)
        cmap[c] = made[key]
    return glyphs, advances, cmap


def cmap_table(cmap):
    """(3,1) format 4 with the Basic Multilingual Plane, then (3,10) format 12 with everything; no platform 0, since
    readers that prefer it read nothing above U+FFFF."""
    table = newTable('cmap')
    table.tableVersion, table.tables = 0, []
    plane = {c: name for c, name in cmap.items() if c <= 0xFFFF}
    for form, encoding, chars in ((4, 1, plane), (12, 10, cmap)):
        if chars:
            sub = CmapSubtable.newSubtable(form)
            sub.platformID, sub.platEncID, sub.language, sub.cmap = 3, encoding, 0, dict(chars)
            if form == 12:
                sub.reserved = sub.length = sub.nGroups = 0
            table.tables.append(sub)
    return table


def names(face, sources):
    text, url = face.license
    return {
        'copyright': sources[0].font['name'].getDebugName(0),
        'familyName': face.family, 'styleName': 'Regular', 'uniqueFontIdentifier': face.family + ' 1.000',
        'fullName': face.family, 'version': 'Version 1.000', 'psName': face.family.replace(' ', ''),
        'description': face.description(), 'licenseDescription': text, 'licenseInfoURL': url,
    }


def build(face, out):
    sources = [Source(*s) for s in face.sources]
    glyphs, advances, cmap = outlines(face, sources)
    fb = FontBuilder(EM, isTTF=True)
    fb.setupGlyphOrder(list(glyphs))
    fb.setupGlyf(glyphs)
    glyf = fb.font['glyf']
    fb.setupHorizontalMetrics({name: (advance, getattr(glyf[name], 'xMin', 0) if glyf[name].numberOfContours else 0)
                               for name, advance in advances.items()})
    fb.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    fb.setupNameTable(names(face, sources), mac=False)
    fb.font['cmap'] = cmap_table(cmap)
    fb.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, sTypoLineGap=0, usWinAscent=1000, usWinDescent=250,
                sCapHeight=733, sxHeight=500, achVendID='GWFT', fsType=0, usWeightClass=face.weight,
                ulCodePageRange1=(1 << 18) | 1)
    fb.setupPost(keepGlyphNames=False, underlinePosition=-100, underlineThickness=50)
    fb.font['head'].created = fb.font['head'].modified = CREATED
    fb.font.recalcTimestamp = False
    path = os.path.join(out, face.file)
    fb.font.save(path)
    return face.file, len(glyphs), len(cmap), os.path.getsize(path)


def main(root, out, *only):
    # Workers are forked, so that they find the table, functions and all, in memory.
    table = [face for face in faces(root) if not only or face.file in only]
    global job
    def job(i):
        return build(table[i], out)
    with Pool(2) as pool:
        for done in pool.imap_unordered(job, range(len(table)), chunksize=1):
            print('%-22s glyphs %6d  chars %6d  bytes %9d' % done, flush=True)


if __name__ == '__main__':
    main(*sys.argv[1:])
