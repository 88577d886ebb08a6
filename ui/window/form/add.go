package form

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// Add opens the dialog that links an account.
func (x *Screens) Add() {
	if !x.Free() {
		return
	}
	s := kit.NewSheet(x.Canvas, words.Now().Add.Title, x.Pop)
	s.Width = 460
	x.Push(s)
	x.chooseProvider(s)
}

// fillIn is the dialog's second page: only the fields that this choice needs.
func (x *Screens) fillIn(s *kit.Sheet, f *addForm) {
	add := kit.StrongButton(words.Now().Add.Save, nil)
	trouble := container.NewStack()
	t := x.newRehearsal()
	t.ready, t.draft, t.host = f.complete, f.draft, f.host
	t.record = func(_ context.Context, d draft) (auth.Record, error) { return d.record() }
	t.blame = func(err error) bool { return f.blame(err, trouble) }
	t.edit = f.show
	t.onTurn = func() { s.Fit(); s.Scroll.ScrollToBottom() }
	leave := func() { t.leave(); f.discovery.halt() }
	back := kit.NewButton(words.Now().Common.Back, func() {
		leave()
		x.chooseProvider(s)
	})
	f.onChange = func() {
		trouble.Objects = nil
		f.arrange()
		t.changed()
		s.Fit()
	}
	f.onEscape, f.keys, f.copyText, f.openURL, f.later = x.Pop, x.Keys, x.ClipText, x.OpenURL, x.UI.Do
	f.goTo = s.Focus
	f.sources, f.defaults = x.All(), x.Defaults()
	f.discovery = newDiscovery(x, func() { f.filled(); s.Fit() })
	s.OnGone = leave
	add.OnTapped = func() { x.saveNew(s, f, t, trouble, add, back) }
	f.submit = func() { add.Tapped(nil) }
	f.build()
	s.Steady = true
	s.SetTitle(words.Now().Add.At.With("provider", f.from()))
	s.Set([]fyne.CanvasObject{f.box, t.box, trouble}, back, t.button, add)
	s.Focus(f.first())
}

// saveNew stores what the form says, with what its test gave.
func (x *Screens) saveNew(s *kit.Sheet, f *addForm, t *rehearsal, trouble *fyne.Container, add, back *kit.Button) {
	if add.Disabled() {
		return
	}
	if !f.complete() {
		s.Fit()
		return
	}
	if t.stop != nil {
		t.start() // stops it
	}
	d, tr := f.draft(), t.take()
	buttons := []*kit.Button{add, back, t.button}
	for _, b := range buttons {
		b.Disable()
	}
	add.SetText(words.Now().Add.Saving)
	x.store(d, tr, func(id auth.AccountID, notice, err error) {
		for _, b := range buttons {
			b.Enable()
		}
		add.SetText(words.Now().Add.Save)
		if errors.Is(err, auth.ErrPassphrase) && x.Protect != nil {
			x.Protect(func() { add.Tapped(nil) })
			return
		}
		if err != nil {
			atField := f.blame(err, trouble)
			s.Fit()
			if !atField {
				s.Scroll.ScrollToBottom()
			}
			return
		}
		t.saved()
		x.added(s, id, d.acc, notice, !tr.IsZero())
	})
}

// store keeps the account. Discovery, where there is any, happens on the way.
func (x *Screens) store(d draft, tr auth.Trial, done func(auth.AccountID, error, error)) {
	x.Tasks.Start(func(ctx context.Context) {
		var id auth.AccountID
		var notice error
		r, err := d.record()
		switch {
		case err != nil:
		case tr.IsZero():
			id, notice, err = x.Accounts.Add(ctx, r.Account, r.Credentials)
		default:
			id, err = x.Accounts.Keep(ctx, r.Account, r.Credentials, tr)
		}
		x.UI.Do(func() { done(id, notice, err) })
	})
}

// added goes on with the sign-in where there was none yet, for an account
// without a token is of no use.
func (x *Screens) added(s *kit.Sheet, id auth.AccountID, acc auth.Account, notice error, signedIn bool) {
	x.Close(s)
	if notice != nil {
		x.Tell(auth.Clean(acc.Name, 60), text.Tell(notice).String())
		return
	}
	x.Added(id, acc.Grant.Interactive() && !signedIn)
}
