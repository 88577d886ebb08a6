package kit

import (
	"fmt"
	"regexp"
	"strconv"
	"sync"

	"fyne.io/fyne/v2"
)

// density is how many pixels of the screen a unit of length has: 2 on a HiDPI
// screen.
func density() float64 {
	const long = 1000 // units
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		if x, _ := w.Canvas().PixelCoordinateForPosition(fyne.NewPos(long, 0)); x > 0 {
			return float64(x) / long
		}
	}
	return 1
}

var strokeWidth = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`stroke-width="([0-9.]+)"`) })

// thicken makes a drawing's lines as thick as they are meant: Fyne draws all of
// an SVG larger on a denser screen, but takes the width of its lines for pixels.
func thicken(svg string, by float64) string {
	if by == 1 {
		return svg
	}
	return strokeWidth().ReplaceAllStringFunc(svg, func(attr string) string {
		w, err := strconv.ParseFloat(strokeWidth().FindStringSubmatch(attr)[1], 64)
		if err != nil {
			return attr
		}
		return fmt.Sprintf(`stroke-width="%.2f"`, w*by)
	})
}
