package main

import (
	"encoding/binary"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestICO(t *testing.T) {
	small, large := []byte("PNG small"), []byte("PNG large one")
	file := ico([]image{{16, small}, {256, large}})

	if diff := cmp.Diff([]byte{0, 0, 1, 0, 2, 0}, file[:6]); diff != "" {
		t.Errorf("header (-want +got):\n%s", diff)
	}
	for i, want := range []struct {
		side uint8
		png  []byte
	}{{16, small}, {0, large}} {
		entry := file[6+16*i:][:16]
		if entry[0] != want.side || entry[1] != want.side {
			t.Errorf("entry %d: sides %d and %d, want %d", i, entry[0], entry[1], want.side)
		}
		size, at := binary.LittleEndian.Uint32(entry[8:]), binary.LittleEndian.Uint32(entry[12:])
		if got := file[at : at+size]; string(got) != string(want.png) {
			t.Errorf("entry %d points at %q, want %q", i, got, want.png)
		}
	}
}
