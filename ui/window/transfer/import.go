package transfer

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/share"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// importing is the dialog that takes accounts in from a file: which file, its
// passphrase where it has one, and what of it. Nothing is written before the end.
type importing struct {
	*Screens
	sheet   *kit.Sheet
	trouble *fyne.Container
	turn    int // what comes of an earlier step is not shown
	stop    func()

	plan   *share.Plan
	wanted map[*share.Item]bool
	let    map[share.Tick]bool // agreed to
	begun  bool                // the plan is being carried out, elsewhere
	do     *kit.Button
	hosts  *fyne.Container
}

// Import opens it.
func (x *Screens) Import() {
	if i := x.newImport(); i != nil {
		i.askFile("")
	}
}

func (x *Screens) newImport() *importing {
	if x.Files == nil || !x.Free() {
		return nil
	}
	i := &importing{Screens: x, trouble: container.NewStack(), stop: func() {}}
	i.sheet = kit.NewSheet(x.Canvas, words.Now().Transfer.ImportTitle, x.Pop)
	i.sheet.Width = 560
	i.sheet.OnGone = func() { i.turn++; i.stop() }
	x.Push(i.sheet)
	return i
}

// Dropped imports a file that was dropped onto the window.
func (x *Screens) Dropped(files []fyne.URI) {
	for len(x.Sheets) > 0 && x.Sheets[len(x.Sheets)-1].Drops {
		x.Pop()
	}
	i := x.newImport()
	switch {
	case i == nil:
	case len(files) != 1:
		i.askFile("")
		i.say(kit.Alarm(words.Now().Transfer.OneFile, ""))
	default:
		i.read(files[0].Path())
	}
}

// say shows what is going on, or what went wrong, at the end of the dialog.
func (i *importing) say(o fyne.CanvasObject) {
	i.trouble.Objects = []fyne.CanvasObject{o}
	i.sheet.Fit()
}

func (i *importing) failed(err error) {
	w := text.Tell(err)
	i.say(kit.Alarm(auth.Clean(w.What, 600), w.Todo))
}

// step does a part of the import off the UI goroutine.
func (i *importing) step(says string, work func(context.Context) (done func())) {
	i.turn++
	i.stop()
	turn := i.turn
	if says != "" {
		i.say(kit.Beside(kit.DrawTurn, kit.ColorMuted, 14, kit.Sentence(says)))
	}
	i.stop = i.Tasks.Begin(func(ctx context.Context) {
		done := work(ctx)
		i.UI.Do(func() {
			if i.turn == turn {
				i.trouble.Objects = nil
				done()
			}
		})
	})
}

// askFile is the first page.
func (i *importing) askFile(path string) {
	w := words.Now()
	var f *kit.Field
	var choose choosing
	if open := i.Files.Open; open != nil {
		choose = func(ctx context.Context, _ string) (string, error) {
			return open(ctx, i.Native, w.Transfer.ImportTitle)
		}
	}
	f = i.pathField(w.Transfer.File, choose, func(path string) { f.Entry.SetText(path); i.read(path) })
	f.Entry.Text = path
	next := func() {
		if path := plainPath(f.Text()); path != f.Text() {
			f.Entry.SetText(path)
		}
		f.Seen = true
		f.Judge()
		switch {
		case f.Text() == "":
			f.Say(w.Settings.NeedPath)
		case f.Err() == nil:
			i.read(f.Text())
		}
		i.sheet.Fit()
	}
	f.Entry.OnSubmitted = func(string) { next() }
	f.Follow(i.UI.Do, func() { i.trouble.Objects = nil; f.Judge(); i.sheet.Fit() })
	i.sheet.Drops = true
	i.sheet.SetTitle(w.Transfer.ImportTitle)
	i.sheet.Set([]fyne.CanvasObject{kit.Sentence(w.Transfer.ImportText), f.Box, i.trouble}, kit.NewButton(w.Common.Cancel, i.Pop), kit.StrongButton(w.Common.Continue, next))
	i.sheet.Focus(f.Entry)
}

// read reads the file, and goes on with what it is.
func (i *importing) read(path string) {
	if !i.sheet.Drops {
		i.askFile(path)
	}
	i.step(words.Now().Transfer.Reading, func(context.Context) func() {
		data, err := share.ReadFile(path)
		return func() {
			switch {
			case err != nil:
				i.failed(err)
			case share.IsEncrypted(data):
				i.askPassphrase(data)
			default:
				i.parse(data, false)
			}
		}
	})
}

