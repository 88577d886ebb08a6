package clip

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// reader is a program that pastes, down to the protocol.
type reader struct {
	t      *testing.T
	conn   *xgb.Conn
	window xproto.Window
}

func newReader(t *testing.T) *reader {
	t.Helper()
	conn, err := xgb.NewConn()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	r := &reader{t: t, conn: conn}
	if r.window, err = xproto.NewWindowId(conn); err != nil {
		t.Fatal(err)
	}
	root := xproto.Setup(conn).DefaultScreen(conn).Root
	if err := xproto.CreateWindowChecked(conn, 0, r.window, root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, 0,
		xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange}).Check(); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *reader) atom(name string) xproto.Atom {
	r.t.Helper()
	reply, err := xproto.InternAtom(r.conn, false, uint16(len(name)), name).Reply()
	if err != nil {
		r.t.Fatal(err)
	}
	return reply.Atom
}

// convert asks for a target and returns the property it came in, which is None
// for a refusal.
func (r *reader) convert(target string, property xproto.Atom, at xproto.Timestamp) xproto.Atom {
	r.t.Helper()
	xproto.ConvertSelection(r.conn, r.window, r.atom("CLIPBOARD"), r.atom(target), property, at)
	for {
		event, err := r.conn.WaitForEvent()
		if event == nil {
			r.t.Fatal("no answer: ", err)
		}
		if e, ok := event.(xproto.SelectionNotifyEvent); ok {
			return e.Property
		}
	}
}

func (r *reader) read(property xproto.Atom) *xproto.GetPropertyReply {
	r.t.Helper()
	reply, err := xproto.GetProperty(r.conn, true, r.window, property, xproto.GetPropertyTypeAny, 0, 1<<20).Reply()
	if err != nil {
		r.t.Fatal(err)
	}
	return reply
}

func TestX11Timestamps(t *testing.T) {
	onX11(t)
	c := opened(t, openSystem)
	mustCopy(t, c, "ACCESS_1", Options{})
	r := newReader(t)
	here := r.atom("HERE")
	if r.convert("TIMESTAMP", here, 0) != here {
		t.Fatal("TIMESTAMP was refused")
	}
	since := xproto.Timestamp(xgb.Get32(r.read(here).Value))
	if since == 0 {
		t.Error("the selection was taken at no time (ICCCM 2.1)")
	}
	for at, want := range map[xproto.Timestamp]xproto.Atom{since: here, since + 1: here, since - 1: xproto.AtomNone} {
		if got := r.convert("UTF8_STRING", here, at); got != want {
			t.Errorf("asked for time %d where it is held since %d: got %d, want %d", at, since, got, want)
		}
	}
	for _, target := range []string{"image/png", "SAVE_TARGETS"} { // the latter: ICCCM's clipboard managers shall not keep it
		if r.convert(target, here, 0) != xproto.AtomNone {
			t.Errorf("%s was promised", target)
		}
	}
	if got := r.convert("TEXT", xproto.AtomNone, 0); got != r.atom("TEXT") {
		t.Errorf("an obsolete request without a property got %d", got)
	}
}

func TestX11Multiple(t *testing.T) {
	onX11(t)
	c := opened(t, openSystem)
	mustCopy(t, c, "ACCESS_1", Options{})
	r := newReader(t)
	here, a, b, bad := r.atom("HERE"), r.atom("A"), r.atom("B"), r.atom("BAD")
	pairs := []xproto.Atom{r.atom("UTF8_STRING"), a, r.atom("image/png"), bad, r.atom(hint), b, r.atom("MULTIPLE"), here}
	data := make([]byte, 4*len(pairs))
	for i, p := range pairs {
		xgb.Put32(data[4*i:], uint32(p))
	}
	if err := xproto.ChangePropertyChecked(r.conn, xproto.PropModeReplace, r.window, here, r.atom("ATOM_PAIR"), 32,
		uint32(len(pairs)), data).Check(); err != nil {
		t.Fatal(err)
	}
	if r.convert("MULTIPLE", here, 0) != here {
		t.Fatal("MULTIPLE was refused")
	}
	reply := r.read(here)
	var got []xproto.Atom
	for i := range reply.ValueLen {
		got = append(got, xproto.Atom(xgb.Get32(reply.Value[4*i:])))
	}
	pairs[3], pairs[7] = xproto.AtomNone, xproto.AtomNone
	if diff := cmp.Diff(pairs, got); diff != "" {
		t.Error(diff)
	}
	if s := string(r.read(a).Value) + " " + string(r.read(b).Value); s != "ACCESS_1 secret" {
		t.Errorf("got %q", s)
	}
}

// TestX11ReaderDies: one that starts to read a long value and dies, and many
// that start and stop, harm nobody.
func TestX11ReaderDies(t *testing.T) {
	d := onX11(t)
	var x *x11
	c := opened(t, func() (backend, error) {
		var err error
		x, err = newX11("")
		return x, err
	})
	value := strings.Repeat("0123456789abcdef", 16<<10)
	mustCopy(t, c, value, Options{})
	r := newReader(t)
	here := r.atom("HERE")
	if r.convert("UTF8_STRING", here, 0) != here || r.read(here).Type != r.atom("INCR") {
		t.Fatal("a long value did not come in parts")
	}
	if err := xproto.DestroyWindowChecked(r.conn, r.window).Check(); err != nil {
		t.Fatal(err)
	}
	for range 2 * maxTransfers {
		if r := newReader(t); r.convert("UTF8_STRING", r.atom("HERE"), 0) == xproto.AtomNone {
			t.Fatal("a reader was refused")
		}
	}
	if got, err := d.paste(t, ""); err != nil || got != value {
		t.Errorf("pasted %d bytes, %v", len(got), err)
	}
	c.Close()
	if len(x.transfers) > maxTransfers {
		t.Errorf("%d transfers are remembered", len(x.transfers))
	}
}
