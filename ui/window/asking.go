package window

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/words"
)

// push opens a sheet above the others.
func (h *home) push(s *sheet) {
	h.sheets = append(h.sheets, s)
	s.show()
}

// pop closes the topmost sheet.
func (h *home) pop() {
	n := len(h.sheets)
	if n == 0 {
		return
	}
	h.sheets[n-1].hide()
	h.sheets = h.sheets[:n-1]
	if n == 1 {
		h.focusList()
	}
}

// drop closes one sheet, wherever it is.
func (h *home) drop(s *sheet) {
	for i, o := range h.sheets {
		if o == s {
			s.hide()
			h.sheets = append(h.sheets[:i:i], h.sheets[i+1:]...)
			return
		}
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
			h.ui.Do(func() { h.tell(words.Now().Common.NotOpened, auth.Clean(err.Error(), 300)) })
		}
	})
}
