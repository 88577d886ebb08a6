package window

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// maxScopes bounds how many scopes are listed.
const maxScopes = 100

// scopes are those that were asked for and those that were granted, each with a
// sign, a colour and a word.
func (d *details) scopes(s auth.Status) []fyne.CanvasObject {
	asked, w := d.facts.asked, words.Now().Details
	list := slices.Clone(asked)
	for _, granted := range s.Scopes {
		if !slices.Contains(list, granted) {
			list = append(list, granted)
		}
	}
	var rows []fyne.CanvasObject
	for _, scope := range list[:min(len(list), maxScopes)] {
		switch granted := slices.Contains(s.Scopes, scope); {
		case s.ObtainedAt.IsZero():
			rows = append(rows, scopeRow(kit.DrawDots, kit.ColorMuted, scope, w.Waiting))
		case !granted:
			rows = append(rows, scopeRow(kit.DrawX, kit.ColorSignIn, scope, w.Refused))
		case d.facts.read && !slices.Contains(asked, scope):
			rows = append(rows, scopeRow(kit.DrawPlus, kit.ColorExpiring, scope, w.Extra))
		default:
			rows = append(rows, scopeRow(kit.DrawTick, kit.ColorFresh, scope, w.Granted))
		}
	}
	return group(w.Scopes, rows...)
}

// scopeRow is a scope with what became of it. What is as it should be stands back.
func scopeRow(draw string, hue fyne.ThemeColorName, scope, word string) fyne.CanvasObject {
	icon := &canvas.Image{FillMode: canvas.ImageFillContain, Resource: kit.Sign(draw, hue)}
	icon.SetMinSize(fyne.NewSquareSize(13))
	if hue == kit.ColorFresh {
		hue = kit.ColorMuted
	}
	name := kit.FactText(auth.Clean(scope, 300))
	return container.NewBorder(nil, nil, container.New(layout.NewCustomPaddedLayout(0, 0, 0, 8), container.NewCenter(icon)),
		container.NewCenter(kit.NewText(word, kit.SmallSize, hue)), name)
}
