package local

import (
	"bytes"
	"testing"

	"github.com/authfob/authfob/auth"
)

func TestSealed(t *testing.T) {
	r, err := NewReceiver()
	if err != nil {
		t.Fatal(err)
	}
	key := auth.NewSecret("THE KEY")
	sealed, err := Seal(r.To(), key)
	if err != nil || bytes.Contains(sealed, []byte("THE KEY")) {
		t.Fatalf("sealed as %q, %v", sealed, err)
	}
	if got, err := r.Open(sealed); err != nil || !got.Equal(key) {
		t.Errorf("it does not come back: %v", err)
	}
	other, err := NewReceiver()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Open(sealed); err == nil {
		t.Error("another receiver opens it")
	}
	for _, bad := range [][]byte{nil, sealed[:10], append(bytes.Clone(sealed), 0)} {
		if _, err := r.Open(bad); err == nil {
			t.Errorf("%d bytes are opened", len(bad))
		}
	}
	for _, to := range [][]byte{nil, {1, 2, 3}} {
		if _, err := Seal(to, key); err == nil {
			t.Errorf("sealed to %v", to)
		}
	}
}
