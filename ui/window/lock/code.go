package lock

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// makeCode gives the vault a recovery code, in place of the one before.
func (v *Section) makeCode() {
	v.showCode(v.Vault.SetCode, words.Now().Vault.NowCode)
}

// showCode shows a new recovery code, this once, and hands it to use when the
// person has written it down.
func (v *Section) showCode(use func(context.Context, auth.Secret) error, says string) {
	w, code := words.Now().Vault, v.Vault.NewCode()
	s := kit.NewSheet(v.Canvas, w.CodeTitle, v.Pop)
	s.Width = 460
	trouble := container.NewStack()
	do := kit.StrongButton(w.CodeDo, nil)
	do.Disable()
	do.OnTapped = func() {
		if !do.Disabled() {
			v.carry(s, do, trouble, func(ctx context.Context) error { return use(ctx, code) }, says)
		}
	}
	written := kit.NewCheck(w.CodeWritten, func(yes bool) {
		if do.Disable(); yes {
			do.Enable()
		}
	})
	body := []fyne.CanvasObject{kit.Sentence(w.CodeText), codeCard(code, s.Inner()), v.codeButtons(s, code, trouble)}
	if v.RecoveryCode {
		body = append(body, kit.Hushed(w.CodeBefore))
	}
	v.Push(s)
	s.Set(append(body, written, trouble), kit.NewButton(words.Now().Common.Cancel, v.Pop), do)
	s.Focus(written)
}

// codeCard is the code in letters that can be copied by hand: as many of its
// groups in a line as there is room for.
func codeCard(code auth.Secret, width float32) fyne.CanvasObject {
	const size = 20
	style := fyne.TextStyle{Monospace: true, Bold: true}
	groups := strings.Split(code.Reveal(), "-")
	one := kit.TextWidth("00000-", size, style)
	inLine := max(1, min(4, int((width-32)/one)))
	lines := container.New(layout.NewCustomPaddedVBoxLayout(4))
	for len(groups) > 0 {
		n := min(inLine, len(groups))
		said := strings.Join(groups[:n], "-")
		if groups = groups[n:]; len(groups) > 0 {
			said += "-"
		}
		t := kit.NewText(said, size, theme.ColorNameForeground)
		t.TextStyle, t.Alignment = style, fyne.TextAlignCenter
		lines.Add(t)
	}
	ground := canvas.NewRectangle(kit.Shade(kit.ColorTrack))
	ground.CornerRadius = 12
	return container.NewStack(ground, container.New(layout.NewCustomPaddedLayout(14, 14, 12, 12), lines))
}

// codeButtons take the code along: on the clipboard for a little while, or on
// paper.
func (v *Section) codeButtons(s *kit.Sheet, code auth.Secret, trouble *fyne.Container) fyne.CanvasObject {
	w := words.Now().Vault
	row := container.New(&kit.RowsLayout{Gap: kit.ButtonGap, Align: 0.5})
	if v.CopySecret != nil {
		copied := kit.NewButton(w.CodeCopy, nil)
		copied.OnTapped = func() {
			v.Tasks.Start(func(ctx context.Context) {
				err := v.CopySecret(ctx, code)
				v.UI.Do(func() {
					if err != nil {
						s.Blame(trouble, err)
						return
					}
					copied.SetText(w.CodeCopied)
					s.Fit()
				})
			})
		}
		row.Add(copied)
	}
	row.Add(kit.NewButton(w.CodePrint, func() { v.savePage(code) }))
	return row
}
