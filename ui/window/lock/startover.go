package lock

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// askStartOver moves the vault aside, once the person has typed that this is
// meant.
func (l *Screens) askStartOver() {
	w := words.Now().StartOver
	s := kit.NewSheet(l.Canvas, w.Title, l.Pop)
	moves := kit.Sentence(w.Then)
	typed := kit.NewField(w.Type.With("word", w.Word), "", nil)
	typed.Entry.OnEscape = l.Pop
	trouble := container.NewStack()
	do := kit.NewButton(w.Do, nil)
	do.Importance = widget.DangerImportance
	do.Disable()
	do.OnTapped = func() {
		if do.Disabled() {
			return
		}
		do.Disable()
		l.Tasks.Start(func(ctx context.Context) {
			aside, err := l.Vault.StartOver(ctx)
			l.UI.Do(func() {
				if err != nil {
					do.Enable()
					s.Blame(trouble, err)
					return
				}
				l.startedOver(s, aside)
			})
		})
	}
	typed.Entry.OnChanged = func(is string) {
		if strings.EqualFold(strings.TrimSpace(is), w.Word) {
			do.Enable()
			return
		}
		do.Disable()
	}
	typed.Entry.OnSubmitted = func(string) { do.Tapped(nil) }
	head := container.NewStack()
	l.Push(s)
	s.Set([]fyne.CanvasObject{head, moves, typed.Box, trouble}, kit.NewButton(words.Now().Common.Cancel, l.Pop), do)
	s.Focus(typed.Entry)
	l.Tasks.Start(func(context.Context) {
		state, _ := l.Vault.State() // its accounts are counted where the header is gone too
		l.UI.Do(func() {
			head.Objects = []fyne.CanvasObject{kit.Sentence(w.Moves.Of(state.Accounts))}
			s.Fit()
		})
	})
}

// startedOver says where the old vault is.
func (l *Screens) startedOver(s *kit.Sheet, aside string) {
	w := words.Now().StartOver
	s.SetTitle(w.DoneTitle)
	said, buttons := w.None, []fyne.CanvasObject(nil)
	if aside != "" {
		said = w.Done.With("folder", aside)
		buttons = append(buttons, kit.NewButton(words.Now().Settings.OpenFolder, func() { l.OpenFolder(aside) }))
	}
	done := kit.StrongButton(words.Now().Common.Close, l.Pop)
	s.Set([]fyne.CanvasObject{kit.Sentence(said)}, append(buttons, done)...)
	s.Focus(done)
}
