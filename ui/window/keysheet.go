package window

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// keySigns are what is printed on keys, where that is not their name: on a
// keyboard of the person's language.
func keySigns() map[fyne.KeyName]string {
	w := words.Now().Keycaps
	return map[fyne.KeyName]string{
		fyne.KeyUp: "↑", fyne.KeyDown: "↓", fyne.KeyLeft: "←", fyne.KeyRight: "→", fyne.KeyPageUp: w.PageUp, fyne.KeyPageDown: w.PageDown,
		fyne.KeyHome: w.Home, fyne.KeyEnd: w.End,
		fyne.KeyReturn: w.Enter, fyne.KeyEscape: w.Escape, fyne.KeyDelete: w.Delete, desktop.KeyMenu: w.Menu, fyne.KeySpace: w.Space,
	}
}

// sign is how the key is written.
func (k keyUse) sign() string {
	name := string(k.name)
	if s, ok := keySigns()[k.name]; ok {
		name = s
	}
	switch {
	case k.ctrl && runtime.GOOS == "darwin":
		return "⌘" + name
	case k.ctrl:
		return words.Now().Keycaps.Ctrl + "+" + name
	case k.shift:
		return words.Now().Keycaps.Shift + "+" + name
	}
	return name
}

// keyLine is a line of the cheat-sheet.
type keyLine struct {
	signs []string
	says  string
}

func (h *home) keyLines() (lines []keyLine) {
	for _, k := range h.keyUses() {
		if k.says != "" {
			lines = append(lines, keyLine{says: k.says})
		}
		last := &lines[len(lines)-1]
		last.signs = append(last.signs, k.sign())
	}
	return lines
}

// showKeys is the cheat-sheet.
func (h *home) showKeys() {
	if len(h.Sheets) > 0 {
		return
	}
	w := words.Now()
	rows := container.New(layout.NewCustomPaddedVBoxLayout(6))
	for _, line := range h.keyLines() {
		rows.Add(keyRow(line.signs, line.says))
	}
	s := kit.NewSheet(h.Canvas, w.Keys.Title, h.Pop)
	s.Width = 460
	done := kit.StrongButton(w.Common.Close, h.Pop)
	h.Push(s)
	s.Set([]fyne.CanvasObject{rows}, done)
	s.Focus(done)
}

// keyRow is a line of the cheat-sheet: the keys as caps, and what they do.
func keyRow(signs []string, says string) fyne.CanvasObject {
	caps := container.New(layout.NewCustomPaddedHBoxLayout(4))
	for _, sign := range signs {
		caps.Add(keyCap(sign))
	}
	return container.New(keyRowLayout{}, caps, kit.Sentence(says))
}

func keyCap(sign string) fyne.CanvasObject {
	ground := canvas.NewRectangle(kit.Shade(theme.ColorNameButton))
	ground.CornerRadius = 5
	ground.StrokeColor, ground.StrokeWidth = kit.Shade(kit.ColorCardBorder), 1
	t := kit.NewText(sign, 12, theme.ColorNameForeground)
	t.TextStyle = kit.Bold
	return container.NewStack(ground, container.New(layout.NewCustomPaddedLayout(2, 2, 7, 7), t))
}

// keyRowLayout puts the meaning of keys beside them.
type keyRowLayout struct{}

// keyColumn is the width of the keys' column.
const keyColumn = 184

// MinSize implements fyne.Layout.
func (keyRowLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(keyColumn+120, max(o[0].MinSize().Height, o[1].MinSize().Height))
}

// Layout implements fyne.Layout.
func (keyRowLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(o[0].MinSize())
	o[0].Move(fyne.Position{})
	o[1].Move(fyne.NewPos(keyColumn, 0))
	o[1].Resize(fyne.NewSize(size.Width-keyColumn, size.Height))
}
