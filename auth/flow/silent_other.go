//go:build !linux && !darwin

package flow

import "net"

// silent cannot be told here without waiting: no line is used again.
func silent(net.Conn) bool { return false }
