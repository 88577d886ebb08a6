package doctor

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/authfob/authfob/ui/clip"
	"github.com/authfob/authfob/ui/open"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/tray"
)

// one is the findings of an area that has a single answer.
func one(area, code string, v Verdict, what, do string) []Finding {
	return []Finding{{Area: area, Code: code, Verdict: v, What: what, Do: do}}
}

// screenVariable names the session's screen to programs with a window.
func screenVariable() string {
	if os.Getenv("DISPLAY") == "" {
		return "WAYLAND_DISPLAY"
	}
	return "DISPLAY"
}

// desktopName is what the session calls its desktop: GNOME, KDE, …
func desktopName() string { return os.Getenv("XDG_CURRENT_DESKTOP") }

func (e *exam) lookAtTray(ctx context.Context) []Finding {
	const face = "The window is Authfob's face then, and closing it ends it; authfob --hidden renews in the background all the same."
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	d, err := tray.Connect(ctx)
	switch {
	case err != nil:
		return one("tray", "no_bus", Note, "There is no session bus, and so no place for a tray icon.", "Start Authfob inside a desktop session. The command line works without.")
	case d.HostPresent():
		return one("tray", "shown", OK, "The desktop shows tray icons.", "")
	case d.Watched(ctx):
		return one("tray", "no_host", Note, "Tray icons can register here, but no panel shows them at present.", "Add a status tray to your panel. "+face)
	case strings.Contains(strings.ToUpper(desktopName()), "GNOME"):
		return one("tray", "gnome", Note, "GNOME shows no tray icons by itself.", `Install its extension "AppIndicator and KStatusNotifierItem Support" and log in again. `+face)
	}
	return one("tray", "no_watcher", Note, "This desktop shows no tray icons (no StatusNotifierWatcher on the session bus).", "Add a status tray to your panel. "+face)
}

func (e *exam) lookAtWindow(ctx context.Context) []Finding {
	switch {
	case e.Window == "":
		return one("window", "none", Note, "This build has no window, and there is no authfob-window beside it.", "Install authfob-window into the same folder; tray and command line work without.")
	case !open.HasDisplay():
		return one("window", "no_display", Note, "There is no display for a window here.", "Start Authfob inside a desktop session. The command line works without.")
	}
	switch openGL(ctx) {
	case glUnknown:
		return one("window", "display", OK, "There is a display. The window needs OpenGL 2.1, which is found out only by opening it.", "")
	case glNoServer:
		return one("window", "no_server", Problem, screenVariable()+" names a screen that does not answer.", "Log in again; where the variable came from another session (su, sudo, ssh), unset it or allow this user in with xhost.")
	case glMissing:
		return one("window", "no_opengl", Problem, "The screen offers no OpenGL (GLX), which the window needs.", "Switch on 3D acceleration, or install Mesa's software renderer (Debian: libgl1-mesa-dri). Tray and command line work without.")
	}
	return one("window", "opengl", OK, "The screen offers OpenGL, which the window needs.", "")
}

// gl is what the screen says about OpenGL.
type gl int

const (
	glUnknown gl = iota
	glThere
	glMissing
	glNoServer
)

func (e *exam) lookAtClipboard(context.Context) []Finding {
	way, err := clip.Look()
	switch {
	case err != nil && !open.HasDisplay():
		return one("clipboard", "no_display", Note, "There is no clipboard without a desktop session.", "Print tokens instead: authfob token NAME")
	case err != nil:
		return one("clipboard", "unreachable", Problem, "The desktop's clipboard cannot be reached"+strings.TrimPrefix(err.Error(), clip.ErrNoClipboard.Error())+".", "Print tokens instead: authfob token NAME")
	case !way.Concealed:
		return one("clipboard", "unmarked", Note, "Copies go by "+way.Name+", which cannot mark them as secret.", "Switch off the clipboard's history, or print tokens instead.")
	}
	return one("clipboard", "works", OK, "Copies go by "+way.Name+", marked as secret.", "")
}

func (e *exam) lookAtBrowser(context.Context) []Finding {
	const otherwise = "authfob signin NAME --print-url prints the address instead, --browser CMD names another browser."
	chosen := settings.Load(e.Dirs.Config).Browser
	program, err := open.Opener{Command: chosen}.Program()
	switch {
	case errors.Is(err, open.ErrNoDisplay):
		return one("browser", "no_display", Note, "There is no desktop here to open a browser on.", "Sign in with authfob signin NAME --print-url, or --paste from another computer.")
	case errors.Is(err, open.ErrNoBrowser):
		return one("browser", "none", Problem, "No program that opens web addresses is installed.", "Install xdg-utils and a browser. "+otherwise)
	case err != nil && chosen != "":
		return one("browser", "chosen_missing", Problem, "The browser that the settings name cannot be started: "+err.Error()+".", "Choose another one in the settings. "+otherwise)
	case err != nil:
		return one("browser", "broken", Problem, "No browser can be started: "+err.Error()+".", otherwise)
	case program == "":
		return one("browser", "system", OK, "Sign-ins open in the system's browser.", "")
	}
	return one("browser", "found", OK, "Sign-ins open by "+filepath.Base(program)+".", "")
}
