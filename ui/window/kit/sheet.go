package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/words"
)

// Sheet is a dialog: a title, a body that scrolls where it has to, and buttons.
// It keeps everything below it from being reached until it is hidden.
type Sheet struct {
	canvas  fyne.Canvas
	layer   *fyne.Container   // the whole window: dim, and card upon it
	dim     *canvas.Rectangle // over what is below
	ground  *canvas.Rectangle
	Card    *fyne.Container
	words   string // of the title
	title   *canvas.Text
	shut    *IconButton
	head    *fyne.Container // stays while the body scrolls
	Body    *fyne.Container
	Scroll  *container.Scroll
	buttons *fyne.Container
	Notice  *fyne.Container // above the buttons
	OnClose func()          // Escape, or the person gave up
	OnPaint func()          // the theme changed; may be nil
	OnGone  func()          // it was closed, however; may be nil
	Before  fyne.Focusable
	Width   float32
	tall    bool // as high as the window, whatever the body is
	Drops   bool // a file may be dropped on it
	Steady  bool // so from now on: its buttons stay where they are while it is filled in
}

const (
	// tallSheet is the height of a sheet whose body grows and shrinks.
	tallSheet = 680
	// sheetSide is between a sheet's edge and what is on it.
	sheetSide = 20
	// ButtonGap is between two buttons.
	ButtonGap = 8
	// sheetMargin is between a sheet and the edge of the window.
	sheetMargin = 12
)

// NewSheet returns a sheet that is not shown yet. onClose is what Escape does.
func NewSheet(c fyne.Canvas, title string, onClose func()) *Sheet {
	s := &Sheet{
		canvas: c, dim: canvas.NewRectangle(nil), ground: canvas.NewRectangle(nil), title: canvas.NewText("", nil), Width: 420, OnClose: onClose,
		head: container.NewStack(), Body: container.New(layout.NewCustomPaddedVBoxLayout(12)), buttons: container.New(&RowsLayout{Gap: ButtonGap, Align: 1}), Notice: container.NewStack(),
	}
	s.ground.CornerRadius = 14
	s.title.TextSize, s.title.TextStyle = 18, Bold
	s.shut = NewIconButton(words.Now().Common.Close, DrawX, func() { s.OnClose() })
	s.shut.color = ColorMuted
	s.Scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(2, 2, sheetSide, sheetSide), s.Body))
	heading := container.NewBorder(nil, nil, nil, s.shut, container.NewVBox(layout.NewSpacer(), s.title, layout.NewSpacer()))
	top := container.New(layout.NewCustomPaddedLayout(12, 8, sheetSide, 12), container.New(layout.NewCustomPaddedVBoxLayout(6), heading,
		container.New(layout.NewCustomPaddedLayout(0, 2, 0, sheetSide-12), s.head)))
	bottom := container.New(layout.NewCustomPaddedLayout(12, 16, sheetSide, sheetSide), container.New(layout.NewCustomPaddedVBoxLayout(10), s.Notice, s.buttons))
	// Tab goes from what stands above the body to the body: NewBorder would put that first.
	s.Card = container.NewStack(s.ground, container.New(layout.NewBorderLayout(top, bottom, nil, nil), top, s.Scroll, bottom))
	s.layer = container.New(&sheetLayout{s: s}, s.dim, s.Card)
	s.Notice.Hide()
	s.SetTitle(title)
	s.Paint()
	return s
}

// Paint applies the theme to what is no widget.
func (s *Sheet) Paint() {
	s.dim.FillColor = Shade(theme.ColorNameShadow)
	s.ground.FillColor = Shade(theme.ColorNameOverlayBackground)
	s.ground.Shadow = canvas.Shadow{Color: color.NRGBA{A: 0x50}, BlurRadius: 18, Offset: fyne.NewPos(0, 6)}
	s.title.Color = Shade(theme.ColorNameForeground)
	s.shut.Refresh()
	s.layer.Refresh()
	if s.OnPaint != nil {
		s.OnPaint()
	}
}

// SetTitle replaces the title, cut to what fits.
func (s *Sheet) SetTitle(title string) {
	s.words = title
	s.title.Text = Fit(title, 18, Bold, s.Inner()-IconButtonSize)
	s.title.Refresh()
}

// Inner is how wide the sheet's body is.
func (s *Sheet) Inner() float32 {
	return min(s.Width, s.canvas.Size().Width-2*sheetMargin) - 2*sheetSide
}

// Set replaces body and buttons; the last button is the one on the right.
func (s *Sheet) Set(body []fyne.CanvasObject, buttons ...fyne.CanvasObject) {
	s.SetBelow(nil, body, buttons...)
}

