package kit

import "fyne.io/fyne/v2"

// Below is where the menu of a control opens.
func Below(o fyne.CanvasObject) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).AddXY(0, o.Size().Height)
}
