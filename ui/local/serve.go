package local

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"github.com/authfob/authfob/crash"
)

const (
	// idleFor is how long a connection may take to say what it wants, and to
	// take the reply.
	idleFor = 5 * time.Second
	// quickReply is how long an asker is not watched for going away: most are
	// answered by then, a copy in a tenth of it.
	quickReply = 20 * time.Millisecond
	// acceptPause keeps a failing accept (no file descriptors left) from spinning.
	acceptPause = 100 * time.Millisecond
)

// Handler answers one request. ctx ends when the asker goes away or the
// resident stops.
type Handler func(ctx context.Context, r Request) Reply

// Listener is the resident's end. It owns the path until Close.
type Listener struct {
	net    net.Listener
	unlock func()
	once   sync.Once
	room   room
}

// Serve answers requests until ctx ends or the listener is closed, and waits
// for the handlers that still run.
func (l *Listener) Serve(ctx context.Context, h Handler) {
	var all sync.WaitGroup
	defer all.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(ctx, l.Close)()
	for {
		conn, err := l.net.Accept()
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case err != nil:
			pause(ctx, acceptPause)
		case checkPeer(conn) != nil, !l.room.enter(conn):
			_ = conn.Close()
		default:
			// Ends with its connection; Serve waits for it.
			all.Go(crash.Guard("socket", func() { l.answer(ctx, conn, h) }))
		}
	}
}

// Close gives the path up. It may be called at any time, and more than once.
func (l *Listener) Close() {
	l.once.Do(func() {
		_ = l.net.Close()
		l.unlock()
	})
}

// answer reads one request and writes one reply.
func (l *Listener) answer(ctx context.Context, conn net.Conn, h Handler) {
	defer conn.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(ctx, func() { _ = conn.SetReadDeadline(time.Now()) })()

	var r Request
	_ = conn.SetReadDeadline(time.Now().Add(idleFor))
	err := readLine(conn, &r)
	if !l.room.spoke(conn) {
		return
	}
	defer l.room.leave()

	reply := refusal(err, r)
	if reply.Error == "" {
		_ = conn.SetReadDeadline(time.Time{})
		// Ends when the asker leaves or when answer closes the connection.
		watch := time.AfterFunc(quickReply, func() { awaitEnd(conn); cancel() })
		defer watch.Stop()
		reply = h(ctx, r)
	}
	_ = conn.SetWriteDeadline(time.Now().Add(idleFor))
	_ = writeLine(conn, reply) // who asked may be gone, and that is its own affair
}

// refusal answers what cannot be understood; its Error is "" for a good request.
func refusal(err error, r Request) Reply {
	switch {
	case errors.Is(err, errTooLong):
		return Refuse("the request is longer than 64 KiB", "", exitUsage)
	case err != nil:
		return Refuse("the request could not be read", "send one line of JSON", exitUsage)
	case !r.Do.Known():
		return Refuse("the running Authfob does not know this request",
			"it may be an older version: quit it and start it again", exitUsage)
	}
	return Reply{}
}

// exitUsage is the exit code for wrong usage.
const exitUsage = 2

// awaitEnd reads until the other side is gone, and drops what it says.
func awaitEnd(conn net.Conn) {
	var rest [512]byte
	for {
		if _, err := conn.Read(rest[:]); err != nil {
			return
		}
	}
}

// pause waits for d or for ctx, whichever is first.
func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
