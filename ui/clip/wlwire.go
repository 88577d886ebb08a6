//go:build unix && !darwin

package clip

import (
	"encoding/binary"
	"errors"
	"net"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"
)

// wlWire speaks the Wayland wire format: messages of 32-bit words in the
// host's byte order, file descriptors beside them.
type wlWire struct {
	conn *net.UnixConn
	in   []byte // read, but not yet parsed
	fds  []int  // received, but not yet taken
}

// wlEvent is a message from the compositor.
type wlEvent struct {
	object uint32
	opcode uint16
	args   []byte
}

var errWayland = errors.New("the compositor sent something that is not Wayland")

// dialWayland connects to the compositor that the environment names.
func dialWayland() (*wlWire, error) {
	name := os.Getenv("WAYLAND_DISPLAY")
	if !filepath.IsAbs(name) {
		name = filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), name)
	}
	conn, err := net.DialUnix("unix", nil, &net.UnixAddr{Name: name, Net: "unix"})
	if err != nil {
		return nil, err
	}
	return &wlWire{conn: conn}, nil
}

// send writes a request. Arguments are uint32 (also for objects and new IDs),
// string, or a file, which is left open.
func (w *wlWire) send(object uint32, opcode uint16, args ...any) error {
	var rights []byte
	b := make([]byte, 8, 64)
	for _, arg := range args {
		switch v := arg.(type) {
		case uint32:
			b = binary.NativeEndian.AppendUint32(b, v)
		case *os.File:
			rights = unix.UnixRights(int(v.Fd()))
		case string:
			b = binary.NativeEndian.AppendUint32(b, uint32(len(v)+1))
			b = append(b, v...)
			b = append(b, make([]byte, 4-len(v)%4)...) // the zero byte, and up to a whole word
		}
	}
	binary.NativeEndian.PutUint32(b, object)
	binary.NativeEndian.PutUint32(b[4:], uint32(len(b))<<16|uint32(opcode))
	_, _, err := w.conn.WriteMsgUnix(b, rights, nil)
	return err
}

// next waits for the next event. Its args are valid until the next call.
func (w *wlWire) next() (wlEvent, error) {
	for {
		if len(w.in) >= 8 {
			head := binary.NativeEndian.Uint32(w.in[4:])
			size := int(head >> 16)
			if size < 8 || size%4 != 0 {
				return wlEvent{}, errWayland
			}
			if len(w.in) >= size {
				e := wlEvent{binary.NativeEndian.Uint32(w.in), uint16(head), w.in[8:size]}
				w.in = w.in[size:]
				return e, nil
			}
		}
		if err := w.read(); err != nil {
			return wlEvent{}, err
		}
	}
}

func (w *wlWire) read() error {
	buf, oob := make([]byte, 4096), make([]byte, syscall.CmsgSpace(28*4))
	n, oobn, _, _, err := w.conn.ReadMsgUnix(buf, oob)
	if err != nil {
		return err
	}
	if n == 0 {
		return net.ErrClosed
	}
	w.in = append(w.in, buf[:n]...)
	messages, err := syscall.ParseSocketControlMessage(oob[:oobn])
	if err != nil {
		return errWayland
	}
	for i := range messages {
		fds, err := syscall.ParseUnixRights(&messages[i])
		if err != nil {
			return errWayland
		}
		for _, fd := range fds {
			syscall.CloseOnExec(fd)
		}
		w.fds = append(w.fds, fds...)
	}
	return nil
}

// takeFile takes the next received descriptor as a pipe that knows deadlines.
func (w *wlWire) takeFile() (*os.File, error) {
	if len(w.fds) == 0 {
		return nil, errWayland
	}
	fd := w.fds[0]
	w.fds = w.fds[1:]
	if err := unix.SetNonblock(fd, true); err != nil {
		_ = unix.Close(fd)
		return nil, err
	}
	return os.NewFile(uintptr(fd), "paste"), nil
}

func (w *wlWire) close() {
	_ = w.conn.Close()
}

// closeFiles closes what nobody took. Only the reader may call it.
func (w *wlWire) closeFiles() {
	for _, fd := range w.fds {
		_ = unix.Close(fd)
	}
	w.fds = nil
}

// uint32At and stringAt read arguments of an event; ok is false for a short one.
func (e wlEvent) uint32At(offset int) (v uint32, ok bool) {
	if len(e.args) < offset+4 {
		return 0, false
	}
	return binary.NativeEndian.Uint32(e.args[offset:]), true
}

func (e wlEvent) stringAt(offset int) (s string, end int, ok bool) {
	n, ok := e.uint32At(offset)
	if !ok || n == 0 || int64(n) > int64(len(e.args)-offset-4) {
		return "", 0, false
	}
	start := offset + 4
	return string(e.args[start : start+int(n)-1]), start + (int(n)+3)/4*4, true
}
