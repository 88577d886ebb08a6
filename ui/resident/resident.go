// Package resident is the process that stays: tray, clipboard, background
// renewal and the local socket, without a window toolkit. It starts the window
// as a process of its own, and never sends a secret over the socket.
package resident

import (
	"context"
	"errors"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/format"
	"github.com/authfob/authfob/ui/local"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/text"
)

// Clipboard is where copies go; package ui/clip implements it.
type Clipboard interface {
	// Prepare says that a Copy will come in a moment. It waits for nothing.
	Prepare()
	Copy(ctx context.Context, value auth.Secret, how Copying) (Copied, error)
	// Clear takes off what is still ours.
	Clear()
	// Idle returns when nothing of ours is on the clipboard any more, or ctx ends.
	Idle(ctx context.Context)
	// Close clears what is still ours.
	Close()
}

// Copying says how a value is copied.
type Copying struct {
	Account  string        // whose it is, for people
	Keep     time.Duration // how long it stays; 0 until it is replaced
	Unmarked bool          // clipboard histories may take it
}

// Copied is a value on the clipboard.
type Copied struct {
	ClearsAt time.Time       // zero for never
	Gone     <-chan struct{} // closed when it is not there any more
	// Replace puts another value in its place while it is there, and reports
	// whether it did. It is cleared when the first would have been.
	Replace func(context.Context, auth.Secret) bool
}

// Tray is the icon and its menu; package ui/tray implements it.
type Tray interface {
	// Run shows the icon until ctx ends. It must be called on the main goroutine.
	Run(ctx context.Context) error
	// Shown reports whether a tray host shows the icon now.
	Shown() bool
}

// Config is what a resident is made of. Every field is needed.
type Config struct {
	Agent     *auth.Agent
	Listener  *local.Listener // owns the socket; closed by Run
	Version   string
	Clipboard Clipboard
	Formats   format.Formats // ways to copy
	// Settings reads the person's choices as they are at this moment.
	Settings func() settings.Settings
	// Tray makes the tray over the given actions; nil where this desktop has none.
	Tray func(Actions) Tray
	// Window starts the window process; nil where there is no display.
	Window Starter
	// Open shows the window at the start.
	Open bool
	// Exit maps an error to the exit code of the command that asked.
	Exit  func(error) int
	Vault Vault
	// Away calls lock when the person left the computer, until ctx ends; nil
	// where nobody looks.
	Away func(ctx context.Context, lock func())
	// Notify tells news by notifications until ctx ends, and calls open when one
	// is clicked; nil where there is no desktop.
	Notify func(ctx context.Context, open func(auth.AccountID))
	// Wakes calls told whenever the computer woke up, its clock was set or its
	// network is another, until ctx ends.
	Wakes func(ctx context.Context, told func())
	// Costs calls told with true when background renewal should wait, as the
	// network is metered or gone, with false when it need not, until ctx ends.
	Costs func(ctx context.Context, told func(wait bool))
	// Note tells the person who started the resident something, on stderr.
	Note func(string)
}

// resident is a running one.
type resident struct {
	Config
	quit   context.CancelFunc
	window *windowProcess
	tray   Tray
	all    sync.WaitGroup // everything that Run waits for
	// background starts what outlives a request; its context ends with Run's.
	background func(func(context.Context))
	locks      atomic.Int64                   // how often the vault was locked
	receiver   atomic.Pointer[local.Receiver] // of the key that the command line was asked for
	failed     chan error                     // the first thing that went wrong, if any
	worked     chan struct{}                  // holds one when a burst of work is over that changed no account
}

// rest says that a burst of work is over.
func (r *resident) rest() {
	select {
	case r.worked <- struct{}{}:
	default:
	}
}

// fail remembers err as Run's, unless there is one already.
func (r *resident) fail(err error) {
	select {
	case r.failed <- err:
	default:
	}
}

// Run runs the resident until it is asked to quit or ctx ends. Renewals under
// way are finished and saved first.
func Run(ctx context.Context, cfg Config) error {
	ctx, quit := context.WithCancel(ctx)
	defer quit()
	r := &resident{Config: cfg, quit: quit, failed: make(chan error, 1), worked: make(chan struct{}, 1)}
	r.background = func(f func(context.Context)) { r.start("copy that is kept fresh", func() { f(ctx) }) }
	r.window = &windowProcess{
		start: cfg.Window, tray: r.shown, ended: func(err error) { r.windowEnded(ctx, err) },
		unlocked: func(key auth.Secret) {
			_ = r.unlock(ctx, func(ctx context.Context) error { return cfg.Vault.Take(ctx, key) })
		},
		typed: cfg.Vault.Passphrase,
	}
	if cfg.Tray != nil {
		r.tray = cfg.Tray(r.actions(ctx))
	}
	return errors.Join(r.run(ctx), r.finish())
}

