package rows

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

// Look is what a row shows beside what the model knows.
type Look struct {
	Note   Note
	Picked bool       // with others
	Rename *kit.Entry // stands in place of the name; or nil
}

// bearing is how a row stands in the list.
type bearing struct {
	apart    *text.Apart // what tells the name from one that looks the same; or nil
	selected bool
	keyboard bool // the list has the keyboard
}

// Row is one account in the list. It names it by ID: it does not know where in
// the list it is.
type Row struct {
	widget.BaseWidget
	needs  *Needs
	status auth.Status
	look   Look
	bearing
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
	_ fyne.Tappable          = (*Row)(nil)
	_ fyne.SecondaryTappable = (*Row)(nil)
	_ fyne.Accessible        = (*Row)(nil)
	_ desktop.Hoverable      = (*Row)(nil)
	_ desktop.Mouseable      = (*Row)(nil)
)

func newRow(n *Needs, tips *kit.Tips) *Row {
	r := &Row{needs: n}
	r.copyButton = kit.NewIconButton(words.Now().Row.CopyToken, kit.DrawCopy, r.primary)
	r.arrow = kit.NewIconButton(words.Now().Row.CopyAs, kit.DrawDown, r.showFormats)
	r.more = kit.NewIconButton(words.Now().Common.More, kit.DrawDots, r.ShowMenu)
	r.close = kit.NewIconButton(words.Now().Common.Dismiss, kit.DrawX, func() { n.Dismiss(r.status.ID) })
	r.way = kit.NewIconButton(words.Now().Common.Retry, kit.DrawTurn, func() { n.Way(r.status.ID) })
	for _, b := range []*kit.IconButton{r.copyButton, r.arrow, r.more, r.close, r.way} {
		b.Tips, b.OnHover = tips, r.hover
	}
	r.ExtendBaseWidget(r)
	return r
}

// bind makes the row show an account.
func (r *Row) bind(s auth.Status, look Look, how bearing, now time.Time) {
	if r.status.ID != s.ID {
		r.hovered = false
	}
	r.status, r.look, r.bearing, r.now = s, look, how, now
	r.Refresh()
}

// tick moves the row's clock, and draws only what changes with it.
func (r *Row) tick(now time.Time) {
	r.now = now
	if r.view != nil {
		r.view.tick()
	}
}

// primary is what the row's button and Enter do.
func (r *Row) primary() {
	if r.status.State == auth.StateSignInNeeded {
		r.needs.SignIn(r.status.ID)
		return
	}
	r.needs.Copy(r.status.ID)
}

// ShowMenu opens the account's menu.
func (r *Row) ShowMenu() { r.needs.Menu(r.status.ID, kit.Below(r.more)) }

func (r *Row) showFormats() { r.needs.Formats(r.status.ID, kit.Below(r.arrow)) }

func (r *Row) hover(in bool) {
	if r.hovered == in {
		return
	}
	r.hovered = in
	if r.view != nil {
		r.view.paintGround()
	}
}

// MouseIn implements desktop.Hoverable.
func (r *Row) MouseIn(*desktop.MouseEvent) { r.hover(true) }

// MouseMoved implements desktop.Hoverable.
func (*Row) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *Row) MouseOut() { r.hover(false) }

// MouseDown implements desktop.Mouseable.
func (r *Row) MouseDown(e *desktop.MouseEvent) { r.mods = e.Modifier }

// MouseUp implements desktop.Mouseable.
func (*Row) MouseUp(*desktop.MouseEvent) {}

// Tapped implements fyne.Tappable.
func (r *Row) Tapped(*fyne.PointEvent) {
	mods := r.mods
	r.mods = 0
	crash.Task("click", func() { r.needs.Open(r.status.ID, mods) })
}

// TappedSecondary implements fyne.SecondaryTappable.
func (r *Row) TappedSecondary(e *fyne.PointEvent) {
	crash.Task("click", func() { r.needs.Menu(r.status.ID, e.AbsolutePosition) })
}

// AccessibilityLabel implements fyne.Accessible.
func (r *Row) AccessibilityLabel() string {
	parts := []string{auth.Clean(r.status.Name, 200), kit.ProviderName(r.status), auth.Clean(r.status.Host, 255), r.stateWord(), r.timeLeft()}
	if said := r.look.Note.progress(r.now); said != "" {
		parts = append(parts, said)
	}
	if r.look.Picked {
		parts = append(parts, words.Now().Row.Picked)
	}
	return strings.Join(parts, ", ")
}

// AccessibilityRole implements fyne.Accessible.
func (*Row) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// state is how the account stands at the row's own time.
func (r *Row) state() auth.State { return r.status.StateAt(r.now) }

// stateWord is the word of the state's icon, or what was done a moment ago.
func (r *Row) stateWord() string {
	if r.look.Note.Done != "" {
		return r.look.Note.Done
	}
	return r.standing()
}

// standing is the word of the state.
func (r *Row) standing() string {
	s := r.status
	s.State = r.state()
	return text.StateOf(s)
}

// timeLeft is the countdown.
func (r *Row) timeLeft() string {
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
func (r *Row) share() float32 {
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
