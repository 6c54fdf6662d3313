"""The boxes, ticks and crosses of forms (☐ ☑ ☒ ✓ ✔ ✗ ✘), which no source has all of: drawn here, one em wide, in the
stroke weight of the face. Every outline is free of overlaps, for the sake of even-odd rasterisers."""
import math

from fontTools.pens.ttGlyphPen import TTGlyphPen


def rounded(points):
    return [(round(x), round(y)) for x, y in points]


def clockwise(points):
    """The points in the direction of an outer contour."""
    area = sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in zip(points, points[1:] + points[:1]))
    return points if area > 0 else points[::-1]


def polygon(pen, points):
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()


def box(pen, w):
    polygon(pen, clockwise([(100, -20), (100, 780), (900, 780), (900, -20)]))
    polygon(pen, clockwise([(100 + w, -20 + w), (100 + w, 780 - w), (900 - w, 780 - w), (900 - w, -20 + w)])[::-1])


def tick(pen, w):
    polygon(pen, clockwise(rounded([
        (220, 395), (220 + w * .9, 395 + w * .75), (415, 190 + w * .95),
        (735, 650), (735 + w * .95, 650 - w * .45), (425, 95)])))


def cross(pen, w):
    left, right, top, bottom, x, y, t = 270, 730, 610, 150, 500, 380, w / math.sqrt(2)
    polygon(pen, clockwise(rounded([
        (left, top - t), (left + t, top), (x, y + t), (right - t, top), (right, top - t), (x + t, y),
        (right, bottom + t), (right - t, bottom), (x, y - t), (left + t, bottom), (left, bottom + t), (x - t, y)])))


def drawn(draw):
    """The glyph that a list of (shape, stroke) makes."""
    pen = TTGlyphPen(None)
    for shape, w in draw:
        shape(pen, w)
    return pen.glyph()


def form_symbols(stem):
    """Code point to glyph, in strokes of so many units; marks are a little heavier than their boxes."""
    mark, heavy = stem * 1.25, stem * 1.7
    return {
        0x2610: drawn([(box, stem)]),
        0x2611: drawn([(box, stem), (tick, mark)]),
        0x2612: drawn([(box, stem), (cross, mark)]),
        0x2713: drawn([(tick, mark)]),
        0x2714: drawn([(tick, heavy)]),
        0x2717: drawn([(cross, mark)]),
        0x2718: drawn([(cross, heavy)]),
    }


def notdef():
    return drawn([(box, 40)])
