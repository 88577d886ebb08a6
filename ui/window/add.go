package window

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

// addAccount opens the dialog that links an account.
func (h *home) addAccount() {
	if h.page == pageLocked || len(h.Sheets) > 0 {
		return
	}
	s := kit.NewSheet(h.Canvas, words.Now().Add.Title, h.Pop)
	s.Width = 460
	h.Push(s)
	h.chooseProvider(s)
}

// fillIn is the dialog's second page: only the fields that this choice needs.
func (h *home) fillIn(s *kit.Sheet, f *addForm) {
	add := kit.StrongButton(words.Now().Add.Save, nil)
	trouble := container.NewStack()
	t := h.newRehearsal()
	t.ready, t.draft, t.host = f.complete, f.draft, f.host
	t.record = func(_ context.Context, d draft) (auth.Record, error) { return d.record() }
	t.blame = func(err error) bool { return f.blame(err, trouble) }
	t.edit = f.show
	t.onTurn = func() { s.Fit(); s.Scroll.ScrollToBottom() }
	leave := func() { t.leave(); f.discovery.halt() }
	back := kit.NewButton(words.Now().Common.Back, func() {
		leave()
		h.chooseProvider(s)
	})
	f.onChange = func() {
		trouble.Objects = nil
		f.arrange()
		t.changed()
		s.Fit()
	}
	f.onEscape, f.keys, f.copyText, f.openURL, f.later = h.Pop, h.typedKey, h.ClipText, h.OpenURL, h.UI.Do
	f.goTo = s.Focus
	f.sources, f.defaults = h.m.all, h.prefs.Settings
	f.discovery = newDiscovery(h, func() { f.filled(); s.Fit() })
	s.OnGone = leave
	add.OnTapped = func() { h.saveNew(s, f, t, trouble, add, back) }
	f.submit = func() { add.Tapped(nil) }
	f.build()
	s.Steady = true
	s.SetTitle(words.Now().Add.At.With("provider", f.from()))
	s.Set([]fyne.CanvasObject{f.box, t.box, trouble}, back, t.button, add)
	s.Focus(f.first())
}

// saveNew stores what the form says, with what its test gave.
func (h *home) saveNew(s *kit.Sheet, f *addForm, t *rehearsal, trouble *fyne.Container, add, back *kit.Button) {
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
	h.add(d, tr, func(id auth.AccountID, notice, err error) {
		for _, b := range buttons {
			b.Enable()
		}
		add.SetText(words.Now().Add.Save)
		if errors.Is(err, auth.ErrPassphrase) && h.config.Unlock != nil {
			h.vault.Protect(func() { add.Tapped(nil) })
			return
		}
		if err != nil {
			f.blame(err, trouble)
			s.Fit()
			s.Scroll.ScrollToBottom()
			return
		}
		t.saved()
		h.added(s, id, d.acc, notice, !tr.IsZero())
	})
}

// add stores the account. Discovery, where there is any, happens on the way.
func (h *home) add(d draft, tr auth.Trial, done func(auth.AccountID, error, error)) {
	h.Tasks.Start(func(ctx context.Context) {
		var id auth.AccountID
		var notice error
		r, err := d.record()
		switch {
		case err != nil:
		case tr.IsZero():
			id, notice, err = h.Add(ctx, r.Account, r.Credentials)
		default:
			id, err = h.Keep(ctx, r.Account, r.Credentials, tr)
		}
		h.UI.Do(func() { done(id, notice, err) })
	})
}

// added goes on with the sign-in where there was none yet, for an account
// without a token is of no use.
func (h *home) added(s *kit.Sheet, id auth.AccountID, acc auth.Account, notice error, signedIn bool) {
	h.Close(s)
	if notice != nil {
		h.Tell(auth.Clean(acc.Name, 60), text.Tell(notice).String())
		return
	}
	h.whenListed(id, func() {
		h.selectOne(id)
		if acc.Grant.Interactive() && !signedIn {
			h.signIn(id)
		}
	})
}

// whenListed runs fn once the account is in the list: the agent reads the vault
// a moment after it changed.
func (h *home) whenListed(id auth.AccountID, fn func()) {
	if _, ok := h.m.byID[id]; ok {
		fn()
		return
	}
	h.expected, h.onExpected = id, fn
}
