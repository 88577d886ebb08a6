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
