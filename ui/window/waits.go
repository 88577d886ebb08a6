package window

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/ui/window/kit"
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
			h.ui.Do(func() { h.setWaits(waits) })
		}
	}
}

func (h *home) setWaits(waits bool) {
	h.waits = waits
	for _, s := range h.sheets {
		notify(s, waits)
		s.Fit()
	}
	h.refresh()
}

// waitingWords say what a keyring waits for.
func waitingWords() string {
	w := words.Now()
	return w.Lock.Asks + w.Common.Stop + w.Common.Sentence + w.Lock.AsksText
}

// notify says above a sheet's buttons that a keyring waits, or no longer.
func notify(s *kit.Sheet, waits bool) {
	s.Notice.Objects, s.Notice.Hidden = nil, !waits
	if waits {
		s.Notice.Objects = []fyne.CanvasObject{caution(waitingWords())}
	}
}
