package resident

import (
	"errors"
	"io"
	"strings"
	"testing"
)

// A resident that was killed says nothing, and its window knows that.
func TestWindowKnowsALostResident(t *testing.T) {
	for said, want := range map[string]error{`{"tray":true}` + "\n": ErrLost, `{"tray":true}` + "\n" + `{"end":true}` + "\n": io.EOF} {
		p, _, err := NewPipe(strings.NewReader(said), io.Discard)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := p.Next(); !errors.Is(err, want) {
			t.Errorf("after %q: %v, want %v", said, err, want)
		}
	}
}
