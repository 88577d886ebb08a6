//go:build !linux && !darwin && !windows

package wake

// listen has nothing to listen to here.
func listen(func()) (stop func()) { return func() {} }