// askPassphrase is the page of an encrypted file.
func (i *importing) askPassphrase(data []byte) {
	w := words.Now()
	f := kit.FieldOf(w.Transfer.Passphrase, kit.NewPasswordEntry(), nil)
	f.Entry.OnEscape = i.Pop
	open := func() {
		if f.Text() == "" {
			return
		}
		passphrase := auth.NewSecret(f.Text())
		i.step(w.Lock.Unlocking, func(context.Context) func() {
			plain, err := share.Decrypt(data, passphrase)
			return func() {
				if err != nil {
					i.failed(err)
					return
				}
				f.Entry.SetText("")
				i.parse(plain, true)
			}
		})
	}
	f.Entry.OnSubmitted = func(string) { open() }
	i.sheet.Drops = false
	i.sheet.SetTitle(w.Transfer.Sealed)
	i.sheet.Set([]fyne.CanvasObject{f.Box, i.trouble}, kit.NewButton(w.Common.Back, func() { i.askFile("") }), kit.StrongButton(w.Common.Continue, open))
	i.sheet.Focus(f.Entry)
}

// parse judges what is in the file against what is here.
func (i *importing) parse(data []byte, encrypted bool) {
	i.step(words.Now().Transfer.Reading, func(ctx context.Context) func() {
		f, err := share.Parse(data, encrypted)
		clear(data)
		var there auth.Listing
		if err == nil {
			there, err = i.Accounts.Records(ctx)
		}
		if err != nil {
			return func() { i.failed(err) }
		}
		plan := share.NewPlan(f, share.Taken(there), i.Files.Catalogue)
		plan.Compare(there)
		return func() { i.show(plan) }
	})
}

// carryOut imports what was chosen.
func (i *importing) carryOut() {
	if i.begun || i.do.Disabled() {
		return
	}
	i.begun = true
	i.do.Disable()
	for _, it := range i.plan.Ready() {
		if !i.wants(it) {
			it.Problem = share.ErrLeftOut
		}
	}
	i.plan.Settle()
	i.do.SetText(words.Now().Transfer.Importing)
	// From here on it is not stopped: what was begun is told to its end.
	i.Tasks.Start(func(ctx context.Context) {
		done, err := i.plan.CarryOut(context.WithoutCancel(ctx), i.Accounts, i.Files.Definitions)
		i.UI.Do(func() {
			i.Close(i.sheet)
			i.took(done, err)
		})
	})
}

// imported is an import that can be undone.
type imported struct {
	share.Done
	stop func() // its timer
}

// takeBackFor is how long an import can be undone.
const takeBackFor = 60 * time.Second

// took says what was imported, and what was not although it was wanted.
func (i *importing) took(done share.Done, err error) {
	w := words.Now()
	if n := len(done.Accounts); n > 0 || len(done.Definitions) > 0 {
		was := &imported{Done: done}
		was.stop = i.Clock.After(takeBackFor, func() { i.forgetImport(was) })
		i.last = was
		i.Toast.Show(w.Transfer.Imported.Of(n), w.Remove.Undo, i.TakeBack, i.Clock.Now().Add(takeBackFor))
		if n > 0 {
			i.Place(done.Accounts[0])
		}
	}
	if err != nil {
		i.Tell(w.Transfer.NotAll, text.Tell(err).String())
	}
}

func (x *Screens) forgetImport(was *imported) {
	if x.last == was {
		x.last = nil
		x.Toast.Hide()
	}
}

// CanTakeBack reports whether there is an import that can be undone.
func (x *Screens) CanTakeBack() bool { return x.last != nil }

// TakeBack undoes the last import. Accounts that cannot be taken back stay in
// the list, which says why.
func (x *Screens) TakeBack() {
	was := x.last
	if was == nil {
		return
	}
	was.stop()
	x.forgetImport(was)
	x.Tasks.Start(func(ctx context.Context) {
		var failed error
		for _, id := range was.Accounts {
			if err := x.Accounts.TakeBack(ctx, id); err != nil && !errors.Is(err, auth.ErrNotFound) {
				failed = err
			}
		}
		for id, name := range was.Renamed {
			if err := share.Rename(ctx, x.Accounts, id, name); err != nil {
				failed = err
			}
		}
		for id, definition := range was.Definitions {
			if err := share.RemoveDefinition(x.Files.Definitions, id, definition); err != nil && failed == nil {
				failed = err
			}
		}
		x.UI.Do(func() {
			if failed != nil {
				x.Tell(words.Now().Remove.Undo, text.Tell(failed).String())
				return
			}
			x.Say(words.Now().Transfer.TakenBack)
		})
	})
}
