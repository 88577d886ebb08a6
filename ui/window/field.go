package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/words"
)

// entry is a line to type in that lets Escape and the window's shortcuts out.
type entry struct {
	widget.Entry
	name, wrong string // what it is for, and what is wrong, for a screen reader
	onEscape    func()
	onDown      func()
	onShortcut  func(fyne.Shortcut) bool // true when it was one of the window's

	onFocusLost func()
}

func newEntry(hint string) *entry {
	e := &entry{}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.PlaceHolder, e.name = hint, hint
	e.ExtendBaseWidget(e)
	return e
}

func newPasswordEntry() *entry {
	e := newEntry("")
	e.Password = true
	return e
}

// FocusGained implements fyne.Focusable.
func (e *entry) FocusGained() {
	e.Entry.FocusGained()
	reveal(e)
}

// TypedKey implements fyne.Focusable.
func (e *entry) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyEscape && e.onEscape != nil:
		e.onEscape()
	case k.Name == fyne.KeyDown && e.onDown != nil:
		e.onDown()
	default:
		e.Entry.TypedKey(k)
	}
}

// FocusLost implements fyne.Focusable.
func (e *entry) FocusLost() {
	e.Entry.FocusLost()
	if e.onFocusLost != nil {
		e.onFocusLost()
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (e *entry) TypedShortcut(s fyne.Shortcut) {
	if e.onShortcut == nil || !e.onShortcut(s) {
		e.Entry.TypedShortcut(s)
	}
}

// field is an entry below its label, with what is wrong with it underneath.
type field struct {
	box   *fyne.Container
	label *canvas.Text
	entry *entry
	wrong *widget.Label
	row   *fyne.Container // of it, with its sign
	check func(string) error
	typed bool // the person has a say in it
	seen  bool // it was left, or saving was tried: from then on mistakes are shown
}

func newField(label, hint string, check func(string) error) *field {
	return fieldOf(label, newEntry(hint), check)
}

func fieldOf(label string, e *entry, check func(string) error) *field {
	f := &field{label: fieldLabel(label), entry: e, wrong: wrapped(""), check: check}
	f.wrong.Importance, f.wrong.SizeName = widget.DangerImportance, theme.SizeNameCaptionText
	f.row = beside(stateDrawings[auth.StateSignInNeeded], theme.ColorNameError, 14, flush(f.wrong))
	f.wrong.Hidden, f.row.Hidden = true, true
	e.name = label
	f.box = container.New(layout.NewCustomPaddedVBoxLayout(4), f.label, e, f.row)
	return f
}

// beside puts a sign in a colour at the left of something that may wrap.
func beside(draw string, hue fyne.ThemeColorName, size float32, o fyne.CanvasObject) *fyne.Container {
	icon := &canvas.Image{FillMode: canvas.ImageFillContain, Resource: drawing(draw, shade(hue), shade(theme.ColorNameOverlayBackground))}
	icon.SetMinSize(fyne.NewSquareSize(size))
	return container.NewBorder(nil, nil, container.New(layout.NewCustomPaddedLayout(1, 0, 0, 8), container.NewVBox(icon)), nil, o)
}

// follow has a form hear of what is typed, and judges a field once it is left:
// later, not while Fyne moves the focus.
func (f *field) follow(later func(func()), onChange func()) {
	f.entry.OnChanged = func(string) {
		f.typed = true
		onChange()
	}
	f.entry.onFocusLost = func() {
		later(func() {
			if f.typed && !f.seen {
				f.seen = true
				onChange()
			}
		})
	}
}

// fieldLabel is the line above something to fill in.
func fieldLabel(text string) *canvas.Text {
	t := newText(text, 12, colorMuted)
	t.TextStyle = bold
	return t
}

func (f *field) text() string { return f.entry.Text }

// err says what is wrong with the field, or nil.
func (f *field) err() error {
	if !f.box.Visible() || f.check == nil {
		return nil
	}
	return f.check(f.entry.Text)
}

// judge shows what is wrong, once it is time to.
func (f *field) judge() {
	err := f.err()
	if err == nil || !f.seen {
		f.say("")
		return
	}
	f.say(words.Say(err.Error()))
}

func (f *field) say(wrong string) {
	f.entry.wrong = wrong
	if f.wrong.Text == wrong && f.wrong.Visible() == (wrong != "") {
		return
	}
	f.wrong.Hidden, f.row.Hidden = wrong == "", wrong == ""
	f.wrong.SetText(wrong)
	f.box.Refresh()
}
