package window

import (
	"image/color"
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
)

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

func providerBadge(s auth.Status) kit.Badge {
	return kit.NewBadge(kit.ParseColor(s.Color, kit.HueOf(providerName(s))))
}

// tagHues are the colours of the usual environments.
var tagHues = map[string]color.NRGBA{"staging": kit.RGB(0xD97706), "dev": kit.RGB(0x0891B2)}

// prodBadge stands out: what happens there is for real.
var prodBadge = kit.Badge{Ground: kit.RGB(0xC21A1A), Text: kit.RGB(0xFFFFFF)}

func isProd(tag string) bool {
	tag = strings.ToLower(tag)
	return tag == "prod" || tag == "production"
}

func tagBadge(tag string) kit.Badge {
	if isProd(tag) {
		return prodBadge
	}
	if hue, ok := tagHues[strings.ToLower(tag)]; ok {
		return kit.NewBadge(hue)
	}
	return kit.NewBadge(kit.RGB(0x64748B))
}

// alikeBadge warns of a name that looks like another one.
func alikeBadge() kit.Badge { return kit.NewBadge(kit.Shade(kit.ColorExpiring)) }
