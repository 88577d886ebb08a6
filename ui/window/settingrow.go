package window

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window/kit"
)

// settingCard puts settings that belong together on one ground, with lines
// between them.
func settingCard(rows ...fyne.CanvasObject) fyne.CanvasObject {
	list := container.New(layout.NewCustomPaddedVBoxLayout(11))
	for i, r := range rows {
		if i > 0 {
			list.Add(line())
		}
		list.Add(r)
	}
	return onGround(list)
}

// line is between things on a card.
func line() fyne.CanvasObject {
	l := canvas.NewRectangle(kit.Shade(kit.ColorCardBorder))
	l.SetMinSize(fyne.NewSize(1, 1))
	return l
}

// onGround puts something on a ground of its own.
func onGround(o fyne.CanvasObject) fyne.CanvasObject {
	ground := canvas.NewRectangle(kit.Shade(kit.ColorCard))
	ground.CornerRadius, ground.StrokeColor, ground.StrokeWidth = 12, kit.Shade(kit.ColorCardBorder), 1
	return container.NewStack(ground, container.New(layout.NewCustomPaddedLayout(12, 12, 14, 14), o))
}

// settingRow is a setting's words and, beside or below them, its control.
func settingRow(title, note string, control fyne.CanvasObject) fyne.CanvasObject {
	kit.NameControls(control, title)
	return container.New(&settingLayout{}, kit.SettingWords(title, note), control)
}

// settingLayout puts a control beside its words where there is room for both.
type settingLayout struct{ stacked bool }

const (
	controlWidth = 200 // of a control beside its words
	stackedBelow = 400 // the width from which on they are side by side
)

// MinSize implements fyne.Layout.
func (l *settingLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	words, control := o[0].MinSize(), o[1].MinSize()
	if l.stacked {
		return fyne.NewSize(200, words.Height+6+control.Height)
	}
	return fyne.NewSize(200, max(words.Height, control.Height))
}

// Layout implements fyne.Layout.
func (l *settingLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	l.stacked = size.Width < stackedBelow
	h := o[1].MinSize().Height
	if l.stacked {
		o[0].Resize(fyne.NewSize(size.Width, size.Height-h-6))
		o[1].Move(fyne.NewPos(0, size.Height-h))
		o[1].Resize(fyne.NewSize(size.Width, h))
		return
	}
	o[0].Resize(fyne.NewSize(size.Width-controlWidth-16, size.Height))
	o[1].Move(fyne.NewPos(size.Width-controlWidth, (size.Height-h)/2))
	o[1].Resize(fyne.NewSize(controlWidth, h))
}

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
func pickSetting[T comparable](h *home, title, note string, is T, options []option[T], other func(T) string, set func(*settings.Settings, T)) fyne.CanvasObject {
	p := picking(is, options, other, func(v T) { h.choose(func(s *settings.Settings) { set(s, v) }) })
	return settingRow(title, note, outlined(p))
}

// outlined draws a line around a control, as entries have one.
func outlined(o fyne.CanvasObject) fyne.CanvasObject {
	line := canvas.NewRectangle(color.Transparent)
	line.StrokeColor, line.StrokeWidth, line.CornerRadius = kit.Shade(theme.ColorNameInputBorder), 1, theme.InputRadiusSize()
	return container.NewStack(o, line)
}

// toggleSetting is a setting that is on or off.
func (h *home) toggleSetting(title, note string, on bool, set func(*settings.Settings, bool)) *kit.Toggle {
	return kit.NewToggle(title, note, on, func(on bool) { h.choose(func(s *settings.Settings) { set(s, on) }) })
}

// typedSetting is a setting that is typed. It counts once it is right.
func (h *home) typedSetting(title, note, hint, is string, check func(string) error, set func(*settings.Settings, string)) fyne.CanvasObject {
	f := kit.NewField(title, hint, check)
	f.Entry.Text = is
	f.Entry.OnEscape = h.pop
	f.Entry.OnChanged = func(text string) {
		f.Seen = true
		f.Judge()
		if f.Err() == nil {
			h.choose(func(s *settings.Settings) { set(s, text) })
		}
	}
	if note != "" {
		f.Box.Add(kit.Hushed(note))
	}
	return f.Box
}
