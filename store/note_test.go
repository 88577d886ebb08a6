package store

import (
	"bytes"
	"os"
	"testing"
)

func TestNote(t *testing.T) {
	h, v := newVault(t)
	add(t, v, "one")
	if got := v.Recall(t.Context()); got != nil {
		t.Errorf("a new vault recalls %q", got)
	}
	note := bytes.Repeat([]byte("NOTE"), 1000)
	if err := v.Remember(t.Context(), note); err != nil {
		t.Fatal(err)
	}
	if got := h.vault().Recall(t.Context()); !bytes.Equal(got, note) {
		t.Errorf("another process recalls %d bytes, want %d", len(got), len(note))
	}
	file, err := os.ReadFile(h.path(noteName))
	if err != nil || bytes.Contains(file, []byte("NOTE")) {
		t.Errorf("the note is not sealed: %v", err)
	}
	for i := range file {
		if i%997 != 0 && i > 40 { // all of the head, some of the rest
			continue
		}
		bad := bytes.Clone(file)
		bad[i] ^= 1
		write(t, h.path(noteName), bad)
		if got := h.vault().Recall(t.Context()); got != nil {
			t.Fatalf("a note whose byte %d was changed is read", i)
		}
	}
	if err := v.Remember(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(h.path(noteName)); !os.IsNotExist(err) {
		t.Errorf("the note is still there: %v", err)
	}
}

func TestNoteOfALockedVault(t *testing.T) {
	_, v := newVault(t)
	add(t, v, "one")
	if err := v.Remember(t.Context(), []byte("x")); err != nil {
		t.Fatal(err)
	}
	if err := v.Lock(); err != nil {
		t.Fatal(err)
	}
	if got := v.Recall(t.Context()); got != nil {
		t.Errorf("a locked vault recalls %q", got)
	}
	if err := v.Remember(t.Context(), []byte("y")); err == nil {
		t.Error("a locked vault took a note")
	}
}
