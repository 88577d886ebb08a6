package kit

import (
	"strings"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/ui/words"
)

// What a screen reader says of the controls that Fyne gives no words. Fyne hands
// them to the system in a build with the tag accessibility, on macOS and
// Windows; it has four roles, and looks into containers but not into widgets.
var (
	_ fyne.Accessible = (*Entry)(nil)
	_ fyne.Accessible = (*Check)(nil)
	_ fyne.Accessible = (*Pick)(nil)
)

// Spoken joins what there is to say.
func Spoken(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, words.Now().Common.Comma)
}

func onOff(on bool) string {
	if on {
		return words.Now().Settings.On
	}
	return words.Now().Settings.Off
}

// AccessibilityLabel implements fyne.Accessible. What is typed as a secret is
// not said.
func (e *Entry) AccessibilityLabel() string {
	said := e.Text
	if e.Password {
		said = ""
	}
	if said == "" && e.Name != e.PlaceHolder {
		said = e.PlaceHolder
	}
	return Spoken(e.Name, said, e.wrong)
}

// AccessibilityRole implements fyne.Accessible.
func (*Entry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible.
func (c *Check) AccessibilityLabel() string { return Spoken(c.Text, onOff(c.Checked)) }

// AccessibilityRole implements fyne.Accessible.
func (*Check) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (p *Pick) AccessibilityLabel() string { return Spoken(p.Name, p.Selected) }

// AccessibilityRole implements fyne.Accessible.
func (*Pick) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// NameControls has the controls in o say what they are for.
func NameControls(o fyne.CanvasObject, name string) {
	switch o := o.(type) {
	case *Pick:
		o.Name = name
	case *Entry:
		o.Name = name
	case *fyne.Container:
		for _, c := range o.Objects {
			NameControls(c, name)
		}
	}
}
