// Package assets holds what is built into the binary: the app's icon, the tray
// icons, the provider definitions and the languages. It hands out bytes, and
// must never read a file at run time nor import another room.
//
// The pictures are made from the SVG files here by `make icons`.
package assets

import (
	"embed"
	"fmt"
	"runtime"
)

// TrayState is what a tray icon says. The marks differ by shape, so that no
// state is told by colour alone.
type TrayState string

// The states of the tray icon, from calm to urgent; Locked hides the others.
const (
	TrayFresh     TrayState = "fresh"     // no mark
	TrayExpiring  TrayState = "expiring"  // a clock
	TrayOffline   TrayState = "offline"   // a cross
	TrayAttention TrayState = "attention" // a triangle with an exclamation mark
	TrayLocked    TrayState = "locked"    // a padlock
)

// TrayStates lists every state.
func TrayStates() []TrayState {
	return []TrayState{TrayFresh, TrayExpiring, TrayOffline, TrayAttention, TrayLocked}
}

// Panel is the ground that a tray icon is drawn for.
type Panel string

// A light panel gets dark ink, a dark panel light ink.
const (
	PanelLight Panel = "light"
	PanelDark  Panel = "dark"
)

//go:embed icon/256.png
var icon []byte

//go:embed tray/*.png tray/*.ico
var tray embed.FS

// Icon returns the app's icon as a PNG of 256 by 256 pixels.
func Icon() []byte { return icon }

// TrayIcon returns the tray icon in the format this system's tray reads: ICO on
// Windows, elsewhere a PNG of 44 pixels, which hosts scale down. It panics on a
// state or panel that is not one of the constants above.
func TrayIcon(state TrayState, panel Panel) []byte {
	if runtime.GOOS == "windows" {
		return TrayICO(state, panel)
	}
	return TrayPNG(state, panel, 44)
}

// TrayPNG returns the tray icon as a PNG; size is 22 or 44 pixels.
func TrayPNG(state TrayState, panel Panel, size int) []byte {
	return mustRead(tray, fmt.Sprintf("tray/%s-%s-%d.png", state, panel, size))
}

// TrayICO returns the tray icon in Windows' format, 16 to 48 pixels.
func TrayICO(state TrayState, panel Panel) []byte {
	return mustRead(tray, fmt.Sprintf("tray/%s-%s.ico", state, panel))
}

// mustRead panics on a missing file: what is embedded was fixed when we were built.
func mustRead(from embed.FS, name string) []byte {
	data, err := from.ReadFile(name)
	if err != nil {
		panic("assets: " + err.Error())
	}
	return data
}
