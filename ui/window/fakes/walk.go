package fakes

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/ui/window/kit"
)

// Objects is everything on the canvas, dialogs and menus too.
func (s *Stage) Objects() []fyne.CanvasObject {
	all := test.LaidOutObjects(s.Win.Canvas().Content())
	for _, o := range s.Win.Canvas().Overlays().List() {
		all = append(all, test.LaidOutObjects(o)...)
	}
	return all
}

// Texts is every word on the canvas, and what a screen reader says.
func (s *Stage) Texts() string {
	var b strings.Builder
	for _, o := range s.Objects() {
		switch o := o.(type) {
		case *canvas.Text:
			b.WriteString(o.Text + "\n")
		case *widget.Label:
			b.WriteString(o.Text + "\n")
		case *widget.RichText:
			b.WriteString(o.String() + "\n")
		case *kit.Button:
			b.WriteString(o.Text + "\n")
		case *kit.Entry:
			b.WriteString(o.Text + "\n")
		}
		if a, ok := o.(fyne.Accessible); ok {
			b.WriteString(a.AccessibilityLabel() + "\n")
		}
	}
	return b.String()
}

// TapButton taps the button that says text.
func (s *Stage) TapButton(text string) {
	s.T.Helper()
	for _, o := range s.Objects() {
		if b, ok := o.(*kit.Button); ok && b.Text == text && b.Visible() {
			test.Tap(b)
			return
		}
	}
	s.T.Fatalf("there is no button %q", text)
}

// Entry is the last entry on the canvas, the one of a dialog where there is one.
func (s *Stage) Entry() *kit.Entry {
	s.T.Helper()
	var last *kit.Entry
	for _, o := range s.Objects() {
		if e, ok := o.(*kit.Entry); ok && e.Visible() {
			last = e
		}
	}
	if last == nil {
		s.T.Fatal("there is no entry")
	}
	return last
}

// Shown reports whether neither o nor what it is in is hidden.
func Shown(o fyne.CanvasObject) bool {
	return o.Visible() && fyne.CurrentApp().Driver().AbsolutePositionForObject(o) != fyne.Position{}
}

// Below is the entry below a label.
func (s *Stage) Below(label string) *kit.Entry {
	s.T.Helper()
	found := false
	for _, o := range s.Objects() {
		if l, ok := o.(*canvas.Text); ok && l.Text == label && l.TextStyle == kit.Bold && Shown(l) {
			found = true
		}
		if e, ok := o.(*kit.Entry); ok && found && Shown(e) {
			return e
		}
	}
	s.T.Fatalf("nothing asks for %q:\n%s", label, s.Texts())
	return nil
}

// Shows reports whether something is said anywhere on the canvas.
func (s *Stage) Shows(words string) bool { return strings.Contains(s.Texts(), words) }

// Labels are the buttons that can be seen, in their order.
func (s *Stage) Labels() (list []string) {
	for _, o := range s.Objects() {
		if b, ok := o.(*kit.Button); ok && Shown(b) {
			list = append(list, b.Text)
		}
	}
	return list
}

// Picks are the controls with a few values on screen, by what is above them.
func (s *Stage) Picks() []*kit.Pick {
	var list []*kit.Pick
	for _, o := range s.Objects() {
		if p, ok := o.(*kit.Pick); ok && Shown(p) {
			list = append(list, p)
		}
	}
	return list
}

// Flip switches the toggle that says words.
func (s *Stage) Flip(title string) {
	s.T.Helper()
	for _, o := range s.Objects() {
		if t, ok := o.(*kit.Toggle); ok && t.Title == title {
			test.Tap(t)
			return
		}
	}
	s.T.Fatalf("nothing switches %q:\n%s", title, s.Texts())
}

// Untick takes the tick off a box.
func (s *Stage) Untick(label string) {
	s.T.Helper()
	for _, o := range s.Objects() {
		if c, ok := o.(*kit.Check); ok && c.Text == label {
			c.SetChecked(false)
			return
		}
	}
	s.T.Fatalf("there is no %q", label)
}

// PickOf is the choice of this name.
func (s *Stage) PickOf(name string) *kit.Pick {
	s.T.Helper()
	for _, o := range s.Objects() {
		if p, ok := o.(*kit.Pick); ok && p.Name == name {
			return p
		}
	}
	s.T.Fatalf("there is nothing to choose for %q", name)
	return nil
}

// Key types keys into what has the keyboard, or into the window.
func (s *Stage) Key(names ...fyne.KeyName) {
	for _, n := range names {
		if f := s.Win.Canvas().Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: n})
		} else {
			s.Win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: n})
		}
	}
}

// Turn taps the chip with these words: a section of the settings, or a state.
func (s *Stage) Turn(section string) {
	s.T.Helper()
	for _, o := range s.Objects() {
		if p, ok := o.(*kit.Pill); ok && p.Text == section {
			test.Tap(p)
			return
		}
	}
	s.T.Fatalf("there is no chip %q", section)
}
