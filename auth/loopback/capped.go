package loopback

import (
	"net"
	"slices"
	"sync"
)

// capped closes the oldest connection when there are too many, so that a crowd
// of idle ones never keeps the genuine answer out.
type capped struct {
	net.Listener
	limit int

	mu   sync.Mutex // guards open
	open []*cappedConn
}

type cappedConn struct {
	net.Conn
	owner *capped
}

func newCapped(l net.Listener, limit int) *capped { return &capped{Listener: l, limit: limit} }

func (l *capped) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	c := &cappedConn{conn, l}
	l.mu.Lock()
	l.open = append(l.open, c)
	var oldest *cappedConn
	if len(l.open) > l.limit {
		oldest = l.open[0]
		l.open = l.open[1:]
	}
	l.mu.Unlock()
	if oldest != nil {
		_ = oldest.Conn.Close()
	}
	return c, nil
}

// Close implements net.Conn.
func (c *cappedConn) Close() error {
	c.owner.mu.Lock()
	c.owner.open = slices.DeleteFunc(c.owner.open, func(o *cappedConn) bool { return o == c })
	c.owner.mu.Unlock()
	return c.Conn.Close()
}
