"""The faces, one entry each: what it is made of, which characters it takes and what is put right."""
from dataclasses import dataclass
from typing import Callable, Optional

from corrections import FANDOL_FAULTS, SANS_FAULTS, WENKAI_FAULTS
from repertoires import FULL, LEVEL2, LITE, SYMBOLS, is_han
from source import coverage

OFL = ('This Font Software is licensed under the SIL Open Font License, Version 1.1.', 'https://openfontlicense.org')
GPL = ('GNU General Public License version 3 with the GPL font exception.', 'https://www.gnu.org/licenses/gpl-3.0.html')
ARPHIC = ('ARPHIC PUBLIC LICENSE', 'https://www.babelstone.co.uk/Fonts/Han.html')
MODIFIED = '2026-11-21'  # the ARPHIC licence asks how and when; to be renewed when the recipe changes


@dataclass
class Face:
    file: str
    family: str
    sources: list  # of (path under the packages' root[, number in the collection])
    wants: Callable  # a source's coverage to the code points taken from it
    origin: str
    license: tuple
    stem: Optional[int] = None  # stroke of the drawn form symbols; none without
    weight: int = 400
    tabular_digits: bool = False
    wide_quotes: bool = False
    thinned: Optional[tuple] = None  # stroke widths added, vertical and horizontal strokes

    def description(self):
        return ('Modified %s (subset, redrawn with quadratic outlines, unhinted, renamed; see build-fonts.sh) from %s'
                % (MODIFIED, self.origin))


def faces(root):
    """The table, for packages unpacked under root. Characters that song has are not repeated in the rare faces."""
    def at(path, *number):
        return (root + '/usr/share/' + path, *number)
    def serif(weight):
        return at('fonts/opentype/noto/NotoSerifCJK-%s.ttc' % weight, 2)  # 2: the Simplified Chinese one
    sans = at('fonts/opentype/noto/NotoSansCJK-Medium.ttc', 2)
    wenkai = at('fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf')
    hanazono = [at('fonts/truetype/hanazono/HanaMinA.ttf'), at('fonts/truetype/hanazono/HanaMinB.ttf')]
    babelstone = at('fonts/truetype/babelstone/BabelStoneHan.ttf')
    fandol = at('texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf')

    song = coverage(*serif('Regular')) & (LEVEL2 | SYMBOLS)
    kai = coverage(*wenkai) & (LITE | SYMBOLS) - WENKAI_FAULTS
    in_fandol = coverage(*fandol)
    # BabelStone Han aims at every character with a source in China: its coverage says which Hanazono ones come first.
    chinese = coverage(*babelstone)
    klee = 'a kai face based on Klee One (see OFL notice), v1.250'
    thin = ', strokes thinned by 20/14 units'

    return [
        Face('gw-song.ttf', 'Gongwen Song', [serif('Regular')], lambda have: song,
             'Noto Serif CJK SC Regular 2.001', OFL, stem=36, tabular_digits=True),
        Face('gw-xiaobiaosong.ttf', 'Gongwen XiaoBiaoSong', [serif('Bold')], lambda have: FULL | SYMBOLS,
             'Noto Serif CJK SC Bold 2.001', OFL, stem=60, weight=700, tabular_digits=True),
        Face('gw-hei.ttf', 'Gongwen Hei', [sans], lambda have: (FULL | SYMBOLS) - SANS_FAULTS,
             'Noto Sans CJK SC Medium 2.004', OFL, stem=70, weight=500, tabular_digits=True),
        Face('gw-kai.ttf', 'Gongwen Kai', [wenkai], lambda have: kai, klee, OFL, stem=46, wide_quotes=True),
        Face('gw-fangsong.ttf', 'Gongwen FangSong', [fandol],
             lambda have: {c for c in have if is_han(c) or c in SYMBOLS} - FANDOL_FAULTS,
             'FandolFang 0.3 (Version 1.300)', GPL, stem=36),
        Face('gw-fangsong-ext.ttf', 'Gongwen FangSong Ext', [wenkai],
             lambda have: {c for c in LITE if is_han(c) and c not in in_fandol},
             klee + thin + ' to sit beside Gongwen FangSong', OFL, thinned=(-20, -14)),
        Face('gw-fangsong-ofl.ttf', 'Gongwen FangSong OFL', [wenkai], lambda have: kai,
             klee + thin, OFL, stem=36, wide_quotes=True, thinned=(-20, -14)),
        Face('gw-rare.ttf', 'Gongwen Rare', hanazono,
             lambda have: {c for c in have if is_han(c) and c not in song and c < 0x30000
                           and (c in chinese or c <= 0xFFFF)},
             'the Hanazono fonts 2017-09-04', OFL),
        Face('gw-rare-gh.ttf', 'Gongwen Rare GH', [babelstone],
             lambda have: {c for c in have if 0x30000 <= c <= 0x323AF or 0x9FEB <= c <= 0x9FFC},
             'BabelStone Han 15.0.5', ARPHIC),
        Face('gw-rare-l3.ttf', 'Gongwen Rare L3', hanazono,
             lambda have: {c for c in have if is_han(c) and c not in song and 0x20000 <= c < 0x30000
                           and c not in chinese},
             'the Hanazono fonts 2017-09-04', OFL),
    ]
