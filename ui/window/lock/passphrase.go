package lock

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// passDialog has a person type a passphrase of the vault, twice.
type passDialog struct {
	title, text, do string
	confirm         bool // the one until now is asked for first
	// save is called off the UI goroutine; was is zero without confirm.
	save func(ctx context.Context, was, is auth.Secret) error
	done func()
}

// changePassphrase puts the vault under a passphrase, in place of the one until
// now where it has one.
func (l *Screens) changePassphrase(has bool, done func()) {
	w := words.Now().Vault
	l.askPassphrase(passDialog{
		title: w.PassTitle, text: w.PassText, do: w.PassDo, confirm: has, done: done,
		save: func(ctx context.Context, was, is auth.Secret) error {
			if has {
				if err := l.Vault.Confirm(ctx, was); err != nil {
					return err
				}
			}
			return l.Vault.UsePassphrase(ctx, is)
		},
	})
}

// Protect lets a person choose the passphrase of a vault that is to be made on
// a computer without a keyring, and goes on with then.
func (l *Screens) Protect(then func()) {
	w := words.Now().Protect
	l.askPassphrase(passDialog{
		title: w.Title, text: w.Text, do: w.Do, done: then,
		save: func(ctx context.Context, _, is auth.Secret) error { return l.Unlock(ctx, is) },
	})
}

func (l *Screens) askPassphrase(d passDialog) {
	w := words.Now()
	s := kit.NewSheet(l.Canvas, d.title, l.Pop)
	was := kit.FieldOf(w.Vault.PassNow, kit.NewPasswordEntry(), nil)
	is := kit.FieldOf(w.Vault.PassNew, kit.NewPasswordEntry(), nil)
	again := kit.FieldOf(w.Protect.Again, kit.NewPasswordEntry(), nil)
	meter := newMeter()
	trouble := container.NewStack()
	was.Box.Hidden = !d.confirm
	first := is
	if d.confirm {
		first = was
	}
	do := kit.StrongButton(d.do, nil)
	do.OnTapped = func() {
		for _, f := range []*kit.Field{was, is} {
			if f.Box.Visible() && f.Text() == "" {
				l.Canvas.Focus(f.Entry)
				return
			}
		}
		if is.Text() != again.Text() {
			l.Canvas.Focus(again.Entry) // which the button took
			again.Say(w.Protect.Differs)
			s.Fit()
			return
		}
		if do.Disabled() {
			return
		}
		do.SetText(w.Vault.Working)
		do.Disable()
		old, chosen := auth.NewSecret(was.Text()), auth.NewSecret(is.Text())
		l.Tasks.Start(func(ctx context.Context) {
			err := d.save(ctx, old, chosen)
			l.UI.Do(func() {
				do.SetText(d.do)
				do.Enable()
				if err != nil {
					s.Blame(trouble, err)
					l.Canvas.Focus(first.Entry)
					return
				}
				l.Close(s)
				d.done()
			})
		})
	}
	is.Entry.OnChanged = func(typed string) { meter.set(strengthOf(typed)) }
	again.Entry.OnChanged = func(string) { again.Say("") }
	was.Entry.OnSubmitted = func(string) { l.Canvas.Focus(is.Entry) }
	is.Entry.OnSubmitted = func(string) { l.Canvas.Focus(again.Entry) }
	again.Entry.OnSubmitted = func(string) { do.Tapped(nil) }
	for _, f := range []*kit.Field{was, is, again} {
		f.Entry.OnEscape = l.Pop
	}
	l.Push(s)
	s.Set([]fyne.CanvasObject{kit.Sentence(d.text), was.Box, is.Box, meter.box, again.Box, trouble}, kit.NewButton(w.Common.Cancel, l.Pop), do)
	s.Focus(first.Entry)
}

// meter shows how strong a passphrase is: four bars and a word, and how to
// make a better one.
type meter struct {
	box  *fyne.Container
	bars []*canvas.Rectangle
	word *canvas.Text
}

func newMeter() *meter {
	m := &meter{word: kit.NewText("", 12, kit.ColorMuted)}
	m.word.TextStyle = kit.Bold
	bars := container.New(layout.NewGridLayoutWithColumns(4))
	for range 4 {
		bar := canvas.NewRectangle(nil)
		bar.CornerRadius = 2
		bar.SetMinSize(fyne.NewSize(20, 4))
		m.bars = append(m.bars, bar)
		bars.Add(bar)
	}
	line := container.NewBorder(nil, nil, nil, m.word, container.NewVBox(layout.NewSpacer(), bars, layout.NewSpacer()))
	m.box = container.New(layout.NewCustomPaddedVBoxLayout(4), line, kit.Hushed(words.Now().Vault.StrengthHint))
	m.set(strengthNone)
	return m
}

func (m *meter) set(is strength) {
	w := words.Now().Vault
	word := []string{"", w.Weak, w.Fair, w.Good, w.Strong}[is]
	hue := []fyne.ThemeColorName{kit.ColorMuted, theme.ColorNameError, theme.ColorNameWarning, theme.ColorNameSuccess, theme.ColorNameSuccess}[is]
	for i, b := range m.bars {
		b.FillColor = kit.Shade(kit.ColorTrack)
		if i < int(is) {
			b.FillColor = kit.Shade(hue)
		}
		b.Refresh()
	}
	m.word.Text, m.word.Color = word, kit.Shade(hue)
	m.box.Refresh()
}
