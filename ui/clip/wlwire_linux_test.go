package clip

import (
	"encoding/binary"
	"errors"
	"net"
	"path/filepath"
	"testing"
)

func word(v ...uint32) (b []byte) {
	for _, w := range v {
		b = binary.NativeEndian.AppendUint32(b, w)
	}
	return b
}

// TestCompositorIsNotTrusted: what does not parse ends the connection.
func TestCompositorIsNotTrusted(t *testing.T) {
	for name, c := range map[string]struct {
		sent []byte
		ok   bool
	}{
		"good":              {word(2, 12<<16, 7), true},
		"size under a head": {word(2, 4<<16), false},
		"size of no words":  {append(word(2, 9<<16), 0, 0, 0, 0), false},
		"cut short":         {word(2, 12<<16), false},
	} {
		path := filepath.Join(t.TempDir(), "wayland")
		l, err := net.Listen("unix", path)
		if err != nil {
			t.Fatal(err)
		}
		t.Setenv("WAYLAND_DISPLAY", path)
		w, err := dialWayland()
		if err != nil {
			t.Fatal(err)
		}
		server, err := l.Accept()
		if err != nil {
			t.Fatal(err)
		}
		_, _ = server.Write(c.sent)
		_, _ = server.Close(), l.Close()
		e, err := w.next()
		if (err == nil) != c.ok {
			t.Errorf("%s: %v %v", name, e, err)
		}
		if _, err := w.takeFile(); !errors.Is(err, errWayland) {
			t.Errorf("%s: a descriptor came from nowhere", name)
		}
		w.close()
	}
}

func TestEventArguments(t *testing.T) {
	for name, c := range map[string]struct {
		args []byte
		want string
		ok   bool
	}{
		"good":     {append(word(4), "abc\x00"...), "abc", true},
		"empty":    {nil, "", false},
		"null":     {word(0), "", false},
		"too long": {append(word(9), "abc\x00"...), "", false},
		"huge":     {append(word(1<<32-1), "abc\x00"...), "", false},
	} {
		got, _, ok := wlEvent{args: c.args}.stringAt(0)
		if got != c.want || ok != c.ok {
			t.Errorf("%s: %q %v, want %q %v", name, got, ok, c.want, c.ok)
		}
	}
}
