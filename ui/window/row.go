package window

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// rowActions are what a row can ask for. They name accounts by ID: a row does
// not know where in the list it is.
type rowActions struct {
	copy    func(auth.AccountID)
	formats func(auth.AccountID, fyne.Position)
	signIn  func(auth.AccountID)
	open    func(auth.AccountID, fyne.KeyModifier)
	menu    func(auth.AccountID, fyne.Position)
	dismiss func(auth.AccountID)
	way     func(auth.AccountID) // out of a failure
	tips    *kit.Tips
}

// rowLook is what a row shows beside the account itself.
type rowLook struct {
	note     note
	apart    *text.Apart // what tells the name from one that looks the same; or nil
	selected bool
	picked   bool       // with others
	keyboard bool       // the list has the keyboard
	rename   *kit.Entry // stands in place of the name; or nil
}

// row is one account in the list.
type row struct {
	widget.BaseWidget
	act    rowActions
	status auth.Status
	rowLook
	now time.Time

	hovered     bool
	mods        fyne.KeyModifier // held when the mouse went down
	copyButton  *kit.IconButton
	arrow       *kit.IconButton // the other ways to copy
	more, close *kit.IconButton // close dismisses a failure
	way         *kit.IconButton // begins what helps against it
	view        *rowView        // nil until first drawn
}

var (
	_ fyne.Tappable          = (*row)(nil)
	_ fyne.SecondaryTappable = (*row)(nil)
	_ fyne.Accessible        = (*row)(nil)
	_ desktop.Hoverable      = (*row)(nil)
	_ desktop.Mouseable      = (*row)(nil)
)

func newRow(act rowActions) *row {
	r := &row{act: act}
	r.copyButton = kit.NewIconButton(words.Now().Row.CopyToken, kit.DrawCopy, r.primary)
	r.arrow = kit.NewIconButton(words.Now().Row.CopyAs, kit.DrawDown, r.showFormats)
	r.more = kit.NewIconButton(words.Now().Common.More, kit.DrawDots, r.showMenu)
	r.close = kit.NewIconButton(words.Now().Common.Dismiss, kit.DrawX, func() { act.dismiss(r.status.ID) })
	r.way = kit.NewIconButton(words.Now().Common.Retry, kit.DrawTurn, func() { act.way(r.status.ID) })
	for _, b := range []*kit.IconButton{r.copyButton, r.arrow, r.more, r.close, r.way} {
		b.Tips, b.OnHover = act.tips, r.hover
	}
	r.ExtendBaseWidget(r)
	return r
}

// bind makes the row show an account.
func (r *row) bind(s auth.Status, how rowLook, now time.Time) {
	if r.status.ID != s.ID {
		r.hovered = false
	}
	r.status, r.rowLook, r.now = s, how, now
	r.Refresh()
}

// tick moves the row's clock, and draws only what changes with it.
func (r *row) tick(now time.Time) {
	r.now = now
	if r.view != nil {
		r.view.tick()
	}
}

// primary is what the row's button and Enter do.
func (r *row) primary() {
	if r.status.State == auth.StateSignInNeeded {
		r.act.signIn(r.status.ID)
		return
	}
	r.act.copy(r.status.ID)
}

func (r *row) showMenu() { r.act.menu(r.status.ID, below(r.more)) }

func (r *row) showFormats() { r.act.formats(r.status.ID, below(r.arrow)) }

// below is where a menu of o opens.
func below(o fyne.CanvasObject) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).AddXY(0, o.Size().Height)
}

func (r *row) hover(in bool) {
	if r.hovered == in {
		return
	}
	r.hovered = in
	if r.view != nil {
		r.view.paintGround()
	}
}

// MouseIn implements desktop.Hoverable.
func (r *row) MouseIn(*desktop.MouseEvent) { r.hover(true) }

// MouseMoved implements desktop.Hoverable.
func (*row) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *row) MouseOut() { r.hover(false) }

// MouseDown implements desktop.Mouseable.
func (r *row) MouseDown(e *desktop.MouseEvent) { r.mods = e.Modifier }

// MouseUp implements desktop.Mouseable.
func (*row) MouseUp(*desktop.MouseEvent) {}

// Tapped implements fyne.Tappable.
func (r *row) Tapped(*fyne.PointEvent) {
	mods := r.mods
	r.mods = 0
	crash.Task("click", func() { r.act.open(r.status.ID, mods) })
}

// TappedSecondary implements fyne.SecondaryTappable.
func (r *row) TappedSecondary(e *fyne.PointEvent) {
	crash.Task("click", func() { r.act.menu(r.status.ID, e.AbsolutePosition) })
}

// AccessibilityLabel implements fyne.Accessible.
func (r *row) AccessibilityLabel() string {
	parts := []string{auth.Clean(r.status.Name, 200), providerName(r.status), auth.Clean(r.status.Host, 255), r.stateWord(), r.timeLeft()}
	if said := r.progress(); said != "" {
		parts = append(parts, said)
	}
	if r.picked {
		parts = append(parts, words.Now().Row.Picked)
	}
	return strings.Join(parts, ", ")
}

// AccessibilityRole implements fyne.Accessible.
func (*row) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// state is how the account stands at the row's own time.
func (r *row) state() auth.State { return r.status.StateAt(r.now) }

// stateWord is the word of the state's icon, or what was done a moment ago.
func (r *row) stateWord() string {
	if r.note.done != "" {
		return r.note.done
	}
	return r.standing()
}

// standing is the word of the state.
func (r *row) standing() string {
	s := r.status
	s.State = r.state()
	return text.StateOf(s)
}

// progress is what is being done, or until when the token is valid that was
// copied or renewed a moment ago; "" at any other time.
func (r *row) progress() string {
	switch n := r.note; {
	case n.busy != "" && n.slow:
		return n.busy
	case n.done != "" && !n.until.IsZero():
		return words.Now().Row.Until.With("time", text.Until(n.until, r.now))
	}
	return ""
}

// timeLeft is the countdown.
func (r *row) timeLeft() string {
	s := r.status
	switch {
	case s.ObtainedAt.IsZero():
		return "–"
	case s.ExpiresAt.IsZero():
		return words.Now().Row.NoExpiry
	case r.state() == auth.StateExpired: // of unknown age, where the clock was set back
		return text.Remaining(0)
	}
	return text.Remaining(s.ExpiresAt.Sub(r.now))
}

// share is how much of the token's life is left, 0 to 1.
func (r *row) share() float32 {
	s := r.status
	life := s.ExpiresAt.Sub(s.ObtainedAt)
	switch {
	case s.ObtainedAt.IsZero(), r.state() == auth.StateLocked, r.state() == auth.StateExpired:
		return 0
	case s.ExpiresAt.IsZero():
		return 1
	case life <= 0:
		return 0
	}
	return float32(max(0, min(1, float64(s.ExpiresAt.Sub(r.now))/float64(life))))
}