func (r *resident) run(ctx context.Context) error {
	defer r.all.Wait() // renewals under way, copies, the window's end
	defer r.Clipboard.Close()
	defer r.quit()
	r.start("renewal", func() { r.renew(ctx) })
	r.start("socket", func() { r.Listener.Serve(ctx, r.guarded) })
	r.start("wake", func() { r.Wakes(ctx, r.Agent.Nudge) })
	r.start("network", func() { r.Costs(ctx, r.Agent.HoldBack) })
	r.start("lock", func() { r.followLock(ctx) }) // ends with ctx
	r.start("unsaved", func() { r.followUnsaved(ctx) })
	if r.Away != nil {
		r.start("away", func() { r.Away(ctx, func() { r.lockAway(ctx) }) })
	}
	r.start("memory", func() { r.settle(ctx) })
	if r.Notify != nil {
		r.start("notifications", func() { r.Notify(ctx, func(id auth.AccountID) { _ = r.window.show(ctx, Place{Account: string(id)}) }) })
	}
	defer r.window.wait()
	if r.Open {
		if err := r.window.show(ctx, Place{}); err != nil {
			if r.tray == nil {
				return err
			}
			r.Note(text.Explain(err).String())
		}
	}
	if r.tray != nil {
		if err := r.tray.Run(ctx); err != nil && ctx.Err() == nil {
			r.Note("there is no tray icon: " + err.Error())
			r.tray = nil
		}
	}
	<-ctx.Done()
	select {
	case err := <-r.failed:
		return err
	default:
		return nil
	}
}

// errNothingShown is the end of a resident whose window did not come up on a
// desktop without a tray. The window's process has said why.
var errNothingShown = errors.New("there is no tray icon here either, so nothing can be shown; the command line works without")

// windowEnded ends the resident after its last window on a desktop without a
// tray: nobody should be left with a process that cannot be seen. What was
// copied stays until its time is over.
func (r *resident) windowEnded(ctx context.Context, err error) {
	r.rest()
	if !r.Open || ctx.Err() != nil || r.shown() {
		return
	}
	r.Clipboard.Idle(ctx)
	if r.window.running() {
		return
	}
	if err != nil {
		r.fail(errNothingShown)
	}
	r.quit()
}

// shown reports whether a tray icon can be seen.
func (r *resident) shown() bool { return r.tray != nil && r.tray.Shown() }

// answer answers a request from the socket.
func (r *resident) answer(ctx context.Context, req local.Request) local.Reply {
	switch req.Do {
	case local.DoShow:
		if err := r.window.show(context.WithoutCancel(ctx), Place{Account: req.Account}); err != nil {
			return r.refuse(err)
		}
		return local.Reply{OK: true}
	case local.DoCopy:
		return r.copyAccount(ctx, req)
	case local.DoStatus:
		return r.status()
	case local.DoLock:
		if err := r.lock(ctx); err != nil {
			return r.refuse(err)
		}
		return local.Reply{OK: true}
	case local.DoUnlock:
		return r.answerUnlock(ctx, req)
	case local.DoQuit:
		r.Listener.Close() // before the answer: who asked may start another at once
		waits := r.unfinished()
		r.leave()
		return local.Reply{OK: true, Warning: waits}
	}
	return local.Refuse("this Authfob does not know what was asked", "Quit it and start the new version.", 1)
}

func (r *resident) status() local.Reply {
	list, err := r.Agent.Snapshot()
	return local.Reply{OK: true, Status: &local.Status{
		PID: os.Getpid(), Version: r.Version, Accounts: len(list), Locked: errors.Is(err, auth.ErrLocked), Tray: r.shown(),
	}}
}

func (r *resident) refuse(err error) local.Reply {
	w := text.Explain(err)
	reply := local.Refuse(w.What, w.Todo, r.Exit(err))
	reply.Helps = string(text.Remedy(err))
	return reply
}
