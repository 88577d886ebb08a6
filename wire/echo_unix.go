//go:build linux || darwin

package wire

import "golang.org/x/sys/unix"

// hideInput turns the echo of a terminal off, so that nothing is shown of what
// is pasted as soon as the question stands there.
func hideInput(fd int) error {
	t, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return err
	}
	t.Lflag &^= unix.ECHO
	return unix.IoctlSetTermios(fd, setTermios, t)
}
