package kit

import (
	"hash/fnv"
	"image/color"
	"math"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/auth"
)

// The colours that Fyne's theme has no name for.
const (
	ColorCard       fyne.ThemeColorName = "authfob.card"
	ColorCardHover  fyne.ThemeColorName = "authfob.cardHover"
	ColorCardBorder fyne.ThemeColorName = "authfob.cardBorder"
	ColorMuted      fyne.ThemeColorName = "authfob.muted"
	ColorTrack      fyne.ThemeColorName = "authfob.track"
	colorTip        fyne.ThemeColorName = "authfob.tip"
	colorOnTip      fyne.ThemeColorName = "authfob.onTip"
	colorTipAct     fyne.ThemeColorName = "authfob.tipAct" // what can be pressed on a tip
	ColorBar        fyne.ThemeColorName = "authfob.bar"
	ColorFresh      fyne.ThemeColorName = "authfob.fresh"
	ColorExpiring   fyne.ThemeColorName = "authfob.expiring"
	colorExpired    fyne.ThemeColorName = "authfob.expired"
	ColorSignIn     fyne.ThemeColorName = "authfob.signIn"
	colorOffline    fyne.ThemeColorName = "authfob.offline"
	colorLocked     fyne.ThemeColorName = "authfob.locked"
)

// palette is the colours of one variant. What it leaves out is Fyne's own.
type palette map[fyne.ThemeColorName]color.NRGBA

var lightPalette = palette{
	theme.ColorNameBackground: RGB(0xF6F7FC), theme.ColorNameForeground: RGB(0x1A1F33),
	theme.ColorNamePrimary: RGB(0x4F46E5), theme.ColorNameForegroundOnPrimary: RGB(0xFFFFFF),
	theme.ColorNameHyperlink: RGB(0x4338CA), theme.ColorNameFocus: rgba(0x1A1F33, 0x48),
	theme.ColorNameButton: RGB(0xE9EBF5), theme.ColorNameDisabledButton: RGB(0xEEF0F6),
	theme.ColorNameDisabled: RGB(0x8088A0), theme.ColorNamePlaceHolder: RGB(0x626B82),
	theme.ColorNameHover: rgba(0x1A1F33, 0x12), theme.ColorNamePressed: rgba(0x1A1F33, 0x22),
	theme.ColorNameSelection: RGB(0xD5D7FA), theme.ColorNameSeparator: RGB(0xE3E6F1),
	theme.ColorNameInputBackground: RGB(0xFFFFFF), theme.ColorNameInputBorder: RGB(0x838BA3),
	theme.ColorNameMenuBackground: RGB(0xFFFFFF), theme.ColorNameOverlayBackground: RGB(0xFFFFFF),
	theme.ColorNameScrollBar: rgba(0x1A1F33, 0x50), theme.ColorNameScrollBarBackground: rgba(0x1A1F33, 0x00),
	theme.ColorNameShadow: rgba(0x1A1F33, 0x38), theme.ColorNameHeaderBackground: RGB(0xF6F7FC),
	theme.ColorNameError: RGB(0xB91C1C), theme.ColorNameForegroundOnError: RGB(0xFFFFFF),
	theme.ColorNameSuccess: RGB(0x047857), theme.ColorNameForegroundOnSuccess: RGB(0xFFFFFF),
	theme.ColorNameWarning: RGB(0xA14B08), theme.ColorNameForegroundOnWarning: RGB(0xFFFFFF),
	ColorCard: RGB(0xFFFFFF), ColorCardHover: RGB(0xFBFBFF), ColorCardBorder: RGB(0xE2E5F0),
	ColorMuted: RGB(0x5A6379), ColorTrack: RGB(0xE6E8F1), colorTip: RGB(0x1E2438), colorOnTip: RGB(0xF4F5FB),
	ColorBar: RGB(0xEEF0F8), colorTipAct: RGB(0xB4B8FF),
	ColorFresh: RGB(0x04785A), ColorExpiring: RGB(0xA14B08), colorExpired: RGB(0xC2370C),
	ColorSignIn: RGB(0xC01048), colorOffline: RGB(0x40608C), colorLocked: RGB(0x5A6379),
}

