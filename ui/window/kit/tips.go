package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// tipDelay keeps tooltips from flickering under a passing pointer.
const tipDelay = 500 * time.Millisecond

// Tips is the layer above everything that shows one tooltip at a time. A nil
// *tips shows none.
type Tips struct {
	Layer  *fyne.Container
	ground *canvas.Rectangle
	text   *canvas.Text
	after  func(time.Duration, func()) func()
	stop   func()
}

// NewTips returns a layer without a tip.
func NewTips(c Clock) *Tips {
	t := &Tips{ground: canvas.NewRectangle(nil), text: canvas.NewText("", nil), after: c.After, stop: func() {}}
	t.ground.CornerRadius, t.text.TextSize = 7, 12
	t.Layer = &fyne.Container{Objects: []fyne.CanvasObject{t.ground, t.text}}
	t.hide()
	return t
}

// showSoon shows text below owner, unless the pointer leaves before.
func (t *Tips) showSoon(text string, owner fyne.CanvasObject) {
	if t == nil {
		return
	}
	t.stop()
	t.stop = t.after(tipDelay, func() { t.show(text, owner) })
}

func (t *Tips) show(text string, owner fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	if d.CanvasForObject(owner) == nil {
		return
	}
	at := d.AbsolutePositionForObject(owner).Subtract(d.AbsolutePositionForObject(t.Layer))
	size := fyne.MeasureText(text, 12, fyne.TextStyle{})
	box := size.AddWidthHeight(18, 10)
	x := at.X + owner.Size().Width/2 - box.Width/2
	x = max(6, min(x, t.Layer.Size().Width-box.Width-6))
	y := at.Y + owner.Size().Height + 4
	if y+box.Height > t.Layer.Size().Height {
		y = at.Y - box.Height - 4
	}
	t.text.Text, t.text.Color, t.ground.FillColor = text, Shade(colorOnTip), Shade(colorTip)
	t.ground.Move(fyne.NewPos(x, y))
	t.ground.Resize(box)
	t.text.Move(fyne.NewPos(x+9, y+5))
	t.text.Resize(size)
	t.ground.Show()
	t.text.Show()
	t.Layer.Refresh()
}

func (t *Tips) hide() {
	if t == nil {
		return
	}
	t.stop()
	t.ground.Hide()
	t.text.Hide()
}
