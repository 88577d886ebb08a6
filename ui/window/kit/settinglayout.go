package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// SettingRow is a setting's words and, beside or below them, its control.
func SettingRow(title, note string, control fyne.CanvasObject) fyne.CanvasObject {
	NameControls(control, title)
	return container.New(&settingLayout{}, SettingWords(title, note), control)
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

// Outlined draws a line around a control, as entries have one.
func Outlined(o fyne.CanvasObject) fyne.CanvasObject {
	line := canvas.NewRectangle(color.Transparent)
	line.StrokeColor, line.StrokeWidth, line.CornerRadius = Shade(theme.ColorNameInputBorder), 1, theme.InputRadiusSize()
	return container.NewStack(o, line)
}
