//go:build nogui

package wire

import (
	"context"
	"errors"

	"github.com/authfob/authfob/ui/cli"
)

// hasWindow says that this build has the window.
const hasWindow = false

func runWindow(context.Context, cli.WindowOptions) error {
	return errors.New("this build of Authfob has no window: use authfob-window, or the command line")
}
