//go:build unix

package local

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// Listen claims path for this process and listens there. ErrRunning when
// another resident has it, be it still starting; ErrForeign when its folder is
// open to others or not the user's. The folder is made when it is missing.
//
// The claim is a lock on a file beside the socket, which the system drops with
// its process however that ends. So whoever holds the lock may remove a socket
// that a killed process left behind, and of five that start at once one wins.
// (requirement 99)
func Listen(path string) (*Listener, error) {
	if err := ownFolder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	lock, err := claim(path + ".lock")
	if err != nil {
		return nil, err
	}
	l, err := listenClaimed(path)
	if err != nil {
		_ = lock.Close()
		return nil, fmt.Errorf("could not listen at %s: %v", path, err)
	}
	return &Listener{net: l, unlock: func() { _ = lock.Close() }}, nil
}

// claim takes the lock file, which stays: removing it would let two processes
// lock two files of the same name.
func claim(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|unix.O_NOFOLLOW, 0o600)
	if err != nil {
		return nil, fmt.Errorf("could not open %s: %w", path, err)
	}
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if err == nil {
		return f, nil
	}
	_ = f.Close()
	if errors.Is(err, unix.EWOULDBLOCK) {
		return nil, ErrRunning
	}
	return nil, fmt.Errorf("could not lock %s: %v", path, err)
}

func listenClaimed(path string) (net.Listener, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	name, done, err := shortName(path)
	if err != nil {
		return nil, err
	}
	defer done()
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: name, Net: "unix"})
	if err != nil {
		return nil, err
	}
	l.SetUnlinkOnClose(false)
	// Until here only the folder's mode kept others out, and it does.
	if err := os.Chmod(path, 0o600); err != nil {
		_ = l.Close()
		return nil, err
	}
	return unlinking{l, path}, nil
}

// unlinking removes its socket by the whole path, which the listener itself
// may not know.
type unlinking struct {
	net.Listener
	path string
}

// Close removes the socket while the lock is still held.
func (u unlinking) Close() error {
	_ = os.Remove(u.path)
	return u.Listener.Close()
}

func dial(ctx context.Context, path string) (net.Conn, error) {
	switch err := checkFolder(filepath.Dir(path)); {
	case errors.Is(err, os.ErrNotExist):
		return nil, ErrNotRunning
	case err != nil:
		return nil, err
	}
	name, done, err := shortName(path)
	if err != nil {
		return nil, err
	}
	defer done()
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", name)
	switch {
	case err == nil:
		return conn, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, unix.ENOENT), errors.Is(err, unix.ECONNREFUSED):
		return nil, ErrNotRunning
	}
	return nil, fmt.Errorf("could not reach the running Authfob at %s: %v", path, errors.Unwrap(err))
}
