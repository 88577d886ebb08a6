package form

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// rehearsal is the test of what a form says, before it is saved. What it gives
// is kept when the form is saved as it was tested, and given back otherwise.
type rehearsal struct {
	on     *Screens
	button *kit.Button
	box    *fyne.Container // its result, below the form

	ready  func() bool // shows what is wrong in the form
	draft  func() draft
	record func(context.Context, draft) (auth.Record, error) // off the UI goroutine
	host   func() string
	blame  func(error) bool  // puts an error at the field it is about
	edit   func(flag string) // moves to the field that a flag is called
	onTurn func()            // it shows something else

	of   draft // what was tested
	rec  auth.Record
	got  auth.Trial // what it gave
	turn int        // what comes of an earlier one is not shown
	stop func()     // what is under way; nil where nothing is
}

func (x *Screens) newRehearsal() *rehearsal {
	t := &rehearsal{on: x, box: container.New(layout.NewCustomPaddedVBoxLayout(8)), blame: func(error) bool { return false }}
	t.button = kit.NewButton(words.Now().Rehearsal.Do, t.start)
	return t
}

// start tests what the form says now, or stops the test under way.
func (t *rehearsal) start() {
	if t.stop != nil {
		t.halt()
		t.say(kit.Hushed(words.Now().Rehearsal.Stopped))
		return
	}
	if !t.ready() {
		return
	}
	t.leave()
	t.of = t.draft()
	t.say(t.under(words.Now().Rehearsal.Connecting))
	of := t.of
	t.run(func(ctx context.Context) func() {
		r, err := t.record(ctx, of)
		var tr auth.Trial
		if err == nil {
			tr, err = t.on.Accounts.Probe(ctx, r)
		}
		return func() { t.probed(r, tr, err) }
	})
}

// run does work that can be stopped, and shows what came of it unless it was.
func (t *rehearsal) run(work func(context.Context) (done func())) {
	t.turn++
	turn := t.turn
	t.button.SetText(words.Now().Rehearsal.Stop)
	t.stop = t.on.Tasks.Begin(func(ctx context.Context) {
		done := work(ctx)
		t.on.UI.Do(func() {
			if t.turn == turn {
				t.halt()
				done()
			}
		})
	})
}

// halt ends what is under way. What still comes of it is given back.
func (t *rehearsal) halt() {
	t.turn++
	if t.stop != nil {
		t.stop()
		t.stop = nil
		t.button.SetText(words.Now().Rehearsal.Do)
	}
}

func (t *rehearsal) probed(r auth.Record, tr auth.Trial, err error) {
	if err != nil {
		t.failed(tr, err)
		return
	}
	t.rec = r
	if g := r.Account.Grant; g.Interactive() && (g != auth.Password || r.Credentials.Password.IsZero()) {
		t.say(t.reached(tr), t.offer(), exchanges(tr.Exchanges))
		return
	}
	t.say(t.reached(tr), t.under(words.Now().Rehearsal.Asking))
	t.run(func(ctx context.Context) func() {
		got, err := t.on.Accounts.Try(ctx, r, auth.Prompt{})
		t.back(ctx, r, got)
		return func() { t.given(got, err) }
	})
}

// back gives back what came too late to be wanted.
func (t *rehearsal) back(ctx context.Context, r auth.Record, got auth.Trial) {
	if ctx.Err() != nil {
		t.on.Accounts.Drop(context.WithoutCancel(ctx), r, got)
	}
}

// signIn tests by signing in.
func (t *rehearsal) signIn() {
	var got auth.Trial
	r, of := t.rec, t.of
	t.on.SignIn(t.of.acc.Name, SignIn{
		Work: func(ctx context.Context, p auth.Prompt) (err error) {
			got, err = t.on.Accounts.Try(ctx, r, p)
			t.back(ctx, r, got)
			return err
		},
		Again: t.signIn,
		Edit:  t.edit,
		Done: func() {
			if !t.of.asks(of) { // the form is another by now
				t.drop(r, got)
				return
			}
			t.given(got, nil)
		},
	})
}

func (t *rehearsal) given(got auth.Trial, err error) {
	if err != nil {
		t.failed(got, err)
		return
	}
	t.got = got
	t.say(t.reached(got), t.result(), exchanges(got.Exchanges))
}

func (t *rehearsal) failed(tr auth.Trial, err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	if in, ok := errors.AsType[*auth.InputError](err); ok && t.blame(in) {
		t.say()
		return
	}
	w := text.Tell(err)
	w.Todo = words.Now().Rehearsal.Unsaved
	var way kit.Way
	if helps := text.Remedy(err); helps != auth.RemedySettings { // which of them, nobody knows, and all are on screen
		w.Todo = strings.TrimSpace(w.Todo + words.Now().Common.Sentence + text.TellHelp(err))
		way = t.on.WayOf(helps, t.start, t.edit)
	}
	t.say(kit.AlarmWith(w, way), exchanges(tr.Exchanges))
}

// changed follows the form: what is there belongs to what was tested.
func (t *rehearsal) changed() {
	if len(t.box.Objects) == 0 || t.draft().asks(t.of) {
		return
	}
	had := !t.got.IsZero()
	t.leave()
	if had {
		t.say(kit.Hushed(words.Now().Rehearsal.Stale))
	}
}

// take is what the test gave for what the form says now; zero for nothing.
func (t *rehearsal) take() auth.Trial {
	if t.draft().asks(t.of) {
		return t.got
	}
	return auth.Trial{}
}

// saved forgets what it gave: it is in the vault now.
func (t *rehearsal) saved() { t.got = auth.Trial{} }

// leave ends the test, and gives back what it gave.
func (t *rehearsal) leave() {
	t.halt()
	t.drop(t.rec, t.got)
	t.of, t.rec, t.got = draft{}, auth.Record{}, auth.Trial{}
	t.box.Objects = nil
}

// dropWithin bounds telling a server that its tokens are not wanted.
const dropWithin = 10 * time.Second

func (t *rehearsal) drop(r auth.Record, got auth.Trial) {
	if got.IsZero() {
		return
	}
	t.on.Tasks.Start(func(ctx context.Context) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), dropWithin)
		defer cancel()
		t.on.Accounts.Drop(ctx, r, got)
	})
}
