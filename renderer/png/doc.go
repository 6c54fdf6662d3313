// Package png paints one finished page as a PNG picture, the eye of tests and previews.
//
// In: a page.Page and the fonts.Book that measured it. Out: a PNG file, grey when the page is, RGB when it has
// colours, with its resolution in pHYs. It imports page and fonts of the project, and no form or block; freetype
// is used nowhere else.
//
// The one decision to ask about: glyphs stand where the page says to 1/64 pixel, unhinted, while upright lines
// and rectangles are moved to whole pixels, as PDF viewers do with stroke adjustment: a table's borders
// are then all as dark and as wide as each other, and never further than a pixel from their place.
package png
