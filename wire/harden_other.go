//go:build !linux

package wire

// Harden does nothing here: this system offers a program without cgo no way to
// keep its memory to itself.
func Harden(bool) {}
