package window

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/words"
)

// push opens a sheet above the others.
func (h *home) push(s *sheet) {
	s.before = h.canvas.Focused()
	h.sheets = append(h.sheets, s)
	s.notify(h.waits)
	s.show()
}

// pop closes the topmost sheet.
func (h *home) pop() {
	if n := len(h.sheets); n > 0 {
		h.drop(h.sheets[n-1])
	}
}

// drop closes one sheet, wherever it is. The focus goes back to where it was
// before the sheet came.
func (h *home) drop(s *sheet) {
	i := slices.Index(h.sheets, s)
	if i < 0 {
		return
	}
	above := h.sheets[i+1:]
	s.hide() // and those above it
	h.sheets = h.sheets[:i:i]
	for _, o := range above {
		h.push(o)
	}
	if s.onGone != nil {
		s.onGone()
	}
	switch {
	case len(above) > 0:
	case s.before != nil && fyne.CurrentApp().Driver().CanvasForObject(s.before.(fyne.CanvasObject)) == h.canvas:
		h.canvas.Focus(s.before)
	case i == 0:
		h.focusList()
	}
}

// closeAll closes everything that stands above the list or beside it, and ends
// the sign-in under way: the vault was locked. (requirement 62)
func (h *home) closeAll() {
	if h.signing != nil {
		h.signing.giveUp()
	}
	for len(h.sheets) > 0 {
		h.pop()
	}
	if h.details.id != "" {
		h.closeDetails()
	}
}

// ask has the person confirm what cannot simply be undone.
func (h *home) ask(title, said, do string, danger bool, yes func()) {
	s := newSheet(h.canvas, title, h.pop)
	confirm := newButton(do, func() {
		h.drop(s)
		yes()
	})
	confirm.Importance = widget.HighImportance
	if danger {
		confirm.Importance = widget.DangerImportance
	}
	cancel := newButton(words.Now().Common.Cancel, h.pop)
	h.push(s)
	s.set([]fyne.CanvasObject{sentence(said)}, cancel, confirm)
	s.focus(cancel)
}

// tell says something that has to be seen.
func (h *home) tell(title, said string) {
	s := newSheet(h.canvas, title, h.pop)
	ok := strongButton(words.Now().Common.Close, h.pop)
	h.push(s)
	s.set([]fyne.CanvasObject{sentence(said)}, ok)
	s.focus(ok)
}

// openURL shows an address in the person's browser, off the UI goroutine.
func (h *home) openURL(url string) {
	h.tasks.start(func(context.Context) {
		if err := h.config.OpenURL(url); err != nil {
			h.ui.Do(func() { h.tell(words.Now().Common.NotOpened, words.Say(auth.Clean(err.Error(), 300))) })
		}
	})
}
