package lock

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/vault"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// whyAsking is the keyring waiting for an answer at this moment.
const whyAsking vault.Why = "asking"

// ways are what a person can do about a vault that does not open.
type ways struct {
	draw      string
	again     bool // try once more: something outside may be another now
	code      bool // the recovery code opens it, where there is one
	startOver bool // its key may be lost for good
	folder    bool // there is something to look at in its folder
}

// waysOut says what there is to do about each of the reasons. What stands in
// nobody's way to the key offers no new beginning.
var waysOut = map[vault.Why]ways{
	vault.WhyOther:        {draw: kit.DrawLock, again: true},
	vault.WhyPassphrase:   {draw: kit.DrawLock, code: true, startOver: true},
	vault.WhyLocked:       {draw: kit.DrawLock, again: true, code: true},
	whyAsking:             {draw: kit.DrawKey, again: true, code: true},
	vault.WhySilent:       {draw: kit.DrawKey, again: true, code: true},
	vault.WhyShut:         {draw: kit.DrawLock, again: true, code: true},
	vault.WhyNoKeyring:    {draw: kit.DrawKey, again: true, code: true, startOver: true},
	vault.WhyKeyLost:      {draw: kit.DrawKey, again: true, code: true, startOver: true},
	vault.WhyOtherKey:     {draw: kit.DrawKey, again: true, code: true},
	vault.WhyKeyFile:      {draw: kit.DrawKey, again: true, code: true, startOver: true},
	vault.WhyDamaged:      {draw: kit.DrawBroken, again: true, startOver: true, folder: true},
	vault.WhyNewer:        {draw: kit.DrawTurn, again: true, folder: true},
	vault.WhyUnsafeFolder: {draw: kit.DrawBroken, again: true, folder: true},
}

// Why says what keeps the vault from being opened, by the error of whoever tried,
// and whether a keyring keeps the person waiting.
func (l *Screens) Why(err error, waits bool) vault.Why {
	switch {
	case waits:
		return whyAsking
	case l.Vault != nil && l.Vault.Why != nil:
		return l.Vault.Why(err)
	case errors.Is(err, auth.ErrPassphrase):
		return vault.WhyPassphrase
	}
	return vault.WhyOther
}

// page stands in the list's place while the vault does not open.
type page struct {
	*Screens
	ways
	why   vault.Why
	err   error
	try   *kit.Button // for once more, or with the passphrase
	label string      // on it
	said  *widget.Label
}

// Page is that page, for a reason and the error that it was found by.
func (l *Screens) Page(why vault.Why, err error) fyne.CanvasObject {
	l.why = why
	p := &page{Screens: l, ways: waysOut[why], why: why, err: err, label: words.Now().Common.Retry, said: widget.NewLabel("")}
	p.said.Alignment, p.said.Wrapping = fyne.TextAlignCenter, fyne.TextWrapWord
	p.said.Hide()
	title, says := p.words()
	below := []fyne.CanvasObject{p.said}
	if why == vault.WhyPassphrase {
		below = append([]fyne.CanvasObject{p.form()}, below...)
	}
	return kit.Scrolled(p.UI, kit.PlainParts(p.draw, title, says, append(below, p.buttons()...)...))
}

// words are the page's title and text: the error's own, where they are enough.
func (p *page) words() (title, says string) {
	w := words.Now().Lock
	switch p.why {
	case vault.WhyPassphrase:
		return w.Title, w.Text
	case vault.WhyLocked:
		return w.Title, words.Now().Settings.LockAfterNote
	case whyAsking:
		return w.Asks, w.AsksText
	}
	told := text.Tell(p.err)
	if title = strings.TrimSuffix(told.What, words.Now().Common.Stop); told.Todo != "" && len([]rune(title)) <= maxTitle {
		return title, told.Todo
	}
	return w.Sealed, told.String()
}

// maxTitle is how long a sentence may be to stand as a page's title.
const maxTitle = 80

// formSide keeps a form of one line from being as wide as its page.
const formSide = 36

// form asks for the passphrase of the vault.
func (p *page) form() fyne.CanvasObject {
	w := words.Now().Lock
	p.label = w.Unlock
	pass := kit.FieldOf(w.Passphrase, kit.NewPasswordEntry(), nil)
	p.try = kit.StrongButton(p.label, nil)
	unlock := func() {
		if pass.Text() == "" || p.try.Disabled() {
			return
		}
		secret := auth.NewSecret(pass.Text())
		p.busy(w.Unlocking)
		p.unlock(secret, func(err error) {
			p.ready()
			pass.Entry.SetText("")
			if err != nil {
				pass.Say(text.Tell(err).String())
				p.Canvas.Focus(pass.Entry)
			}
		})
	}
	p.try.OnTapped = unlock
	pass.Entry.OnSubmitted = func(string) { unlock() }
	pass.Entry.OnChanged = func(string) { pass.Say("") }
	return container.New(layout.NewCustomPaddedLayout(0, 0, formSide, formSide), container.New(layout.NewCustomPaddedVBoxLayout(12), pass.Box, p.try))
}

func (p *page) busy(label string) {
	p.try.SetText(label)
	p.try.Disable()
}

func (p *page) ready() {
	p.try.SetText(p.label)
	p.try.Enable()
}

// buttons are the ways out, the most likely first.
func (p *page) buttons() []fyne.CanvasObject {
	w := words.Now()
	var first, more []fyne.CanvasObject
	if p.again {
		if p.why == vault.WhyLocked {
			p.label = w.Lock.Unlock
		}
		p.try = kit.StrongButton(p.label, p.tryAgain)
		first = append(first, p.try)
	}
	if p.Vault == nil {
		return []fyne.CanvasObject{kit.ButtonRow(first...)}
	}
	if p.code {
		code := kit.NewButton(w.Lock.UseCode, p.recover)
		code.Hide()
		first = append(first, code)
		p.offerCode(code)
	}
	if folder := p.Folders.Vault; p.folder && folder != "" {
		first = append(first, kit.NewButton(w.Settings.OpenFolder, func() { p.OpenFolder(folder) }))
	}
	if p.startOver {
		start := kit.NewButton(w.Lock.StartOver, p.askStartOver)
		start.Importance = widget.LowImportance
		more = append(more, start)
	}
	return []fyne.CanvasObject{kit.ButtonRow(first...), kit.ButtonRow(more...)} // an empty one takes no room
}

// offerCode shows a button where the vault has a recovery code.
func (p *page) offerCode(b *kit.Button) {
	p.Tasks.Start(func(context.Context) {
		if s, err := p.Vault.State(); err != nil || !s.RecoveryCode {
			return
		}
		p.UI.Do(func() {
			b.Show()
			p.Redraw()
		})
	})
}

// tryAgain asks once more for what opens the vault, and says so where nothing
// came of it.
func (p *page) tryAgain() {
	p.busy(words.Now().Lock.Trying)
	p.said.Hide()
	p.Reload(func() {
		p.ready()
		if p.Shut && p.Screens.why == p.why {
			p.said.SetText(words.Now().Lock.Still)
			p.said.Show()
		}
		p.Redraw()
	})
}

// unlock tries a passphrase. When it is right, the agent reads the vault anew
// and the list comes by itself.
func (l *Screens) unlock(passphrase auth.Secret, done func(error)) {
	l.Tasks.Start(func(ctx context.Context) {
		err := l.Unlock(ctx, passphrase)
		l.UI.Do(func() { done(err) })
	})
}
