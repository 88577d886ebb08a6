package window

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// tipDelay keeps tooltips from flickering under a passing pointer.
const tipDelay = 500 * time.Millisecond

// tips is the layer above everything that shows one tooltip at a time. A nil
// *tips shows none.
type tips struct {
	layer  *fyne.Container
	ground *canvas.Rectangle
	text   *canvas.Text
	after  func(time.Duration, func()) func()
	stop   func()
}

func newTips(c clock) *tips {
	t := &tips{ground: canvas.NewRectangle(nil), text: canvas.NewText("", nil), after: c.after, stop: func() {}}
	t.ground.CornerRadius, t.text.TextSize = 7, 12
	t.layer = &fyne.Container{Objects: []fyne.CanvasObject{t.ground, t.text}}
	t.hide()
	return t
}

// showSoon shows text below owner, unless the pointer leaves before.
func (t *tips) showSoon(text string, owner fyne.CanvasObject) {
	if t == nil {
		return
	}
	t.stop()
	t.stop = t.after(tipDelay, func() { t.show(text, owner) })
}

func (t *tips) show(text string, owner fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	if d.CanvasForObject(owner) == nil {
		return
	}
	at := d.AbsolutePositionForObject(owner).Subtract(d.AbsolutePositionForObject(t.layer))
	size := fyne.MeasureText(text, 12, fyne.TextStyle{})
	box := size.AddWidthHeight(18, 10)
	x := at.X + owner.Size().Width/2 - box.Width/2
	x = max(6, min(x, t.layer.Size().Width-box.Width-6))
	y := at.Y + owner.Size().Height + 4
	if y+box.Height > t.layer.Size().Height {
		y = at.Y - box.Height - 4
	}
	t.text.Text, t.text.Color, t.ground.FillColor = text, shade(colorOnTip), shade(colorTip)
	t.ground.Move(fyne.NewPos(x, y))
	t.ground.Resize(box)
	t.text.Move(fyne.NewPos(x+9, y+5))
	t.text.Resize(size)
	t.ground.Show()
	t.text.Show()
	t.layer.Refresh()
}

func (t *tips) hide() {
	if t == nil {
		return
	}
	t.stop()
	t.ground.Hide()
	t.text.Hide()
}
