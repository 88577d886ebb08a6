package cli_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/cli"
)

// TestExitCodes: what an error means for a script, be it wrapped. No error is a
// success, whatever its outcome.
func TestExitCodes(t *testing.T) {
	failure := func(o auth.Outcome) error { return &auth.Failure{Outcome: o} }
	for _, tt := range []struct {
		err  error
		want int
	}{
		{nil, 0},
		{errors.New("x"), 1},
		{auth.ErrNotFound, 1},
		{failure(auth.OutcomeInvalid), 1},
		{failure(auth.OutcomeUnsaved), 1},
		{failure(""), 1},
		{&auth.InputError{Field: "name", Text: "x"}, 2},
		{failure(auth.OutcomeSignIn), 3},
		{failure(auth.OutcomeRefused), 4},
		{failure(auth.OutcomeUnreachable), 5},
		{auth.ErrPassphrase, 6},
		{auth.ErrBusy, 75},
		{context.Canceled, 130},
	} {
		if got := cli.ExitCode(tt.err); got != tt.want {
			t.Errorf("%v: %d, want %d", tt.err, got, tt.want)
		}
		if got := cli.ExitCode(fmt.Errorf("in words: %w", tt.err)); tt.err != nil && got != tt.want {
			t.Errorf("%v, wrapped: %d, want %d", tt.err, got, tt.want)
		}
	}
}
