//go:build !darwin

package tray

import "fyne.io/systray"

func setIcon(data []byte) { systray.SetIcon(data) }
