package transfer

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/share"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// exporting is the dialog that writes accounts into a file.
type exporting struct {
	*Screens
	sheet        *kit.Sheet
	groups       []Group
	at           int                     // the chosen group
	ticked       map[auth.AccountID]bool // one by one
	list         *fyne.Container         // to tick them
	secrets      bool
	pass, again  *kit.Field
	path         *kit.Field
	do           *kit.Button
	protect      *fyne.Container // what secrets need
	trouble      *fyne.Container
	suffixedPath bool // the person typed none
}

// Group is accounts that can be exported together; nil IDs are all.
type Group struct {
	Words string
	IDs   []auth.AccountID
	Tick  bool // those that are ticked
}

// Candidate is an account that can be ticked.
type Candidate struct {
	ID     auth.AccountID
	Name   string
	Ticked bool // before anybody does
}

// Export opens it, to choose one of groups, or of candidates one by one.
func (x *Screens) Export(groups []Group, candidates []Candidate) {
	if x.Files == nil || !x.Free() {
		return
	}
	w := words.Now()
	e := &exporting{Screens: x, groups: groups, trouble: kit.Column(0), suffixedPath: true}
	e.sheet = kit.NewSheet(x.Canvas, w.Transfer.ExportTitle, x.Pop)
	e.sheet.Width = 480
	e.pass = kit.FieldOf(w.Lock.Passphrase, kit.NewPasswordEntry(), kit.Required(w.Transfer.NeedPassphrase))
	e.again = kit.FieldOf(w.Protect.Again, kit.NewPasswordEntry(), func(s string) error {
		if s != e.pass.Text() {
			return errors.New(w.Protect.Differs)
		}
		return nil
	})
	e.protect = kit.Column(12, e.pass.Box, e.again.Box, kit.Caution(w.Transfer.OnceOnly))
	e.path = x.pathField(w.Transfer.SaveAs, e.choosing(), func(path string) { e.path.Entry.SetText(path) })
	e.do = kit.StrongButton(w.Transfer.ExportDo, func() { e.export(false) })
	for _, f := range []*kit.Field{e.pass, e.again, e.path} {
		f.Entry.OnEscape = x.Pop
		f.Entry.OnSubmitted = func(string) { e.do.Tapped(nil) }
		f.Follow(x.UI.Do, func() { e.suffixedPath = e.suffixedPath && !e.path.Typed; e.arrange() })
	}
	e.tickList(candidates)
	var names []string
	for _, g := range e.groups {
		names = append(names, g.Words)
	}
	x.Push(e.sheet)
	e.sheet.Set([]fyne.CanvasObject{
		kit.ChoiceOf(w.Transfer.Which, names, func(i int) { e.at = i; e.arrange() }), e.list,
		kit.Card(kit.NewToggle(w.Transfer.WithSecrets, w.Transfer.WithSecretsNote, false, func(on bool) { e.secrets = on; e.arrange() })),
		e.protect, e.path.Box, e.trouble,
	}, kit.NewButton(w.Common.Cancel, x.Pop), e.do)
	e.arrange()
	e.sheet.Focus(kit.FirstOf(e.sheet.Body, e.do))
}

// tickList makes the list to tick accounts in.
func (e *exporting) tickList(candidates []Candidate) {
	e.ticked = map[auth.AccountID]bool{}
	ticked := make([]bool, len(candidates))
	for i, c := range candidates {
		e.ticked[c.ID], ticked[i] = c.Ticked, c.Ticked
	}
	list := kit.NewTickList(words.Now().Transfer.OneByOne, ticked, func(i int) string { return auth.Clean(candidates[i].Name, 200) }, func(i int, on bool) {
		e.ticked[candidates[i].ID] = on
		e.arrange()
	})
	e.list = container.NewStack(kit.Card(list))
	e.list.Hide()
}

// chosen are the accounts that are ticked.
func (e *exporting) chosen() (ids []auth.AccountID) {
	for id, on := range e.ticked {
		if on {
			ids = append(ids, id)
		}
	}
	return ids
}

// choosing is the desktop's own dialog for the file to write.
func (e *exporting) choosing() choosing {
	save := e.Files.Save
	if save == nil {
		return nil
	}
	return func(ctx context.Context, typed string) (string, error) {
		dir, name := filepath.Split(typed)
		return save(ctx, e.Native, words.Now().Transfer.ExportTitle, dir, name)
	}
}

