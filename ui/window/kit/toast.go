package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/authfob/authfob/ui/words"
)

// Toast is a few words above the bottom of the window, and what can be done
// about them. It covers no more of the list than it needs.
type Toast struct {
	Layer  *fyne.Container
	ground *canvas.Rectangle
	lines  []*canvas.Text
	Act    *FocusButton
	fuse   *canvas.Rectangle // how much of its time is left

	Says   string
	do     func()
	began  time.Time
	ends   time.Time // zero: it stays
	onTurn func()    // has the window laid out anew
	clock  Clock
}

// The measures of a toast.
const (
	ToastWidth = 520
	toastPad   = 14
	toastLines = 4
	toastLine  = 18
)

// NewToast returns a toast that is hidden. keys gets the keys it has no use for; onTurn hears that it came or went.
func NewToast(c Clock, keys func(*fyne.KeyEvent), onTurn func()) *Toast {
	t := &Toast{ground: canvas.NewRectangle(nil), fuse: canvas.NewRectangle(nil), onTurn: onTurn, clock: c}
	t.Act = NewFocusButton(words.Now().Remove.Undo, drawUndo, keys, func() { t.do() })
	t.Act.color, t.Act.Wide = colorTipAct, true
	t.ground.CornerRadius, t.fuse.CornerRadius = 10, 1
	objects := []fyne.CanvasObject{t.ground, t.fuse, t.Act}
	for range toastLines {
		line := canvas.NewText("", nil)
		line.TextSize = 13
		t.lines = append(t.lines, line)
		objects = append(objects, line)
	}
	t.Layer = &fyne.Container{Layout: toastLayout{t}, Objects: objects, Hidden: true}
	return t
}

// Show says something that an action belongs to. It stays until ends, or until
// it is hidden where ends is zero.
func (t *Toast) Show(says, label string, do func(), ends time.Time) {
	draw := drawUndo
	if ends.IsZero() {
		draw = DrawX
	}
	t.put(says, label, draw, do, ends)
}

// Offer says something that stays, with what can be done about it.
func (t *Toast) Offer(says, label, draw string, do func()) { t.put(says, label, draw, do, time.Time{}) }

func (t *Toast) put(says, label, draw string, do func(), ends time.Time) {
	t.Says, t.do, t.began, t.ends = says, do, t.clock.Now(), ends
	t.Act.Set(label, draw, colorTipAct, false, true)
	t.Layer.Show()
	t.Retheme()
	t.onTurn()
}

// sayFor is how long something stays that nothing can be done about.
const sayFor = 8 * time.Second

// Say says something for a while.
func (t *Toast) Say(says string) {
	t.Show(says, words.Now().Common.Dismiss, t.Hide, time.Time{})
	t.clock.After(sayFor, func() {
		if t.Says == says {
			t.Hide()
		}
	})
}

// Hide takes the toast away.
func (t *Toast) Hide() {
	t.Says = ""
	t.Layer.Hide()
	t.onTurn()
}

// Tick burns the fuse.
func (t *Toast) Tick(time.Time) {
	if t.Says != "" && !t.ends.IsZero() {
		toastLayout{t}.layFuse(t.Layer.Size())
		t.fuse.Refresh()
	}
}

// Retheme applies the theme.
func (t *Toast) Retheme() {
	t.ground.FillColor, t.fuse.FillColor = Shade(colorTip), Shade(colorTipAct)
	for _, l := range t.lines {
		l.Color = Shade(colorOnTip)
	}
	t.Layer.Refresh()
}

// HeightFor is how high the toast is in a window of the given width.
func (t *Toast) HeightFor(width float32) float32 {
	return max(IconButtonSize+10, float32(len(t.wrapped(width)))*toastLine+2*toastPad-6)
}

func (t *Toast) wrapped(width float32) []string {
	room := width - 2*toastPad - t.Act.MinSize().Width - 6
	return Wrap(t.Says, 13, room, toastLines)
}

// toastLayout places what a toast is made of.
type toastLayout struct{ t *Toast }

// MinSize implements fyne.Layout.
func (toastLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 44) }

// Layout implements fyne.Layout.
func (l toastLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	t := l.t
	t.ground.Resize(size)
	said := t.wrapped(size.Width)
	y := (size.Height - float32(len(said))*toastLine) / 2
	for i, line := range t.lines {
		line.Text = ""
		if i < len(said) {
			line.Text = said[i]
		}
		Place(line, toastPad, y+float32(i)*toastLine, size.Width)
	}
	w := t.Act.MinSize().Width
	t.Act.Resize(fyne.NewSize(w, IconButtonSize))
	t.Act.Move(fyne.NewPos(size.Width-w-6, (size.Height-IconButtonSize)/2))
	l.layFuse(size)
}

func (l toastLayout) layFuse(size fyne.Size) {
	t := l.t
	share := float32(0)
	if life := t.ends.Sub(t.began); !t.ends.IsZero() && life > 0 {
		share = float32(max(0, min(1, float64(t.ends.Sub(t.clock.Now()))/float64(life))))
	}
	t.fuse.Move(fyne.NewPos(toastPad, size.Height-4))
	t.fuse.Resize(fyne.NewSize((size.Width-2*toastPad)*share, 2))
}
