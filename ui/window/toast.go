package window

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/authfob/authfob/ui/words"
)

// toast is a few words above the bottom of the window, and what can be done
// about them. It covers no more of the list than it needs.
type toast struct {
	layer  *fyne.Container
	ground *canvas.Rectangle
	lines  []*canvas.Text
	act    *focusButton
	fuse   *canvas.Rectangle // how much of its time is left

	says   string
	do     func()
	began  time.Time
	ends   time.Time // zero: it stays
	onTurn func()    // has the window laid out anew
	clock  clock
}

// The measures of a toast.
const (
	toastWidth = 520
	toastPad   = 14
	toastLines = 4
	toastLine  = 18
)

func newToast(c clock, keys func(*fyne.KeyEvent), onTurn func()) *toast {
	t := &toast{ground: canvas.NewRectangle(nil), fuse: canvas.NewRectangle(nil), onTurn: onTurn, clock: c}
	t.act = newFocusButton(words.Now().Remove.Undo, drawUndo, keys, func() { t.do() })
	t.act.color, t.act.wide = colorTipAct, true
	t.ground.CornerRadius, t.fuse.CornerRadius = 10, 1
	objects := []fyne.CanvasObject{t.ground, t.fuse, t.act}
	for range toastLines {
		line := canvas.NewText("", nil)
		line.TextSize = 13
		t.lines = append(t.lines, line)
		objects = append(objects, line)
	}
	t.layer = &fyne.Container{Layout: toastLayout{t}, Objects: objects, Hidden: true}
	return t
}

// show says something that an action belongs to. It stays until ends, or until
// it is hidden where ends is zero.
func (t *toast) show(says, label string, do func(), ends time.Time) {
	draw := drawUndo
	if ends.IsZero() {
		draw = drawX
	}
	t.put(says, label, draw, do, ends)
}

// offer says something that stays, with what can be done about it.
func (t *toast) offer(says, label, draw string, do func()) { t.put(says, label, draw, do, time.Time{}) }

func (t *toast) put(says, label, draw string, do func(), ends time.Time) {
	t.says, t.do, t.began, t.ends = says, do, t.clock.now(), ends
	t.act.set(label, draw, colorTipAct, false, true)
	t.layer.Show()
	t.retheme()
	t.onTurn()
}

// sayFor is how long something stays that nothing can be done about.
const sayFor = 8 * time.Second

// say says something for a while.
func (t *toast) say(says string) {
	t.show(says, words.Now().Common.Dismiss, t.hide, time.Time{})
	t.clock.after(sayFor, func() {
		if t.says == says {
			t.hide()
		}
	})
}

func (t *toast) hide() {
	t.says = ""
	t.layer.Hide()
	t.onTurn()
}

// tick burns the fuse.
func (t *toast) tick(time.Time) {
	if t.says != "" && !t.ends.IsZero() {
		toastLayout{t}.layFuse(t.layer.Size())
		t.fuse.Refresh()
	}
}

func (t *toast) retheme() {
	t.ground.FillColor, t.fuse.FillColor = shade(colorTip), shade(colorTipAct)
	for _, l := range t.lines {
		l.Color = shade(colorOnTip)
	}
	t.layer.Refresh()
}

// heightFor is how high the toast is in a window of the given width.
func (t *toast) heightFor(width float32) float32 {
	return max(iconButtonSize+10, float32(len(t.wrapped(width)))*toastLine+2*toastPad-6)
}

func (t *toast) wrapped(width float32) []string {
	room := width - 2*toastPad - t.act.MinSize().Width - 6
	return wrap(t.says, 13, room, toastLines)
}

// toastLayout places what a toast is made of.
type toastLayout struct{ t *toast }

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
		place(line, toastPad, y+float32(i)*toastLine, size.Width)
	}
	w := t.act.MinSize().Width
	t.act.Resize(fyne.NewSize(w, iconButtonSize))
	t.act.Move(fyne.NewPos(size.Width-w-6, (size.Height-iconButtonSize)/2))
	l.layFuse(size)
}

func (l toastLayout) layFuse(size fyne.Size) {
	t := l.t
	share := float32(0)
	if life := t.ends.Sub(t.began); !t.ends.IsZero() && life > 0 {
		share = float32(max(0, min(1, float64(t.ends.Sub(t.clock.now()))/float64(life))))
	}
	t.fuse.Move(fyne.NewPos(toastPad, size.Height-4))
	t.fuse.Resize(fyne.NewSize((size.Width-2*toastPad)*share, 2))
}
