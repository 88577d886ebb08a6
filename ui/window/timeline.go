package window

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// timeLine is a span of time from left to right: what is over is grey, what is
// left has a colour, and between them is now.
type timeLine struct {
	widget.BaseWidget
	from, to, now time.Time // to is zero where nobody knows it
	begin, end    string    // what happens there, in words
	hue           fyne.ThemeColorName

	track, rest *canvas.Rectangle
	knob        *canvas.Circle
	today       *canvas.Text // above the knob
	first, last *canvas.Text // below the ends
}

func newTimeLine(from, to, now time.Time, begin, end string, hue fyne.ThemeColorName) *timeLine {
	l := &timeLine{
		from: from, to: to, now: now, begin: begin, end: end, hue: hue,
		track: canvas.NewRectangle(nil), rest: canvas.NewRectangle(nil), knob: canvas.NewCircle(nil),
		today: canvas.NewText("", nil), first: canvas.NewText("", nil), last: canvas.NewText("", nil),
	}
	l.track.CornerRadius, l.rest.CornerRadius = lineThick/2, lineThick/2
	l.knob.StrokeWidth = 3
	for _, t := range []*canvas.Text{l.today, l.first, l.last} {
		t.TextSize = kit.SmallSize
	}
	l.ExtendBaseWidget(l)
	return l
}

// tick moves now, where that can be seen.
func (l *timeLine) tick(now time.Time) {
	was := l.knob.Position().X
	l.now = now
	if at := l.place(l.Size().Width); at < was-0.5 || at > was+0.5 {
		l.Refresh()
	}
}

// over is how much of the span is over, 0 to 1.
func (l *timeLine) over() float32 {
	span := l.to.Sub(l.from)
	if l.to.IsZero() || span <= 0 {
		return 0
	}
	return float32(max(0, min(1, float64(l.now.Sub(l.from))/float64(span))))
}

// The measures of a time line, from its top.
const (
	lineThick  = 6
	lineKnob   = 16
	lineTop    = 17 // where the knob begins, below the word above it
	lineEnds   = lineTop + lineKnob + 3
	lineHeight = lineEnds + 17
)

// place is where the knob begins.
func (l *timeLine) place(width float32) float32 { return l.over() * (width - lineKnob) }

// CreateRenderer implements fyne.Widget.
func (l *timeLine) CreateRenderer() fyne.WidgetRenderer {
	r := timeLineRenderer{l}
	r.Refresh()
	return r
}

type timeLineRenderer struct{ l *timeLine }

func (timeLineRenderer) MinSize() fyne.Size { return fyne.NewSize(200, lineHeight) }

func (r timeLineRenderer) Layout(size fyne.Size) {
	l := r.l
	at := l.place(size.Width)
	y := float32(lineTop + (lineKnob-lineThick)/2)
	l.track.Move(fyne.NewPos(0, y))
	l.track.Resize(fyne.NewSize(size.Width, lineThick))
	begin := at + lineKnob/2
	if l.to.IsZero() {
		begin = 0
	}
	l.rest.Move(fyne.NewPos(begin, y))
	l.rest.Resize(fyne.NewSize(size.Width-begin, lineThick))
	l.knob.Move(fyne.NewPos(at, lineTop))
	l.knob.Resize(fyne.NewSquareSize(lineKnob))
	w := kit.TextWidth(l.today.Text, kit.SmallSize, fyne.TextStyle{})
	kit.Place(l.today, max(0, min(at+(lineKnob-w)/2, size.Width-w)), 0, w)
	w = kit.TextWidth(l.last.Text, kit.SmallSize, fyne.TextStyle{})
	l.first.Text = kit.Fit(l.begins(), kit.SmallSize, fyne.TextStyle{}, size.Width-w-12)
	kit.Place(l.first, 0, lineEnds, size.Width-w-12)
	kit.Place(l.last, size.Width-w, lineEnds, w)
}

func (l *timeLine) begins() string { return l.begin + " " + text.Until(l.from, l.now) }

func (r timeLineRenderer) Refresh() {
	l := r.l
	l.last.Text = l.end + " " + words.Now().Details.Unknown
	if !l.to.IsZero() {
		l.last.Text = l.end + " " + text.Until(l.to, l.now)
	}
	l.today.Text = words.Now().Details.Now
	l.knob.Hidden, l.today.Hidden = l.to.IsZero(), l.to.IsZero()
	l.rest.Hidden = l.over() == 1
	l.track.FillColor, l.rest.FillColor = kit.Shade(kit.ColorTrack), kit.Shade(l.hue)
	l.knob.FillColor, l.knob.StrokeColor = kit.Shade(kit.ColorCard), kit.Shade(l.hue)
	l.today.Color, l.first.Color, l.last.Color = kit.Shade(theme.ColorNameForeground), kit.Shade(kit.ColorMuted), kit.Shade(kit.ColorMuted)
	r.Layout(l.Size())
	canvas.Refresh(l)
}

func (r timeLineRenderer) Objects() []fyne.CanvasObject {
	l := r.l
	return []fyne.CanvasObject{l.track, l.rest, l.knob, l.today, l.first, l.last}
}

func (timeLineRenderer) Destroy() {}
