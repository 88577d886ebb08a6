// Authfob always has a fresh bearer token for every API you work with.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/wire"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Run(ctx, wire.App(), os.Args[1:])
	stop()
	os.Exit(code)
}
