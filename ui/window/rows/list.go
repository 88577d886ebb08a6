package rows

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// Needs are what the list needs of the window.
type Needs struct {
	Look  func(auth.AccountID) Look
	Enter func() // the list got the keyboard
	Keys  func(*fyne.KeyEvent)
	Runes func(rune)

	// What rows and headings ask for.
	Copy, SignIn, Dismiss func(auth.AccountID)
	Way                   func(auth.AccountID) // out of a failure
	Formats, Menu         func(auth.AccountID, fyne.Position)
	Open                  func(auth.AccountID, fyne.KeyModifier) // a tap, and what was held
	Fold                  func(title string)
}

// List scrolls over the items of a model. Only the lines in sight are widgets:
// 10,000 accounts cost as much as ten. Rows are known by AccountID, so that
// they keep their account while the list changes around them.
type List struct {
	widget.BaseWidget
	stage *kit.Stage
	m     *Model
	needs Needs

	focused bool
	covered float32 // of the bottom, by a toast
	scroll  *container.Scroll
	content *listContent
	tops    []float32 // of each item, and the end
	rows    map[auth.AccountID]*Row
	folds   map[string]*kit.Fold // the headings, by their titles
	spare   []*Row
}

var _ fyne.Focusable = (*List)(nil)

// Side is the list's margin at the left and at the right.
const Side = 12

const (
	listTop    = 4
	listBottom = 12
)

// New returns the list of what is in m. It follows changes of m when it is told to.
func New(g *kit.Stage, m *Model, n Needs) *List {
	l := &List{stage: g, m: m, needs: n, rows: map[auth.AccountID]*Row{}, folds: map[string]*kit.Fold{}}
	l.content = &listContent{l: l}
	l.content.ExtendBaseWidget(l.content)
	l.scroll = container.NewVScroll(l.content)
	l.scroll.OnScrolled = func(fyne.Position) { l.show() }
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *List) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.scroll) }

// Resize implements fyne.CanvasObject.
func (l *List) Resize(size fyne.Size) {
	l.BaseWidget.Resize(size)
	l.measure()
}

// Cover says how much of the list's bottom something else covers.
func (l *List) Cover(height float32) {
	if l.covered != height {
		l.covered = height
		l.measure()
	}
}

// Update follows the model.
func (l *List) Update() {
	l.measure()
	l.Rebind()
}

// Rebind shows every line in sight anew: after a theme, a selection.
func (l *List) Rebind() {
	for id, r := range l.rows {
		l.bind(r, id)
	}
	for _, h := range l.folds {
		h.Refresh()
	}
}

// RebindOne shows one account anew, where it is in sight.
func (l *List) RebindOne(id auth.AccountID) {
	if r := l.rows[id]; r != nil {
		l.bind(r, id)
	}
}

func (l *List) bind(r *Row, id auth.AccountID) {
	how := bearing{selected: id == l.m.Cursor.ID, keyboard: l.focused}
	if a, ok := l.m.Apart[id]; ok {
		how.apart = &a
	}
	r.bind(l.m.ByID[id], l.needs.Look(id), how, l.stage.Clock.Now())
}

// Change makes a change to how one account looks, and shows it.
func (l *List) Change(id auth.AccountID, change func()) {
	before := l.height(id, l.rowWidth())
	change()
	if l.height(id, l.rowWidth()) != before {
		l.measure()
	}
	l.RebindOne(id)
}

// KeepInSight makes a change after which the cursor, or others around it, may
// be elsewhere in the list.
func (l *List) KeepInSight(change func()) {
	seen := l.sees(l.m.Index(l.m.Cursor))
	change()
	if seen {
		l.reveal(l.m.Index(l.m.Cursor))
	}
}

// Place moves the cursor to a line, and shows it.
func (l *List) Place(it Item) {
	was := l.m.Cursor
	l.m.Cursor = Item{ID: it.ID, Title: it.Title}
	l.RebindOne(was.ID)
	l.RebindOne(it.ID)
	l.mark()
	l.reveal(l.m.Index(it))
}

// mark underlines the heading with the cursor, where the list has the keyboard.
func (l *List) mark() {
	for title, h := range l.folds {
		h.Mark(l.focused && title == l.m.Cursor.Title)
	}
}

// Tick moves the clocks of the rows in sight.
func (l *List) Tick(now time.Time) {
	for _, r := range l.rows {
		r.tick(now)
	}
}

// Row is an account's row, nil where it is out of sight.
func (l *List) Row(id auth.AccountID) *Row { return l.rows[id] }

// FocusGained implements fyne.Focusable.
func (l *List) FocusGained() { l.focus(true) }

// FocusLost implements fyne.Focusable.
func (l *List) FocusLost() { l.focus(false) }

func (l *List) focus(in bool) {
	l.focused = in
	l.mark()
	if in {
		l.needs.Enter()
	}
	l.RebindOne(l.m.Cursor.ID)
}

// TypedKey implements fyne.Focusable.
func (l *List) TypedKey(e *fyne.KeyEvent) { l.needs.Keys(e) }

// TypedRune implements fyne.Focusable.
func (l *List) TypedRune(r rune) { l.needs.Runes(r) }

var _ fyne.Accessible = (*List)(nil)

// AccessibilityLabel implements fyne.Accessible: the line with the cursor, which
// is what the keys work on.
func (l *List) AccessibilityLabel() string { return kit.Spoken(words.Now().List.Title, l.cursor()) }

// AccessibilityRole implements fyne.Accessible.
func (*List) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// cursor says the line that is selected, "" where none is on screen.
func (l *List) cursor() string {
	if h := l.folds[l.m.Cursor.Title]; h != nil {
		return h.AccessibilityLabel()
	}
	if r := l.rows[l.m.Cursor.ID]; r != nil {
		return r.AccessibilityLabel()
	}
	return ""
}
