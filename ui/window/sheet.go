package window

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/words"
)

// sheet is a dialog: a title, a body that scrolls where it has to, and buttons.
// It keeps everything below it from being reached until it is hidden.
type sheet struct {
	canvas  fyne.Canvas
	layer   *fyne.Container   // the whole window: dim, and card upon it
	dim     *canvas.Rectangle // over what is below
	ground  *canvas.Rectangle
	card    *fyne.Container
	words   string // of the title
	title   *canvas.Text
	shut    *iconButton
	head    *fyne.Container // stays while the body scrolls
	body    *fyne.Container
	scroll  *container.Scroll
	buttons *fyne.Container
	notice  *fyne.Container // above the buttons; see home.setWaits
	onClose func()          // Escape, or the person gave up
	onPaint func()          // the theme changed; may be nil
	onGone  func()          // it was closed, however; may be nil
	before  fyne.Focusable
	width   float32
	tall    bool // as high as the window, whatever the body is
	drops   bool // a file may be dropped on it
	steady  bool // so from now on: its buttons stay where they are while it is filled in
}

const (
	// tallSheet is the height of a sheet whose body grows and shrinks.
	tallSheet = 680
	// sheetSide is between a sheet's edge and what is on it.
	sheetSide = 20
	// buttonGap is between two buttons.
	buttonGap = 8
	// sheetMargin is between a sheet and the edge of the window.
	sheetMargin = 12
)

func newSheet(c fyne.Canvas, title string, onClose func()) *sheet {
	s := &sheet{
		canvas: c, dim: canvas.NewRectangle(nil), ground: canvas.NewRectangle(nil), title: canvas.NewText("", nil), width: 420, onClose: onClose,
		head: container.NewStack(), body: container.New(layout.NewCustomPaddedVBoxLayout(12)), buttons: container.New(&rowsLayout{gap: buttonGap, align: 1}), notice: container.NewStack(),
	}
	s.ground.CornerRadius = 14
	s.title.TextSize, s.title.TextStyle = 18, bold
	s.shut = newIconButton(words.Now().Common.Close, drawX, func() { s.onClose() })
	s.shut.color = colorMuted
	s.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(2, 2, sheetSide, sheetSide), s.body))
	heading := container.NewBorder(nil, nil, nil, s.shut, container.NewVBox(layout.NewSpacer(), s.title, layout.NewSpacer()))
	top := container.New(layout.NewCustomPaddedLayout(12, 8, sheetSide, 12), container.New(layout.NewCustomPaddedVBoxLayout(6), heading,
		container.New(layout.NewCustomPaddedLayout(0, 2, 0, sheetSide-12), s.head)))
	bottom := container.New(layout.NewCustomPaddedLayout(12, 16, sheetSide, sheetSide), container.New(layout.NewCustomPaddedVBoxLayout(10), s.notice, s.buttons))
	s.card = container.NewStack(s.ground, container.NewBorder(top, bottom, nil, nil, s.scroll))
	s.layer = container.New(&sheetLayout{s: s}, s.dim, s.card)
	s.notice.Hide()
	s.setTitle(title)
	s.paint()
	return s
}

// paint applies the theme to what is no widget.
func (s *sheet) paint() {
	s.dim.FillColor = shade(theme.ColorNameShadow)
	s.ground.FillColor = shade(theme.ColorNameOverlayBackground)
	s.ground.Shadow = canvas.Shadow{Color: color.NRGBA{A: 0x50}, BlurRadius: 18, Offset: fyne.NewPos(0, 6)}
	s.title.Color = shade(theme.ColorNameForeground)
	s.shut.Refresh()
	s.layer.Refresh()
	if s.onPaint != nil {
		s.onPaint()
	}
}

func (s *sheet) setTitle(title string) {
	s.words = title
	s.title.Text = fit(title, 18, bold, s.inner()-iconButtonSize)
	s.title.Refresh()
}

// inner is how wide the sheet's body is.
func (s *sheet) inner() float32 {
	return min(s.width, s.canvas.Size().Width-2*sheetMargin) - 2*sheetSide
}

// set replaces body and buttons; the last button is the one on the right.
func (s *sheet) set(body []fyne.CanvasObject, buttons ...fyne.CanvasObject) {
	s.setBelow(nil, body, buttons...)
}

// setBelow is set with something that stays above the body while that scrolls.
func (s *sheet) setBelow(head fyne.CanvasObject, body []fyne.CanvasObject, buttons ...fyne.CanvasObject) {
	s.head.Objects, s.head.Hidden, s.tall = nil, head == nil, s.steady || head != nil
	if head != nil {
		s.head.Objects = []fyne.CanvasObject{head}
	}
	s.scroll.Offset = fyne.Position{}
	s.body.Objects = body
	s.buttons.Objects = buttons
	s.fit()
}

// fit makes the sheet as high as its body, within the window.
func (s *sheet) fit() {
	s.title.Text = fit(s.words, 18, bold, s.inner()-iconButtonSize)
	s.layer.Refresh()
}

func (s *sheet) show() { s.canvas.Overlays().Add(s.layer) }

func (s *sheet) hide() { s.canvas.Overlays().Remove(s.layer) }

func (s *sheet) focus(o fyne.Focusable) { s.canvas.Focus(o) }

// sheetLayout puts the card in the middle of the window.
type sheetLayout struct{ s *sheet }

// MinSize implements fyne.Layout.
func (*sheetLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 200) }

// Layout implements fyne.Layout.
func (l *sheetLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	s := l.s
	s.dim.Resize(size)
	room := size.SubtractWidthHeight(2*sheetMargin, 2*sheetMargin)
	width := min(s.width, room.Width)
	s.card.Resize(fyne.NewSize(width, s.card.Size().Height))
	for range 2 { // the first gives texts their width, the second what is around them its height
		settle(s.card)
	}
	height := min(s.card.MinSize().Height-s.scroll.MinSize().Height+s.scroll.Content.MinSize().Height, room.Height)
	if s.tall {
		height = min(room.Height, tallSheet)
	}
	s.card.Resize(fyne.NewSize(width, height))
	s.card.Move(fyne.NewPos((size.Width-width)/2, (size.Height-height)/2))
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

// sentence is text that wraps.
func sentence(text string) *fyne.Container { return flush(wrapped(text)) }

func wrapped(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.Wrapping = fyne.TextWrapWord
	return l
}

// quiet is a sentence in small type.
func quiet(text string) *fyne.Container {
	l := wrapped(text)
	l.SizeName = theme.SizeNameCaptionText
	return flush(l)
}

// hushed is a sentence in small, muted type.
func hushed(text string) *fyne.Container {
	t := widget.NewRichText(&widget.TextSegment{Text: text, Style: widget.RichTextStyle{ColorName: colorMuted, SizeName: theme.SizeNameCaptionText}})
	t.Wrapping = fyne.TextWrapWord
	return flush(t)
}

// alarm is a sentence that says what went wrong, with an icon as well as a colour.
func alarm(what, todo string) fyne.CanvasObject {
	l := wrapped(what)
	l.Importance = widget.DangerImportance
	parts := []fyne.CanvasObject{flush(l)}
	if todo != "" {
		parts = append(parts, sentence(todo))
	}
	return beside(stateDrawings[auth.StateSignInNeeded], theme.ColorNameError, 18, container.New(layout.NewCustomPaddedVBoxLayout(4), parts...))
}
