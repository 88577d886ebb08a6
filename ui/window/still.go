package window

import (
	"sync/atomic"

	"fyne.io/fyne/v2"
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
