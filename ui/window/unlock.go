package window

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/words"
)

// lockedPage asks for the passphrase of the vault.
func (h *home) lockedPage() fyne.CanvasObject {
	pass := fieldOf(words.Now().Lock.Passphrase, newPasswordEntry(), nil)
	button := strongButton(words.Now().Lock.Unlock, nil)
	unlock := func() {
		if pass.text() == "" || button.Disabled() {
			return
		}
		secret := auth.NewSecret(pass.text())
		button.SetText(words.Now().Lock.Unlocking)
		button.Disable()
		h.unlock(secret, func(err error) {
			button.SetText(words.Now().Lock.Unlock)
			button.Enable()
			pass.entry.SetText("")
			if err != nil {
				pass.say(text.Tell(err).String())
				h.canvas.Focus(pass.entry)
			}
		})
	}
	button.OnTapped = unlock
	pass.entry.OnSubmitted = func(string) { unlock() }
	pass.entry.OnChanged = func(string) { pass.say("") }
	form := container.New(layout.NewCustomPaddedVBoxLayout(12), pass.box, buttonRow(button))
	return plainPage(drawLock, words.Now().Lock.Title, words.Now().Lock.Text, form)
}

// lock has the vault forget its key.
func (h *home) lock() {
	if h.config.Vault == nil {
		return
	}
	h.tasks.start(func(ctx context.Context) {
		if err := h.config.Vault.Lock(ctx); err != nil {
			h.ui.Do(func() { h.tell(words.Now().Lock.NotLocked, text.Tell(err).String()) })
		}
	})
}

// reload tries once more to open and to read the vault.
func (h *home) reload() {
	h.tasks.start(func(ctx context.Context) {
		if v := h.config.Vault; v != nil {
			_ = v.Unlock(ctx)
		}
		_ = h.Load(ctx) // Snapshot tells
	})
}

// unlock tries a passphrase. When it is right, the agent reads the vault anew
// and the list comes by itself.
func (h *home) unlock(passphrase auth.Secret, done func(error)) {
	h.tasks.start(func(ctx context.Context) {
		err := h.config.Unlock(ctx, passphrase)
		h.ui.Do(func() { done(err) })
	})
}
