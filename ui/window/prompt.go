package window

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// prompt is the person at this end, for the flow. Its functions are called off
// the UI goroutine.
func (in *signIn) prompt() auth.Prompt {
	show := func(fn func()) {
		in.h.UI.Do(func() {
			if in.h.signing == in {
				fn()
			}
		})
	}
	return auth.Prompt{
		OpenURL: func(url string) error { // a browser that does not come up ends nothing: the address is on screen
			if err := in.h.config.OpenURL(url); err != nil {
				show(func() { in.notOpened(err) })
			}
			return nil
		},
		ShowURL:  func(url string) { show(func() { in.showWaiting(url) }) },
		ShowCode: func(c auth.UserCode) { show(func() { in.showCode(c) }) },
		PasteRedirect: func(ctx context.Context, redirect string, wrong error) (string, error) {
			return await(ctx, show, func(answer func(string)) { in.showPaste(redirect, wrong, answer) })
		},
		Password: func(ctx context.Context, username string) (auth.Secret, error) {
			return await(ctx, show, func(answer func(auth.Secret)) { in.showSecret(passwordLabel(username), answer) })
		},
		RefreshToken: func(ctx context.Context) (auth.Secret, error) {
			return await(ctx, show, func(answer func(auth.Secret)) { in.showSecret(words.Now().SignIn.RefreshToken, answer) })
		},
		OtherIdentity: func(ctx context.Context, was, is string) bool {
			yes, err := await(ctx, show, func(answer func(bool)) { in.showOther(was, is, answer) })
			return err == nil && yes
		},
	}
}

// await asks on the UI goroutine and waits for the answer here.
func await[T any](ctx context.Context, show func(func()), ask func(answer func(T))) (T, error) {
	answers := make(chan T, 1)
	show(func() {
		ask(func(a T) {
			select {
			case answers <- a:
			default: // answered already
			}
		})
	})
	select {
	case a := <-answers:
		return a, nil
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

func (in *signIn) cancelButton() *kit.Button {
	return kit.NewButton(words.Now().Common.Cancel, in.giveUp)
}

func (in *signIn) showPreparing() {
	cancel := in.cancelButton()
	in.sheet.Set([]fyne.CanvasObject{in.counting(words.Now().SignIn.Preparing)}, cancel)
	in.sheet.Focus(cancel)
}

// showWaiting is the dialog while the person is in the browser.
func (in *signIn) showWaiting(url string) {
	in.url = url
	again := kit.StrongButton(words.Now().SignIn.OpenAgain, func() { in.open(url) })
	in.sheet.Set([]fyne.CanvasObject{in.counting(words.Now().SignIn.Waiting), kit.Sentence(words.Now().SignIn.WaitingText), in.unopened, in.elsewhere(url)}, in.cancelButton(), again)
	in.sheet.Focus(again)
}

// showPaste asks for the address that the browser landed on, and says what was
// wrong with the last one.
func (in *signIn) showPaste(redirect string, wrong error, answer func(string)) {
	f := kit.NewField(words.Now().SignIn.PasteField, redirect+"?code=…", nil)
	f.Entry.OnEscape = in.giveUp
	send := func() {
		if f.Text() != "" {
			answer(f.Text())
		}
	}
	f.Entry.OnSubmitted = func(string) { send() }
	body := []fyne.CanvasObject{in.counting(words.Now().SignIn.Waiting), kit.Sentence(words.Now().SignIn.PasteTitle.With("address", redirect)), f.Box}
	if wrong != nil {
		body = append(body, kit.Alarm(text.TellPlain(wrong.Error()), ""))
	}
	buttons := []fyne.CanvasObject{in.cancelButton()}
	if in.url != "" {
		url := in.url
		body = append(body, in.unopened, in.elsewhere(url))
		buttons = append(buttons, kit.NewButton(words.Now().SignIn.OpenAgain, func() { in.open(url) }))
	}
	in.sheet.Set(body, append(buttons, kit.StrongButton(words.Now().Common.Continue, send))...)
	in.sheet.Focus(f.Entry)
}

func passwordLabel(username string) string {
	if username == "" {
		return words.Now().SignIn.Password
	}
	return words.Now().SignIn.PasswordFor.With("user", auth.Clean(username, 60))
}

// showSecret asks for a password or a token. What was typed leaves the field
// as soon as it is used.
func (in *signIn) showSecret(label string, answer func(auth.Secret)) {
	f := kit.FieldOf(label, kit.NewPasswordEntry(), nil)
	f.Entry.OnEscape = in.giveUp
	send := func() {
		if f.Text() == "" {
			return
		}
		secret := auth.NewSecret(f.Text())
		f.Entry.SetText("")
		in.showPreparing()
		answer(secret)
	}
	f.Entry.OnSubmitted = func(string) { send() }
	in.left = nil
	in.sheet.Set([]fyne.CanvasObject{f.Box}, in.cancelButton(), kit.StrongButton(words.Now().Common.Continue, send))
	in.sheet.Focus(f.Entry)
}

// showOther asks whether signing in as somebody else is meant.
func (in *signIn) showOther(was, is string, answer func(bool)) {
	in.left = nil
	in.sheet.SetTitle(words.Now().SignIn.OtherTitle)
	keep := kit.StrongButton(words.Now().SignIn.OtherKeep, func() { answer(false) })
	take := kit.NewButton(words.Now().SignIn.OtherTake, func() { answer(true) })
	in.sheet.Set([]fyne.CanvasObject{kit.Sentence(words.Now().SignIn.OtherText.With("before", auth.Clean(was, 80), "now", auth.Clean(is, 80)))}, take, keep)
	in.sheet.Focus(keep)
}

// copyButton copies text that is no token and says that it did.
func (in *signIn) copyButton(label, done, words string) *kit.Button {
	b := kit.NewButton(label, nil)
	b.OnTapped = func() {
		in.h.ClipText(words)
		b.SetText(done)
	}
	return b
}

// open opens the page once more.
func (in *signIn) open(url string) { in.openBy(in.h.config.OpenURL, url) }

func (in *signIn) openBy(opener func(url string) error, url string) {
	in.unopened.Objects, in.unopened.Hidden = nil, true
	in.sheet.Fit()
	in.h.Tasks.Start(func(context.Context) {
		if err := opener(url); err != nil {
			in.h.UI.Do(func() { in.notOpened(err) })
		}
	})
}

// notOpened says that no browser came up. The sign-in goes on: the address can
// be taken elsewhere.
func (in *signIn) notOpened(err error) {
	w := words.Now()
	what := w.Common.NotOpened + w.Common.Colon + words.Say(auth.Clean(err.Error(), 300)) + w.Common.Stop
	in.unopened.Objects, in.unopened.Hidden = []fyne.CanvasObject{kit.Alarm(what, w.SignIn.Elsewhere)}, false
	in.sheet.Fit()
}
