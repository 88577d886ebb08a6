package window

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/ui/settings"
)

// The choices of the settings, and their words in the same order.
var (
	themeChoices  = []string{themeSystem, themeLight, themeDark}
	themeWords    = []string{wordThemeSystem, wordThemeLight, wordThemeDark}
	notifyChoices = []string{"", "all", "none"}
	notifyWords   = []string{wordNotifyNeeded, wordNotifyAll, wordNotifyNone}
)

// choose changes the person's choices, and keeps them.
func (h *home) choose(fn func(*settings.Settings)) {
	fn(&h.config.Settings)
	if h.config.Choose != nil {
		h.tasks.start(func(context.Context) {
			err := h.config.Choose(fn)
			h.ui.Do(func() { h.notKept = err; h.refresh() })
		})
	}
}

// setTheme changes the look at once.
func (h *home) setTheme(mode string) {
	h.choose(func(s *settings.Settings) { s.Theme = mode })
	h.setLook(mode)
}

// showSettings opens the dialog of what a person can choose. Each choice counts
// as soon as it is made.
func (h *home) showSettings() {
	if len(h.sheets) > 0 {
		return
	}
	s := newSheet(h.canvas, wordSettings, h.pop)
	body := []fyne.CanvasObject{
		choiceAt(wordTheme, themeWords, slices.Index(themeChoices, h.config.Settings.Theme), func(i int) {
			h.setTheme(themeChoices[i])
			h.pop()
			h.showSettings() // made anew, in the new colours
		}),
	}
	if h.config.Choose != nil {
		body = append(body,
			choiceAt(wordNotify, notifyWords, slices.Index(notifyChoices, h.config.Settings.Notifications), func(i int) {
				h.choose(func(s *settings.Settings) { s.Notifications = notifyChoices[i] })
			}),
			quiet(wordNotifyNote))
	}
	done := strongButton(wordClose, h.pop)
	h.push(s)
	s.set(body, done)
	s.focus(done)
}
