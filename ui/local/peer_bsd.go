//go:build darwin || freebsd

package local

import (
	"net"
	"os"

	"golang.org/x/sys/unix"
)

// solLocal is SOL_LOCAL, the level of LOCAL_PEERCRED.
const solLocal = 0

// checkPeer reports whether another user's process is at the other end.
func checkPeer(conn net.Conn) error {
	unixConn, ok := conn.(*net.UnixConn)
	if !ok {
		return ErrForeign
	}
	raw, err := unixConn.SyscallConn()
	if err != nil {
		return err
	}
	var peer *unix.Xucred
	if e := raw.Control(func(fd uintptr) {
		peer, err = unix.GetsockoptXucred(int(fd), solLocal, unix.LOCAL_PEERCRED)
	}); e != nil {
		return e
	}
	if err != nil || int(peer.Uid) != os.Geteuid() {
		return ErrForeign
	}
	return nil
}
