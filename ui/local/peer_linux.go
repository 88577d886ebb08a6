package local

import (
	"net"
	"os"

	"golang.org/x/sys/unix"
)

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
	var peer *unix.Ucred
	if e := raw.Control(func(fd uintptr) {
		peer, err = unix.GetsockoptUcred(int(fd), unix.SOL_SOCKET, unix.SO_PEERCRED)
	}); e != nil {
		return e
	}
	if err != nil || int(peer.Uid) != os.Geteuid() {
		return ErrForeign
	}
	return nil
}
