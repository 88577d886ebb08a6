// Package network says when programs should leave the network alone for now,
// because the system says that it is metered or that there is none. Waiting for
// that to change costs nothing. It asks the system alone: it must never try
// whether a server can be reached.
package network

import (
	"context"
	"time"
)

// settle is how long changes are collected: a network that comes up is not known
// to be metered at once.
const settle = time.Second

// Watch calls told with true when work that nobody waits for should be put off,
// with false when it need not be any more, until ctx ends. Before the first call
// it need not be. Where the system has no word on it, told is never called.
func Watch(ctx context.Context, told func(putOff bool)) { watch(ctx, settle, told) }

func watch(ctx context.Context, settle time.Duration, told func(putOff bool)) {
	before := false
	follow(ctx, settle, func(putOff bool) {
		if putOff != before {
			before = putOff
			told(putOff)
		}
	})
}
