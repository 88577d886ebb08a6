package local

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"
)

const (
	// startFor is how long a resident may take from claiming its path to
	// listening at it.
	startFor = 3 * time.Second
	// startPoll is how often CallStarting looks.
	startPoll = 20 * time.Millisecond
)

// Call asks the resident at path. ErrNotRunning when there is none; ErrForeign
// when somebody else's process answers there. It waits for the reply as long
// as ctx allows.
func Call(ctx context.Context, path string, r Request) (Reply, error) {
	conn, err := dial(ctx, path)
	if err != nil {
		return Reply{}, err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Now()) })()
	if err := checkPeer(conn); err != nil {
		return Reply{}, err
	}
	reply, err := ask(conn, r)
	if ctx.Err() != nil {
		return Reply{}, ctx.Err()
	}
	return reply, err
}

// CallStarting is Call for one who knows from ErrRunning that there is a
// resident: it is patient with one that does not listen yet.
func CallStarting(ctx context.Context, path string, r Request) (Reply, error) {
	ends := time.Now().Add(startFor)
	for {
		reply, err := Call(ctx, path, r)
		if !errors.Is(err, ErrNotRunning) || ctx.Err() != nil || time.Now().After(ends) {
			return reply, err
		}
		pause(ctx, startPoll)
	}
}

func ask(conn net.Conn, r Request) (Reply, error) {
	_ = conn.SetWriteDeadline(time.Now().Add(idleFor))
	if err := writeLine(conn, r); err != nil {
		return Reply{}, fmt.Errorf("could not ask the running Authfob: %v", err)
	}
	var reply Reply
	if err := readLine(conn, &reply); err != nil {
		return Reply{}, errors.New("the running Authfob did not answer; it may be quitting")
	}
	return reply, nil
}