// arrange shows what the choice needs.
func (e *exporting) arrange() {
	group := e.groups[e.at]
	if e.list.Hidden = !group.Tick; group.Tick && len(e.chosen()) == 0 {
		e.do.Disable()
	} else {
		e.do.Enable()
	}
	e.protect.Hidden = !e.secrets
	for _, f := range []*kit.Field{e.pass, e.again} {
		f.Box.Hidden = !e.secrets
	}
	if e.suffixedPath {
		name := "authfob-accounts.json"
		if e.secrets {
			name = "authfob-accounts.age"
		}
		dir, _ := os.UserHomeDir() // without one the name alone is there to be completed
		e.path.Entry.Text = filepath.Join(dir, name)
		e.path.Entry.Refresh()
	}
	for _, f := range []*kit.Field{e.pass, e.again, e.path} {
		f.Judge()
	}
	e.trouble.Objects = nil
	e.sheet.Fit()
}

// export writes the file, in place of another only when that was agreed.
func (e *exporting) export(replace bool) {
	wrong := false
	for _, f := range []*kit.Field{e.pass, e.again, e.path} {
		f.Seen = true
		wrong = wrong || f.Err() != nil
	}
	e.arrange()
	if wrong || e.path.Text() == "" || e.do.Disabled() {
		return
	}
	e.do.Disable()
	e.do.SetText(words.Now().Transfer.Exporting)
	group := e.groups[e.at]
	if group.Tick {
		group.IDs = e.chosen()
	}
	path, secrets, pass := e.path.Text(), e.secrets, auth.NewSecret(e.pass.Text())
	e.Tasks.Start(func(ctx context.Context) {
		left, unread, err := e.write(ctx, path, group, secrets, pass, replace)
		e.UI.Do(func() {
			e.do.Enable()
			e.do.SetText(words.Now().Transfer.ExportDo)
			e.ended(path, left, unread, err)
		})
	})
}

// write does it, off the UI goroutine. left are settings, and unread accounts,
// that are not in the file.
func (e *exporting) write(ctx context.Context, path string, g Group, secrets bool, pass auth.Secret, replace bool) (left, unread []string, err error) {
	if _, err := os.Lstat(path); err == nil && !replace {
		return nil, nil, share.ErrExists // before the cost of a passphrase
	}
	all, err := e.Accounts.Records(ctx)
	if err != nil {
		return nil, nil, err
	}
	c := share.Contents{Records: all.Records}
	if g.IDs == nil {
		for _, acc := range slices.Concat(all.Damaged, all.Locked) {
			unread = append(unread, acc.Name)
		}
	} else {
		wanted := map[auth.AccountID]bool{}
		for _, id := range g.IDs {
			wanted[id] = true
		}
		c.Records = slices.DeleteFunc(c.Records, func(r auth.Record) bool { return !wanted[r.Account.ID] })
	}
	files := e.Files.Catalogue
	if c.Definitions, err = share.Definitions(c.Records, files.Own, files.Source); err != nil {
		return nil, nil, err
	}
	var data []byte
	if secrets {
		data, err = share.Encrypted(c, pass)
	} else {
		data, left, err = share.Plain(c)
	}
	if err != nil {
		return nil, nil, err
	}
	return left, unread, share.WriteFile(path, data, replace)
}

// ended says what is in the file, or why there is none.
func (e *exporting) ended(path string, left, unread []string, err error) {
	w, name := words.Now().Transfer, auth.Clean(filepath.Base(path), 80)
	switch {
	case errors.Is(err, share.ErrExists):
		e.Ask(w.Replace.With("file", name), w.ReplaceText, w.ReplaceDo, true, func() { e.export(true) })
		return
	case err != nil:
		said := text.Tell(err)
		e.trouble.Objects = []fyne.CanvasObject{kit.Alarm(said.What, said.Todo)}
		e.sheet.Fit()
		e.sheet.Scroll.ScrollToBottom()
		return
	}
	e.Close(e.sheet)
	done := w.Exported.With("file", name)
	var missing []string
	for _, m := range []struct {
		why  string
		what []string
	}{{w.LeftOut, left}, {w.Unread, unread}} {
		if len(m.what) > 0 {
			missing = append(missing, fmt.Sprintf("%s\n%s", m.why, cleanLines(m.what)))
		}
	}
	if len(missing) > 0 {
		e.Tell(done, strings.Join(missing, "\n\n"))
		return
	}
	e.Say(done)
}

// cleanLines writes the first few texts, a line each.
func cleanLines(list []string) string {
	const most = 12
	var lines []string
	for _, l := range list[:min(len(list), most)] {
		lines = append(lines, words.Say(auth.Clean(l, 200)))
	}
	if more := len(list) - most; more > 0 {
		lines = append(lines, words.Now().Transfer.Rest.Of(more))
	}
	return strings.Join(lines, "\n")
}
