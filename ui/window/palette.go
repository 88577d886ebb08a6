package window

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
	colorCard       fyne.ThemeColorName = "authfob.card"
	colorCardHover  fyne.ThemeColorName = "authfob.cardHover"
	colorCardBorder fyne.ThemeColorName = "authfob.cardBorder"
	colorMuted      fyne.ThemeColorName = "authfob.muted"
	colorTrack      fyne.ThemeColorName = "authfob.track"
	colorTip        fyne.ThemeColorName = "authfob.tip"
	colorOnTip      fyne.ThemeColorName = "authfob.onTip"
	colorTipAct     fyne.ThemeColorName = "authfob.tipAct" // what can be pressed on a tip
	colorBar        fyne.ThemeColorName = "authfob.bar"
	colorFresh      fyne.ThemeColorName = "authfob.fresh"
	colorExpiring   fyne.ThemeColorName = "authfob.expiring"
	colorExpired    fyne.ThemeColorName = "authfob.expired"
	colorSignIn     fyne.ThemeColorName = "authfob.signIn"
	colorOffline    fyne.ThemeColorName = "authfob.offline"
	colorLocked     fyne.ThemeColorName = "authfob.locked"
)

// palette is the colours of one variant. What it leaves out is Fyne's own.
type palette map[fyne.ThemeColorName]color.NRGBA

var lightPalette = palette{
	theme.ColorNameBackground: rgb(0xF6F7FC), theme.ColorNameForeground: rgb(0x1A1F33),
	theme.ColorNamePrimary: rgb(0x4F46E5), theme.ColorNameForegroundOnPrimary: rgb(0xFFFFFF),
	theme.ColorNameHyperlink: rgb(0x4338CA), theme.ColorNameFocus: rgba(0x1A1F33, 0x48),
	theme.ColorNameButton: rgb(0xE9EBF5), theme.ColorNameDisabledButton: rgb(0xEEF0F6),
	theme.ColorNameDisabled: rgb(0x8088A0), theme.ColorNamePlaceHolder: rgb(0x626B82),
	theme.ColorNameHover: rgba(0x1A1F33, 0x12), theme.ColorNamePressed: rgba(0x1A1F33, 0x22),
	theme.ColorNameSelection: rgb(0xD5D7FA), theme.ColorNameSeparator: rgb(0xE3E6F1),
	theme.ColorNameInputBackground: rgb(0xFFFFFF), theme.ColorNameInputBorder: rgb(0xC3C8D8),
	theme.ColorNameMenuBackground: rgb(0xFFFFFF), theme.ColorNameOverlayBackground: rgb(0xFFFFFF),
	theme.ColorNameScrollBar: rgba(0x1A1F33, 0x50), theme.ColorNameScrollBarBackground: rgba(0x1A1F33, 0x00),
	theme.ColorNameShadow: rgba(0x1A1F33, 0x38), theme.ColorNameHeaderBackground: rgb(0xF6F7FC),
	theme.ColorNameError: rgb(0xB91C1C), theme.ColorNameForegroundOnError: rgb(0xFFFFFF),
	theme.ColorNameSuccess: rgb(0x047857), theme.ColorNameForegroundOnSuccess: rgb(0xFFFFFF),
	theme.ColorNameWarning: rgb(0xA14B08), theme.ColorNameForegroundOnWarning: rgb(0xFFFFFF),
	colorCard: rgb(0xFFFFFF), colorCardHover: rgb(0xFBFBFF), colorCardBorder: rgb(0xE2E5F0),
	colorMuted: rgb(0x5A6379), colorTrack: rgb(0xE6E8F1), colorTip: rgb(0x1E2438), colorOnTip: rgb(0xF4F5FB),
	colorBar: rgb(0xEEF0F8), colorTipAct: rgb(0xB4B8FF),
	colorFresh: rgb(0x04785A), colorExpiring: rgb(0xA14B08), colorExpired: rgb(0xC2370C),
	colorSignIn: rgb(0xC01048), colorOffline: rgb(0x40608C), colorLocked: rgb(0x5A6379),
}

