package wake

import "golang.org/x/sys/windows"

// Told: a wake-up is told only where it changes a route, and a clock that was set not at all.
const Told = false

// listen calls changed whenever the system tells of a route that comes or goes,
// as happens when the computer wakes up, until stop is called, which waits for a
// call under way. (NotifyRouteChange2)
func listen(changed func()) (stop func()) {
	callback := windows.NewCallback(func(_, _, _ uintptr) uintptr {
		changed()
		return 0
	})
	var handle windows.Handle
	if windows.NotifyRouteChange2(windows.AF_UNSPEC, callback, nil, false, &handle) != nil {
		return func() {}
	}
	return func() { _ = windows.CancelMibChangeNotify2(handle) }
}
