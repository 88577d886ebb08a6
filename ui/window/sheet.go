package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// sheet is a dialog: a title, a body that scrolls where it has to, and buttons.
type sheet struct {
	popup   *widget.PopUp
	canvas  fyne.Canvas
	title   *canvas.Text
	head    *fyne.Container // stays while the body scrolls
	body    *fyne.Container
	scroll  *container.Scroll
	buttons *fyne.Container
	onClose func() // Escape, or the person gave up
	width   float32
	tall    bool // as high as the window, whatever the body is
}

// tallSheet is the height of a sheet whose body grows and shrinks.
const tallSheet = 680

func newSheet(c fyne.Canvas, title string, onClose func()) *sheet {
	s := &sheet{
		canvas: c, title: newText("", 18, theme.ColorNameForeground), width: 420, onClose: onClose,
		head: container.NewStack(), body: container.New(layout.NewCustomPaddedVBoxLayout(12)), buttons: container.NewHBox(),
	}
	s.title.TextStyle = bold
	s.setTitle(title)
	s.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(2, 2, 20, 20), s.body))
	top := container.New(layout.NewCustomPaddedLayout(18, 10, 20, 20), container.New(layout.NewCustomPaddedVBoxLayout(10), s.title, s.head))
	bottom := container.New(layout.NewCustomPaddedLayout(12, 16, 20, 20), s.buttons)
	s.popup = widget.NewModalPopUp(container.NewBorder(top, bottom, nil, nil, s.scroll), c)
	return s
}

func (s *sheet) setTitle(title string) {
	s.title.Text = fit(title, 18, bold, min(s.width, s.canvas.Size().Width-24)-40)
	s.title.Refresh()
}

// set replaces body and buttons; the last button is the one on the right.
func (s *sheet) set(body []fyne.CanvasObject, buttons ...fyne.CanvasObject) {
	s.setBelow(nil, body, buttons...)
}

// setBelow is set with something that stays above the body while that scrolls.
func (s *sheet) setBelow(head fyne.CanvasObject, body []fyne.CanvasObject, buttons ...fyne.CanvasObject) {
	s.head.Objects, s.head.Hidden, s.tall = nil, head == nil, head != nil
	if head != nil {
		s.head.Objects = []fyne.CanvasObject{head}
	}
	s.scroll.Offset = fyne.Position{}
	s.body.Objects = body
	s.buttons.Objects = append([]fyne.CanvasObject{layout.NewSpacer()}, buttons...)
	s.fit()
}

// fit makes the sheet as high as its body, within the window.
func (s *sheet) fit() {
	room := s.canvas.Size().SubtractWidthHeight(24, 24)
	width := min(s.width, room.Width)
	s.body.Resize(fyne.NewSize(width-40, s.body.MinSize().Height)) // wraps the texts
	frame := s.title.MinSize().Height + 28 + s.buttons.MinSize().Height + 28
	if !s.head.Hidden {
		frame += s.head.MinSize().Height + 10
	}
	height := min(s.body.MinSize().Height+4+frame, room.Height)
	if s.tall {
		height = min(room.Height, tallSheet)
	}
	s.scroll.SetMinSize(fyne.NewSize(0, max(0, height-frame)))
	s.popup.Resize(fyne.NewSize(width, height))
	s.popup.Move(fyne.NewPos((s.canvas.Size().Width-width)/2, (s.canvas.Size().Height-height)/2))
	s.popup.Refresh()
}

func (s *sheet) show() {
	s.popup.Show()
	s.fit()
}

func (s *sheet) hide() { s.popup.Hide() }

func (s *sheet) focus(o fyne.Focusable) { s.canvas.Focus(o) }

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

// alarm is a sentence that says what went wrong, with an icon as well as a colour.
func alarm(what, todo string) fyne.CanvasObject {
	l := wrapped(what)
	l.Importance = widget.DangerImportance
	icon := &canvas.Image{FillMode: canvas.ImageFillContain, Resource: drawing(stateDrawings["sign_in_needed"], shade(theme.ColorNameError), shade(theme.ColorNameOverlayBackground))}
	icon.SetMinSize(fyne.NewSquareSize(18))
	parts := []fyne.CanvasObject{flush(l)}
	if todo != "" {
		parts = append(parts, sentence(todo))
	}
	left := container.New(layout.NewCustomPaddedLayout(1, 0, 0, 8), container.NewVBox(icon))
	return container.NewBorder(nil, nil, left, nil, container.New(layout.NewCustomPaddedVBoxLayout(4), parts...))
}
