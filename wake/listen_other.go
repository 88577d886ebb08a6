//go:build !linux && !darwin && !windows

package wake

// Told: a wake-up is told only where it changes a route, and a clock that was set not at all.
const Told = false

// listen has nothing to listen to here.
func listen(func()) (stop func()) { return func() {} }
