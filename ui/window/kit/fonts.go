package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/crash"
)

// firstStyles are those of what the window shows first.
var firstStyles = []fyne.TextStyle{{}, Bold}

// ReadFonts measures a word in each style, for which Fyne looks through the
// system's fonts. That takes about as long as making the window with its OpenGL
// context, and neither needs the other: so both are done at once. Nothing may be
// measured elsewhere before wait has returned.
func ReadFonts() (wait func()) {
	done := make(chan struct{})
	go crash.Guard("fonts", func() { // ends by itself; wait waits for it
		defer close(done)
		for _, style := range firstStyles {
			fyne.MeasureText("Authfob", theme.TextSize(), style)
		}
	})()
	return func() { <-done }
}
