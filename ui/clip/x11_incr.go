//go:build unix && !darwin

package clip

import (
	"slices"

	"github.com/jezek/xgb/xproto"
)

// maxTransfers is how many long values are under way at once. A reader that
// stops reading costs no more than its place.
const maxTransfers = 16

// transfer is a long value on its way in parts (ICCCM 2.7.2): each time the
// reader deletes the property, the next part is put there, and an empty one at
// the end.
type transfer struct {
	window   xproto.Window
	property xproto.Atom
	kind     xproto.Atom
	rest     []byte
}

// deliver writes data to a property of the window, at once or in parts.
func (x *x11) deliver(w xproto.Window, property, kind xproto.Atom, data []byte) bool {
	if len(data) <= maxChunk {
		return x.write(w, property, kind, data)
	}
	const watch = xproto.EventMaskPropertyChange | xproto.EventMaskStructureNotify
	if x.watch(w, watch) != nil || !x.set32(w, property, x.atom("INCR"), uint32(len(data))) {
		return false
	}
	x.drop(w, property)
	if len(x.transfers) == maxTransfers {
		x.drop(x.transfers[0].window, x.transfers[0].property)
	}
	x.transfers = append(x.transfers, &transfer{w, property, kind, data})
	return true
}

// next hears that a reader took a part.
func (x *x11) next(w xproto.Window, property xproto.Atom) {
	for _, t := range x.transfers {
		if t.window != w || t.property != property {
			continue
		}
		part := t.rest[:min(len(t.rest), maxChunk)]
		t.rest = t.rest[len(part):]
		if !x.write(w, property, t.kind, part) || len(part) == 0 {
			x.drop(w, property)
		}
		return
	}
}

func (x *x11) write(w xproto.Window, property, kind xproto.Atom, data []byte) bool {
	return xproto.ChangePropertyChecked(x.conn, xproto.PropModeReplace, w, property, kind, 8,
		uint32(len(data)), data).Check() == nil
}

// watch asks for events about a window of another program.
func (x *x11) watch(w xproto.Window, mask uint32) error {
	return xproto.ChangeWindowAttributesChecked(x.conn, w, xproto.CwEventMask, []uint32{mask}).Check()
}

// drop ends one transfer, and the watching of its window with the last one.
func (x *x11) drop(w xproto.Window, property xproto.Atom) {
	i := slices.IndexFunc(x.transfers, func(t *transfer) bool { return t.window == w && t.property == property })
	if i < 0 {
		return
	}
	x.transfers = slices.Delete(x.transfers, i, i+1)
	if !slices.ContainsFunc(x.transfers, func(t *transfer) bool { return t.window == w }) {
		_ = x.watch(w, xproto.EventMaskNoEvent) // the window may be gone
	}
}

// forget hears that a reader died.
func (x *x11) forget(w xproto.Window) {
	x.transfers = slices.DeleteFunc(x.transfers, func(t *transfer) bool { return t.window == w })
}
