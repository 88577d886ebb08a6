package preferences

import (
	"time"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// How much moves; "" is what the system says.
const (
	MotionReduced = "reduced"
	MotionFull    = "full"
)

// The times that are offered, in their order.
var (
	clearTimes = []settings.Seconds{10, 20, 0, 60, 2 * 60, 5 * 60, 15 * 60, settings.Never}
	validTimes = []settings.Seconds{0, 60, 2 * 60, 5 * 60, 10 * 60, 15 * 60, 30 * 60, 60 * 60}
	lockTimes  = []settings.Seconds{0, 60, 5 * 60, 10 * 60, 15 * 60, 30 * 60, 60 * 60, 4 * 60 * 60}
)

func themeOptions() []option[string] {
	w := words.Now().Settings
	return []option[string]{{kit.ThemeSystem, w.ThemeSystem}, {kit.ThemeLight, w.ThemeLight}, {kit.ThemeDark, w.ThemeDark}}
}

// languageOptions are in their own words, but for the first.
func languageOptions() []option[string] {
	list := []option[string]{{"", words.Now().Settings.ThemeSystem}}
	for _, l := range words.Languages() {
		list = append(list, option[string]{l.Tag, l.Name})
	}
	return list
}

func motionOptions() []option[string] {
	w := words.Now().Settings
	return []option[string]{{"", w.ThemeSystem}, {MotionReduced, w.MotionReduced}, {MotionFull, w.MotionFull}}
}

func newsOptions() []option[string] {
	w := words.Now().Settings
	return []option[string]{{"", w.NotifyNeeded}, {"all", w.NotifyAll}, {"none", w.NotifyNone}}
}

// spans are times to choose from; usual is what 0 stands for.
func spans(times []settings.Seconds, usual string) []option[settings.Seconds] {
	list := make([]option[settings.Seconds], 0, len(times))
	for _, t := range times {
		switch t {
		case 0:
			list = append(list, option[settings.Seconds]{t, usual})
		default:
			list = append(list, option[settings.Seconds]{t, spanWords(t)})
		}
	}
	return list
}

// spanWords writes a time as a person says it: "5 minutes".
func spanWords(s settings.Seconds) string {
	switch {
	case s < 0:
		return words.Now().Settings.Never
	case s%3600 == 0:
		return words.Now().Counts.Hours.Of(int(s / 3600))
	case s%60 == 0:
		return words.Now().Counts.Minutes.Of(int(s / 60))
	}
	return words.Now().Counts.Seconds.Of(int(s))
}

func itself(s string) string { return s }

// general is how Authfob looks and makes itself felt.
func (v *view) general() []fyne.CanvasObject {
	s := v.Settings
	look := kit.SettingRow(words.Now().Settings.Theme, "", kit.Outlined(picking(s.Theme, themeOptions(), itself, v.SetTheme)))
	if v.Keep == nil {
		return []fyne.CanvasObject{kit.Card(look)}
	}
	looks := kit.Card(look,
		kit.SettingRow(words.Now().Settings.Language, "", kit.Outlined(picking(s.Language, languageOptions(), itself, v.setLanguage))),
		pickSetting(v.Screens, words.Now().Settings.Motion, words.Now().Settings.MotionNote, s.Motion, motionOptions(), itself, func(s *settings.Settings, is string) { s.Motion = is }))
	news := []fyne.CanvasObject{
		pickSetting(v.Screens, words.Now().Settings.Notify, "", s.Notifications, newsOptions(), itself, func(s *settings.Settings, is string) { s.Notifications = is }),
	}
	if login := v.atLogin(); login != nil {
		news = append(news, login)
	}
	browser := v.typedSetting(words.Now().Settings.Browser, words.Now().Settings.BrowserNote, words.Now().Settings.BrowserHint, s.Browser, checkLine, func(s *settings.Settings, is string) { s.Browser = is })
	return []fyne.CanvasObject{looks, kit.Card(news...), kit.Card(browser)}
}

// atLogin has Authfob start with the desktop; nil where nothing is known of it.
func (v *view) atLogin() fyne.CanvasObject {
	out := v.out
	if v.Outside.AtLogin == nil {
		return nil
	}
	note := words.Now().Settings.AtLoginNote
	if out.loginErr != nil {
		note = text.Tell(out.loginErr).String()
	}
	return kit.NewToggle(words.Now().Settings.AtLogin, note, out.login, func(on bool) {
		v.change(func() error { return v.Outside.SetAtLogin(on) })
	})
}

// copying is how long a copy lives, and who may see it.
func (v *view) copying() []fyne.CanvasObject {
	s := v.Settings
	times := kit.Card(
		pickSetting(v.Screens, words.Now().Settings.Clear, words.Now().Settings.ClearNote, s.ClearAfter, spans(clearTimes, spanWords(settings.Seconds(settings.UsualClearAfter/time.Second))), spanWords,
			func(s *settings.Settings, is settings.Seconds) { s.ClearAfter = is }),
		pickSetting(v.Screens, words.Now().Settings.Least, words.Now().Settings.LeastNote, s.LeastValid, spans(validTimes, words.Now().Settings.LeastUsual), spanWords,
			func(s *settings.Settings, is settings.Seconds) { s.LeastValid = is }),
	)
	return []fyne.CanvasObject{times, kit.Heading(words.Now().Settings.Marks), kit.Hushed(words.Now().Settings.MarksNote), kit.Card(v.marks()...)}
}

// marks are the ways to copy, each marked as a secret or not.
func (v *view) marks() []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, f := range v.Formats {
		rows = append(rows, v.toggleSetting(text.Format(f), "", !has(v.Settings.Unmarked, f), func(s *settings.Settings, on bool) {
			s.Unmarked = without(s.Unmarked, f)
			if !on {
				s.Unmarked = append(s.Unmarked, f)
			}
		}))
	}
	return rows
}

// newAccounts is what an account starts with.
func (v *view) newAccounts() []fyne.CanvasObject {
	s := v.Settings
	return []fyne.CanvasObject{
		kit.Hushed(words.Now().Settings.NewNote),
		kit.Card(v.toggleSetting(words.Now().Form.Ahead, words.Now().Settings.AheadNote, s.RenewAhead, func(s *settings.Settings, on bool) { s.RenewAhead = on })),
		kit.Card(
			v.typedSetting(words.Now().Settings.Proxy, words.Now().Settings.ProxyNote, "http://proxy.example.com:3128", s.Proxy, kit.CheckProxy, func(s *settings.Settings, is string) { s.Proxy = is }),
			v.typedSetting(words.Now().Settings.Ca, words.Now().Settings.CaNote, "/etc/ssl/company-ca.pem", s.CAFile, kit.CheckPath, func(s *settings.Settings, is string) { s.CAFile = is }),
		),
	}
}

// vaultPage is what the vault is under, and when it is locked.
func (v *view) vaultPage() []fyne.CanvasObject {
	s, w := v.Settings, words.Now().Settings
	if v.Keep == nil {
		return v.vault.Rows()
	}
	return v.vault.Rows(
		pickSetting(v.Screens, w.LockAfter, w.LockAfterNote, s.LockAfter, spans(lockTimes, w.Never), spanWords,
			func(s *settings.Settings, is settings.Seconds) { s.LockAfter = is }),
		v.toggleSetting(w.LockScreen, "", s.LockWithScreen, func(s *settings.Settings, on bool) { s.LockWithScreen = on }))
}

// setLanguage opens the settings anew in the language that was chosen.
func (v *view) setLanguage(tag string) {
	v.SetLanguage(tag)
	v.Pop()
	v.Show()
}
