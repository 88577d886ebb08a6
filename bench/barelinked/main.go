// Barelinked is the bare parts of a token in a program that has all of authfob's
// command line in it, and uses nothing of it: what a program pays for what it
// could do.
package main

import (
	"os"

	"github.com/authfob/authfob/bench/bare"
	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/wire"
)

func main() {
	if len(os.Args) != 2 { // so that nothing is left out
		_ = cli.Commands(wire.App()).Execute()
		return
	}
	bare.Print(os.Args[1])
}
