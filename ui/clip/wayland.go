//go:build unix && !darwin

package clip

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
)

const (
	// wlWithin is how long a compositor may take to answer.
	wlWithin = 5 * time.Second
	// pasteWithin is how long a program may take to read what it pastes.
	pasteWithin = 30 * time.Second
)

// Objects and opcodes of the Wayland core, and those that its own selections and
// data-control have in common.
const (
	wlDisplay = 1

	displaySync, displayGetRegistry       = 0, 1
	displayError, displayDeleteID         = 0, 1
	registryBind                          = 0
	registryGlobal                        = 0
	callbackDone                          = 0
	managerCreateSource, managerGetDevice = 0, 1
	deviceDataOffer                       = 0
	sourceOffer, sourceDestroy            = 0, 1
)

// wlKind is a protocol that sets the clipboard: its name, and the opcodes in
// which they differ.
type wlKind struct {
	manager                     string // interface
	setSelection, offerDestroy  uint16
	sourceSend, sourceCancelled uint16
	finished                    int  // the event by which the device ends; -1 for none
	focused                     bool // only for the program that has the keyboard
}

// dataControls set the clipboard without a window, the standard one first. They
// differ in their names alone.
var dataControls = []wlKind{
	{"ext_data_control_manager_v1", 0, 1, 0, 1, 2, false},
	{"zwlr_data_control_manager_v1", 0, 1, 0, 1, 2, false},
}

// dataDevice is the core protocol.
var dataDevice = wlKind{"wl_data_device_manager", 1, 2, 1, 2, -1, true}

var errNoDataControl = errors.New("the compositor has no data-control protocol")

// wayland sets selections over a connection of its own.
type wayland struct {
	wire            *wlWire
	kind            wlKind
	registry        uint32
	manager, device uint32
	ended           chan struct{} // closed when the connection is gone

	mu      sync.Mutex // guards what follows, and writing
	lastID  uint32
	sources map[uint32]*wlHeld
	syncs   map[uint32]chan struct{}
	globals map[string]uint32 // name of the first of each interface
	face    *wlFace           // where the kind needs one
}

// wlHeld is a value and the source that offers it.
type wlHeld struct {
	w       *wayland
	content content // its value is guarded by w.mu
	id      uint32
	over    bool // destroyed here; the compositor may not know yet. Guarded by w.mu
	gone    chan struct{}
	once    sync.Once
}

// newDataControl is a Wayland clipboard that needs no window; errNoDataControl
// where the compositor does not let it.
func newDataControl() (backend, error) { return newWayland(dataControls...) }

// newFocused is one that shows a window for a moment at each copy.
func newFocused() (backend, error) { return newWayland(dataDevice) }

