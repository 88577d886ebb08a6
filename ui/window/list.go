package window

import (
	"slices"
	"sort"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// list scrolls over the items of a model. Only the lines in sight are widgets:
// 10,000 accounts cost as much as ten. Rows are known by AccountID, so that
// they keep their account while the list changes around them.
type list struct {
	widget.BaseWidget
	items   func() []item
	bind    func(*row, auth.AccountID)
	newRow  func() *row
	onFold  func(title string)
	height  func(auth.AccountID, float32) float32
	keys    func(*fyne.KeyEvent)
	runes   func(rune)
	onFocus func(bool)

	current  string // the title of the heading with the cursor, or ""
	focused  bool
	covered  float32 // of the bottom, by a toast
	scroll   *container.Scroll
	content  *listContent
	tops     []float32 // of each item, and the end
	rows     map[auth.AccountID]*row
	headings map[string]*heading
	spare    []*row
}

var _ fyne.Focusable = (*list)(nil)

// The list's margins.
const (
	listSide      = 12
	listTop       = 4
	listBottom    = 12
	headingHeight = 34
)

func newList() *list {
	l := &list{rows: map[auth.AccountID]*row{}, headings: map[string]*heading{}}
	l.content = &listContent{l: l}
	l.content.ExtendBaseWidget(l.content)
	l.scroll = container.NewVScroll(l.content)
	l.scroll.OnScrolled = func(fyne.Position) { l.show() }
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *list) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.scroll) }

// Resize implements fyne.CanvasObject.
func (l *list) Resize(size fyne.Size) {
	l.BaseWidget.Resize(size)
	l.measure()
}

// measure works out where each item is after the items, their heights or the
// width changed, and shows what is in sight.
func (l *list) measure() {
	width := l.rowWidth()
	l.tops = l.tops[:0]
	y := float32(listTop)
	for _, it := range l.items() {
		l.tops = append(l.tops, y)
		if it.id == "" {
			y += headingHeight
		} else {
			y += l.height(it.id, width) + rowGap
		}
	}
	l.tops = append(l.tops, y)
	l.scroll.Offset.Y = max(0, min(l.scroll.Offset.Y, l.end()-l.Size().Height))
	l.content.Refresh()
	l.scroll.Refresh()
	l.show()
}

func (l *list) end() float32 { return l.tops[len(l.tops)-1] + listBottom + l.covered }

func (l *list) rowWidth() float32 { return max(0, l.Size().Width-2*listSide) }

// cover says how much of the list's bottom something else covers.
func (l *list) cover(height float32) {
	if l.covered != height {
		l.covered = height
		l.measure()
	}
}

// show binds the lines in sight to widgets and lets go of the others.
func (l *list) show() {
	items := l.items()
	if l.Size().Height <= 0 || len(l.tops) != len(items)+1 {
		return
	}
	from, to := l.sight()
	seen := map[auth.AccountID]bool{}
	titles := map[string]bool{}
	for _, it := range items[from:to] {
		seen[it.id], titles[it.title] = true, true
	}
	for id, r := range l.rows {
		if !seen[id] {
			delete(l.rows, id)
			l.spare = append(l.spare, r)
		}
	}
	for t := range l.headings {
		if !titles[t] {
			delete(l.headings, t)
		}
	}
	objects := make([]fyne.CanvasObject, 0, to-from)
	for i := from; i < to; i++ {
		objects = append(objects, l.line(items[i], l.tops[i], l.tops[i+1]-l.tops[i]))
	}
	l.content.put(objects)
}

// sight is the range of items that can be seen.
func (l *list) sight() (from, to int) {
	n, top := len(l.tops)-1, l.scroll.Offset.Y
	from = max(0, sort.Search(n, func(i int) bool { return l.tops[i+1] > top }))
	to = sort.Search(n, func(i int) bool { return l.tops[i] >= top+l.Size().Height })
	return from, max(from, to)
}

// line returns the widget of an item, at its place.
func (l *list) line(it item, y, height float32) fyne.CanvasObject {
	if it.id == "" {
		h := l.headings[it.title]
		if h == nil {
			h = newHeading(l.onFold)
			l.headings[it.title] = h
		}
		h.set(it, l.focused && it.title == l.current)
		h.Move(fyne.NewPos(listSide, y))
		h.Resize(fyne.NewSize(l.rowWidth(), headingHeight))
		return h
	}
	r := l.rows[it.id]
	if r == nil {
		r = l.take()
		l.rows[it.id] = r
		l.bind(r, it.id)
	}
	r.Move(fyne.NewPos(listSide, y))
	r.Resize(fyne.NewSize(l.rowWidth(), height-rowGap))
	return r
}

