package window

import (
	"context"

	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// A resident that crashed or was killed takes copies and renewals with it, but not
// what a person is typing here: the window stays until they start another, which
// brings a window of its own.

// serveLost waits for the resident's end.
func (h *home) serveLost(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-h.config.Lost:
		h.UI.Do(func() {
			h.lost = true
			h.refresh()
		})
	}
}

// lostWords say it, with the way out.
func (h *home) lostWords() saying {
	w := words.Now().App
	return saying{text: w.Lost, bad: true, way: w.StartAgain, draw: kit.DrawTurn, do: h.startTray}
}

func (h *home) startTray() {
	h.Tasks.Start(func(ctx context.Context) {
		err := h.config.StartTray(ctx)
		h.UI.Do(func() {
			if err != nil {
				h.Tell(words.Now().App.StartAgain, text.Tell(err).String())
				return
			}
			h.askClose()
		})
	})
}
