//go:build !nogui

package wire

import (
	"context"
	"sync"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/clip"
	"github.com/authfob/authfob/ui/settings"
)

// secretCopy is the window's own clipboard, for what must not go through the
// socket: a recovery code. It is gone when the window is.
type secretCopy struct {
	config string // the folder of the settings
	board  func() *clip.Clipboard
}

func newSecretCopy(config string) secretCopy {
	return secretCopy{config, sync.OnceValue(clip.Open)}
}

// leastCopied is how long a code stays that is typed in elsewhere.
const leastCopied = time.Minute

func (c secretCopy) put(ctx context.Context, secret auth.Secret) error {
	keep := max(leastCopied, settings.Load(c.config).ClearAfter.Or(settings.UsualClearAfter))
	_, err := c.board().Copy(ctx, secret, clip.Options{ClearAfter: keep})
	return err
}
