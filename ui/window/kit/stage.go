package kit

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/words"
)

// Stage is what every screen stands on: the window, the ways off the UI
// goroutine and back, and the sheets that are open. Its methods run on the UI
// goroutine.
type Stage struct {
	UI       Dispatcher
	Tasks    Tasks
	Clock    Clock
	Canvas   fyne.Canvas
	Native   string                 // what the desktop's own dialogs know the window by
	ClipText func(string)           // puts text that is no secret on the clipboard
	Browse   func(url string) error // shows an address in the person's browser, off the UI goroutine
	Keys     func(*fyne.KeyEvent)   // those that a control has no use for
	Below    func()                 // takes the keyboard when the last sheet is gone
	Notice   func() string          // what each sheet says above its buttons; "" is nothing
	Toast    *Toast
	Tips     *Tips
	Sheets   []*Sheet // the last one is on top
	Shut     bool     // what screens are about is behind a page that says why
}

// Free reports whether a screen may open that there is one of.
func (g *Stage) Free() bool { return !g.Shut && len(g.Sheets) == 0 }

// Push opens a sheet above the others.
func (g *Stage) Push(s *Sheet) {
	s.Before = g.Canvas.Focused()
	g.Sheets = append(g.Sheets, s)
	s.notify(g.Notice())
	s.Show()
}

// Pop closes the topmost sheet.
func (g *Stage) Pop() {
	if n := len(g.Sheets); n > 0 {
		g.Close(g.Sheets[n-1])
	}
}

// Clear closes all of them.
func (g *Stage) Clear() {
	for len(g.Sheets) > 0 {
		g.Pop()
	}
}

// Close closes one sheet, wherever it is. The focus goes back to where it was
// before the sheet came.
func (g *Stage) Close(s *Sheet) {
	i := slices.Index(g.Sheets, s)
	if i < 0 {
		return
	}
	above := g.Sheets[i+1:]
	s.Hide() // and those above it
	g.Sheets = g.Sheets[:i:i]
	for _, o := range above {
		g.Push(o)
	}
	if s.OnGone != nil {
		s.OnGone()
	}
	switch {
	case len(above) > 0:
	case s.Before != nil && fyne.CurrentApp().Driver().CanvasForObject(s.Before.(fyne.CanvasObject)) == g.Canvas:
		g.Canvas.Focus(s.Before)
	case i == 0:
		g.Below()
	}
}

// Notify has every sheet follow a notice that is another one now.
func (g *Stage) Notify() {
	for _, s := range g.Sheets {
		s.notify(g.Notice())
		s.Fit()
	}
}

// Ask has the person confirm what cannot simply be undone.
func (g *Stage) Ask(title, said, do string, danger bool, yes func()) {
	s := NewSheet(g.Canvas, title, g.Pop)
	confirm := NewButton(do, func() {
		g.Close(s)
		yes()
	})
	confirm.Importance = widget.HighImportance
	if danger {
		confirm.Importance = widget.DangerImportance
	}
	cancel := NewButton(words.Now().Common.Cancel, g.Pop)
	g.Push(s)
	s.Set([]fyne.CanvasObject{Sentence(said)}, cancel, confirm)
	s.Focus(cancel)
}

// Tell says something that has to be seen.
func (g *Stage) Tell(title, said string) {
	s := NewSheet(g.Canvas, title, g.Pop)
	ok := StrongButton(words.Now().Common.Close, g.Pop)
	g.Push(s)
	s.Set([]fyne.CanvasObject{Sentence(said)}, ok)
	s.Focus(ok)
}

// OpenURL shows an address in the person's browser.
func (g *Stage) OpenURL(url string) {
	g.Tasks.Start(func(context.Context) {
		if err := g.Browse(url); err != nil {
			g.UI.Do(func() { g.Tell(words.Now().Common.NotOpened, words.Say(auth.Clean(err.Error(), 300))) })
		}
	})
}
