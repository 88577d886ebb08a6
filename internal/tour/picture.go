package main

import (
	"bytes"
	"context"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"strings"
)

// colours is how many different ones a window has that is drawn and not empty.
const colours = 200

// screenshot takes a picture of the demo's window, as soon as it is drawn, and
// says where it is.
func (d *demo) screenshot(ctx context.Context, path string) error {
	var picture []byte
	err := until(ctx, "the demo's window", func() (bool, error) {
		id := d.window(ctx)
		if id == "" {
			return false, nil
		}
		shot := exec.CommandContext(ctx, "import", "-silent", "-window", id, "png:-")
		shot.Env = d.desk.env
		out, err := shot.Output()
		if err != nil {
			return false, explain("import", err)
		}
		picture = out
		return isDrawn(out)
	})
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, picture, 0o644); err != nil {
		return err
	}
	say("took a picture of the window: %s", path)
	return nil
}

// window is the X11 ID of the demo's window; "" while there is none.
func (d *demo) window(ctx context.Context) string {
	search := exec.CommandContext(ctx, "xdotool", "search", "--onlyvisible", "--name", "^Authfob")
	search.Env = d.desk.env
	out, _ := search.Output() // it fails while there is nothing to find
	id, _, _ := strings.Cut(string(out), "\n")
	return id
}

func isDrawn(picture []byte) (bool, error) {
	img, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		return false, err
	}
	seen := map[color.Color]bool{}
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			seen[img.At(x, y)] = true
		}
	}
	return len(seen) >= colours, nil
}