// newWayland connects to the compositor, and takes the first kind that it has.
func newWayland(kinds ...wlKind) (*wayland, error) {
	wire, err := dialWayland()
	if err != nil {
		return nil, fmt.Errorf("could not reach the Wayland compositor: %v", err)
	}
	w := &wayland{
		wire: wire, lastID: wlDisplay, ended: make(chan struct{}),
		sources: map[uint32]*wlHeld{}, syncs: map[uint32]chan struct{}{}, globals: map[string]uint32{},
	}
	// Ends with the connection; close waits for it.
	go crash.Guard("clipboard", w.loop)()
	if err := w.setUp(kinds); err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

// setUp learns what the compositor has, and gets the device.
func (w *wayland) setUp(kinds []wlKind) error {
	w.mu.Lock()
	w.registry = w.newID()
	err := w.wire.send(wlDisplay, displayGetRegistry, w.registry)
	w.mu.Unlock()
	if err != nil {
		return errLostLink
	}
	if err := w.sync(nil); err != nil {
		return err
	}
	seat, err := w.bind(kinds)
	if err != nil {
		return err
	}
	if err := w.sync(nil); err != nil || !w.kind.focused {
		return err
	}
	return w.makeFace(seat)
}

func (w *wayland) bind(kinds []wlKind) (seat uint32, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := slices.IndexFunc(kinds, func(k wlKind) bool { _, ok := w.globals[k.manager]; return ok })
	if _, ok := w.globals["wl_seat"]; i < 0 || !ok {
		return 0, errNoDataControl
	}
	w.kind = kinds[i]
	if w.kind.focused {
		w.face = &wlFace{entered: make(chan uint32, 1)}
	}
	seat, err = w.bindGlobal("wl_seat")
	if w.face != nil {
		w.face.seat = seat
	}
	var err2 error
	w.manager, err2 = w.bindGlobal(w.kind.manager)
	w.device = w.newID()
	if errors.Join(err, err2, w.wire.send(w.manager, managerGetDevice, w.device, seat)) != nil {
		return 0, errLostLink
	}
	return seat, nil
}

// bindGlobal makes an object, in its first version, for an interface that the
// compositor has. The caller holds the mutex.
func (w *wayland) bindGlobal(name string) (id uint32, err error) {
	id = w.newID()
	return id, w.wire.send(w.registry, registryBind, w.globals[name], name, uint32(1), id)
}

// newID draws an object number. Numbers are never used twice. The caller holds
// the mutex.
func (w *wayland) newID() uint32 {
	w.lastID++
	return w.lastID
}

// sync waits until the compositor has done everything sent so far, or until
// stop is closed, which may be nil.
func (w *wayland) sync(stop <-chan struct{}) error {
	done := make(chan struct{})
	w.mu.Lock()
	id := w.newID()
	w.syncs[id] = done
	err := w.wire.send(wlDisplay, displaySync, id)
	w.mu.Unlock()
	if err != nil {
		return errLostLink
	}
	late := time.NewTimer(wlWithin)
	defer late.Stop()
	select {
	case <-done:
		return nil
	case <-w.ended:
		return errLostLink
	case <-stop:
		return context.Canceled
	case <-late.C:
		return errors.New("the Wayland compositor does not answer")
	}
}

func (w *wayland) concealed() bool { return true }

func (w *wayland) called() string {
	if w.kind.focused {
		return "Wayland, by a window that shows for a moment"
	}
	return "Wayland's data-control protocol"
}

func (w *wayland) close() {
	w.wire.close()
	<-w.ended
}

func (w *wayland) put(ctx context.Context, c content) (held, error) {
	h := &wlHeld{w: w, content: c, gone: make(chan struct{})}
	set := func(serial uint32) error {
		if err := h.offer(serial); err != nil {
			return errLostLink
		}
		if err := w.sync(ctx.Done()); err != nil {
			h.drop()
			return err
		}
		return nil
	}
	var err error
	if w.kind.focused {
		err = w.whileShown(ctx.Done(), faceWithin, set)
	} else {
		err = set(0)
	}
	if err != nil {
		return nil, cmp.Or(ctx.Err(), err)
	}
	return h, nil
}

// offer makes the source and sets it as the clipboard, in one go. serial is the
// event that let a focused window do so.
func (h *wlHeld) offer(serial uint32) error {
	w := h.w
	w.mu.Lock()
	defer w.mu.Unlock()
	h.id = w.newID()
	w.sources[h.id] = h
	err := w.wire.send(w.manager, managerCreateSource, h.id)
	for _, format := range h.content.formats() {
		err = errors.Join(err, w.wire.send(h.id, sourceOffer, format))
	}
	args := []any{h.id}
	if w.kind.focused {
		args = append(args, serial)
	}
	return errors.Join(err, w.wire.send(w.device, w.kind.setSelection, args...))
}

func (h *wlHeld) lost() <-chan struct{} { return h.gone }

func (h *wlHeld) lose() { h.once.Do(func() { close(h.gone) }) }

func (h *wlHeld) isGone() bool {
	select {
	case <-h.gone:
		return true
	default:
		return false
	}
}

// swap changes what is written to who pastes.
func (h *wlHeld) swap(value auth.Secret) bool {
	h.w.mu.Lock()
	defer h.w.mu.Unlock()
	if h.over || h.isGone() {
		return false
	}
	h.content.value = value
	return true
}

// clear empties the clipboard if the source is still what it offers.
func (h *wlHeld) clear() {
	if h.w.kind.focused {
		h.empty()
	}
	h.drop()
}

// drop destroys the source: the compositor empties the clipboard exactly if
// the source is still what it offers.
func (h *wlHeld) drop() {
	w := h.w
	w.mu.Lock()
	h.over, h.content.value = true, auth.Secret{}
	err := w.wire.send(h.id, sourceDestroy)
	w.mu.Unlock()
	if err == nil {
		_ = w.sync(nil) // it is off before this returns; fails only without a compositor
	}
}
