//go:build !linux && !darwin && !freebsd

package local

import "net"

// checkPeer finds nothing: the folder's mode, or the pipe's access list, alone
// keeps others out here.
func checkPeer(net.Conn) error { return nil }
