package keyring

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
	"syscall"

	keyrings "github.com/zalando/go-keyring"
)

// classify turns an error of the keyring into one of this package's. What it
// does not know is "unavailable": the caller then offers another way.
func classify(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrUnavailable):
		return err
	case errors.Is(err, keyrings.ErrNotFound):
		return ErrNotFound
	case errors.Is(err, keyrings.ErrSetDataTooBig):
		return fmt.Errorf("%w: %v", ErrRefused, err)
	case strings.Contains(err.Error(), "failed to unlock correct collection"):
		return unopened(ctx)
	}
	if kind := platformKind(runtime.GOOS, err); kind != nil {
		return fmt.Errorf("%w: %v", kind, err)
	}
	if kind := busKind(err); kind != nil {
		if gone := reachable(ctx); errors.Is(kind, ErrTimeout) && errors.Is(gone, ErrUnavailable) {
			return gone // it ended in the middle of the call
		}
		return fmt.Errorf("%w: %v", kind, err)
	}
	return fmt.Errorf("%w: %v", ErrUnavailable, err)
}

// Exit codes of macOS' security(1) are OSStatus & 0xff; the others are Windows'
// ERROR_NOT_ENOUGH_MEMORY and ERROR_NO_SUCH_LOGON_SESSION.
var (
	darwinExits  = map[int]error{36: ErrLocked, 44: ErrNotFound, 51: ErrLocked, 128: ErrLocked}
	windowsCodes = map[syscall.Errno]error{8: ErrRefused, 1312: ErrRefused}
)

func platformKind(goos string, err error) error {
	var exit *exec.ExitError
	var code syscall.Errno
	switch {
	case goos == "darwin" && errors.As(err, &exit):
		return darwinExits[exit.ExitCode()]
	case goos == "windows" && errors.As(err, &code):
		return windowsCodes[code]
	}
	return nil
}
