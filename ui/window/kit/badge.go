package kit

import "image/color"

// Badge is a small coloured label: its ground and a text that can be read on it.
type Badge struct{ Ground, Text color.NRGBA }

// NewBadge tints the card's colour with hue.
func NewBadge(hue color.NRGBA) Badge {
	ground := Mix(Shade(ColorCard), hue, 0.18)
	return Badge{Ground: ground, Text: readable(hue, ground)}
}
