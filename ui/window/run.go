package window

import (
	"context"
	"fmt"
	"image/color"
	"os"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/authfob/authfob/assets"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// AppID is what desktops know the window by.
const AppID = "io.github.authfob.Authfob"

// The window's size when it opens, and the smallest it is drawn for.
const (
	openWidth  = 480
	openHeight = 720
)

// Run shows the window and returns when it was closed or ctx ended. It must be
// called on the main goroutine. ErrNoDisplay and ErrNoOpenGL say that this
// computer cannot show one.
func Run(ctx context.Context, config Config) error {
	if err := config.check(); err != nil {
		return err
	}
	if !hasDisplay(runtime.GOOS, os.Getenv) {
		return ErrNoDisplay
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	words.Speak(config.System.Chosen(config.Settings.Language))
	a, w, err := open(config)
	if err != nil {
		return err
	}
	still := calm(a)
	ui := &kit.FyneThread{}
	work := kit.NewTasks(ctx)
	h := newHome(world{
		accounts: config.Agent, config: config,
		Stage:   &kit.Stage{UI: ui, Tasks: work, Clock: kit.WallClock(ui), Canvas: w.Canvas(), Native: nativeName(w), ClipText: a.Clipboard().SetContent},
		setLook: func(mode string) { a.Settings().SetTheme(kit.Look{Mode: mode}) },
		quit:    a.Quit, hideWindow: w.Hide,
		setTitle: w.SetTitle, setStill: still, held: heldKeys,
	})
	w.SetTitle(h.title())
	h.moveOrNot()
	a.Settings().AddListener(func(fyne.Settings) { ui.Do(h.retheme) })
	w.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { h.files.Dropped(files) })
	w.SetContent(h.root)
	h.bindKeys()
	w.SetCloseIntercept(func() { h.askClose() })
	// These run from the first frame on, and end with ctx.
	a.Lifecycle().SetOnStarted(func() {
		work.Start(h.watch)
		work.Start(func(ctx context.Context) { kit.EverySecond(ctx, ui, h.tick) })
		work.Start(func(ctx context.Context) { h.serveShow(ctx, w) })
		work.Start(h.prefs.Serve)
		work.Start(h.serveUnsaved)
		work.Start(h.serveLost)
		work.Start(h.serveWaits)
		work.Start(h.askMotion)
		work.Start(func(ctx context.Context) {
			<-ctx.Done()
			ui.Do(a.Quit)
		})
	})
	a.Run()
	ui.Closed.Store(true)
	cancel()
	work.Wait()
	h.finish(context.WithoutCancel(ctx))
	return nil
}

// heldKeys are the modifiers that are held now.
func heldKeys() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// hasDisplay tells a desktop from a console, before Fyne panics over it.
func hasDisplay(goos string, getenv func(string) string) bool {
	switch goos {
	case "windows", "darwin":
		return true
	}
	return getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != ""
}

// open makes the window and shows it. Where the display does not answer Fyne
// panics, and without OpenGL it goes on without a window: both are an error here.
func open(config Config) (a fyne.App, w fyne.Window, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = ErrNoDisplay
		}
	}()
	a = app.NewWithID(AppID)
	teachToolkit()
	a.SetIcon(fyne.NewStaticResource("authfob.png", assets.Icon()))
	a.Settings().SetTheme(kit.Look{Mode: config.Settings.Theme})
	w = a.NewWindow("Authfob")
	w.SetPadded(false)
	w.SetMaster()
	w.SetContent(canvas.NewRectangle(color.Transparent)) // no text: see readFonts
	w.Resize(fyne.NewSize(openWidth, openHeight))
	defer kit.ReadFonts()()
	w.Show()
	if !isOpen(w) {
		return nil, nil, ErrNoOpenGL
	}
	return a, w, nil
}

// isOpen reports whether the system really made the window.
func isOpen(w fyne.Window) bool {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return true
	}
	there := false
	native.RunNative(func(context any) {
		switch c := context.(type) {
		case driver.X11WindowContext:
			there = c.WindowHandle != 0
		case driver.WaylandWindowContext:
			there = c.WaylandSurface != 0
		case driver.WindowsWindowContext:
			there = c.HWND != 0
		case driver.MacWindowContext:
			there = c.NSWindow != 0
		default:
			there = true
		}
	})
	return there
}

// nativeName is what the desktop's portal knows the window by, so that its dialogs
// stand before it: "" where there is no such name, as on Wayland, where it had to
// be asked for by a protocol that the toolkit does not speak.
// (flatpak.github.io/xdg-desktop-portal: Window Identifiers)
func nativeName(w fyne.Window) (name string) {
	if native, ok := w.(driver.NativeWindow); ok {
		native.RunNative(func(context any) {
			if x, ok := context.(driver.X11WindowContext); ok {
				name = fmt.Sprintf("x11:%x", x.WindowHandle)
			}
		})
	}
	return name
}

// askClose ends the process with the window, unless a sign-in would be lost.
func (h *home) askClose() {
	if h.signing == nil {
		h.close()
		return
	}
	s := kit.NewSheet(h.Canvas, words.Now().Quit.Title, h.Pop)
	stay := kit.StrongButton(words.Now().Quit.Stay, h.Pop)
	h.Push(s)
	s.Set([]fyne.CanvasObject{kit.Sentence(words.Now().Quit.Text)}, kit.NewButton(words.Now().Quit.Do, h.close), stay)
	s.Focus(stay)
}

// serveShow brings the window to the front when another process asks.
func (h *home) serveShow(ctx context.Context, w fyne.Window) {
	for {
		select {
		case <-ctx.Done():
			return
		case r, ok := <-h.config.Show:
			if !ok {
				return
			}
			h.UI.Do(func() {
				w.Show()
				w.RequestFocus()
				h.closing = false
				h.showRequest(r)
			})
		}
	}
}

func (h *home) showRequest(r ShowRequest) {
	switch {
	case r.Settings:
		h.prefs.Show()
	case r.Add:
		h.forms.Add()
	case r.Account != "":
		h.whenListed(r.Account, func() {
			h.selectOne(r.Account)
			if r.SignIn {
				h.signIn(r.Account)
			}
		})
	}
}
