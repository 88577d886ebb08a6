package window

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// lifeBar is a token's life as a line: obtained at the left, expires at the
// right, and how much of it is over.
type lifeBar struct {
	widget.BaseWidget
	s     auth.Status
	now   time.Time
	track *canvas.Rectangle
	fill  *canvas.Rectangle
	left  *canvas.Text
	word  *canvas.Text
	icon  *canvas.Image
	from  *canvas.Text // below the line's ends
	to    *canvas.Text
}

func newLifeBar(s auth.Status, now time.Time) *lifeBar {
	b := &lifeBar{
		s: s, now: now, track: canvas.NewRectangle(nil), fill: canvas.NewRectangle(nil),
		left: canvas.NewText("", nil), word: canvas.NewText("", nil), icon: &canvas.Image{FillMode: canvas.ImageFillContain},
		from: canvas.NewText("", nil), to: canvas.NewText("", nil),
	}
	b.track.CornerRadius, b.fill.CornerRadius = 4, 4
	b.left.TextSize, b.left.TextStyle, b.word.TextSize = 20, kit.Bold, 13
	b.from.TextSize, b.to.TextSize = 12, 12
	b.ExtendBaseWidget(b)
	return b
}

// tick moves the bar's clock.
func (b *lifeBar) tick(now time.Time) {
	b.now = now
	if b.left.Text != b.says() {
		b.Refresh()
	}
}

func (b *lifeBar) says() string {
	switch {
	case b.s.ObtainedAt.IsZero():
		return "–"
	case b.s.ExpiresAt.IsZero():
		return words.Now().Row.NoExpiry
	}
	return text.Remaining(b.s.ExpiresAt.Sub(b.now))
}

// ends say when the token was obtained, and when it expires.
func (b *lifeBar) ends() (from, to string) {
	w := words.Now().Details
	from, to = w.Obtained+" "+w.Never, w.Expires+" "+w.Unknown
	if !b.s.ObtainedAt.IsZero() {
		from = w.Obtained + " " + text.Until(b.s.ObtainedAt, b.now)
	}
	if !b.s.ExpiresAt.IsZero() {
		to = w.Expires + " " + text.Until(b.s.ExpiresAt, b.now)
	}
	return from, to
}

// CreateRenderer implements fyne.Widget.
func (b *lifeBar) CreateRenderer() fyne.WidgetRenderer {
	r := lifeBarRenderer{b}
	r.Refresh()
	return r
}

type lifeBarRenderer struct{ b *lifeBar }

func (r lifeBarRenderer) MinSize() fyne.Size { return fyne.NewSize(200, 66) }

func (r lifeBarRenderer) Layout(size fyne.Size) {
	b := r.b
	w := b.left.MinSize().Width
	kit.Place(b.left, 0, 0, w)
	b.icon.Move(fyne.NewPos(w+12, 7))
	b.icon.Resize(fyne.NewSquareSize(14))
	kit.Place(b.word, w+32, 5, size.Width-w-32)
	b.track.Move(fyne.NewPos(0, 36))
	b.track.Resize(fyne.NewSize(size.Width, 8))
	view := row{status: b.s, now: b.now}
	b.fill.Move(fyne.NewPos(0, 36))
	b.fill.Resize(fyne.NewSize(size.Width*view.share(), 8))
	w = kit.TextWidth(b.to.Text, 12, fyne.TextStyle{})
	kit.Place(b.from, 0, 48, size.Width-w-8)
	kit.Place(b.to, size.Width-w, 48, w)
}

func (r lifeBarRenderer) Refresh() {
	b := r.b
	view := row{status: b.s, now: b.now}
	col := kit.Shade(kit.StateColors[view.state()])
	kit.SetDigits(b.left, b.says())
	b.word.Text = view.stateWord()
	b.left.Color, b.word.Color = kit.Shade(theme.ColorNameForeground), col
	b.from.Text, b.to.Text = b.ends()
	b.from.Color, b.to.Color = kit.Shade(kit.ColorMuted), kit.Shade(kit.ColorMuted)
	b.track.FillColor, b.fill.FillColor = kit.Shade(kit.ColorTrack), col
	b.icon.Resource = kit.StateIcon(view.state(), kit.Shade(theme.ColorNameBackground))
	b.icon.Refresh()
	r.Layout(b.Size())
	canvas.Refresh(b)
}

func (r lifeBarRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.b.track, r.b.fill, r.b.left, r.b.icon, r.b.word, r.b.from, r.b.to}
}

func (lifeBarRenderer) Destroy() {}
