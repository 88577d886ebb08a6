package window

import (
	"image/color"
	"strings"
	"unicode"

	"github.com/authfob/authfob/auth"
)

// initials are the one or two letters that stand for a name.
func initials(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	var b strings.Builder
	for _, w := range words {
		b.WriteRune(unicode.ToUpper([]rune(w)[0]))
		if b.Len() > 0 && len([]rune(b.String())) == 2 {
			break
		}
	}
	if b.Len() == 0 {
		return "•"
	}
	return b.String()
}

// providerName is what a row calls the provider.
func providerName(s auth.Status) string {
	switch {
	case s.ProviderName != "":
		return auth.Clean(s.ProviderName, 40)
	case s.Provider != "":
		return auth.Clean(s.Provider, 40)
	}
	return "OAuth 2"
}

// badge is a small coloured label: its ground and a text that can be read on it.
type badge struct{ ground, text color.NRGBA }

// newBadge tints the card's colour with hue.
func newBadge(hue color.NRGBA) badge {
	ground := mix(shade(colorCard), hue, 0.18)
	return badge{ground: ground, text: readable(hue, ground)}
}

func providerBadge(s auth.Status) badge {
	return newBadge(parseColor(s.Color, hueOf(providerName(s))))
}

// tagHues are the colours of the usual environments.
var tagHues = map[string]color.NRGBA{"staging": rgb(0xD97706), "dev": rgb(0x0891B2)}

// prodBadge stands out: what happens there is for real.
var prodBadge = badge{ground: rgb(0xC21A1A), text: rgb(0xFFFFFF)}

func isProd(tag string) bool {
	tag = strings.ToLower(tag)
	return tag == "prod" || tag == "production"
}

func tagBadge(tag string) badge {
	if isProd(tag) {
		return prodBadge
	}
	if hue, ok := tagHues[strings.ToLower(tag)]; ok {
		return newBadge(hue)
	}
	return newBadge(rgb(0x64748B))
}

// alikeBadge warns of a name that looks like another one.
func alikeBadge() badge { return newBadge(shade(colorExpiring)) }