var darkPalette = palette{
	theme.ColorNameBackground: rgb(0x0F131F), theme.ColorNameForeground: rgb(0xEDF0F9),
	theme.ColorNamePrimary: rgb(0x8B90FB), theme.ColorNameForegroundOnPrimary: rgb(0x0D1020),
	theme.ColorNameHyperlink: rgb(0xA5A9FF), theme.ColorNameFocus: rgba(0xFFFFFF, 0x44),
	theme.ColorNameButton: rgb(0x232C42), theme.ColorNameDisabledButton: rgb(0x1B2233),
	theme.ColorNameDisabled: rgb(0x6F7A93), theme.ColorNamePlaceHolder: rgb(0x8E99B1),
	theme.ColorNameHover: rgba(0xFFFFFF, 0x14), theme.ColorNamePressed: rgba(0xFFFFFF, 0x26),
	theme.ColorNameSelection: rgb(0x363B72), theme.ColorNameSeparator: rgb(0x222B40),
	theme.ColorNameInputBackground: rgb(0x171E2E), theme.ColorNameInputBorder: rgb(0x34405C),
	theme.ColorNameMenuBackground: rgb(0x1C2436), theme.ColorNameOverlayBackground: rgb(0x171E2E),
	theme.ColorNameScrollBar: rgba(0xFFFFFF, 0x50), theme.ColorNameScrollBarBackground: rgba(0xFFFFFF, 0x00),
	theme.ColorNameShadow: rgba(0x000000, 0x80), theme.ColorNameHeaderBackground: rgb(0x0F131F),
	theme.ColorNameError: rgb(0xF87171), theme.ColorNameForegroundOnError: rgb(0x1A0606),
	theme.ColorNameSuccess: rgb(0x34D399), theme.ColorNameForegroundOnSuccess: rgb(0x03170F),
	theme.ColorNameWarning: rgb(0xFBBF24), theme.ColorNameForegroundOnWarning: rgb(0x1C1302),
	colorCard: rgb(0x171F2F), colorCardHover: rgb(0x1B2437), colorCardBorder: rgb(0x253049),
	colorMuted: rgb(0x98A3BB), colorTrack: rgb(0x27314A), colorTip: rgb(0xE9ECF6), colorOnTip: rgb(0x151A2A),
	colorBar: rgb(0x0C101A), colorTipAct: rgb(0x3F35C4),
	colorFresh: rgb(0x34D399), colorExpiring: rgb(0xFBBF24), colorExpired: rgb(0xFB8A5B),
	colorSignIn: rgb(0xFB7A9A), colorOffline: rgb(0x8FB2E8), colorLocked: rgb(0x98A3BB),
}

// stateColors names the colour of each state, never used without its icon and word.
var stateColors = map[auth.State]fyne.ThemeColorName{
	auth.StateFresh: colorFresh, auth.StateExpiring: colorExpiring, auth.StateExpired: colorExpired,
	auth.StateSignInNeeded: colorSignIn, auth.StateOffline: colorOffline, auth.StateLocked: colorLocked,
}

// hues are what accounts and providers without a colour of their own get.
var hues = []color.NRGBA{
	rgb(0xF97316), rgb(0x6366F1), rgb(0x22C55E), rgb(0xEC4899), rgb(0x14B8A6),
	rgb(0xEAB308), rgb(0x0EA5E9), rgb(0xA855F7), rgb(0xEF4444), rgb(0x84CC16),
}

// hueOf gives the same key the same colour for ever.
func hueOf(key string) color.NRGBA {
	h := fnv.New32a()
	_, _ = h.Write([]byte(key)) // a hash never fails
	return hues[int(h.Sum32()%uint32(len(hues)))]
}

// parseColor reads #rrggbb, or returns other for anything else.
func parseColor(s string, other color.NRGBA) color.NRGBA {
	if len(s) != 7 || s[0] != '#' {
		return other
	}
	v, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		return other
	}
	return rgb(uint32(v))
}

func rgb(v uint32) color.NRGBA { return rgba(v, 0xFF) }

func rgba(v uint32, a uint8) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: a}
}

// mix returns a with the given share of b in it, opaque.
func mix(a, b color.NRGBA, share float64) color.NRGBA {
	at := func(x, y uint8) uint8 { return uint8(math.Round(float64(x)*(1-share) + float64(y)*share)) }
	return color.NRGBA{R: at(a.R, b.R), G: at(a.G, b.G), B: at(a.B, b.B), A: 0xFF}
}

// contrastText is what WCAG 2.1 AA asks for between text and its ground (1.4.3).
const contrastText = 4.5

// readable moves fg towards black or white until it can be read on bg.
func readable(fg, bg color.NRGBA) color.NRGBA {
	end := rgb(0x000000)
	if luminance(bg) < 0.18 {
		end = rgb(0xFFFFFF)
	}
	for share := 0.0; share < 1; share += 0.05 {
		if c := mix(fg, end, share); contrast(c, bg) >= contrastText {
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
