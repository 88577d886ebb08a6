package kit

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

// Entry is a line to type in that lets Escape and the window's shortcuts out.
type Entry struct {
	widget.Entry
	Name, wrong string // what it is for, and what is wrong, for a screen reader
	OnEscape    func()
	OnDown      func()
	OnShortcut  func(fyne.Shortcut) bool // true when it was one of the window's

	OnFocusLost func()
}

// NewEntry returns an empty entry with a hint of what to type.
func NewEntry(hint string) *Entry {
	e := &Entry{}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.PlaceHolder, e.Name = hint, hint
	e.ExtendBaseWidget(e)
	return e
}

// NewPasswordEntry returns an entry that shows dots.
func NewPasswordEntry() *Entry {
	e := NewEntry("")
	e.Password = true
	return e
}

// FocusGained implements fyne.Focusable.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	BringUp(e)
}

// TypedKey implements fyne.Focusable.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyEscape && e.OnEscape != nil:
		e.OnEscape()
	case k.Name == fyne.KeyDown && e.OnDown != nil:
		e.OnDown()
	default:
		e.Entry.TypedKey(k)
	}
}

// FocusLost implements fyne.Focusable.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.OnFocusLost != nil {
		e.OnFocusLost()
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if e.OnShortcut == nil || !e.OnShortcut(s) {
		e.Entry.TypedShortcut(s)
	}
}

// Field is an entry below its label, with what is wrong with it underneath.
type Field struct {
	Box   *fyne.Container
	Label *canvas.Text
	Entry *Entry
	Wrong *widget.Label
	Row   *fyne.Container // of it, with its sign
	Check func(string) error
	Typed bool // the person has a say in it
	Seen  bool // it was left, or saving was tried: from then on mistakes are shown
}

// NewField returns a field over a new entry.
func NewField(label, hint string, check func(string) error) *Field {
	return FieldOf(label, NewEntry(hint), check)
}

// FieldOf returns a field over e. What check says is wrong stands below it.
func FieldOf(label string, e *Entry, check func(string) error) *Field {
	f := &Field{Label: FieldLabel(label), Entry: e, Wrong: Wrapped(""), Check: check}
	f.Wrong.Importance, f.Wrong.SizeName = widget.DangerImportance, theme.SizeNameCaptionText
	f.Row = Beside(StateDrawings[auth.StateSignInNeeded], theme.ColorNameError, 14, Flush(f.Wrong))
	f.Wrong.Hidden, f.Row.Hidden = true, true
	e.Name = label
	f.Box = container.New(layout.NewCustomPaddedVBoxLayout(4), f.Label, e, f.Row)
	return f
}

// Beside puts a sign in a colour at the left of something that may wrap.
func Beside(draw string, hue fyne.ThemeColorName, size float32, o fyne.CanvasObject) *fyne.Container {
	icon := &canvas.Image{FillMode: canvas.ImageFillContain, Resource: Drawing(draw, Shade(hue), Shade(theme.ColorNameOverlayBackground))}
	icon.SetMinSize(fyne.NewSquareSize(size))
	return container.NewBorder(nil, nil, container.New(layout.NewCustomPaddedLayout(1, 0, 0, 8), container.NewVBox(icon)), nil, o)
}

// Follow has a form hear of what is typed, and judges a field once it is left:
// later, not while Fyne moves the focus.
func (f *Field) Follow(later func(func()), onChange func()) {
	f.Entry.OnChanged = func(string) {
		f.Typed = true
		onChange()
	}
	f.Entry.OnFocusLost = func() {
		later(func() {
			if f.Typed && !f.Seen {
				f.Seen = true
				onChange()
			}
		})
	}
}

// FieldLabel is the line above something to fill in.
func FieldLabel(text string) *canvas.Text {
	t := NewText(text, 12, ColorMuted)
	t.TextStyle = Bold
	return t
}

// Text is what was typed.
func (f *Field) Text() string { return f.Entry.Text }

// Err says what is wrong with the field, or nil.
func (f *Field) Err() error {
	if !f.Box.Visible() || f.Check == nil {
		return nil
	}
	return f.Check(f.Entry.Text)
}

// Judge shows what is wrong, once it is time to.
func (f *Field) Judge() {
	err := f.Err()
	if err == nil || !f.Seen {
		f.Say("")
		return
	}
	f.Say(words.Say(err.Error()))
}

// Say puts below the field what is wrong with it, "" for nothing.
func (f *Field) Say(wrong string) {
	f.Entry.wrong = wrong
	if f.Wrong.Text == wrong && f.Wrong.Visible() == (wrong != "") {
		return
	}
	f.Wrong.Hidden, f.Row.Hidden = wrong == "", wrong == ""
	f.Wrong.SetText(wrong)
	f.Box.Refresh()
}