func (l *list) take() *row {
	if n := len(l.spare); n > 0 {
		r := l.spare[n-1]
		l.spare = l.spare[:n-1]
		return r
	}
	return l.newRow()
}

// rebind shows every line in sight anew: after a snapshot, a theme, a selection.
func (l *list) rebind() {
	for id, r := range l.rows {
		l.bind(r, id)
	}
	for _, h := range l.headings {
		h.Refresh()
	}
}

// rebindOne shows one account anew, where it is in sight.
func (l *list) rebindOne(id auth.AccountID) {
	if r := l.rows[id]; r != nil {
		l.bind(r, id)
	}
}

// mark puts the cursor on a heading, or takes it off all of them.
func (l *list) mark(title string) {
	l.current = title
	for _, h := range l.headings {
		h.set(h.it, l.focused && h.it.title == title)
	}
}

// tick moves the clocks of the rows in sight.
func (l *list) tick(now time.Time) {
	for _, r := range l.rows {
		r.tick(now)
	}
}

// reveal scrolls as little as is needed to see item i.
func (l *list) reveal(i int) {
	if i < 0 || i+1 >= len(l.tops) {
		return
	}
	top, bottom, height := l.tops[i]-listTop, l.tops[i+1], l.Size().Height-l.covered
	y := l.scroll.Offset.Y
	if i == 0 {
		top = 0
	}
	y = max(min(y, top), bottom-height)
	if y != l.scroll.Offset.Y {
		l.scroll.ScrollToOffset(fyne.NewPos(0, y))
		l.show()
	}
}

// sees reports whether item i is in sight, if only a part of it.
func (l *list) sees(i int) bool {
	if i < 0 || i+1 >= len(l.tops) {
		return false
	}
	y := l.scroll.Offset.Y
	return l.tops[i+1] > y && l.tops[i] < y+l.Size().Height-l.covered
}

// FocusGained implements fyne.Focusable.
func (l *list) FocusGained() { l.focus(true) }

// FocusLost implements fyne.Focusable.
func (l *list) FocusLost() { l.focus(false) }

func (l *list) focus(in bool) {
	l.focused = in
	l.mark(l.current)
	l.onFocus(in)
}

// TypedKey implements fyne.Focusable.
func (l *list) TypedKey(e *fyne.KeyEvent) { l.keys(e) }

// TypedRune implements fyne.Focusable.
func (l *list) TypedRune(r rune) { l.runes(r) }

// listContent is as high as all lines together and holds those in sight.
type listContent struct {
	widget.BaseWidget
	l       *list
	objects []fyne.CanvasObject
}

// put replaces the widgets that are shown.
func (c *listContent) put(objects []fyne.CanvasObject) {
	if slices.Equal(c.objects, objects) {
		return
	}
	c.objects = objects
	c.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (c *listContent) CreateRenderer() fyne.WidgetRenderer { return listContentRenderer{c} }

type listContentRenderer struct{ c *listContent }

func (r listContentRenderer) MinSize() fyne.Size {
	if len(r.c.l.tops) == 0 {
		return fyne.NewSize(0, 0)
	}
	return fyne.NewSize(0, r.c.l.end())
}
func (r listContentRenderer) Layout(fyne.Size)             {}
func (r listContentRenderer) Refresh()                     { canvas.Refresh(r.c) }
func (r listContentRenderer) Objects() []fyne.CanvasObject { return r.c.objects }
func (r listContentRenderer) Destroy()                     {}

var _ fyne.Accessible = (*list)(nil)

// AccessibilityLabel implements fyne.Accessible: the line with the cursor, which
// is what the keys work on.
func (l *list) AccessibilityLabel() string { return kit.Spoken(words.Now().List.Title, l.cursor()) }

// AccessibilityRole implements fyne.Accessible.
func (*list) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// cursor says the line that is selected, "" where none is on screen.
func (l *list) cursor() string {
	if h := l.headings[l.current]; h != nil {
		return h.AccessibilityLabel()
	}
	for _, r := range l.rows {
		if r.selected {
			return r.AccessibilityLabel()
		}
	}
	return ""
}
