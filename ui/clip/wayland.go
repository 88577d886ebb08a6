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
)

const (
	// wlWithin is how long a compositor may take to answer.
	wlWithin = 5 * time.Second
	// pasteWithin is how long a program may take to read what it pastes.
	pasteWithin = 30 * time.Second
)

// Objects and opcodes of the Wayland core and of data-control, which has the
// same ones as ext_data_control_v1 and as zwlr_data_control_v1.
const (
	wlDisplay = 1

	displaySync, displayGetRegistry       = 0, 1
	displayError, displayDeleteID         = 0, 1
	registryBind                          = 0
	registryGlobal                        = 0
	callbackDone                          = 0
	managerCreateSource, managerGetDevice = 0, 1
	deviceSetSelection                    = 0
	deviceDataOffer, deviceFinished       = 0, 2
	offerDestroy                          = 1
	sourceOffer, sourceDestroy            = 0, 1
	sourceSend, sourceCancelled           = 0, 1
)

// dataControls are the interfaces that set the clipboard without a window, the
// standard one first.
var dataControls = []string{"ext_data_control_manager_v1", "zwlr_data_control_manager_v1"}

var errNoDataControl = errors.New("the compositor has no data-control protocol")

// wayland sets selections through a data-control device.
type wayland struct {
	wire            *wlWire
	registry        uint32
	manager, device uint32
	ended           chan struct{} // closed when the connection is gone

	mu      sync.Mutex // guards what follows, and writing
	lastID  uint32
	sources map[uint32]*wlHeld
	syncs   map[uint32]chan struct{}
	globals map[string]uint32 // name of the first of each interface
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

// newWayland connects to the compositor. errNoDataControl when it cannot be
// used from here.
func newWayland() (*wayland, error) {
	wire, err := dialWayland()
	if err != nil {
		return nil, fmt.Errorf("could not reach the Wayland compositor: %v", err)
	}
	w := &wayland{
		wire: wire, lastID: wlDisplay, ended: make(chan struct{}),
		sources: map[uint32]*wlHeld{}, syncs: map[uint32]chan struct{}{}, globals: map[string]uint32{},
	}
	// Ends with the connection; close waits for it.
	go w.loop()
	if err := w.setUp(); err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

// setUp learns what the compositor has, and gets the data-control device.
func (w *wayland) setUp() error {
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
	if err := w.bind(); err != nil {
		return err
	}
	return w.sync(nil)
}

func (w *wayland) bind() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := slices.IndexFunc(dataControls, func(name string) bool { _, ok := w.globals[name]; return ok })
	seatName, ok := w.globals["wl_seat"]
	if i < 0 || !ok {
		return errNoDataControl
	}
	name := dataControls[i]
	seat, manager, device := w.newID(), w.newID(), w.newID()
	w.manager, w.device = manager, device
	if errors.Join(
		w.wire.send(w.registry, registryBind, seatName, "wl_seat", uint32(1), seat),
		w.wire.send(w.registry, registryBind, w.globals[name], name, uint32(1), manager),
		w.wire.send(manager, managerGetDevice, device, seat),
	) != nil {
		return errLostLink
	}
	return nil
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

func (w *wayland) called() string { return "Wayland's data-control protocol" }

func (w *wayland) close() {
	w.wire.close()
	<-w.ended
}

func (w *wayland) put(ctx context.Context, c content) (held, error) {
	h := &wlHeld{w: w, content: c, gone: make(chan struct{})}
	if err := h.offer(); err != nil {
		return nil, errLostLink
	}
	if err := w.sync(ctx.Done()); err != nil {
		h.clear()
		return nil, cmp.Or(ctx.Err(), err)
	}
	return h, nil
}

// offer makes the source and sets it as the clipboard, in one go.
func (h *wlHeld) offer() error {
	w := h.w
	w.mu.Lock()
	defer w.mu.Unlock()
	h.id = w.newID()
	w.sources[h.id] = h
	err := w.wire.send(w.manager, managerCreateSource, h.id)
	for _, format := range h.content.formats() {
		err = errors.Join(err, w.wire.send(h.id, sourceOffer, format))
	}
	return errors.Join(err, w.wire.send(w.device, deviceSetSelection, h.id))
}

func (h *wlHeld) lost() <-chan struct{} { return h.gone }

func (h *wlHeld) lose() { h.once.Do(func() { close(h.gone) }) }

// swap changes what is written to who pastes.
func (h *wlHeld) swap(value auth.Secret) bool {
	h.w.mu.Lock()
	defer h.w.mu.Unlock()
	select {
	case <-h.gone:
		return false
	default:
	}
	if h.over {
		return false
	}
	h.content.value = value
	return true
}

// clear destroys the source: the compositor empties the clipboard exactly if
// the source is still what it offers.
func (h *wlHeld) clear() {
	w := h.w
	w.mu.Lock()
	h.over, h.content.value = true, auth.Secret{}
	err := w.wire.send(h.id, sourceDestroy)
	w.mu.Unlock()
	if err == nil {
		_ = w.sync(nil) // it is off before this returns; fails only without a compositor
	}
}