// SetBelow is Set with something that stays above the body while that scrolls.
func (s *Sheet) SetBelow(head fyne.CanvasObject, body []fyne.CanvasObject, buttons ...fyne.CanvasObject) {
	s.head.Objects, s.head.Hidden, s.tall = nil, head == nil, s.Steady || head != nil
	if head != nil {
		s.head.Objects = []fyne.CanvasObject{head}
	}
	s.Scroll.Offset = fyne.Position{}
	s.Body.Objects = body
	s.buttons.Objects = buttons
	s.Fit()
}

// Fit makes the sheet as high as its body, within the window.
func (s *Sheet) Fit() {
	s.title.Text = Fit(s.words, 18, Bold, s.Inner()-IconButtonSize)
	s.layer.Refresh()
}

// notify says something above the buttons; "" is nothing.
func (s *Sheet) notify(said string) {
	s.Notice.Objects, s.Notice.Hidden = nil, said == ""
	if said != "" {
		s.Notice.Objects = []fyne.CanvasObject{Caution(said)}
	}
}

// Show puts the sheet above everything else.
func (s *Sheet) Show() { s.canvas.Overlays().Add(s.layer) }

// Hide takes the sheet away.
func (s *Sheet) Hide() { s.canvas.Overlays().Remove(s.layer) }

// Focus gives o the keyboard.
func (s *Sheet) Focus(o fyne.Focusable) { s.canvas.Focus(o) }

// sheetLayout puts the card in the middle of the window.
type sheetLayout struct{ s *Sheet }

// MinSize implements fyne.Layout.
func (*sheetLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 200) }

// Layout implements fyne.Layout.
func (l *sheetLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	s := l.s
	s.dim.Resize(size)
	room := size.SubtractWidthHeight(2*sheetMargin, 2*sheetMargin)
	width := min(s.Width, room.Width)
	s.Card.Resize(fyne.NewSize(width, s.Card.Size().Height))
	for range 2 { // the first gives texts their width, the second what is around them its height
		settle(s.Card)
	}
	height := min(s.Card.MinSize().Height-s.Scroll.MinSize().Height+s.Scroll.Content.MinSize().Height, room.Height)
	if s.tall {
		height = min(room.Height, tallSheet)
	}
	s.Card.Resize(fyne.NewSize(width, height))
	s.Card.Move(fyne.NewPos((size.Width-width)/2, (size.Height-height)/2))
}

// settle lays everything below o out anew: a text that wraps tells its height
// only after it was given its width.
func settle(o fyne.CanvasObject) {
	switch o := o.(type) {
	case *container.Scroll:
		settle(o.Content)
	case *fyne.Container:
		if o.Layout != nil {
			o.Layout.Layout(o.Objects, o.Size())
		}
		for _, i := range o.Objects {
			settle(i)
		}
	}
}

// Sentence is text that wraps.
func Sentence(text string) *fyne.Container { return Flush(Wrapped(text)) }

// Wrapped is a label that wraps.
func Wrapped(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.Wrapping = fyne.TextWrapWord
	return l
}

// Quiet is a sentence in small type.
func Quiet(text string) *fyne.Container {
	l := Wrapped(text)
	l.SizeName = theme.SizeNameCaptionText
	return Flush(l)
}

// Hushed is a sentence in small, muted type.
func Hushed(text string) *fyne.Container {
	t := widget.NewRichText(&widget.TextSegment{Text: text, Style: widget.RichTextStyle{ColorName: ColorMuted, SizeName: theme.SizeNameCaptionText}})
	t.Wrapping = fyne.TextWrapWord
	return Flush(t)
}

// Alarm is a sentence that says what went wrong, with an icon as well as a colour.
func Alarm(what, todo string) fyne.CanvasObject {
	l := Wrapped(what)
	l.Importance = widget.DangerImportance
	parts := []fyne.CanvasObject{Flush(l)}
	if todo != "" {
		parts = append(parts, Sentence(todo))
	}
	said := Copiable(container.New(layout.NewCustomPaddedVBoxLayout(4), parts...), text.Words{What: what, Todo: todo}.String())
	return Beside(StateDrawings[auth.StateSignInNeeded], theme.ColorNameError, 18, said)
}

// Blame says in the sheet what went wrong, at the place for it.
func (s *Sheet) Blame(place *fyne.Container, err error) {
	told := text.Tell(err)
	place.Objects = []fyne.CanvasObject{Alarm(told.What, told.Todo)}
	s.Fit()
}
