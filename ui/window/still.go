package window

import (
	"context"
	"sync/atomic"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/ui/window/preferences"
)

// stillApp is Fyne's app with a person's word on motion: Fyne's controls ask the
// current app's settings before they move anything, and have no other way to be
// told. We move nothing ourselves.
type stillApp struct {
	fyne.App
	still *atomic.Bool
}

type stillSettings struct {
	fyne.Settings
	still *atomic.Bool
}

// Settings implements fyne.App.
func (a stillApp) Settings() fyne.Settings { return stillSettings{a.App.Settings(), a.still} }

// ShowAnimations implements fyne.Settings.
func (s stillSettings) ShowAnimations() bool { return !s.still.Load() && s.Settings.ShowAnimations() }

// calm makes a the current app and returns the switch that stops its motion.
func calm(a fyne.App) func(still bool) {
	s := stillApp{a, &atomic.Bool{}}
	fyne.SetCurrentApp(s)
	return s.still.Store
}

// askMotion asks what the system says.
func (h *home) askMotion(ctx context.Context) {
	if h.config.LessMotion == nil {
		return
	}
	less := h.config.LessMotion(ctx)
	h.UI.Do(func() {
		h.lessMotion = less
		h.moveOrNot()
	})
}

// moveOrNot stops what moves, or no longer.
func (h *home) moveOrNot() {
	chosen := h.prefs.Settings.Motion
	h.setStill(chosen == preferences.MotionReduced || chosen != preferences.MotionFull && h.lessMotion)
}
