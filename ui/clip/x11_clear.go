//go:build unix && !darwin

package clip

import (
	"time"

	"github.com/jezek/xgb/xproto"

	"github.com/authfob/authfob/auth"
)

// Some desktops save the clipboard's text while its owner lives, and put it
// back when the owner lets go: GNOME's compositor, Xfce's settings daemon, some
// histories. So what is cleared is not let go of. It is owned on with nothing in
// it, which they take for the newest copy, until another program copies.

const (
	// emptyFor is how long an empty clipboard is owned at the least, so that
	// whoever saves it has noticed; once somebody asked, emptyAfter is enough.
	emptyFor   = 400 * time.Millisecond
	emptyAfter = 100 * time.Millisecond
)

// clear empties the clipboard if it still holds this value: the window takes the
// selection again at the time when it first did, which the server does not let it
// where another program took the selection since (ICCCM 2.1).
func (h *x11Held) clear() {
	x := h.x
	x.mu.Lock()
	h.content.value, h.emptied = auth.Secret{}, time.Now()
	last := x.last == h
	x.mu.Unlock()
	if !last || !x.retake(h) {
		x.remove(h)
	}
}

// retake reports whether the selection was, and stays, that of the window.
func (x *x11) retake(h *x11Held) bool {
	clipboard := x.atom("CLIPBOARD")
	xproto.SetSelectionOwner(x.conn, h.window, clipboard, h.since)
	reply, err := xproto.GetSelectionOwner(x.conn, clipboard).Reply()
	return err == nil && reply.Owner == h.window
}

// heard notes that somebody asked what an empty clipboard has.
func (h *x11Held) heard() {
	if !h.current().value.IsZero() {
		return
	}
	select {
	case h.asked <- struct{}{}:
	default:
	}
}

// remove destroys the window: a selection that it owns has no owner then. The
// server does so before whatever is asked of it next, and is not waited for.
func (x *x11) remove(h *x11Held) {
	x.mu.Lock()
	there := x.owned[h.window] == h
	delete(x.owned, h.window)
	x.mu.Unlock()
	if there {
		xproto.DestroyWindow(x.conn, h.window)
	}
}

// close ends the connection, and with it the ownership of what is left, once
// everybody had the time to see that the clipboard is empty.
func (x *x11) close() {
	x.mu.Lock()
	h := x.last
	var left time.Duration
	if h != nil && x.owned[h.window] == h && h.content.value.IsZero() {
		left = time.Until(h.emptied.Add(emptyFor))
	}
	x.mu.Unlock()
	if left > 0 {
		h.outlast(left)
	}
	x.conn.Close()
	<-x.ended
}

// outlast waits for that time, or until somebody noticed or the clipboard is
// another's.
func (h *x11Held) outlast(left time.Duration) {
	late := time.After(left)
	select {
	case <-h.asked:
	case <-h.gone:
		return
	case <-h.x.ended:
		return
	case <-late:
		return
	}
	select {
	case <-time.After(emptyAfter):
	case <-late:
	case <-h.x.ended:
	}
}
