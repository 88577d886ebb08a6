package window

import (
	"slices"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
	"github.com/authfob/authfob/ui/words"
)

// pageStep is how many lines Page Up and Page Down move.
const pageStep = 8

// keyUse is a key of the window. The cheat-sheet is made of them, so that it
// cannot leave one out.
type keyUse struct {
	name  fyne.KeyName
	ctrl  bool // with Ctrl, or ⌘ on a Mac; works wherever the focus is
	shift bool
	text  bool   // not while something is typed, where it has another meaning
	says  string // in the cheat-sheet; "" continues the key before
	do    func()
}

// keyUses are all keys, in the order of the cheat-sheet.
func (h *home) keyUses() []keyUse {
	w := words.Now().Keys
	move := func(n int) func() { return func() { h.moveBy(n) } }
	return []keyUse{
		{name: fyne.KeyDown, says: w.Move, do: move(1)},
		{name: fyne.KeyUp, do: move(-1)},
		{name: fyne.KeyPageDown, do: move(pageStep)},
		{name: fyne.KeyPageUp, do: move(-pageStep)},
		{name: fyne.KeyHome, says: w.Ends, do: func() { h.moveTo(0) }},
		{name: fyne.KeyEnd, do: func() { h.moveTo(len(h.m.Items) - 1) }},
		{name: fyne.KeyReturn, says: w.Copy, do: h.primary},
		{name: fyne.KeyC, ctrl: true, text: true, do: h.primary},
		{name: fyne.KeyReturn, ctrl: true, says: w.Header, do: func() { h.copySelectedAs("header") }},
		{name: fyne.KeyF5, says: w.Renew, do: h.onSelected(h.renew)},
		{name: fyne.KeySpace, says: w.Details, do: h.toggleDetails},
		{name: fyne.KeyRight, says: w.Unfold, do: func() { h.unfold(true) }},
		{name: fyne.KeyLeft, do: func() { h.unfold(false) }},
		{name: desktop.KeyMenu, says: w.Menu, do: h.openMenu},
		{name: fyne.KeyF2, says: w.Rename, do: h.onSelected(h.rename)},
		{name: fyne.KeyE, ctrl: true, says: w.Edit, do: h.onSelected(h.edit)},
		{name: fyne.KeySpace, ctrl: true, text: true, says: w.Pick, do: h.onSelected(h.pick)},
		{name: fyne.KeyDown, shift: true, says: w.PickMore, do: func() { h.pickOn(1) }},
		{name: fyne.KeyUp, shift: true, do: func() { h.pickOn(-1) }},
		{name: fyne.KeyA, ctrl: true, text: true, says: w.PickAll, do: h.pickAll},
		{name: fyne.KeyDelete, says: w.Remove, do: h.removeSelected},
		{name: fyne.KeyZ, ctrl: true, says: w.Undo, do: h.undo},
		{name: fyne.KeyF, ctrl: true, says: w.Search, do: h.focusSearch},
		{name: fyne.KeySlash, do: h.focusSearch},
		{name: fyne.KeyN, ctrl: true, says: w.Add, do: h.forms.Add},
		{name: fyne.KeyO, ctrl: true, says: w.Import, do: h.files.Import},
		{name: fyne.KeyS, ctrl: true, says: w.Export, do: h.exportAccounts},
		{name: fyne.KeyComma, ctrl: true, says: w.Settings, do: h.prefs.Show},
		{name: fyne.KeyL, ctrl: true, says: w.Lock, do: h.vault.Lock},
		{name: fyne.KeyEscape, says: w.Escape, do: h.escape},
		{name: fyne.KeyF1, says: w.Keys, do: h.showKeys},
		{name: keyQuestion, do: h.showKeys},
	}
}

// keyQuestion is typed as a character; Fyne has no key of that name.
const keyQuestion fyne.KeyName = "?"

// pressed is the key of a shortcut with Ctrl: Fyne has types of its own for some.
func pressed(s fyne.Shortcut) fyne.KeyName {
	switch s := s.(type) {
	case *fyne.ShortcutUndo:
		return fyne.KeyZ
	case *fyne.ShortcutCopy:
		return fyne.KeyC
	case *fyne.ShortcutSelectAll:
		return fyne.KeyA
	case *desktop.CustomShortcut:
		if s.Modifier == fyne.KeyModifierShortcutDefault {
			return s.KeyName
		}
	}
	return ""
}

// shortcutOf is the other way round.
func shortcutOf(name fyne.KeyName) fyne.Shortcut {
	switch name {
	case fyne.KeyZ:
		return &fyne.ShortcutUndo{}
	case fyne.KeyC:
		return &fyne.ShortcutCopy{}
	case fyne.KeyA:
		return &fyne.ShortcutSelectAll{}
	}
	return &desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierShortcutDefault}
}

