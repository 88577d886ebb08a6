package window

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/ui/words"
)

// askStartOver moves the vault aside, once the person has typed that this is
// meant.
func (h *home) askStartOver() {
	w := words.Now().StartOver
	s := newSheet(h.canvas, w.Title, h.pop)
	moves := sentence(w.Then)
	typed := newField(w.Type.With("word", w.Word), "", nil)
	typed.entry.onEscape = h.pop
	trouble := container.NewStack()
	do := newButton(w.Do, nil)
	do.Importance = widget.DangerImportance
	do.Disable()
	do.OnTapped = func() {
		if do.Disabled() {
			return
		}
		do.Disable()
		h.tasks.start(func(ctx context.Context) {
			aside, err := h.config.Vault.StartOver(ctx)
			h.ui.Do(func() {
				if err != nil {
					do.Enable()
					s.blame(trouble, err)
					return
				}
				h.startedOver(s, aside)
			})
		})
	}
	typed.entry.OnChanged = func(is string) {
		if strings.EqualFold(strings.TrimSpace(is), w.Word) {
			do.Enable()
			return
		}
		do.Disable()
	}
	typed.entry.OnSubmitted = func(string) { do.Tapped(nil) }
	head := container.NewStack()
	h.push(s)
	s.set([]fyne.CanvasObject{head, moves, typed.box, trouble}, newButton(words.Now().Common.Cancel, h.pop), do)
	s.focus(typed.entry)
	h.tasks.start(func(context.Context) {
		state, _ := h.config.Vault.State() // its accounts are counted where the header is gone too
		h.ui.Do(func() {
			head.Objects = []fyne.CanvasObject{sentence(w.Moves.Of(state.Accounts))}
			s.fit()
		})
	})
}

// startedOver says where the old vault is.
func (h *home) startedOver(s *sheet, aside string) {
	w := words.Now().StartOver
	s.setTitle(w.DoneTitle)
	said, buttons := w.None, []fyne.CanvasObject(nil)
	if aside != "" {
		said = w.Done.With("folder", aside)
		buttons = append(buttons, newButton(words.Now().Settings.OpenFolder, func() { h.openFolder(aside) }))
	}
	done := strongButton(words.Now().Common.Close, h.pop)
	s.set([]fyne.CanvasObject{sentence(said)}, append(buttons, done)...)
	s.focus(done)
}

// openFolder shows one of Authfob's folders.
func (h *home) openFolder(path string) {
	h.tasks.start(func(context.Context) {
		if err := h.config.Outside.OpenPath(path); err != nil {
			h.ui.Do(func() { h.tell(words.Now().Settings.NotChanged, words.Say(err.Error())) })
		}
	})
}
