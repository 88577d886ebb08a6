package preferences

import (
	"slices"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/kit"
)

// option is one value of a setting, in words.
type option[T comparable] struct {
	value T
	words string
}

// picking is a control that chooses one of options. A value that is none of
// them, written into the file by hand, stays until another is chosen.
func picking[T comparable](is T, options []option[T], other func(T) string, choose func(T)) *kit.Pick {
	at := slices.IndexFunc(options, func(o option[T]) bool { return o.value == is })
	if at < 0 {
		at, options = len(options), append(slices.Clone(options), option[T]{is, other(is)})
	}
	var words []string
	for _, o := range options {
		words = append(words, o.words)
	}
	p := kit.NewPick(words)
	p.SetSelectedIndex(at)
	p.OnChanged = func(string) { choose(options[p.SelectedIndex()].value) }
	return p
}

// pickSetting is a setting with a few values to choose from.
func pickSetting[T comparable](p *Screens, title, note string, is T, options []option[T], other func(T) string, set func(*settings.Settings, T)) fyne.CanvasObject {
	pick := picking(is, options, other, func(v T) { p.Choose(func(s *settings.Settings) { set(s, v) }) })
	return kit.SettingRow(title, note, kit.Outlined(pick))
}

// toggleSetting is a setting that is on or off.
func (p *Screens) toggleSetting(title, note string, on bool, set func(*settings.Settings, bool)) *kit.Toggle {
	return kit.NewToggle(title, note, on, func(on bool) { p.Choose(func(s *settings.Settings) { set(s, on) }) })
}

// typedSetting is a setting that is typed. It counts once it is right.
func (p *Screens) typedSetting(title, note, hint, is string, check func(string) error, set func(*settings.Settings, string)) fyne.CanvasObject {
	f := kit.NewField(title, hint, check)
	f.Entry.Text = is
	f.Entry.OnEscape = p.Pop
	f.Entry.OnChanged = func(text string) {
		f.Seen = true
		f.Judge()
		if f.Err() == nil {
			p.Choose(func(s *settings.Settings) { set(s, text) })
		}
	}
	if note != "" {
		f.Box.Add(kit.Hushed(note))
	}
	return f.Box
}
