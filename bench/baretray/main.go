// Baretray is the smallest program with a tray icon: what bench/idle.sh
// measures the resident against. It does nothing, and must never do more.
package main

import (
	"os"
	"os/signal"
	"syscall"

	"fyne.io/systray"

	"github.com/authfob/authfob/assets"
)

func main() {
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM, os.Interrupt)
	go func() { // ends the program
		<-ended
		systray.Quit()
	}()
	systray.SetTitle("Bare")
	systray.Run(func() {
		systray.SetIcon(assets.TrayIcon(assets.TrayFresh, assets.PanelDark))
		systray.AddMenuItem("Quit", "")
	}, nil)
}
