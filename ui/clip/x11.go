//go:build unix && !darwin

package clip

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"sync"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
)

// stampWithin is how long the X server may take to tell the time.
const stampWithin = 5 * time.Second

// stampKept is how long a time of the server may have been asked for before it
// is known what is copied.
const stampKept = 100 * time.Millisecond

// maxChunk is how much of a value goes into one property. More goes in parts
// (ICCCM 2.7.2), so that no server's request limit is met.
const maxChunk = 64 << 10

// atomNames are the atoms used, apart from the predefined ones and formats.
var atomNames = []string{"CLIPBOARD", "TARGETS", "TIMESTAMP", "MULTIPLE", "ATOM_PAIR", "INCR", "AUTHFOB_TIME"}

// x11 owns selections over a connection of its own. Each value has a window of
// its own: destroying it empties the clipboard exactly if the window still
// owns it, and the server decides that.
type x11 struct {
	conn  *xgb.Conn
	root  xproto.Window
	ended chan struct{} // closed when the connection is gone

	ready *x11Held // prepared; of whoever has the clipboard's turn

	mu    sync.Mutex // guards what follows
	atoms map[string]xproto.Atom
	names map[xproto.Atom]string
	owned map[xproto.Window]*x11Held
	last  *x11Held // what took the selection last, or is about to

	transfers []*transfer // of the event loop alone
}

// x11Held is a value and the window that owns the selection for it.
type x11Held struct {
	x       *x11
	content content // its value is guarded by x.mu; without one nothing is offered
	window  xproto.Window
	made    xproto.CreateWindowCookie
	begun   time.Time             // when the server's time was asked for
	stamped chan xproto.Timestamp // gets the server's time once
	since   xproto.Timestamp
	gone    chan struct{}
	once    sync.Once
	asked   chan struct{} // gets one when somebody asks what there is, and there is nothing
	emptied time.Time     // guarded by x.mu
}

// QuietX keeps the X client from printing. Whoever connects to an X server in
// this process calls it before that.
var QuietX = sync.OnceFunc(func() { xgb.Logger = log.New(io.Discard, "", 0) })

// newX11 connects to an X server; "" is the one that DISPLAY names.
func newX11(display string) (*x11, error) {
	QuietX()
	conn, err := xgb.NewConnDisplay(display)
	if err != nil {
		return nil, fmt.Errorf("could not reach the X server: %v", err)
	}
	x := &x11{
		conn: conn, root: xproto.Setup(conn).DefaultScreen(conn).Root, ended: make(chan struct{}),
		atoms: map[string]xproto.Atom{}, names: map[xproto.Atom]string{}, owned: map[xproto.Window]*x11Held{},
	}
	if err := x.intern(atomNames); err != nil {
		conn.Close()
		return nil, err
	}
	// Ends with the connection; close waits for it.
	go crash.Guard("clipboard", x.loop)()
	return x, nil
}

// intern asks for the atoms that are not known yet, all at once: as long as the
// server lives they stay the same.
func (x *x11) intern(names []string) error {
	cookies := map[string]xproto.InternAtomCookie{}
	for _, name := range names {
		if x.atom(name) == xproto.AtomNone {
			cookies[name] = xproto.InternAtom(x.conn, false, uint16(len(name)), name)
		}
	}
	for name, cookie := range cookies {
		reply, err := cookie.Reply()
		if err != nil {
			return errLostLink
		}
		x.mu.Lock()
		x.atoms[name], x.names[reply.Atom] = reply.Atom, name
		x.mu.Unlock()
	}
	return nil
}

func (x *x11) atom(name string) xproto.Atom {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.atoms[name]
}

func (x *x11) name(a xproto.Atom) string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.names[a]
}

func (x *x11) concealed() bool { return true }

func (x *x11) called() string { return "X11" }

