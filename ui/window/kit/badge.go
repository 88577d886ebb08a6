package kit

import (
	"image/color"
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/words"
)

// Badge is a small coloured label: its ground and a text that can be read on it.
type Badge struct{ Ground, Text color.NRGBA }

// NewBadge tints the card's colour with hue.
func NewBadge(hue color.NRGBA) Badge {
	ground := Mix(Shade(ColorCard), hue, 0.18)
	return Badge{Ground: ground, Text: readable(hue, ground)}
}

// ProviderName is what an account's provider is called.
func ProviderName(s auth.Status) string {
	switch {
	case s.ProviderName != "":
		return auth.Clean(s.ProviderName, 40)
	case s.Provider != "":
		return auth.Clean(s.Provider, 40)
	}
	return "OAuth 2"
}

// ProviderBadge has the provider's colour, or one that its name gives it.
func ProviderBadge(s auth.Status) Badge {
	return NewBadge(ParseColor(s.Color, HueOf(ProviderName(s))))
}

// tagHues are the colours of the usual environments.
var tagHues = map[string]color.NRGBA{"staging": RGB(0xD97706), "dev": RGB(0x0891B2)}

// prodBadge stands out: what happens there is for real.
var prodBadge = Badge{Ground: RGB(0xC21A1A), Text: RGB(0xFFFFFF)}

func isProd(tag string) bool {
	tag = strings.ToLower(tag)
	return tag == "prod" || tag == "production"
}

// TagBadge has the colour of an environment.
func TagBadge(tag string) Badge {
	if isProd(tag) {
		return prodBadge
	}
	if hue, ok := tagHues[strings.ToLower(tag)]; ok {
		return NewBadge(hue)
	}
	return NewBadge(RGB(0x64748B))
}

// AlikeBadge warns of a name that looks like another one.
func AlikeBadge() Badge { return NewBadge(Shade(ColorExpiring)) }

// AlikeWord is what the badge says: the script that the name is written in, where
// that is what differs.
func AlikeWord(a text.Apart) string {
	if a.Script != "" {
		return a.Script
	}
	return words.Now().Row.Alike
}
