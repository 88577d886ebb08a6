package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/authfob/authfob/auth"
)

// pageStep is how many accounts Page Up and Page Down move.
const pageStep = 8

// shortcuts are the window's own; they work wherever the focus is.
func (h *home) shortcuts() map[desktop.CustomShortcut]func() {
	ctrl := func(k fyne.KeyName) desktop.CustomShortcut {
		return desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}
	}
	return map[desktop.CustomShortcut]func(){
		ctrl(fyne.KeyN):      h.addAccount,
		ctrl(fyne.KeyF):      h.focusSearch,
		ctrl(fyne.KeyComma):  h.showSettings,
		ctrl(fyne.KeyReturn): func() { h.copySelectedAs("header") },
	}
}

// shortcut runs one of the window's shortcuts, and says whether it was one.
func (h *home) shortcut(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok || len(h.sheets) > 0 {
		return false
	}
	fn := h.shortcuts()[*c]
	if fn != nil {
		fn()
	}
	return fn != nil
}

// bindKeys has the canvas send what no widget has a use for.
func (h *home) bindKeys() {
	h.canvas.SetOnTypedKey(h.typedKey)
	h.canvas.SetOnTypedRune(h.typedRune)
	for s, fn := range h.shortcuts() {
		h.canvas.AddShortcut(&s, func(fyne.Shortcut) {
			if len(h.sheets) == 0 {
				fn()
			}
		})
	}
}

func (h *home) focusSearch() {
	if h.page == "" || h.page == pageNothing {
		h.canvas.Focus(h.search.entry)
	}
}

func (h *home) copySelectedAs(format string) {
	if h.selected != "" {
		h.copyAs(h.selected, format)
	}
}

func (h *home) typedRune(r rune) {
	if len(h.sheets) == 0 && r == '/' {
		h.focusSearch()
	}
}

// typedKey is the keyboard of the list.
func (h *home) typedKey(e *fyne.KeyEvent) {
	if len(h.sheets) > 0 {
		if e.Name == fyne.KeyEscape {
			h.sheets[len(h.sheets)-1].onClose()
		}
		return
	}
	switch e.Name {
	case fyne.KeyDown:
		h.selectOne(h.m.step(h.selected, 1))
	case fyne.KeyUp:
		h.selectOne(h.m.step(h.selected, -1))
	case fyne.KeyPageDown:
		h.selectOne(h.m.step(h.selected, pageStep))
	case fyne.KeyPageUp:
		h.selectOne(h.m.step(h.selected, -pageStep))
	case fyne.KeyHome:
		h.selectOne(h.m.step("", 1))
	case fyne.KeyEnd:
		h.selectOne(h.m.step(h.m.step("", 1), len(h.m.items)))
	case fyne.KeyEscape:
		h.escape()
	default:
		h.typedOnSelected(e.Name)
	}
}

// typedOnSelected are the keys that act on the selected account.
func (h *home) typedOnSelected(key fyne.KeyName) {
	s, ok := h.m.byID[h.selected]
	if !ok {
		return
	}
	switch key {
	case fyne.KeyReturn, fyne.KeyEnter:
		if s.State == auth.StateSignInNeeded {
			h.signIn(s.ID)
		} else {
			h.copy(s.ID)
		}
	case fyne.KeyF5:
		h.renew(s.ID)
	case fyne.KeyF2:
		h.edit(s.ID)
	case fyne.KeyDelete:
		h.askRemove(s.ID)
	case fyne.KeySpace, fyne.KeyRight:
		h.open(s.ID)
	case desktop.KeyMenu:
		if r := h.list.rows[s.ID]; r != nil {
			r.showMenu()
		}
	}
}

// escape closes or undoes the nearest thing.
func (h *home) escape() {
	switch {
	case h.details.id != "":
		h.closeDetails()
	case h.m.query != "" || h.m.state != "":
		h.showAll()
	case h.notes[h.selected].failed():
		h.dismiss(h.selected)
	}
}
