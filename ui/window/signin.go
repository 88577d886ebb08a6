package window

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/form"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// signInTimeout is how long a sign-in waits for its person.
const signInTimeout = 5 * time.Minute

// signIn is one sign-in and its dialog. Its fields belong to the UI goroutine;
// the flow runs on another, and reaches them through the dispatcher.
type signIn struct {
	h        *home
	work     func(context.Context, auth.Prompt) error
	again    func()            // starts another one
	edit     func(flag string) // shows a setting of the account; may be nil
	remove   func()            // gives the account up; may be nil
	done     func()            // it worked
	sheet    *kit.Sheet
	cancel   func()
	deadline time.Time
	left     *widget.Label // the running countdown, or nil
	leftWord words.Phrase  // around it
	url      string
	browsers []Browser       // that are installed; nil until they are known
	unopened *fyne.Container // says that no browser came up
}

// signIn starts the flow that the account's grant needs.
func (h *home) signIn(id auth.AccountID) {
	s, ok := h.m.ByID[id]
	if !ok || s.State == auth.StateLocked {
		return
	}
	h.signInTo(s.Name, &signIn{
		work:   func(ctx context.Context, p auth.Prompt) error { return h.SignIn(ctx, id, p) },
		again:  func() { h.signIn(id) },
		edit:   func(flag string) { h.editAt(id, flag) },
		remove: func() { h.remove(id) },
		done:   func() { h.succeeded(id, words.Now().SignIn.Done, time.Time{}) },
	})
}

// signInToDraft signs in to an account that is not saved yet.
func (h *home) signInToDraft(name string, s form.SignIn) {
	h.signInTo(name, &signIn{work: s.Work, again: s.Again, edit: s.Edit, done: s.Done})
}

// signInTo opens the dialog of a sign-in, one at a time, and begins it.
func (h *home) signInTo(name string, in *signIn) {
	if h.signing != nil {
		return
	}
	in.h, in.deadline, in.cancel = h, h.Clock.Now().Add(signInTimeout), func() {}
	in.unopened = container.NewStack()
	in.unopened.Hide()
	in.sheet = kit.NewSheet(h.Canvas, words.Now().SignIn.To.With("name", auth.Clean(name, 60)), in.giveUp)
	h.signing = in
	h.Push(in.sheet)
	in.showPreparing()
	h.Tasks.Start(in.flow)
}

// flow runs off the UI goroutine.
func (in *signIn) flow(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, signInTimeout)
	defer cancel()
	in.h.UI.Do(func() {
		in.cancel = cancel
		if in.h.signing != in { // given up before it began
			cancel()
		}
	})
	err := in.work(ctx, in.prompt())
	timedOut := errors.Is(ctx.Err(), context.DeadlineExceeded)
	in.h.UI.Do(func() { in.ended(err, timedOut) })
}

// giveUp cancels. The flow ends at once; what comes of it is not shown.
func (in *signIn) giveUp() {
	in.cancel()
	in.leave()
}

func (in *signIn) leave() {
	if in.h.signing == in {
		in.h.signing = nil
	}
	in.h.Close(in.sheet)
}

// ended shows what came of it: nothing where it worked, for the row says so.
func (in *signIn) ended(err error, timedOut bool) {
	if in.h.signing != in {
		return // cancelled: no error to show
	}
	in.h.signing, in.left = nil, nil
	if err == nil {
		in.leave()
		in.done()
		return
	}
	w := text.Tell(err)
	if timedOut {
		w = text.Words{What: words.Now().SignIn.TimedOut, Todo: words.Now().SignIn.TimedOutTodo}
	}
	in.sheet.SetTitle(words.Now().SignIn.Failed)
	again := kit.NewButton(words.Now().Common.Retry, func() {
		in.leave()
		in.again()
	})
	best, buttons := again, []fyne.CanvasObject{kit.NewButton(words.Now().Common.Close, in.leave), again}
	if way := in.wayOut(text.Remedy(err)); way.Do != nil {
		best = kit.NewButton(way.Label, way.Do)
		buttons = append(buttons, best)
	}
	best.Importance = widget.HighImportance
	in.sheet.Set([]fyne.CanvasObject{kit.Alarm(w.What, w.Todo)}, buttons...)
	in.sheet.Focus(best)
}

// wayOut is what helps beside trying again.
func (in *signIn) wayOut(helps auth.Remedy) kit.Way {
	if helps == auth.RemedyRecord && in.remove != nil {
		return kit.Way{Label: words.Now().Row.Remove, Draw: kit.DrawBin, Do: func() {
			in.leave()
			in.remove()
		}}
	}
	var edit func(string)
	if in.edit != nil {
		edit = func(flag string) {
			in.leave()
			in.edit(flag)
		}
	}
	return in.h.wayOf(helps, nil, edit, nil)
}

// tick moves the dialog's countdown.
func (in *signIn) tick(now time.Time) {
	if in.left == nil {
		return
	}
	if said := in.leftWord.With("time", text.Remaining(in.deadline.Sub(now))); in.left.Text != said {
		in.left.SetText(said)
	}
}

// counting is a line that counts down to the deadline.
func (in *signIn) counting(around words.Phrase) fyne.CanvasObject {
	in.left, in.leftWord = kit.Wrapped(""), around
	in.left.TextStyle = kit.Bold
	in.tick(in.h.Clock.Now())
	return kit.Flush(in.left)
}
