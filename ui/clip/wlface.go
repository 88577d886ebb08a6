//go:build unix && !darwin

package clip

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"
)

// How long the desktop may take to give the window the keyboard: for a copy, and
// to take one off.
const (
	faceWithin  = 3 * time.Second
	emptyWithin = time.Second
)

// errNoFocus: some desktops give a new window no keyboard while a person works
// in another.
var errNoFocus = errors.New("the desktop gave Authfob's window no keyboard, without which it lets nobody copy: " +
	"click the window and copy again, or print the token with authfob token")

// wlFace is the window that the core protocol asks for: one dot that nobody
// sees, shown only while something is being copied. Its fields are numbers of
// objects, guarded by wayland.mu.
type wlFace struct {
	seat, base, buffer, compositor, keyboard uint32
	hasKeyboard                              bool
	surface, role, toplevel                  uint32 // 0 while it is not shown

	turn    sync.Mutex  // held while it is shown
	entered chan uint32 // gets the serial with which the keyboard came
}

// Opcodes of what a window is made of: wl_compositor, wl_shm, wl_seat,
// wl_keyboard, wl_surface, xdg_wm_base, xdg_surface and xdg_toplevel.
const (
	compositorCreateSurface                     = 0
	shmCreatePool, poolCreateBuffer             = 0, 0
	seatGetKeyboard                             = 1
	seatCapabilities                            = 0
	keyboardKeymap, keyboardEnter               = 0, 1
	surfaceDestroy, surfaceAttach               = 0, 1
	surfaceCommit                               = 6
	baseGetSurface, basePong, basePing          = 2, 3, 0
	roleDestroy, roleGetToplevel, roleConfirm   = 0, 1, 4
	roleConfigure                               = 0
	toplevelDestroy, toplevelTitle, toplevelApp = 0, 2, 3
)

// canType is the seat's capability of having a keyboard.
const canType = 2

func (f *wlFace) has(object uint32) bool {
	switch object {
	case f.seat, f.base, f.keyboard, f.role:
		return object != 0
	}
	return false
}

// makeFace gets everything that can be had without showing anything.
func (w *wayland) makeFace(seat uint32) error {
	dot, err := blank(4)
	if err != nil {
		return err
	}
	defer dot.Close()
	w.mu.Lock()
	defer w.mu.Unlock()
	f := w.face
	for _, name := range []string{"wl_compositor", "wl_shm", "xdg_wm_base"} {
		if _, ok := w.globals[name]; !ok {
			return errNoDataControl
		}
	}
	if !f.hasKeyboard {
		return errNoFocus
	}
	var err1, err2, err3 error
	var shm uint32
	f.compositor, err1 = w.bindGlobal("wl_compositor")
	shm, err2 = w.bindGlobal("wl_shm")
	f.base, err3 = w.bindGlobal("xdg_wm_base")
	pool := w.newID()
	err = w.wire.send(shm, shmCreatePool, pool, dot, uint32(4))
	f.buffer = w.newID()
	const transparent = uint32(0) // ARGB8888, all zero
	err4 := w.wire.send(pool, poolCreateBuffer, f.buffer, uint32(0), uint32(1), uint32(1), uint32(4), transparent)
	f.keyboard = w.newID()
	if errors.Join(err, err1, err2, err3, err4, w.wire.send(seat, seatGetKeyboard, f.keyboard)) != nil {
		return errLostLink
	}
	return nil
}

// blank is a file of that many zeros without a name.
func blank(size int64) (*os.File, error) {
	f, err := os.CreateTemp(os.Getenv("XDG_RUNTIME_DIR"), "authfob")
	if err != nil {
		return nil, err
	}
	return f, errors.Join(os.Remove(f.Name()), f.Truncate(size))
}

// whileShown shows the window, and calls do when it has the keyboard, with the
// serial of that event. stop ends the waiting for it, and may be nil.
func (w *wayland) whileShown(stop <-chan struct{}, within time.Duration, do func(serial uint32) error) error {
	w.face.turn.Lock()
	defer w.face.turn.Unlock()
	defer w.hide()
	if err := w.show(); err != nil {
		return err
	}
	late := time.NewTimer(within)
	defer late.Stop()
	select {
	case serial := <-w.face.entered:
		return do(serial)
	case <-w.ended:
		return errLostLink
	case <-stop:
		return context.Canceled
	case <-late.C:
		return errNoFocus
	}
}

// empty puts nothing in the place of the value. Compositors without data-control
// save what was copied, and put it back when its owner lets go. What others
// copied before the window had the keyboard is known by then.
func (h *wlHeld) empty() {
	if h.isGone() {
		return
	}
	_ = h.w.whileShown(nil, emptyWithin, func(serial uint32) error {
		if h.isGone() {
			return nil
		}
		nothing := &wlHeld{w: h.w, gone: make(chan struct{})}
		return nothing.offer(serial)
	}) // without a keyboard, letting go is all that can be done
}

// show makes the window. The compositor says first how it shall be, hearFace
// answers with the dot, and then the keyboard may come.
func (w *wayland) show() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := w.face
	select {
	case <-f.entered: // of a window before
	default:
	}
	f.surface, f.role, f.toplevel = w.newID(), w.newID(), w.newID()
	if errors.Join(
		w.wire.send(f.compositor, compositorCreateSurface, f.surface),
		w.wire.send(f.base, baseGetSurface, f.role, f.surface),
		w.wire.send(f.role, roleGetToplevel, f.toplevel),
		w.wire.send(f.toplevel, toplevelTitle, "Authfob"),
		w.wire.send(f.toplevel, toplevelApp, "io.github.authfob.Authfob"),
		w.wire.send(f.surface, surfaceCommit),
	) != nil {
		return errLostLink
	}
	return nil
}

// hide takes the window away. What it copied stays.
func (w *wayland) hide() {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := w.face
	// These fail only without a compositor.
	_ = w.wire.send(f.toplevel, toplevelDestroy)
	_ = w.wire.send(f.role, roleDestroy)
	_ = w.wire.send(f.surface, surfaceDestroy)
	f.surface, f.role, f.toplevel = 0, 0, 0
}

// hearFace takes one event of the window's objects; false ends the connection.
// The caller holds the mutex.
func (w *wayland) hearFace(f *wlFace, e wlEvent) bool {
	first, ok := e.uint32At(0)
	switch {
	case e.object == f.seat && e.opcode == seatCapabilities:
		f.hasKeyboard = first&canType != 0
	case e.object == f.base && e.opcode == basePing:
		return ok && w.wire.send(f.base, basePong, first) == nil
	case e.object == f.role && e.opcode == roleConfigure:
		return ok && errors.Join(
			w.wire.send(f.role, roleConfirm, first),
			w.wire.send(f.surface, surfaceAttach, f.buffer, uint32(0), uint32(0)),
			w.wire.send(f.surface, surfaceCommit),
		) == nil
	case e.object == f.keyboard && e.opcode == keyboardKeymap:
		keys, err := w.wire.takeFile()
		return err == nil && keys.Close() == nil
	case e.object == f.keyboard && e.opcode == keyboardEnter:
		select {
		case f.entered <- first:
		default:
		}
	}
	return true
}
