package kit

import "fyne.io/fyne/v2"

// RowsLayout puts things side by side, and goes on below where a line is full.
// Each line is at the left (0), in the middle (0.5) or at the right (1). It is
// as high as its things were in the width that it had last.
type RowsLayout struct {
	Gap, Align float32
	width      float32
}

// MinSize implements fyne.Layout.
func (l *RowsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	widest := float32(0)
	for _, o := range objects {
		if o.Visible() {
			widest = max(widest, o.MinSize().Width)
		}
	}
	return fyne.NewSize(widest, l.lay(objects, max(l.width, widest), func(fyne.CanvasObject, fyne.Position, fyne.Size) {}))
}

// Layout implements fyne.Layout.
func (l *RowsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.lay(objects, size.Width, func(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
		o.Move(at)
		o.Resize(size)
	})
}

// lay places line by line, and says how high all of them are.
func (l *RowsLayout) lay(objects []fyne.CanvasObject, width float32, put func(fyne.CanvasObject, fyne.Position, fyne.Size)) float32 {
	y := float32(0)
	for line, rest := l.line(objects, width); len(line) > 0; line, rest = l.line(rest, width) {
		size := l.size(line)
		if y > 0 {
			y += l.Gap
		}
		x := max(0, (width-size.Width)*l.Align)
		for _, o := range line {
			own := o.MinSize()
			own.Width = min(own.Width, width)
			put(o, fyne.NewPos(x, y+(size.Height-own.Height)/2), own)
			x += own.Width + l.Gap
		}
		y += size.Height
	}
	return y
}

// line is what fits into the next line, and what does not.
func (l *RowsLayout) line(objects []fyne.CanvasObject, width float32) (line, rest []fyne.CanvasObject) {
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		if next := append(line, o); len(line) > 0 && l.size(next).Width > width {
			return line, objects[i:]
		}
		line = append(line, o)
	}
	return line, nil
}

// size is how much room a line takes.
func (l *RowsLayout) size(line []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range line {
		own := o.MinSize()
		size.Width += own.Width
		size.Height = max(size.Height, own.Height)
	}
	size.Width += l.Gap * float32(max(0, len(line)-1))
	return size
}
