package window

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The themes a person can choose.
const (
	themeLight  = "light"
	themeDark   = "dark"
	themeSystem = ""
)

// look is the window's theme: both palettes, and which one to use.
type look struct{ mode string }

var _ fyne.Theme = look{}

// palette picks the palette for what the system says.
func (l look) palette(system fyne.ThemeVariant) palette {
	if l.mode == themeDark || l.mode == themeSystem && system == theme.VariantDark {
		return darkPalette
	}
	return lightPalette
}

// Color implements fyne.Theme.
func (l look) Color(name fyne.ThemeColorName, system fyne.ThemeVariant) color.Color {
	if c, ok := l.palette(system)[name]; ok {
		return c
	}
	variant := theme.VariantLight
	if l.isDark(system) {
		variant = theme.VariantDark
	}
	return theme.DefaultTheme().Color(name, variant)
}

func (l look) isDark(system fyne.ThemeVariant) bool {
	return l.mode == themeDark || l.mode == themeSystem && system == theme.VariantDark
}

// Font implements fyne.Theme.
func (look) Font(style fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(style) }

// Icon implements fyne.Theme.
func (look) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// lookSizes are the sizes that differ from Fyne's.
var lookSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameInputRadius: 10, theme.SizeNameButtonRadius: 10, theme.SizeNameSelectionRadius: 8,
	theme.SizeNamePopupRadius: 14, theme.SizeNameMenuRadius: 10, theme.SizeNameDialogRadius: 14,
	theme.SizeNameCaptionText:     12,
	theme.SizeNameModalBlurRadius: 0, // costs more than it gives on a software renderer
	theme.SizeNameScrollBarSmall:  4, theme.SizeNameScrollBar: 10, theme.SizeNameInputBorder: 1,
}

// Size implements fyne.Theme.
func (look) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := lookSizes[name]; ok {
		return s
	}
	return theme.DefaultTheme().Size(name)
}

// shade returns a colour of the theme in use.
func shade(name fyne.ThemeColorName) color.NRGBA {
	s := fyne.CurrentApp().Settings()
	c := s.Theme().Color(name, s.ThemeVariant())
	if n, ok := c.(color.NRGBA); ok {
		return n
	}
	return color.NRGBAModel.Convert(c).(color.NRGBA)
}
