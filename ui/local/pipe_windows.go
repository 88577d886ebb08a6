package local

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
)

// Listen claims the pipe that stands for path. ErrRunning when another process
// has it: a pipe's first instance can be made only once, and goes with its
// process. Only the user and the system may open it.
func Listen(path string) (*Listener, error) {
	sid, err := ownSID()
	if err != nil {
		return nil, err
	}
	l, err := winio.ListenPipe(pipeName(path, sid), &winio.PipeConfig{
		SecurityDescriptor: "O:" + sid + "D:P(A;;GA;;;" + sid + ")(A;;GA;;;SY)",
		InputBufferSize:    4 << 10,
		OutputBufferSize:   4 << 10,
	})
	switch {
	case errors.Is(err, windows.ERROR_ACCESS_DENIED), errors.Is(err, windows.ERROR_PIPE_BUSY),
		errors.Is(err, windows.ERROR_ALREADY_EXISTS):
		return nil, ErrRunning
	case err != nil:
		return nil, fmt.Errorf("could not listen for other Authfob programs: %v", err)
	}
	return &Listener{net: pipe{l}, unlock: func() {}}, nil
}

// pipe says net.ErrClosed where go-winio has an error of its own.
type pipe struct{ net.Listener }

// Accept waits for the next connection.
func (p pipe) Accept() (net.Conn, error) {
	conn, err := p.Listener.Accept()
	if errors.Is(err, winio.ErrPipeListenerClosed) {
		return nil, net.ErrClosed
	}
	return conn, err
}

func dial(ctx context.Context, path string) (net.Conn, error) {
	sid, err := ownSID()
	if err != nil {
		return nil, err
	}
	conn, err := winio.DialPipeContext(ctx, pipeName(path, sid))
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, ErrNotRunning
	case errors.Is(err, windows.ERROR_ACCESS_DENIED):
		return nil, ErrForeign
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("could not reach the running Authfob: %v", err)
	}
	return conn, nil
}

// pipeName stands for path and user: pipes share one name space.
func pipeName(path, sid string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	sum := sha256.Sum256([]byte(sid + "\x00" + strings.ToLower(path)))
	return `\\.\pipe\authfob-` + hex.EncodeToString(sum[:12])
}

func ownSID() (string, error) {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return "", fmt.Errorf("could not find out who the user is: %v", err)
	}
	return user.User.Sid.String(), nil
}
