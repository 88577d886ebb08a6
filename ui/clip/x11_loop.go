//go:build unix && !darwin

package clip

import (
	"encoding/binary"
	"slices"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"github.com/authfob/authfob/crash"
)

// maxPairs bounds a MULTIPLE request.
const maxPairs = 32

// loop answers the server until the connection is gone. X errors that come
// here are about windows of others that died while they were asking.
func (x *x11) loop() {
	defer close(x.ended)
	for {
		event, xerr := x.conn.WaitForEvent()
		if event == nil && xerr == nil {
			break
		}
		crash.Task("clipboard", func() { x.hear(event) })
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, h := range x.owned {
		h.lose()
	}
}

// hear takes one event. What is wrong with one costs no other.
func (x *x11) hear(event xgb.Event) {
	switch e := event.(type) {
	case xproto.SelectionRequestEvent:
		x.answer(e)
	case xproto.SelectionClearEvent:
		if h := x.holder(e.Owner); h != nil {
			h.lose()
			if h.current().value.IsZero() {
				x.remove(h)
			}
		}
	case xproto.PropertyNotifyEvent:
		x.property(e)
	case xproto.DestroyNotifyEvent:
		x.forget(e.Window)
	}
}

func (x *x11) holder(w xproto.Window) *x11Held {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.owned[w]
}

// property hears that one of our windows was stamped, or that the reader of a
// long value wants its next part.
func (x *x11) property(e xproto.PropertyNotifyEvent) {
	h := x.holder(e.Window)
	switch {
	case h == nil && e.State == xproto.PropertyDelete:
		x.next(e.Window, e.Atom)
	case h != nil:
		select {
		case h.stamped <- e.Time:
		default:
		}
	}
}

// answer converts the selection as asked, and says whether it did.
func (x *x11) answer(e xproto.SelectionRequestEvent) {
	property := e.Property
	if property == xproto.AtomNone { // an obsolete client, ICCCM 2.2
		property = e.Target
	}
	h := x.holder(e.Owner)
	if h == nil || e.Selection != x.atom("CLIPBOARD") || before(e.Time, h.since) ||
		!x.convert(h, e.Requestor, e.Target, property) {
		property = xproto.AtomNone
	}
	notice := xproto.SelectionNotifyEvent{
		Time: e.Time, Requestor: e.Requestor, Selection: e.Selection, Target: e.Target, Property: property,
	}
	xproto.SendEvent(x.conn, false, e.Requestor, 0, string(notice.Bytes()))
}

// before reports that a is an earlier time than b. Server times wrap after 49
// days; 0 is the present.
func before(a, b xproto.Timestamp) bool {
	return a != xproto.TimeCurrentTime && int32(a-b) < 0
}

// convert writes the value, or what is asked about it, to a property.
func (x *x11) convert(h *x11Held, w xproto.Window, target, property xproto.Atom) bool {
	switch name := x.name(target); name {
	case "TARGETS":
		defer h.heard()
		return x.set32(w, property, xproto.AtomAtom, x.targets(h)...)
	case "TIMESTAMP":
		return x.set32(w, property, xproto.AtomInteger, uint32(h.since))
	case "MULTIPLE":
		return x.multiple(h, w, property)
	default:
		if c := h.current(); slices.Contains(c.formats(), name) {
			return x.deliver(w, property, x.typeOf(name), c.in(name))
		}
	}
	return false
}

// typeOf is the type of the property that a format's content gets: TEXT means
// that the owner chooses (ICCCM 2.6.2).
func (x *x11) typeOf(format string) xproto.Atom {
	if format == "TEXT" {
		format = "UTF8_STRING"
	}
	return x.atom(format)
}

func (x *x11) targets(h *x11Held) []uint32 {
	list := []uint32{uint32(x.atom("TARGETS")), uint32(x.atom("TIMESTAMP")), uint32(x.atom("MULTIPLE"))}
	for _, format := range h.current().formats() {
		list = append(list, uint32(x.atom(format)))
	}
	return list
}

// multiple does several conversions in one request: the property lists pairs of
// target and property; what fails gets None as its property (ICCCM 2.6.2).
func (x *x11) multiple(h *x11Held, w xproto.Window, property xproto.Atom) bool {
	reply, err := xproto.GetProperty(x.conn, false, w, property, xproto.GetPropertyTypeAny, 0, 2*maxPairs).Reply()
	if err != nil || reply.Format != 32 || reply.BytesAfter > 0 || reply.ValueLen%2 != 0 {
		return false
	}
	pairs := make([]uint32, reply.ValueLen)
	for i := range pairs {
		pairs[i] = xgb.Get32(reply.Value[4*i:])
	}
	multiple := x.atom("MULTIPLE")
	for i := 0; i < len(pairs); i += 2 {
		target, property := xproto.Atom(pairs[i]), xproto.Atom(pairs[i+1])
		if target == multiple || property == xproto.AtomNone || !x.convert(h, w, target, property) {
			pairs[i+1] = xproto.AtomNone
		}
	}
	return x.set32(w, property, x.atom("ATOM_PAIR"), pairs...)
}

// set32 writes numbers to a property. X has them in our byte order, which xgb
// says is little-endian.
func (x *x11) set32(w xproto.Window, property, kind xproto.Atom, values ...uint32) bool {
	var b []byte
	for _, v := range values {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return xproto.ChangePropertyChecked(x.conn, xproto.PropModeReplace, w, property, kind, 32,
		uint32(len(values)), b).Check() == nil
}