// prepare makes a window and asks for the server's time, and waits for neither.
func (x *x11) prepare() {
	if x.ready != nil { // nothing came of it
		x.remove(x.ready)
	}
	x.ready, _ = x.begin() // put looks for what is wrong
}

// begin makes a window, which is never shown, and asks for the server's present
// time for it: that comes with the news that a property of ours changed.
func (x *x11) begin() (*x11Held, error) {
	h := &x11Held{x: x, stamped: make(chan xproto.Timestamp, 1), gone: make(chan struct{}), asked: make(chan struct{}, 1), begun: time.Now()}
	var err error
	if h.window, err = xproto.NewWindowId(x.conn); err != nil {
		return nil, errLostLink
	}
	x.mu.Lock()
	x.owned[h.window] = h
	x.mu.Unlock()
	h.made = xproto.CreateWindowChecked(x.conn, 0, h.window, x.root, -1, -1, 1, 1, 0, xproto.WindowClassInputOnly,
		0, xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange})
	xproto.ChangeProperty(x.conn, xproto.PropModeAppend, h.window, x.atom("AUTHFOB_TIME"), xproto.AtomInteger, 32, 0, nil)
	return h, nil
}

// put lets a window own the clipboard: the one that was prepared, unless that is
// long ago and others may have copied since.
func (x *x11) put(ctx context.Context, c content) (held, error) {
	if err := x.intern(c.formats()); err != nil {
		return nil, err
	}
	h := x.ready
	x.ready = nil
	if h != nil && time.Since(h.begun) > stampKept {
		x.remove(h)
		h = nil
	}
	if h == nil {
		var err error
		if h, err = x.begin(); err != nil {
			return nil, err
		}
	}
	x.mu.Lock()
	h.content = c
	before := x.last
	x.last = h
	x.mu.Unlock()
	if err := h.own(ctx); err != nil {
		x.mu.Lock()
		x.last = before
		x.mu.Unlock()
		x.remove(h)
		return nil, err
	}
	if before != nil && before.current().value.IsZero() {
		x.remove(before)
	}
	return h, nil
}

// own takes the clipboard at the server's time, as ICCCM 2.1 asks for. What came
// of each request is looked at in the end, so that the server is waited for twice
// and not five times.
func (h *x11Held) own(ctx context.Context) error {
	x := h.x
	late := time.NewTimer(stampWithin)
	defer late.Stop()
	select {
	case h.since = <-h.stamped:
	case <-x.ended:
		return errLostLink
	case <-ctx.Done():
		return ctx.Err()
	case <-late.C:
		return errors.New("the X server does not answer")
	}
	clipboard := x.atom("CLIPBOARD")
	taken := xproto.SetSelectionOwnerChecked(x.conn, h.window, clipboard, h.since)
	reply, err := xproto.GetSelectionOwner(x.conn, clipboard).Reply()
	if err := cmp.Or(h.made.Check(), taken.Check(), err); err != nil {
		return x.explain(err)
	}
	if reply.Owner != h.window {
		return errors.New("another program took the clipboard at the same moment: copy again")
	}
	return nil
}

// explain tells a lost connection from a refusal.
func (x *x11) explain(err error) error {
	var refused xgb.Error
	if errors.As(err, &refused) {
		return fmt.Errorf("the X server refused: %v", err)
	}
	return errLostLink
}

func (h *x11Held) lost() <-chan struct{} { return h.gone }

func (h *x11Held) lose() { h.once.Do(func() { close(h.gone) }) }

// swap changes what is handed out; the selection stays ours, or is not ours
// already.
func (h *x11Held) swap(value auth.Secret) bool {
	h.x.mu.Lock()
	defer h.x.mu.Unlock()
	select {
	case <-h.gone:
		return false
	default:
	}
	if h.x.owned[h.window] != h || h.content.value.IsZero() {
		return false
	}
	h.content.value = value
	return true
}

func (h *x11Held) current() content {
	h.x.mu.Lock()
	defer h.x.mu.Unlock()
	return h.content
}
