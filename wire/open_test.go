package wire

import (
	"os"
	"testing"
)

func TestPassphraseFromStandardInput(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	was := os.Stdin
	os.Stdin = r
	t.Cleanup(func() { os.Stdin = was; _ = r.Close() })
	if _, err := w.WriteString(" two words \r\n"); err != nil {
		t.Fatal(err)
	}
	_ = w.Close()
	got, err := passphraseFile("-")(t.Context(), false)
	if err != nil || got.Reveal() != " two words " {
		t.Errorf("got %q, %v", got.Reveal(), err)
	}
}
