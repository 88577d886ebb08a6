package lock

import "testing"

func TestStrength(t *testing.T) {
	for _, c := range []struct {
		pass string
		want strength
	}{
		{"", strengthNone},
		{"a", strengthWeak},
		{"aaaaaaaaaaaaaaaaaaaaaa", strengthWeak},
		{"abcdefghijklmnopqrstuvwxyz", strengthWeak},
		{"Password123!", strengthWeak},
		{"12345678901234567890", strengthWeak},
		{"correct horse battery staple", strengthWeak}, // everybody knows it
		{"horse", strengthWeak},
		{"horse horse horse horse horse", strengthWeak},
		{"tr0ub4dor", strengthFair},
		{"purple lamp anchor", strengthFair},
		{"purple lamp anchor bicycle", strengthGood},
		{"purple lamp anchor bicycle moss", strengthStrong},
		{"kX9#vQ2!mZ7p", strengthStrong},
		{"正しい馬電池留め金紫の錨", strengthGood},
	} {
		if got := strengthOf(c.pass); got != c.want {
			t.Errorf("%q is %d, want %d (%.0f bits)", c.pass, got, c.want, guessBits(c.pass))
		}
	}
}
