//go:build linux || darwin

package flow

import (
	"errors"
	"net"
	"syscall"
)

// tellsSilence says whether silent can tell.
const tellsSilence = true

// silent reports whether nothing has come on a connection that nobody reads: no
// byte, and no end.
func silent(c net.Conn) bool {
	s, ok := c.(syscall.Conn)
	if !ok {
		return false
	}
	raw, err := s.SyscallConn()
	if err != nil {
		return false
	}
	var one [1]byte
	var peeked error
	err = raw.Read(func(fd uintptr) bool {
		_, _, peeked = syscall.Recvfrom(int(fd), one[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		return true // without waiting
	})
	return err == nil && errors.Is(peeked, syscall.EAGAIN)
}
