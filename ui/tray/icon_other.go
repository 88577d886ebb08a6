//go:build !darwin

package tray

import "fyne.io/systray"

// setIcon survives that systray panics when the session's bus is gone. What
// else follows from that is up to Desktop.Gone.
func setIcon(data []byte) {
	defer func() { _ = recover() }()
	systray.SetIcon(data)
}
