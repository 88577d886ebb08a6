package window

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// push opens a sheet above the others.
func (h *home) push(s *kit.Sheet) {
	s.Before = h.canvas.Focused()
	h.sheets = append(h.sheets, s)
	notify(s, h.waits)
	s.Show()
}

// pop closes the topmost sheet.
func (h *home) pop() {
	if n := len(h.sheets); n > 0 {
		h.drop(h.sheets[n-1])
	}
}

// drop closes one sheet, wherever it is. The focus goes back to where it was
// before the sheet came.
func (h *home) drop(s *kit.Sheet) {
	i := slices.Index(h.sheets, s)
	if i < 0 {
		return
	}
	above := h.sheets[i+1:]
	s.Hide() // and those above it
	h.sheets = h.sheets[:i:i]
	for _, o := range above {
		h.push(o)
	}
	if s.OnGone != nil {
		s.OnGone()
	}
	switch {
	case len(above) > 0:
	case s.Before != nil && fyne.CurrentApp().Driver().CanvasForObject(s.Before.(fyne.CanvasObject)) == h.canvas:
		h.canvas.Focus(s.Before)
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
	s := kit.NewSheet(h.canvas, title, h.pop)
	confirm := kit.NewButton(do, func() {
		h.drop(s)
		yes()
	})
	confirm.Importance = widget.HighImportance
	if danger {
		confirm.Importance = widget.DangerImportance
	}
	cancel := kit.NewButton(words.Now().Common.Cancel, h.pop)
	h.push(s)
	s.Set([]fyne.CanvasObject{kit.Sentence(said)}, cancel, confirm)
	s.Focus(cancel)
}

// tell says something that has to be seen.
func (h *home) tell(title, said string) {
	s := kit.NewSheet(h.canvas, title, h.pop)
	ok := kit.StrongButton(words.Now().Common.Close, h.pop)
	h.push(s)
	s.Set([]fyne.CanvasObject{kit.Sentence(said)}, ok)
	s.Focus(ok)
}

// openURL shows an address in the person's browser, off the UI goroutine.
func (h *home) openURL(url string) {
	h.tasks.Start(func(context.Context) {
		if err := h.config.OpenURL(url); err != nil {
			h.ui.Do(func() { h.tell(words.Now().Common.NotOpened, words.Say(auth.Clean(err.Error(), 300))) })
		}
	})
}
