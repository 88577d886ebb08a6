package away

import (
	"context"
	"time"
)

// macOS tells of its screen and of idle time through frameworks that need cgo.

func listen(context.Context, func()) (stop func()) { return func() {} }

func idleFor(context.Context) (time.Duration, bool) { return 0, false }
