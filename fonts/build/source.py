"""A face of a package, read as quadratic outlines of a 1000-unit em."""
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

EM = 1000
MAX_ERROR = 1.0  # of a quadratic curve against the cubic one, in units: 0.1 % of an em
IDENTITY = (1, 0, 0, 1, 0, 0)


class Source:
    def __init__(self, path, number=-1):
        self.font = TTFont(path, fontNumber=number, lazy=True)
        self.glyphs = self.font.getGlyphSet()
        self.cmap = dict(self.font.getBestCmap())
        self.scale = EM / self.font['head'].unitsPerEm
        self.cubic = 'glyf' not in self.font

    def alternates(self, feature):
        """The single substitutions of a GSUB feature: glyph name to glyph name."""
        gsub, found = self.font['GSUB'].table, {}
        for record in gsub.FeatureList.FeatureRecord:
            if record.FeatureTag == feature:
                for index in record.Feature.LookupListIndex:
                    for table in gsub.LookupList.Lookup[index].SubTable:
                        found.update(getattr(getattr(table, 'ExtSubTable', table), 'mapping', {}))
        return found

    def glyph(self, name, transform=None):
        """(outline, advance) without composites and instructions."""
        s, t = self.scale, transform or IDENTITY
        result = TTGlyphPen(None)
        pen = Cu2QuPen(result, MAX_ERROR, reverse_direction=True) if self.cubic else result
        if s != 1 or t != IDENTITY:
            pen = TransformPen(pen, (t[0] * s, 0, 0, t[3] * s, t[4], t[5]))
        if self.cubic:
            self.glyphs[name].draw(pen)
        else:
            recording = DecomposingRecordingPen(self.glyphs)
            self.glyphs[name].draw(recording)
            recording.replay(pen)
        return result.glyph(), round(self.glyphs[name].width * s)

    def bounds(self, name):
        """(left, bottom, right, top) of the ink, in units of the source."""
        pen = BoundsPen(self.glyphs)
        self.glyphs[name].draw(pen)
        return pen.bounds


def coverage(path, number=-1):
    return set(TTFont(path, fontNumber=number, lazy=True).getBestCmap())
