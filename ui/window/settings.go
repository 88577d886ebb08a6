package window

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/words"
)

// The choices of the settings.
var (
	themeChoices  = []string{themeSystem, themeLight, themeDark}
	notifyChoices = []string{"", "all", "none"}
)

// themeWords are in the order of themeChoices.
func themeWords() []string {
	w := words.Now().Settings
	return []string{w.ThemeSystem, w.ThemeLight, w.ThemeDark}
}

// notifyWords are in the order of notifyChoices.
func notifyWords() []string {
	w := words.Now().Settings
	return []string{w.NotifyNeeded, w.NotifyAll, w.NotifyNone}
}

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
	s := newSheet(h.canvas, words.Now().Settings.Title, h.pop)
	body := []fyne.CanvasObject{
		choiceAt(words.Now().Settings.Theme, themeWords(), slices.Index(themeChoices, h.config.Settings.Theme), func(i int) {
			h.setTheme(themeChoices[i])
			h.pop()
			h.showSettings() // made anew, in the new colours
		}),
	}
	if h.config.Choose != nil {
		body = append(body,
			choiceAt(words.Now().Settings.Notify, notifyWords(), slices.Index(notifyChoices, h.config.Settings.Notifications), func(i int) {
				h.choose(func(s *settings.Settings) { s.Notifications = notifyChoices[i] })
			}),
			quiet(words.Now().Settings.NotifyNote))
	}
	done := strongButton(words.Now().Common.Close, h.pop)
	h.push(s)
	s.set(body, done)
	s.focus(done)
}
