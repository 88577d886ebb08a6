package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

// printColumns writes rows below one another, each cell but the last padded to
// its column, as a terminal shows it: text/tabwriter takes every character for
// one wide, and a name in Japanese pushes the rest of its row away.
func printColumns(w io.Writer, rows [][]string) error {
	var widths []int
	for _, row := range rows {
		for i, cell := range row[:len(row)-1] {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], columns(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		last := len(row) - 1
		for i, cell := range row[:last] {
			b.WriteString(cell + strings.Repeat(" ", widths[i]+2-columns(cell)))
		}
		b.WriteString(row[last] + "\n")
	}
	_, err := fmt.Fprint(w, b.String())
	return err
}

// columns is how many columns of a terminal s takes: letters of East Asia and
// emoji two, marks on another letter none. (UAX 11)
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Yi, wide):
			n += 2
		default:
			n++
		}
	}
	return n
}

// wide is what takes two columns beside the letters of East Asia.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{{0x3000, 0x303e, 1}, {0x30fb, 0x30fc, 1}, {0xff01, 0xff60, 1}, {0xffe0, 0xffe6, 1}},
	R32: []unicode.Range32{{0x1f300, 0x1f64f, 1}, {0x1f680, 0x1f6ff, 1}, {0x1f900, 0x1f9ff, 1}, {0x1fa70, 0x1faff, 1}},
}