var darkPalette = palette{
	theme.ColorNameBackground: RGB(0x0F131F), theme.ColorNameForeground: RGB(0xEDF0F9),
	theme.ColorNamePrimary: RGB(0x8B90FB), theme.ColorNameForegroundOnPrimary: RGB(0x0D1020),
	theme.ColorNameHyperlink: RGB(0xA5A9FF), theme.ColorNameFocus: rgba(0xFFFFFF, 0x44),
	theme.ColorNameButton: RGB(0x232C42), theme.ColorNameDisabledButton: RGB(0x1B2233),
	theme.ColorNameDisabled: RGB(0x6F7A93), theme.ColorNamePlaceHolder: RGB(0x8E99B1),
	theme.ColorNameHover: rgba(0xFFFFFF, 0x14), theme.ColorNamePressed: rgba(0xFFFFFF, 0x26),
	theme.ColorNameSelection: RGB(0x363B72), theme.ColorNameSeparator: RGB(0x222B40),
	theme.ColorNameInputBackground: RGB(0x171E2E), theme.ColorNameInputBorder: RGB(0x62708F),
	theme.ColorNameMenuBackground: RGB(0x1C2436), theme.ColorNameOverlayBackground: RGB(0x171E2E),
	theme.ColorNameScrollBar: rgba(0xFFFFFF, 0x50), theme.ColorNameScrollBarBackground: rgba(0xFFFFFF, 0x00),
	theme.ColorNameShadow: rgba(0x000000, 0x80), theme.ColorNameHeaderBackground: RGB(0x0F131F),
	theme.ColorNameError: RGB(0xF87171), theme.ColorNameForegroundOnError: RGB(0x1A0606),
	theme.ColorNameSuccess: RGB(0x34D399), theme.ColorNameForegroundOnSuccess: RGB(0x03170F),
	theme.ColorNameWarning: RGB(0xFBBF24), theme.ColorNameForegroundOnWarning: RGB(0x1C1302),
	ColorCard: RGB(0x171F2F), ColorCardHover: RGB(0x1B2437), ColorCardBorder: RGB(0x253049),
	ColorMuted: RGB(0x98A3BB), ColorTrack: RGB(0x27314A), colorTip: RGB(0xE9ECF6), colorOnTip: RGB(0x151A2A),
	ColorBar: RGB(0x0C101A), colorTipAct: RGB(0x3F35C4),
	ColorFresh: RGB(0x34D399), ColorExpiring: RGB(0xFBBF24), colorExpired: RGB(0xFB8A5B),
	ColorSignIn: RGB(0xFB7A9A), colorOffline: RGB(0x8FB2E8), colorLocked: RGB(0x98A3BB),
}

// StateColors names the colour of each state, never used without its icon and word.
var StateColors = map[auth.State]fyne.ThemeColorName{
	auth.StateFresh: ColorFresh, auth.StateExpiring: ColorExpiring, auth.StateExpired: colorExpired,
	auth.StateSignInNeeded: ColorSignIn, auth.StateOffline: colorOffline, auth.StateLocked: colorLocked,
}

// hues are what accounts and providers without a colour of their own get.
var hues = []color.NRGBA{
	RGB(0xF97316), RGB(0x6366F1), RGB(0x22C55E), RGB(0xEC4899), RGB(0x14B8A6),
	RGB(0xEAB308), RGB(0x0EA5E9), RGB(0xA855F7), RGB(0xEF4444), RGB(0x84CC16),
}

// HueOf gives the same key the same colour for ever.
func HueOf(key string) color.NRGBA {
	h := fnv.New32a()
	_, _ = h.Write([]byte(key)) // a hash never fails
	return hues[int(h.Sum32()%uint32(len(hues)))]
}

// ParseColor reads #rrggbb, or returns other for anything else.
func ParseColor(s string, other color.NRGBA) color.NRGBA {
	if len(s) != 7 || s[0] != '#' {
		return other
	}
	v, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		return other
	}
	return RGB(uint32(v))
}

// RGB is the opaque colour 0xRRGGBB.
func RGB(v uint32) color.NRGBA { return rgba(v, 0xFF) }

func rgba(v uint32, a uint8) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: a}
}

// Mix returns a with the given share of b in it, opaque.
func Mix(a, b color.NRGBA, share float64) color.NRGBA {
	at := func(x, y uint8) uint8 { return uint8(math.Round(float64(x)*(1-share) + float64(y)*share)) }
	return color.NRGBA{R: at(a.R, b.R), G: at(a.G, b.G), B: at(a.B, b.B), A: 0xFF}
}

// contrastText is what WCAG 2.1 AA asks for between text and its ground (1.4.3).
const contrastText = 4.5

// readable moves fg towards black or white until it can be read on bg.
func readable(fg, bg color.NRGBA) color.NRGBA {
	end := RGB(0x000000)
	if luminance(bg) < 0.18 {
		end = RGB(0xFFFFFF)
	}
	for share := 0.0; share < 1; share += 0.05 {
		if c := Mix(fg, end, share); contrast(c, bg) >= contrastText {
			return c
		}
	}
	return end
}

// contrast is the WCAG contrast ratio of two opaque colours, 1 to 21.
func contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	lin := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.03928 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
}
