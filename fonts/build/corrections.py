"""What is put right in the packages' faces: faults dropped, digits, dashes and quotes made to fit Chinese text."""
import math

# FandolFang draws the full-width yen sign as $, the trade mark sign microscopic and the circled digits oversized.
FANDOL_FAULTS = {0xFFE5, 0x2122} | set(range(0x2460, 0x246A))
# LXGW WenKai 1.250 draws 砻 with overlapping contours, which an even-odd rasteriser leaves holes in.
WENKAI_FAULTS = {0x783B}
# Noto Sans has a radical sign with a long bar; the check mark that forms print it as is song's.
SANS_FAULTS = {0x221A}


class Pick:
    """Where a character's outline comes from: a glyph of a source, perhaps moved, perhaps with another advance."""

    def __init__(self, source, glyph, transform=None, advance=None):
        self.source, self.glyph, self.transform, self.advance = source, glyph, transform, advance

    def key(self):
        return id(self.source), self.glyph, self.transform, self.advance

    def draw(self):
        outline, advance = self.source.glyph(self.glyph, self.transform)
        return outline, advance if self.advance is None else self.advance


def tabular_digits(picks, source):
    """Noto's digits are proportional; its half-width alternates are 500 units each, like SimSun's."""
    half = source.alternates('hwid')
    for c in range(ord('0'), ord('9') + 1):
        if source.cmap[c] in half:
            picks[c] = Pick(source, half[source.cmap[c]])


def joining_dash(picks):
    """An em dash takes a full em from edge to edge, so that the two of —— join."""
    if 0x2014 not in picks:
        return
    source, glyph = picks[0x2014].source, picks[0x2014].glyph
    left, _, right, _ = source.bounds(glyph)
    k = source.scale
    stretch = 1000 / ((right - left) * k)
    picks[0x2014] = Pick(source, glyph, (stretch, 0, 0, 1, -left * k * stretch, 0), 1000)


def wide_quotes(picks):
    """Chinese quotation marks take a full em: opening ones at its right, closing ones at its left."""
    for c, opening in ((0x2018, True), (0x2019, False), (0x201C, True), (0x201D, False)):
        source, glyph = picks[c].source, picks[c].glyph
        left, _, right, _ = source.bounds(glyph)
        k = source.scale
        shift = 940 - right * k if opening else 60 - left * k
        picks[c] = Pick(source, glyph, (1, 0, 0, 1, shift, 0), 1000)


def thin(glyph, c, width, height):
    """Thins the strokes of a character, but leaves the em dash its whole length."""
    embolden(glyph, 0 if c == 0x2014 else width, height)


def embolden(glyph, width, height):
    """Moves every point of a simple glyph along its corner's bisector, the way FT_Outline_EmboldenXY does, so that
    vertical strokes become wider and horizontal ones higher by so many units; negative ones make them thinner.
    Outer contours run clockwise."""
    if glyph.numberOfContours <= 0:
        return
    points, moved, first = glyph.coordinates, list(glyph.coordinates), 0
    for last in glyph.endPtsOfContours:
        contour = [points[i] for i in range(first, last + 1)]
        for k in range(len(contour) if len(contour) >= 3 else 0):
            moved[first + k] = move(contour, k, width / 2, height / 2)
        first = last + 1
    for i, point in enumerate(moved):
        points[i] = point


def move(contour, k, xs, ys):
    """The new place of the k-th point of a contour."""
    n, here = len(contour), contour[k]
    before, after = k - 1, k + 1
    while contour[before] == here and before > k - n:
        before -= 1
    while contour[after % n] == here and after < k + n:
        after += 1
    ix, iy = here[0] - contour[before][0], here[1] - contour[before][1]
    ox, oy = contour[after % n][0] - here[0], contour[after % n][1] - here[1]
    length_in, length_out = math.hypot(ix, iy), math.hypot(ox, oy)
    if not length_in or not length_out:
        return here
    ix, iy, ox, oy = ix / length_in, iy / length_in, ox / length_out, oy / length_out
    turn = ix * ox + iy * oy
    if turn <= -0.9375:  # a hairpin: its bisector runs away
        return here
    turn += 1
    sx, sy = -(iy + oy), ix + ox
    q, shortest = -(ox * iy - oy * ix), min(length_in, length_out)
    sx = sx * xs / turn if xs * q <= shortest * turn else sx * shortest / q
    sy = sy * ys / turn if ys * q <= shortest * turn else sy * shortest / q
    return round(here[0] + sx), round(here[1] + sy)
