package kit

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Texts reach WCAG 2.1 AA (1.4.3) on every ground they are drawn on, in both
// themes; what is drawn but not read reaches 3:1 (1.4.11).
func TestContrast(t *testing.T) {
	pairs := []struct {
		text, ground fyne.ThemeColorName
		least        float64
	}{
		{theme.ColorNameForeground, theme.ColorNameBackground, 7},
		{theme.ColorNameForeground, ColorCard, 7},
		{theme.ColorNameForeground, theme.ColorNameButton, 7},
		{theme.ColorNameForeground, theme.ColorNameOverlayBackground, 7},
		{theme.ColorNameForeground, theme.ColorNameMenuBackground, 7},
		{theme.ColorNameForeground, theme.ColorNameSelection, contrastText},
		{theme.ColorNamePlaceHolder, theme.ColorNameInputBackground, contrastText},
		{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary, contrastText},
		{theme.ColorNameForegroundOnError, theme.ColorNameError, contrastText},
		{theme.ColorNameError, theme.ColorNameOverlayBackground, contrastText},
		{theme.ColorNameError, theme.ColorNameBackground, contrastText},
		{theme.ColorNameHyperlink, theme.ColorNameBackground, contrastText},
		{ColorMuted, theme.ColorNameBackground, contrastText},
		{ColorMuted, ColorCard, contrastText},
		{ColorMuted, ColorCardHover, contrastText},
		{ColorMuted, ColorBar, contrastText},
		{ColorMuted, theme.ColorNameOverlayBackground, contrastText},
		{colorOnTip, colorTip, contrastText},
		{colorTipAct, colorTip, contrastText},
		{ColorMuted, theme.ColorNameButton, contrastText},
		{theme.ColorNameForeground, ColorCardHover, 7},
		{theme.ColorNameForeground, ColorBar, 7},
		{theme.ColorNameForeground, theme.ColorNameInputBackground, 7},
		{theme.ColorNamePlaceHolder, theme.ColorNameBackground, contrastText},
		{theme.ColorNameForegroundOnSuccess, theme.ColorNameSuccess, contrastText},
		{theme.ColorNameForegroundOnWarning, theme.ColorNameWarning, contrastText},
		{theme.ColorNameWarning, theme.ColorNameOverlayBackground, contrastText},
		{theme.ColorNameSuccess, theme.ColorNameBackground, contrastText},
		{theme.ColorNameHyperlink, theme.ColorNameOverlayBackground, contrastText},
		{theme.ColorNamePrimary, theme.ColorNameOverlayBackground, 3}, // the ring of what has the focus
		{theme.ColorNamePrimary, theme.ColorNameInputBackground, 3},
		{theme.ColorNamePrimary, theme.ColorNameButton, 3},
		{theme.ColorNamePrimary, theme.ColorNameBackground, 3},
		{theme.ColorNamePrimary, ColorCard, 3},
		{theme.ColorNameDisabled, ColorCard, 3},
		{theme.ColorNameInputBorder, theme.ColorNameInputBackground, 3}, // what shows that one can type, choose or tick there
		{theme.ColorNameInputBorder, theme.ColorNameBackground, 3},
		{theme.ColorNameInputBorder, theme.ColorNameOverlayBackground, 3},
		{theme.ColorNameInputBorder, ColorCard, 3},
	}
	for _, s := range StateColors {
		for _, ground := range []fyne.ThemeColorName{ColorCard, ColorCardHover, theme.ColorNameBackground, theme.ColorNameOverlayBackground} {
			pairs = append(pairs, struct {
				text, ground fyne.ThemeColorName
				least        float64
			}{s, ground, contrastText})
		}
	}
	for name, p := range map[string]palette{"light": lightPalette, "dark": darkPalette} {
		for _, c := range pairs {
			if got := contrast(p[c.text], p[c.ground]); got < c.least {
				t.Errorf("%s: %s on %s has %.2f:1, want %.1f:1", name, c.text, c.ground, got, c.least)
			}
		}
	}
}

// A badge can be read whatever colour a definition or a hash gave it.
func TestBadgesCanBeRead(t *testing.T) {
	colors := append([]color.NRGBA{RGB(0), RGB(0xFFFFFF), RGB(0xFFFF00), RGB(0x808080), RGB(0x0000FF), RGB(0x00FF00)}, hues...)
	for _, mode := range []string{ThemeLight, ThemeDark} {
		wear(mode)
		for _, c := range colors {
			if b := NewBadge(c); contrast(b.Text, b.Ground) < contrastText {
				t.Errorf("%s: the badge of %v has %.2f:1", mode, c, contrast(b.Text, b.Ground))
			}
		}
	}
}

func TestBothPalettesHaveTheSameNames(t *testing.T) {
	for name := range lightPalette {
		if _, ok := darkPalette[name]; !ok {
			t.Errorf("the dark palette has no %s", name)
		}
	}
	if len(lightPalette) != len(darkPalette) {
		t.Errorf("%d light colours, %d dark ones", len(lightPalette), len(darkPalette))
	}
}

func TestParseColor(t *testing.T) {
	other := RGB(0x123456)
	for in, want := range map[string]color.NRGBA{"#ff8000": RGB(0xFF8000), "ff8000": other, "#ff80": other, "#gg8000": other, "": other} {
		if got := ParseColor(in, other); got != want {
			t.Errorf("parseColor(%q) = %v, want %v", in, got, want)
		}
	}
}
