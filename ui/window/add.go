package window

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/words"
)

// addAccount opens the dialog that links an account.
func (h *home) addAccount() {
	if h.page == pageLocked || len(h.sheets) > 0 {
		return
	}
	s := newSheet(h.canvas, words.Now().Add.Title, h.pop)
	s.width = 460
	h.push(s)
	h.chooseProvider(s)
}

// fillIn is the dialog's second page: only the fields that this choice needs.
func (h *home) fillIn(s *sheet, f *addForm) {
	add := strongButton(words.Now().Add.Save, nil)
	back := newButton(words.Now().Common.Back, func() { h.chooseProvider(s) })
	trouble := container.NewStack()
	f.onChange = func() {
		trouble.Objects = nil
		f.arrange()
		s.fit()
	}
	f.onEscape, f.keys, f.copyText, f.openURL = h.pop, h.typedKey, h.clipText, h.openURL
	f.sources, f.defaults = h.m.all, h.config.Settings
	add.OnTapped = func() {
		if !f.complete() {
			s.fit()
			return
		}
		acc, cred := f.account()
		add.Disable()
		back.Disable()
		add.SetText(words.Now().Add.Saving)
		h.add(acc, cred, said(f.ca), func(id auth.AccountID, notice, err error) {
			add.Enable()
			back.Enable()
			add.SetText(words.Now().Add.Save)
			if errors.Is(err, auth.ErrPassphrase) && h.config.Unlock != nil {
				h.protect(func() { add.Tapped(nil) })
				return
			}
			if err != nil {
				f.blame(err, trouble)
				s.fit()
				return
			}
			h.added(s, id, acc, notice)
		})
	}
	f.submit = func() { add.Tapped(nil) }
	f.build()
	s.setTitle(words.Now().Add.At.With("provider", f.from()))
	s.set([]fyne.CanvasObject{f.box, trouble}, back, newButton(words.Now().Common.Cancel, h.pop), add)
	s.focus(f.first())
}

// add stores the account. Discovery, where there is any, happens on the way.
func (h *home) add(acc auth.Account, cred auth.Credentials, caFile string, done func(auth.AccountID, error, error)) {
	h.tasks.start(func(ctx context.Context) {
		var id auth.AccountID
		var notice, err error
		if acc.CA, err = readCA(caFile); err == nil {
			id, notice, err = h.Add(ctx, acc, cred)
		}
		h.ui.Do(func() { done(id, notice, err) })
	})
}

// added goes on with the sign-in, for an account without a token is of no use.
func (h *home) added(s *sheet, id auth.AccountID, acc auth.Account, notice error) {
	h.drop(s)
	if notice != nil {
		h.tell(auth.Clean(acc.Name, 60), text.Tell(notice).String())
		return
	}
	h.whenListed(id, func() {
		h.selectOne(id)
		if acc.Grant.Interactive() {
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
