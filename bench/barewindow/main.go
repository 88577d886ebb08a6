// Barewindow is the smallest program with a Fyne window: what the size of the
// full authfob is measured against. It does nothing, and must never do more.
package main

import (
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	w := app.New().NewWindow("Bare")
	w.SetContent(widget.NewLabel("Bare"))
	w.ShowAndRun()
}
