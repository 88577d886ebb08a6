package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// desk is two X11 clients: one that owns the clipboard, as the tray does, and
// one that pastes.
type desk struct {
	owner, paster           *xgb.Conn
	ownerWindow, window     xproto.Window
	clipboard, text, result xproto.Atom
}

func newDesk() (*desk, error) {
	d := &desk{}
	for _, c := range []struct {
		conn   **xgb.Conn
		window *xproto.Window
	}{{&d.owner, &d.ownerWindow}, {&d.paster, &d.window}} {
		conn, err := xgb.NewConn()
		if err != nil {
			return nil, err
		}
		*c.conn = conn
		if *c.window, err = xproto.NewWindowId(conn); err != nil {
			return nil, err
		}
		root := xproto.Setup(conn).DefaultScreen(conn).Root
		if err := xproto.CreateWindowChecked(conn, 0, *c.window, root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, 0, 0, nil).Check(); err != nil {
			return nil, err
		}
	}
	for name, atom := range map[string]*xproto.Atom{"CLIPBOARD": &d.clipboard, "UTF8_STRING": &d.text, "BENCH": &d.result} {
		reply, err := xproto.InternAtom(d.paster, false, uint16(len(name)), name).Reply()
		if err != nil {
			return nil, err
		}
		*atom = reply.Atom
	}
	go d.serve() // until the display ends
	return d, nil
}

// serve answers whoever pastes from the owner.
func (d *desk) serve() {
	for {
		event, err := d.owner.WaitForEvent()
		if event == nil && err == nil {
			return
		}
		r, ok := event.(xproto.SelectionRequestEvent)
		if !ok {
			continue
		}
		value := make([]byte, 1000)
		xproto.ChangeProperty(d.owner, xproto.PropModeReplace, r.Requestor, r.Property, r.Target, 8, uint32(len(value)), value)
		done := xproto.SelectionNotifyEvent{Time: r.Time, Requestor: r.Requestor, Selection: r.Selection, Target: r.Target, Property: r.Property}
		xproto.SendEvent(d.owner, false, r.Requestor, 0, string(done.Bytes()))
	}
}

// own takes the clipboard, and makes sure of it as ICCCM 2.1 asks.
func (d *desk) own(context.Context) error {
	xproto.SetSelectionOwner(d.owner, d.ownerWindow, d.clipboard, xproto.TimeCurrentTime)
	reply, err := xproto.GetSelectionOwner(d.owner, d.clipboard).Reply()
	if err == nil && reply.Owner != d.ownerWindow {
		err = errors.New("the clipboard went to somebody else")
	}
	return err
}

// pasted times copy together with a paste of what it copied.
func (d *desk) pasted(copy func(context.Context) error) func(context.Context) (sample, error) {
	return func(ctx context.Context) (sample, error) {
		began := time.Now()
		if err := copy(ctx); err != nil {
			return sample{}, err
		}
		n, err := d.paste()
		if err == nil && n < 100 {
			err = fmt.Errorf("%d bytes were pasted", n)
		}
		return sample{wall: time.Since(began)}, err
	}
}

// paste reads the clipboard and returns how long it is. (ICCCM 2.4)
func (d *desk) paste() (int, error) {
	xproto.ConvertSelection(d.paster, d.window, d.clipboard, d.text, d.result, xproto.TimeCurrentTime)
	for {
		event, err := d.paster.WaitForEvent()
		if err != nil {
			return 0, err
		}
		switch e := event.(type) {
		case nil:
			return 0, errors.New("the display ended")
		case xproto.SelectionNotifyEvent:
			if e.Property == xproto.AtomNone {
				return 0, errors.New("there is no text on the clipboard")
			}
			reply, err := xproto.GetProperty(d.paster, true, d.window, d.result, xproto.GetPropertyTypeAny, 0, 1<<20).Reply()
			if err != nil {
				return 0, err
			}
			return len(reply.Value), nil
		}
	}
}
