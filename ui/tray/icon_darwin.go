package tray

import "fyne.io/systray"

// setIcon lets the menu bar choose the ink: it takes the shape alone.
func setIcon(png []byte) { systray.SetTemplateIcon(png, png) }
