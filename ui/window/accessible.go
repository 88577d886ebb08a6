package window

import (
	"strings"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/ui/words"
)

// What a screen reader says of the controls that Fyne gives no words. Fyne hands
// them to the system in a build with the tag accessibility, on macOS and
// Windows; it has four roles, and looks into containers but not into widgets.
var (
	_ fyne.Accessible = (*entry)(nil)
	_ fyne.Accessible = (*check)(nil)
	_ fyne.Accessible = (*pick)(nil)
)

// spoken joins what there is to say.
func spoken(parts ...string) string {
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
func (e *entry) AccessibilityLabel() string {
	said := e.Text
	if e.Password {
		said = ""
	}
	if said == "" && e.name != e.PlaceHolder {
		said = e.PlaceHolder
	}
	return spoken(e.name, said, e.wrong)
}

// AccessibilityRole implements fyne.Accessible.
func (*entry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel implements fyne.Accessible.
func (c *check) AccessibilityLabel() string { return spoken(c.Text, onOff(c.Checked)) }

// AccessibilityRole implements fyne.Accessible.
func (*check) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel implements fyne.Accessible.
func (p *pick) AccessibilityLabel() string { return spoken(p.name, p.Selected) }

// AccessibilityRole implements fyne.Accessible.
func (*pick) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// nameControls has the controls in o say what they are for.
func nameControls(o fyne.CanvasObject, name string) {
	switch o := o.(type) {
	case *pick:
		o.name = name
	case *entry:
		o.name = name
	case *fyne.Container:
		for _, c := range o.Objects {
			nameControls(c, name)
		}
	}
}
