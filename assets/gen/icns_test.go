package main

import (
	"encoding/binary"
	"slices"
	"testing"
)

func TestICNS(t *testing.T) {
	file := icns([]image{{16, []byte("PNG small")}, {512, []byte("PNG large one")}})
	if got := binary.BigEndian.Uint32(file[4:]); string(file[:4]) != "icns" || int(got) != len(file) {
		t.Fatalf("header %q of %d bytes, the file has %d", file[:4], got, len(file))
	}
	var found []string
	for rest := file[8:]; len(rest) > 0; {
		n := binary.BigEndian.Uint32(rest[4:])
		found = append(found, string(rest[:4]), string(rest[8:n]))
		rest = rest[n:]
	}
	if want := []string{"icp4", "PNG small", "ic09", "PNG large one"}; !slices.Equal(found, want) {
		t.Errorf("got %q, want %q", found, want)
	}
}
