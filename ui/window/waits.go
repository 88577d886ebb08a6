package window

import (
	"context"

	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/words"
)

// A keyring that asks for its password keeps whoever needs the vault waiting,
// perhaps behind other windows. Nothing here waits for it; what is on screen
// says so: the page in the list's place, the banner above the list, and each
// dialog.

// serveWaits follows what keyrings do.
func (h *home) serveWaits(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case waits, ok := <-h.config.Waits:
			if !ok {
				return
			}
			h.UI.Do(func() { h.setWaits(waits) })
		}
	}
}

func (h *home) setWaits(waits bool) {
	h.waits = waits
	h.Notify()
	h.refresh()
}

// notice is what every sheet says above its buttons.
func (h *home) notice() string {
	switch {
	case h.waits:
		return waitingWords()
	case h.prefs.NotKept != nil: // what is said above the list lies behind the settings
		return text.Tell(h.prefs.NotKept).String()
	}
	return ""
}

// waitingWords say what a keyring waits for.
func waitingWords() string {
	w := words.Now()
	return w.Lock.Asks + w.Common.Stop + w.Common.Sentence + w.Lock.AsksText
}
