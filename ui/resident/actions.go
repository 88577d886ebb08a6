package resident

import (
	"context"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/local"
	"github.com/authfob/authfob/ui/text"
)

// Actions are what the tray's menu can ask for.
type Actions struct {
	Copy     func(auth.AccountID)
	Clear    func() // the clipboard
	Open     func()
	Settings func()
	Lock     func() // or unlock, where it is locked
	Quit     func()
}

// actions are what the tray's menu does. What takes time ends with the
// resident, which waits for it.
func (r *resident) actions(ctx context.Context) Actions {
	show := func(p Place) func() {
		return func() { r.told(r.window.show(ctx, p)) }
	}
	return Actions{
		Copy: func(id auth.AccountID) { // a failure shows in the account's row
			r.start("copy", func() {
				if reply := r.copyAccount(ctx, local.Request{Account: string(id)}); !reply.OK {
					_ = r.window.show(ctx, Place{Account: string(id)})
				}
			})
		},
		Clear:    func() { r.start("clipboard", r.Clipboard.Clear) },
		Open:     show(Place{}),
		Settings: show(Place{Settings: true}),
		Lock:     func() { r.start("lock", func() { r.toggleLock(ctx) }) },
		Quit:     r.leave,
	}
}

// told notes an error that nobody waits for.
func (r *resident) told(err error) {
	if err != nil {
		r.Note(text.Explain(err).String())
	}
}
