package clip

import (
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// take lets the reader own the clipboard, as a program does in which somebody
// copies.
func (r *reader) take() {
	r.t.Helper()
	if err := xproto.SetSelectionOwnerChecked(r.conn, r.window, r.atom("CLIPBOARD"), xproto.TimeCurrentTime).Check(); err != nil {
		r.t.Fatal(err)
	}
}

// TestX11Prepared: a copy that was prepared is one like another, and newer than
// what others copied before it.
func TestX11Prepared(t *testing.T) {
	onX11(t)
	for name, before := range map[string]func(*Clipboard, *reader){
		"not at all":                  func(*Clipboard, *reader) {},
		"once":                        func(c *Clipboard, _ *reader) { c.Prepare() },
		"and nothing came of it once": func(c *Clipboard, _ *reader) { c.Prepare(); c.Prepare() },
		"long before another's copy": func(c *Clipboard, r *reader) {
			c.Prepare()
			c.back.(*x11).ready.begun = time.Now().Add(-2 * stampKept)
			r.take()
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, r := opened(t, openSystem), newReader(t)
			mustCopy(t, c, "ACCESS_1", Options{}) // makes the connection
			before(c, r)
			mustCopy(t, c, "ACCESS_2", Options{})
			here := r.atom("HERE")
			if r.convert("UTF8_STRING", here, 0) != here || string(r.read(here).Value) != "ACCESS_2" {
				t.Error("the copy is not on the clipboard")
			}
			if r.convert("TIMESTAMP", here, 0) != here || xgb.Get32(r.read(here).Value) == 0 {
				t.Error("the selection was taken at no time (ICCCM 2.1)")
			}
			x := c.back.(*x11)
			c.Clear()
			x.mu.Lock()
			defer x.mu.Unlock()
			if len(x.owned) > 1 {
				t.Errorf("%d windows are left", len(x.owned))
			}
		})
	}
}
