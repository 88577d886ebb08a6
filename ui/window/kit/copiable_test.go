package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// An error and a fact are copied whole by the mouse's other button, and neither has
// ever the keyboard.
func TestTextIsCopiedBySecondaryClick(t *testing.T) {
	wear(ThemeLight)
	for want, shown := range map[string]fyne.CanvasObject{
		"Could not renew the token at a.example. Sign in again.": Alarm("Could not renew the token at a.example.", "Sign in again."),
		"https://a.example": FactText("https://a.example"),
	} {
		w := test.NewTempWindow(t, shown)
		w.Resize(fyne.NewSize(300, 200))
		for _, o := range test.LaidOutObjects(shown) {
			if f, ok := o.(fyne.Focusable); ok {
				t.Errorf("Tab stops at a %T", f)
			}
			if c, ok := o.(*copiable); ok {
				test.TapSecondaryAt(c, fyne.NewPos(5, 5))
			}
		}
		menu := w.Canvas().Overlays().Top()
		if menu == nil {
			t.Fatal("no menu opened")
		}
		for _, o := range test.LaidOutObjects(menu) {
			if item, ok := o.(fyne.Tappable); ok && o.Visible() && o != menu {
				item.Tapped(nil)
			}
		}
		if got := theApp().Clipboard().Content(); got != want {
			t.Errorf("copied %q, want %q", got, want)
		}
	}
}
