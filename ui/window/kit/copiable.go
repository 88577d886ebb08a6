package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/ui/words"
)

// copiable is a text that a secondary click copies. The toolkit's selectable labels
// would take the keyboard: Tab would stop at each of them, nobody would see where it
// is, and the window's keys would do nothing there.
type copiable struct {
	widget.BaseWidget
	shown fyne.CanvasObject
	text  string
}

var _ fyne.SecondaryTappable = (*copiable)(nil)

// Copiable shows text as it is shown, and offers to copy it.
func Copiable(shown fyne.CanvasObject, text string) fyne.CanvasObject {
	c := &copiable{shown: shown, text: text}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer implements fyne.Widget.
func (c *copiable) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.shown) }

// TappedSecondary implements fyne.SecondaryTappable.
func (c *copiable) TappedSecondary(e *fyne.PointEvent) {
	app := fyne.CurrentApp()
	menu := fyne.NewMenu("", fyne.NewMenuItem(words.Now().Row.Copy, func() { app.Clipboard().SetContent(c.text) }))
	widget.ShowPopUpMenuAtPosition(menu, app.Driver().CanvasForObject(c), e.AbsolutePosition)
}
