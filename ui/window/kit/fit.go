package kit

import (
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Fit cuts text so that it is at most width wide, with an ellipsis where
// something is missing: canvas.Text does not do that itself.
func Fit(text string, size float32, style fyne.TextStyle, width float32) string {
	if width <= 0 {
		return ""
	}
	if TextWidth(text, size, style) <= width {
		return text
	}
	runes := []rune(text)
	n := sort.Search(len(runes), func(n int) bool { return TextWidth(string(runes[:n+1])+"…", size, style) > width })
	for n > 0 && runes[n-1] == ' ' {
		n--
	}
	return string(runes[:n]) + "…"
}

// FitEnd is fit for a host: what is cut is its beginning.
func FitEnd(text string, size, width float32) string {
	if TextWidth(text, size, fyne.TextStyle{}) <= width {
		return text
	}
	runes := []rune(text)
	n := sort.Search(len(runes), func(n int) bool { return TextWidth("…"+string(runes[n:]), size, fyne.TextStyle{}) <= width })
	return "…" + string(runes[n:])
}

// Wrap breaks text into at most most lines that are at most width wide.
func Wrap(text string, size float32, width float32, most int) []string {
	var lines []string
	line := ""
	words := strings.Fields(text)
	for i, w := range words {
		next := strings.TrimSpace(line + " " + w)
		if line == "" || TextWidth(next, size, fyne.TextStyle{}) <= width {
			line = next
			continue
		}
		if len(lines) == most-1 {
			line = strings.Join(append([]string{line}, words[i:]...), " ")
			break
		}
		lines = append(lines, Fit(line, size, fyne.TextStyle{}, width))
		line = w
	}
	if line == "" {
		return lines
	}
	return append(lines, Fit(line, size, fyne.TextStyle{}, width))
}

// TextWidth is how wide text is drawn.
func TextWidth(text string, size float32, style fyne.TextStyle) float32 {
	return fyne.MeasureText(text, size, style).Width
}

// SetText changes a text only where it differs, and says whether it did.
func SetText(t *canvas.Text, text string) bool {
	if t.Text == text {
		return false
	}
	t.Text = text
	return true
}

// NewText is a piece of text in one of the theme's colours.
func NewText(text string, size float32, name fyne.ThemeColorName) *canvas.Text {
	t := canvas.NewText(text, Shade(name))
	t.TextSize = size
	return t
}

var Bold = fyne.TextStyle{Bold: true}

var Mono = fyne.TextStyle{Monospace: true}

// SetDigits is setText for a countdown: in digits of one width, so that nothing
// jumps. Chinese and Japanese beside them come from another font, and Fyne cuts
// what hangs lower than the monospaced one; the usual font has room for both,
// and digits of one width too.
func SetDigits(t *canvas.Text, text string) bool {
	t.TextStyle.Monospace, t.FontSource = true, theme.DefaultTextMonospaceFont()
	if strings.ContainsFunc(text, func(r rune) bool { return r >= 0x3000 }) {
		t.TextStyle.Monospace, t.FontSource = false, nil
	}
	return SetText(t, text)
}

// DigitsWidth is the width of text in digits of one width. Both name the font
// itself: by the style alone Fyne reads the system's as well, for letters that
// these texts do not have.
func DigitsWidth(text string, size float32) float32 {
	s, _ := fyne.CurrentApp().Driver().RenderedTextSize(text, size, Mono, theme.DefaultTextMonospaceFont())
	return s.Width
}

// Place puts a line of text.
func Place(t *canvas.Text, x, y, width float32) {
	t.Move(fyne.NewPos(x, y))
	t.Resize(fyne.NewSize(width, t.MinSize().Height))
}

// Baseline is how far below its top the letters of a text stand. Texts of two
// fonts beside each other stand on one line by it.
func Baseline(t *canvas.Text) float32 {
	_, base := fyne.CurrentApp().Driver().RenderedTextSize("0", t.TextSize, t.TextStyle, t.FontSource)
	return base
}
