package form

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// editing is the dialog that changes an account.
type editing struct {
	*Screens
	id      auth.AccountID
	of      string // its server, where its settings do not say
	form    *editForm
	had     bool // secrets or tokens that a move would lose
	sheet   *kit.Sheet
	save    *kit.Button
	test    *rehearsal
	trouble *fyne.Container
}

// Edit opens the dialog that changes an account, at the field that a flag of the
// command line is called, "" for the first. host is what its server is called.
func (x *Screens) Edit(id auth.AccountID, host, flag string) {
	if !x.Free() {
		return
	}
	x.Tasks.Start(func(ctx context.Context) {
		r, err := x.Accounts.Record(ctx, id)
		var k kept
		if err == nil {
			k = newKept(r, x.Accounts.Target(r))
		}
		x.UI.Do(func() {
			switch {
			case err != nil:
				x.Failed(id, err)
			case x.Free():
				x.showEdit(id, k, host, flag)
			}
		})
	})
}

func (x *Screens) showEdit(id auth.AccountID, k kept, host, flag string) {
	e := &editing{Screens: x, id: id, of: host, had: k.stores, trouble: container.NewStack()}
	e.form = newEditForm(k, x.Keys, e.changed)
	e.sheet = kit.NewSheet(x.Canvas, words.Now().Edit.Title, x.Pop)
	e.sheet.Width, e.sheet.Steady = 460, true
	e.save = kit.StrongButton(words.Now().Edit.Save, e.ask)
	e.rehearse()
	for _, fl := range e.form.fields() {
		fl.Entry.OnEscape = x.Pop
		fl.Entry.OnSubmitted = func(string) { e.save.Tapped(nil) }
		fl.Follow(x.UI.Do, e.changed)
	}
	x.Push(e.sheet)
	e.sheet.OnGone = e.test.leave
	e.sheet.Set(e.objects(), kit.NewButton(words.Now().Common.Cancel, x.Pop), e.test.button, e.save)
	e.goTo(flag)
}

// goTo moves the focus to the field that a flag of the command line is called.
func (e *editing) goTo(flag string) {
	fl := e.form.byFlag(flag)
	if fl == e.form.proxy || fl == e.form.ca {
		e.form.fold(false)
		e.show()
	}
	e.sheet.Focus(fl.Entry)
}

// rehearse makes the test of what is changed.
func (e *editing) rehearse() {
	t := e.newRehearsal()
	t.ready, t.draft = e.complete, e.form.draft
	t.record = func(ctx context.Context, d draft) (auth.Record, error) {
		return e.Accounts.Draft(ctx, e.id, e.form.change(d))
	}
	t.host = func() string {
		if _, now := e.form.hosts(); now != "" {
			return now
		}
		return e.of
	}
	t.onTurn = func() { e.sheet.Fit(); e.sheet.Scroll.ScrollToBottom() }
	t.blame = e.blame
	t.edit = e.goTo
	e.test = t
}

// objects is the dialog from top to bottom.
func (e *editing) objects() []fyne.CanvasObject {
	return append(e.form.objects(), container.New(layout.NewCustomPaddedVBoxLayout(12), e.test.box, e.trouble))
}

// changed follows what is typed.
func (e *editing) changed() {
	e.trouble.Objects = nil
	e.test.changed()
	e.show()
}

func (e *editing) show() {
	for _, fl := range e.form.fields() {
		fl.Judge()
	}
	e.sheet.Body.Objects = e.objects()
	e.sheet.Body.Refresh()
	e.sheet.Fit()
}

// complete shows every mistake there still is, and says whether there is none.
func (e *editing) complete() bool {
	fields := e.form.fields()
	for _, fl := range fields {
		fl.Seen = true
	}
	e.show()
	wrong := slices.IndexFunc(fields, func(fl *kit.Field) bool { return fl.Err() != nil })
	if wrong >= 0 {
		e.sheet.Focus(fields[wrong].Entry)
	}
	return wrong < 0
}

// ask saves, and has another server confirmed where something is lost by that.
func (e *editing) ask() {
	if e.save.Disabled() || !e.complete() {
		return
	}
	before, now := e.form.hosts()
	if !e.had || !e.form.moves() || before == now {
		e.keep()
		return
	}
	w, name := words.Now().Edit, auth.Clean(e.form.was.Name, 60)
	e.Ask(w.MoveTitle.With("name", name), w.MoveText.With("before", before, "now", now), w.MoveDo, true, e.keep)
}

// keep writes the change with what its test gave, and says what was lost by it.
func (e *editing) keep() {
	if e.test.stop != nil {
		e.test.start() // stops it
	}
	tr, change := e.test.take(), e.form.change(e.form.draft())
	e.save.Disable()
	e.save.SetText(words.Now().Edit.Saving)
	e.Tasks.Start(func(ctx context.Context) {
		dropped, notice, err := e.Accounts.Edit(ctx, e.id, func(r *auth.Record) error {
			tr.Into(r)
			return change(r)
		})
		e.UI.Do(func() {
			e.save.Enable()
			e.save.SetText(words.Now().Edit.Save)
			if err != nil {
				if !e.blame(err) {
					w := text.Tell(err)
					e.trouble.Objects = []fyne.CanvasObject{kit.Alarm(w.What, w.Todo)}
					e.show()
					e.sheet.Scroll.ScrollToBottom()
				}
				return
			}
			e.test.saved()
			e.Close(e.sheet)
			e.lost(dropped && tr.IsZero(), notice)
		})
	})
}

// blame puts an error at the field it is about.
func (e *editing) blame(err error) bool {
	in, ok := errors.AsType[*auth.InputError](err)
	if !ok {
		return false
	}
	fl := e.form.byFlag(in.Field)
	if fl == e.form.name && in.Field != "name" {
		return false
	}
	e.goTo(in.Field)
	fl.Say(words.Say(auth.Clean(in.Text, 300)))
	return true
}

// lost says what a change cost.
func (e *editing) lost(dropped bool, notice error) {
	w := words.Now().Edit
	switch {
	case dropped && !e.form.moves():
		e.Tell(w.Dropped, w.DroppedWay.With("name", auth.Clean(e.form.name.Text(), 60)))
	case dropped:
		e.Tell(w.Dropped, w.DroppedWhy.With("name", auth.Clean(e.form.name.Text(), 60)))
	case notice != nil:
		e.Tell(w.NotRead, text.Tell(notice).String())
	}
}
