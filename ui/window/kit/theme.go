package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The themes a person can choose.
const (
	ThemeLight  = "light"
	ThemeDark   = "dark"
	ThemeSystem = ""
)

// Look is the window's theme: both palettes, and which one to use.
type Look struct{ Mode string }

var _ fyne.Theme = Look{}

// palette picks the palette for what the system says.
func (l Look) palette(system fyne.ThemeVariant) palette {
	if l.Mode == ThemeDark || l.Mode == ThemeSystem && system == theme.VariantDark {
		return darkPalette
	}
	return lightPalette
}

// Color implements fyne.Theme.
func (l Look) Color(name fyne.ThemeColorName, system fyne.ThemeVariant) color.Color {
	if c, ok := l.palette(system)[name]; ok {
		return c
	}
	variant := theme.VariantLight
	if l.isDark(system) {
		variant = theme.VariantDark
	}
	return theme.DefaultTheme().Color(name, variant)
}

func (l Look) isDark(system fyne.ThemeVariant) bool {
	return l.Mode == ThemeDark || l.Mode == ThemeSystem && system == theme.VariantDark
}

// Font implements fyne.Theme.
func (Look) Font(style fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(style) }

// Icon implements fyne.Theme.
func (Look) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// SizeNameFact is the size of facts; Fyne's theme has no name for it.
const SizeNameFact fyne.ThemeSizeName = "authfob.fact"

// FactSize is how large it is.
const FactSize = 13

// The sizes of texts that stand beside others: on a second line, on a badge.
const (
	SmallSize = 12
	BadgeSize = 11
)

// lookSizes are the sizes that differ from Fyne's.
var lookSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameInputRadius: 10, theme.SizeNameButtonRadius: 10, theme.SizeNameSelectionRadius: 8,
	theme.SizeNamePopupRadius: 14, theme.SizeNameMenuRadius: 10, theme.SizeNameDialogRadius: 14,
	theme.SizeNameCaptionText:     12,
	SizeNameFact:                  FactSize,
	theme.SizeNameModalBlurRadius: 0, // costs more than it gives on a software renderer
	theme.SizeNameScrollBarSmall:  4, theme.SizeNameScrollBar: 10, theme.SizeNameInputBorder: 1,
}

// Size implements fyne.Theme.
func (Look) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := lookSizes[name]; ok {
		return s
	}
	return theme.DefaultTheme().Size(name)
}

// Shade returns a colour of the theme in use.
func Shade(name fyne.ThemeColorName) color.NRGBA {
	s := fyne.CurrentApp().Settings()
	c := s.Theme().Color(name, s.ThemeVariant())
	if n, ok := c.(color.NRGBA); ok {
		return n
	}
	return color.NRGBAModel.Convert(c).(color.NRGBA)
}
