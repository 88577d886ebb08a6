package window

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

const clipbarHeight = 34

// clipbar is the bottom of the window: which account's token is on the
// clipboard, as far as this window put it there, and when it is cleared.
type clipbar struct {
	layer  *fyne.Container
	ground *canvas.Rectangle
	line   *canvas.Rectangle
	icon   *canvas.Image
	text   *canvas.Text
	left   *canvas.Text

	idle   string // said while there is nothing of ours on it
	brief  string // the same where there is less room
	id     auth.AccountID
	name   string
	clears time.Time
	fresh  bool // until then it is replaced before it expires
	gone   bool
}

func newClipbar(idle, brief string) *clipbar {
	c := &clipbar{
		idle: idle, brief: brief,
		ground: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil),
		icon: &canvas.Image{FillMode: canvas.ImageFillContain},
		text: canvas.NewText("", nil), left: canvas.NewText("", nil),
	}
	c.text.TextSize, c.left.TextSize = 12, 12
	c.layer = &fyne.Container{Layout: clipbarLayout{c}, Objects: []fyne.CanvasObject{c.ground, c.line, c.icon, c.text, c.left}}
	c.retheme()
	return c
}

// copied notes what is on the clipboard from now on.
func (c *clipbar) copied(name string, is Copied, now time.Time) {
	c.name, c.clears, c.fresh, c.gone = auth.Clean(name, 200), is.Clears, is.KeptFresh, false
	c.tick(now)
	c.layer.Refresh()
}

// renamed follows the account's name.
func (c *clipbar) renamed(name string) {
	if name = auth.Clean(name, 200); c.name == "" || c.name == name {
		return
	}
	c.name = name
	c.layer.Refresh()
}

// take goes on from another bar.
func (c *clipbar) take(from *clipbar) {
	c.id, c.name, c.clears, c.fresh, c.gone = from.id, from.name, from.clears, from.fresh, from.gone
}

// tick counts down to the clearing.
func (c *clipbar) tick(now time.Time) {
	if c.name != "" && !c.clears.IsZero() && !now.Before(c.clears) {
		c.name, c.gone = "", true
	}
	left := ""
	if c.name != "" && !c.clears.IsZero() {
		left = text.Remaining(c.clears.Sub(now))
	}
	if kit.SetDigits(c.left, left) || c.text.Text == "" {
		clipbarLayout{c}.Layout(nil, c.layer.Size())
		c.left.Refresh()
		c.text.Refresh()
	}
}

// says is the bar's sentence, without the countdown at its end.
func (c *clipbar) says() string {
	switch {
	case c.name != "":
		return c.keeps(c.name)
	case c.gone:
		return words.Now().Clipboard.Gone
	}
	return c.idle
}

func (c *clipbar) keeps(name string) string {
	w := words.Now().Clipboard
	said := w.Keeps.With("name", name) + " · "
	switch {
	case c.clears.IsZero():
		return said + w.Stays
	case c.fresh:
		return said + w.Fresh + " "
	}
	return said + w.In + " "
}

func (c *clipbar) retheme() {
	c.ground.FillColor, c.line.FillColor = kit.Shade(kit.ColorBar), kit.Shade(kit.ColorCardBorder)
	c.icon.Resource = kit.Sign(kit.DrawClip, kit.ColorMuted)
	c.text.Color, c.left.Color = kit.Shade(kit.ColorMuted), kit.Shade(kit.ColorMuted)
	c.layer.Refresh()
}

type clipbarLayout struct{ c *clipbar }

// MinSize implements fyne.Layout.
func (clipbarLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, clipbarHeight) }

// Layout implements fyne.Layout. The name is cut, never the time.
func (l clipbarLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	c := l.c
	c.ground.Resize(size)
	c.line.Resize(fyne.NewSize(size.Width, 1))
	c.icon.Move(fyne.NewPos(14, (size.Height-14)/2))
	c.icon.Resize(fyne.NewSquareSize(14))
	left := c.left.MinSize().Width
	room := size.Width - 36 - left - 14
	says := c.says()
	switch fits := kit.TextWidth(says, 12, fyne.TextStyle{}) <= room; {
	case fits:
	case says == c.idle:
		says = c.brief
	case c.name != "" && c.clears.IsZero(): // that it stays is what nobody has to know
		says = words.Now().Clipboard.Keeps.With("name", c.name)
	case c.name != "":
		says = c.keeps(kit.Fit(c.name, 12, fyne.TextStyle{}, room-kit.TextWidth(c.keeps(""), 12, fyne.TextStyle{})))
	}
	c.text.Text = kit.Fit(says, 12, fyne.TextStyle{}, room)
	w := kit.TextWidth(c.text.Text, 12, fyne.TextStyle{})
	y := (size.Height - c.text.MinSize().Height) / 2
	kit.Place(c.text, 36, y, w)
	kit.Place(c.left, 36+w+1, y+kit.Baseline(c.text)-kit.Baseline(c.left), left)
}
