// Authfob always has a fresh bearer token for every API you work with.
package main

import (
	"context"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/wire"
)

func main() {
	stretch(false)
	wire.Harden(len(os.Args) > 1 && os.Args[1] == "window")
	ctx, _ := signal.NotifyContext(context.Background(), endings()...) // until the end
	os.Exit(cli.Run(ctx, wire.App(), os.Args[1:]))
}

// endings are the signals that end the program in good order: a renewal under
// way is saved first, be it the terminal that is closed. Those that whoever
// started it had it ignore, as nohup does, stay ignored.
func endings() []os.Signal {
	return slices.DeleteFunc([]os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}, signal.Ignored)
}

// stretch makes room on the stack for what a command needs, while there is
// nothing on it to be moved: grown step by step beneath a deep call, it costs as
// much as a tenth of a short command. The branch is never taken; that the
// function's frame has room for it is all.
//
//go:noinline
func stretch(never bool) {
	if never {
		var room [40 << 10]byte
		wipe(&room)
	}
}

//go:noinline
func wipe(room *[40 << 10]byte) { clear(room[:]) }
