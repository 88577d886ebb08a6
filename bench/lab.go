package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/zalando/go-keyring"
	"golang.org/x/crypto/chacha20poly1305"
)

// lab is where everything is measured: a home, a session bus with a keyring, a
// display, and two authorization servers. They are this process's own
// environment, and so that of every program it starts.
type lab struct {
	dir      string
	programs string // the folder of what was built
	running  []*exec.Cmd
	strict   *provider // rotates refresh tokens, and revokes all when one is used twice
	keeping  *provider // never rotates
	many     ours      // see tenThousand
}

// program is the path of something that make bench built.
func (l *lab) program(name string) string { return filepath.Join(l.programs, name) }

// path is a place in the lab.
func (l *lab) path(parts ...string) string {
	return filepath.Join(append([]string{l.dir}, parts...)...)
}

func newLab(ctx context.Context, programs string) (_ *lab, err error) {
	l := &lab{}
	defer func() {
		if err != nil {
			l.close()
		}
	}()
	if l.programs, err = filepath.Abs(programs); err != nil {
		return nil, err
	}
	if l.dir, err = os.MkdirTemp("", "authfob-bench-"); err != nil {
		return nil, err
	}
	for _, name := range []string{"HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"} {
		set(name, l.dir)
	}
	for _, name := range []string{"WAYLAND_DISPLAY", "AUTHFOB_HOME", "SSL_CERT_DIR"} {
		_ = os.Unsetenv(name) // fails for no name that is one
	}
	if err := l.startDesktop(ctx); err != nil {
		return nil, err
	}
	if err := l.startKeyring(ctx); err != nil {
		return nil, err
	}
	return l, l.startProviders(ctx)
}

func set(name, value string) { _ = os.Setenv(name, value) } // fails for no name that is one

// startDesktop starts a display and a session bus.
func (l *lab) startDesktop(ctx context.Context) error {
	display, err := l.startTelling(exec.CommandContext(ctx, "Xvfb", "-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1200x800x24"))
	if err != nil {
		return err
	}
	bus, err := l.startTelling(exec.CommandContext(ctx, "dbus-daemon", "--session", "--nofork", "--print-address"))
	if err != nil {
		return err
	}
	set("DISPLAY", ":"+display)
	set("DBUS_SESSION_BUS_ADDRESS", bus)
	return nil
}

// startKeyring starts a GNOME keyring that is unlocked, and puts the key of the
// bare programs there, with a file sealed by it.
func (l *lab) startKeyring(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, "gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock")
	cmd.Stdin = strings.NewReader("password of the bench")
	if err := l.start(cmd); err != nil {
		return err
	}
	conn, err := dbus.ConnectSessionBus()
	if err != nil {
		return err
	}
	defer conn.Close()
	service := conn.Object("org.freedesktop.secrets", "/org/freedesktop/secrets")
	err = await(ctx, "the keyring", func() bool {
		var path dbus.ObjectPath
		if service.Call("org.freedesktop.Secret.Service.ReadAlias", 0, "default").Store(&path) != nil || path == "/" {
			return false
		}
		// Its name is there a moment before it is open.
		locked, err := conn.Object("org.freedesktop.secrets", path).GetProperty("org.freedesktop.Secret.Collection.Locked")
		return err == nil && locked.Value() == false
	})
	if err != nil {
		return err
	}
	key := make([]byte, chacha20poly1305.KeySize)
	_, _ = rand.Read(key)
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return err
	}
	nonce := make([]byte, aead.NonceSize())
	sealed := aead.Seal(nonce, nonce, []byte(strings.Repeat("t", 4<<10)), nil)
	return errors.Join(
		os.WriteFile(l.path("sealed"), sealed, 0o600),
		keyring.Set("authfob-bench", "bare", base64.StdEncoding.EncodeToString(key)),
	)
}

// startTelling starts a program whose first line of output says that it is
// ready, and returns that line.
func (l *lab) startTelling(cmd *exec.Cmd) (string, error) {
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := l.start(cmd); err != nil {
		return "", err
	}
	r := bufio.NewReader(out)
	line, err := r.ReadString('\n')
	if err != nil {
		return "", fmt.Errorf("%s ended before it was ready", cmd.Path)
	}
	go func() { _, _ = io.Copy(io.Discard, r) }() // until the program ends
	return strings.TrimSpace(line), nil
}

// start starts a program that close will end.
func (l *lab) start(cmd *exec.Cmd) error {
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("%v (see scripts/packages.txt)", err)
	}
	l.running = append(l.running, cmd)
	return nil
}

// stop ends a program and waits for it.
func (l *lab) stop(cmd *exec.Cmd) {
	_ = cmd.Process.Signal(syscall.SIGTERM) // it may have ended
	kill := time.AfterFunc(10*time.Second, func() { _ = cmd.Process.Kill() })
	_ = cmd.Wait()
	kill.Stop()
}

// close ends what was started, the last one first, and leaves nothing behind.
func (l *lab) close() {
	for i := len(l.running) - 1; i >= 0; i-- {
		if l.running[i].ProcessState == nil {
			l.stop(l.running[i])
		}
	}
	for _, p := range []*provider{l.strict, l.keeping} {
		if p != nil {
			_ = p.Close()
		}
	}
	_ = os.RemoveAll(l.dir)
}

// await waits until ready says so.
func await(ctx context.Context, what string, ready func() bool) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !ready() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("waiting for %s: %v", what, ctx.Err())
		}
	}
	return nil
}
