//go:build unix && !darwin

package clip

import (
	"time"

	"github.com/authfob/authfob/crash"
)

// firstServerID is where the numbers of objects begin that the compositor makes.
const firstServerID = 0xff000000

// loop hears the compositor until the connection is gone.
func (w *wayland) loop() {
	defer close(w.ended)
	defer w.wire.closeFiles()
	for {
		goesOn := false
		crash.Task("clipboard", func() {
			e, err := w.wire.next()
			goesOn = err == nil && (e.object != wlDisplay || e.opcode != displayError) && w.hear(e)
		})
		if !goesOn {
			break
		}
	}
	w.wire.close()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, h := range w.sources {
		h.lose()
	}
}

// hear takes one event; false ends the connection.
func (w *wayland) hear(e wlEvent) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if h, ok := w.sources[e.object]; ok {
		return w.hearSource(h, e)
	}
	switch e.object {
	case wlDisplay:
		id, ok := e.uint32At(0)
		if e.opcode == displayDeleteID {
			delete(w.sources, id)
		}
		return ok
	case w.registry:
		return e.opcode != registryGlobal || w.hearGlobal(e)
	case w.device:
		return w.hearDevice(e)
	}
	if w.face != nil && w.face.has(e.object) {
		return w.hearFace(w.face, e)
	}
	if done, ok := w.syncs[e.object]; ok && e.opcode == callbackDone {
		delete(w.syncs, e.object)
		close(done)
	}
	return true
}

func (w *wayland) hearGlobal(e wlEvent) bool {
	name, ok := e.uint32At(0)
	kind, _, isString := e.stringAt(4)
	if _, known := w.globals[kind]; !known && ok && isString {
		w.globals[kind] = name
	}
	return ok && isString
}

// hearDevice refuses what others offer, unseen, so that it takes no room.
func (w *wayland) hearDevice(e wlEvent) bool {
	if e.opcode == deviceDataOffer {
		id, ok := e.uint32At(0)
		return ok && id >= firstServerID && w.wire.send(id, w.kind.offerDestroy) == nil
	}
	return int(e.opcode) != w.kind.finished // without its seat it is of no use
}

// hearSource writes the value to who pastes it, or hears that it was replaced.
func (w *wayland) hearSource(h *wlHeld, e wlEvent) bool {
	switch e.opcode {
	case w.kind.sourceCancelled:
		h.lose()
		if h.content.value.IsZero() && !h.over { // an empty one has nobody who drops it
			return w.wire.send(h.id, sourceDestroy) == nil
		}
	case w.kind.sourceSend:
		format, _, ok := e.stringAt(0)
		pipe, err := w.wire.takeFile()
		if !ok || err != nil {
			return false
		}
		if h.over {
			return pipe.Close() == nil
		}
		data := h.content.in(format)
		// Ends when all is read, with the reader, or by the deadline.
		go crash.Guard("paste", func() {
			defer pipe.Close()
			_ = pipe.SetWriteDeadline(time.Now().Add(pasteWithin))
			_, _ = pipe.Write(data)
		})()
	}
	return true
}
