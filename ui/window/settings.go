package window

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
)

// The choices of the settings, and their words in the same order.
var (
	themeChoices  = []string{themeSystem, themeLight, themeDark}
	themeWords    = []string{wordThemeSystem, wordThemeLight, wordThemeDark}
	notifyChoices = []string{"", "all", "none"}
	notifyWords   = []string{wordNotifyNeeded, wordNotifyAll, wordNotifyNone}
)

// setTheme changes the look at once, and keeps the choice.
func (h *home) setTheme(mode string) {
	h.config.Theme = mode
	h.setLook(mode)
	if h.config.SaveTheme != nil {
		h.tasks.start(func(context.Context) { h.config.SaveTheme(mode) })
	}
}

func (h *home) setNotifications(choice string) {
	h.config.Notifications = choice
	h.tasks.start(func(context.Context) { h.config.SaveNotifications(choice) })
}

// settings opens the dialog of what a person can choose. Each choice counts
// as soon as it is made.
func (h *home) settings() {
	if len(h.sheets) > 0 {
		return
	}
	s := newSheet(h.canvas, wordSettings, h.pop)
	body := []fyne.CanvasObject{
		choiceAt(wordTheme, themeWords, slices.Index(themeChoices, h.config.Theme), func(i int) {
			h.setTheme(themeChoices[i])
			h.pop()
			h.settings() // made anew, in the new colours
		}),
	}
	if h.config.SaveNotifications != nil {
		body = append(body,
			choiceAt(wordNotify, notifyWords, slices.Index(notifyChoices, h.config.Notifications), func(i int) { h.setNotifications(notifyChoices[i]) }),
			quiet(wordNotifyNote))
	}
	done := strongButton(wordClose, h.pop)
	h.push(s)
	s.set(body, done)
	s.focus(done)
}
