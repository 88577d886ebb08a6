package window

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
)

// objects is everything on the canvas, dialogs and menus too.
func (s *stage) objects() []fyne.CanvasObject {
	all := test.LaidOutObjects(s.win.Canvas().Content())
	for _, o := range s.win.Canvas().Overlays().List() {
		all = append(all, test.LaidOutObjects(o)...)
	}
	return all
}

// texts is every word on the canvas, and what a screen reader says.
func (s *stage) texts() string {
	var b strings.Builder
	for _, o := range s.objects() {
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

// tapButton taps the button that says text.
func (s *stage) tapButton(text string) {
	s.t.Helper()
	for _, o := range s.objects() {
		if b, ok := o.(*kit.Button); ok && b.Text == text && b.Visible() {
			test.Tap(b)
			return
		}
	}
	s.t.Fatalf("there is no button %q", text)
}

// entry is the last entry on the canvas, the one of a dialog where there is one.
func (s *stage) entry() *kit.Entry {
	s.t.Helper()
	var last *kit.Entry
	for _, o := range s.objects() {
		if e, ok := o.(*kit.Entry); ok && e.Visible() {
			last = e
		}
	}
	if last == nil {
		s.t.Fatal("there is no entry")
	}
	return last
}

// isShown reports whether neither o nor what it is in is hidden.
func isShown(o fyne.CanvasObject) bool {
	return o.Visible() && fyne.CurrentApp().Driver().AbsolutePositionForObject(o) != fyne.Position{}
}

// below is the entry below a label.
func (s *stage) below(label string) *kit.Entry {
	s.t.Helper()
	found := false
	for _, o := range s.objects() {
		if l, ok := o.(*canvas.Text); ok && l.Text == label && l.TextStyle == kit.Bold && isShown(l) {
			found = true
		}
		if e, ok := o.(*kit.Entry); ok && found && isShown(e) {
			return e
		}
	}
	s.t.Fatalf("nothing asks for %q:\n%s", label, s.texts())
	return nil
}

func TestNothingSecretOnScreen(t *testing.T) {
	list := sampleAccounts()
	s := newStage(t, kit.ThemeLight, 1000, 720, list)
	for _, a := range list {
		s.open(a.ID)
		s.ui.await(t, "reading the record", func() bool { return len(s.details.facts.history) > 0 })
		for _, secret := range []string{"ACCESS_1", "REFRESH_1", "ID_1", "CLIENT_SECRET_1", "PASSWORD_1", "[redacted]"} {
			if strings.Contains(s.texts(), secret) {
				t.Errorf("%s is on screen in the details of %s", secret, a.Name)
			}
		}
	}
}

// Nothing that came from outside is markup, and no invisible character is shown.
func TestTextFromOutsideIsCleaned(t *testing.T) {
	hostile := account(1, "a\u202eb\x1b[31m\nc", "p\u200br", "host\u0085.example", 0, 0, "s\u2066c")
	hostile.Subject, hostile.Tags = "sub\u202eject", []string{"t\x00ag"}
	hostile.Trouble = &auth.Trouble{Outcome: auth.OutcomeRefused, Description: "bad\u202e thing"}
	s := newStage(t, kit.ThemeLight, 1000, 720, []auth.Status{hostile})
	s.open(hostile.ID)
	for _, o := range s.objects() {
		if _, ok := o.(*widget.Hyperlink); ok {
			t.Error("there is a hyperlink")
		}
	}
	for _, r := range s.texts() {
		if r != '\n' && auth.Clean(string(r), 8) != string(r) {
			t.Errorf("%U is on screen", r)
		}
	}
}

// Every button has words, whether they are drawn or not.
func TestEveryButtonHasWords(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 1000, 720, sampleAccounts())
	s.open(sampleAccounts()[1].ID)
	for _, o := range s.objects() {
		switch o := o.(type) {
		case *widget.Label: // text, not a button
		case fyne.Accessible:
			if strings.Trim(o.AccessibilityLabel(), ", ") == "" {
				t.Errorf("a %T has no words", o)
			}
		}
	}
}