// shortcut runs one of the window's shortcuts while something is typed, and
// says whether it was one.
func (h *home) shortcut(s fyne.Shortcut) bool {
	name := pressed(s)
	if name == fyne.KeyZ && len(h.removals) == 0 && !h.files.CanTakeBack() { // it undoes what was typed
		return false
	}
	return h.use(name, func(k keyUse) bool { return k.ctrl && !k.text })
}

// lockedKeys are those that are for something while the vault is locked: the
// accounts are behind the page that says so.
var lockedKeys = []fyne.KeyName{fyne.KeyComma, fyne.KeyL, fyne.KeyEscape, fyne.KeyF1, keyQuestion}

// use does what a key is for, where it is for anything.
func (h *home) use(name fyne.KeyName, where func(keyUse) bool) bool {
	if len(h.Sheets) > 0 || h.page == pageLocked && !slices.Contains(lockedKeys, name) {
		return false
	}
	for _, k := range h.keyUses() {
		if k.name == name && where(k) {
			k.do()
			return true
		}
	}
	return false
}

// bindKeys has the canvas send what no widget has a use for.
func (h *home) bindKeys() {
	h.Canvas.SetOnTypedKey(h.typedKey)
	h.Canvas.SetOnTypedRune(h.typedRune)
	for _, k := range h.keyUses() {
		if k.ctrl {
			h.Canvas.AddShortcut(shortcutOf(k.name), func(fyne.Shortcut) {
				h.use(k.name, func(k keyUse) bool { return k.ctrl })
			})
		}
	}
}

// typedKey is the keyboard of the list.
func (h *home) typedKey(e *fyne.KeyEvent) { crash.Task("key", func() { h.onKey(e) }) }

func (h *home) onKey(e *fyne.KeyEvent) {
	name := e.Name
	switch {
	case len(h.Sheets) > 0 && name == fyne.KeyEscape:
		h.Sheets[len(h.Sheets)-1].OnClose()
		return
	case name == fyne.KeyEnter:
		name = fyne.KeyReturn
	case name == fyne.KeySlash: // comes as a character too, on every keyboard
		return
	}
	if h.held()&fyne.KeyModifierShift != 0 && h.use(name, func(k keyUse) bool { return k.shift }) {
		return
	}
	h.use(name, func(k keyUse) bool { return !k.ctrl && !k.shift })
}

// typedRune begins a search: with what is typed, or with / and nothing yet.
func (h *home) typedRune(r rune) {
	switch {
	case len(h.Sheets) > 0:
	case r == '?':
		h.showKeys()
	case r == '/':
		h.focusSearch()
	case h.page == "" && (unicode.IsLetter(r) || unicode.IsNumber(r)):
		h.focusSearch()
		h.search.entry.TypedRune(r)
	}
}

func (h *home) focusSearch() {
	if h.page == "" || h.page == pageNothing {
		h.Canvas.Focus(h.search.entry)
	}
}

// primary is what Enter does: copy, sign in, or fold.
func (h *home) primary() {
	s, ok := h.m.ByID[h.m.Cursor.ID]
	switch {
	case h.m.Cursor.Title != "":
		h.fold(h.m.Cursor.Title)
	case !ok:
	case s.State == auth.StateSignInNeeded:
		h.signIn(s.ID)
	default:
		h.copy(s.ID)
	}
}

// onSelected does something with the selected account, where there is one.
func (h *home) onSelected(do func(auth.AccountID)) func() {
	return func() {
		if _, ok := h.m.ByID[h.m.Cursor.ID]; ok {
			do(h.m.Cursor.ID)
		}
	}
}

func (h *home) copySelectedAs(format string) {
	h.onSelected(func(id auth.AccountID) { h.copyAs(id, format) })()
}

func (h *home) openMenu() {
	if r := h.list.Row(h.m.Cursor.ID); r != nil {
		r.ShowMenu()
	}
	if m, ok := h.Canvas.Focused().(*widget.PopUpMenu); ok {
		m.ActivateNext() // a line has to be seen to be the one that Enter takes
	}
}

func (h *home) toggleDetails() {
	switch {
	case h.m.Cursor.Title != "":
		h.fold(h.m.Cursor.Title)
	case h.details.id != "" && h.details.id == h.m.Cursor.ID:
		h.closeDetails()
	case h.m.Cursor.ID != "":
		h.open(h.m.Cursor.ID)
	}
}

// escape closes or undoes the nearest thing.
func (h *home) escape() {
	switch {
	case h.renaming != nil:
		h.endRename()
	case len(h.picked) > 0:
		h.letGo()
	case h.details.id != "" && !h.beside:
		h.closeDetails()
	case h.m.Query != "" || h.m.State != "":
		h.showAll()
	case h.notes[h.m.Cursor.ID].Failed():
		h.dismiss(h.m.Cursor.ID)
	case h.details.id != "":
		h.closeDetails()
	}
}
