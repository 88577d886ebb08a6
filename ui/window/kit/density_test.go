package kit

import "testing"

func TestLinesAreThickerOnADenserScreen(t *testing.T) {
	const line = `<path d="M1 1 L2 2" stroke-width="1.5"/><circle r="2" stroke-width="2"/>`
	for by, want := range map[float64]string{
		1:   line,
		1.5: `<path d="M1 1 L2 2" stroke-width="2.25"/><circle r="2" stroke-width="3.00"/>`,
		2:   `<path d="M1 1 L2 2" stroke-width="3.00"/><circle r="2" stroke-width="4.00"/>`,
	} {
		if got := thicken(line, by); got != want {
			t.Errorf("by %v: %s", by, got)
		}
	}
}
