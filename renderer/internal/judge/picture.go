package judge

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// Picture returns a page (from 1) as poppler draws it at the resolution.
func Picture(t testing.TB, file []byte, page, dpi int) image.Image {
	t.Helper()
	stem := filepath.Join(t.TempDir(), "page")
	n := strconv.Itoa(page)
	_, errs, ok := run(t, "pdftoppm", "-png", "-singlefile", "-f", n, "-l", n, "-r", strconv.Itoa(dpi), File(t, "picture.pdf", file), stem)
	if !ok || errs != "" {
		t.Fatalf("pdftoppm: %s", firstLines(errs))
	}
	return readPNG(t, stem+".png")
}

// OtherPicture returns a page (from 1) as MuPDF draws it at the resolution.
func OtherPicture(t testing.TB, file []byte, page, dpi int) image.Image {
	t.Helper()
	out := filepath.Join(t.TempDir(), "page.png")
	_, errs, ok := run(t, "mutool", "draw", "-q", "-r", strconv.Itoa(dpi), "-o", out, File(t, "picture.pdf", file), strconv.Itoa(page))
	if !ok {
		t.Fatalf("mutool draw: %s", firstLines(errs))
	}
	return readPNG(t, out)
}

func readPNG(t testing.TB, path string) image.Image {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// Apart returns how far two pictures of one page are apart: the largest difference of brightness (0 … 255) of any
// block of 16 × 16 pixels. Two drawings of the same page by different programs stay below 60; a glyph that only
// one of them finds does not.
func Apart(a, b image.Image) float64 {
	size := a.Bounds().Intersect(b.Bounds())
	worst := 0.0
	const block = 16
	for y := size.Min.Y; y+block <= size.Max.Y; y += block {
		for x := size.Min.X; x+block <= size.Max.X; x += block {
			r := image.Rect(x, y, x+block, y+block)
			if d := brightness(a, r) - brightness(b, r); d > worst {
				worst = d
			} else if -d > worst {
				worst = -d
			}
		}
	}
	return worst
}

// brightness is the mean brightness of a part of a picture, 0 … 255.
func brightness(img image.Image, r image.Rectangle) float64 {
	sum := 0.0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			red, green, blue, _ := img.At(x, y).RGBA()
			sum += (0.299*float64(red) + 0.587*float64(green) + 0.114*float64(blue)) / 257
		}
	}
	return sum / float64(r.Dx()*r.Dy())
}
