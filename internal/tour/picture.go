package main

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
)

// What tells pictures apart: parts of all pixels.
const (
	changed  = 0.01   // more differ when something else is shown
	counting = 0.0005 // fewer differ when a second has passed
)

// colours is how many different ones a window has that is drawn and not empty.
const colours = 200

// look is the window as it is now.
func (d *demo) look(ctx context.Context) (image.Image, error) {
	out, err := d.desk.command(ctx, "import", "-silent", "-window", d.window, "-define", "png:compression-level=1", "png:-").Output()
	if err != nil {
		return nil, explain("import", err)
	}
	return png.Decode(bytes.NewReader(out))
}

// save writes a picture of the window, in as many colours as a palette holds.
func (d *demo) save(ctx context.Context, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	_, err := d.desk.command(ctx, "import", "-silent", "-window", d.window, "+dither", "-colors", "256", "-strip", "png8:"+path).Output()
	return explain("import", err)
}

// differ is which part of two pictures' pixels differs: all, where their sizes do.
func differ(a, b image.Image) float64 {
	if a.Bounds() != b.Bounds() {
		return 1
	}
	n := 0
	r := a.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				n++
			}
		}
	}
	return float64(n) / float64(r.Dx()*r.Dy())
}

func isDrawn(img image.Image) bool {
	seen := map[color.Color]bool{}
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			seen[img.At(x, y)] = true
		}
	}
	return len(seen) >= colours
}
