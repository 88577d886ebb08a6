package testenv

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"
)

// busConfig is a session bus that starts no service by itself but those offered.
const busConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=%s</listen>
  <auth>EXTERNAL</auth>
  <servicedir>%s</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

// Session is a desktop session's bus with a home of its own. Because a process
// shares one bus connection, what uses it runs in a process of its own, with
// Env added to its environment.
type Session struct {
	Env     []string
	Address string // of the bus

	services string // the folder of what it starts when it is called
}

// Offer has the bus start a command when a name is called that nobody has.
func (s Session) Offer(t testing.TB, name, command string) {
	t.Helper()
	text := fmt.Sprintf("[D-BUS Service]\nName=%s\nExec=%s\n", name, command)
	if err := os.WriteFile(filepath.Join(s.services, name+".service"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	conn, err := dbus.Connect(s.Address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.BusObject().Call("org.freedesktop.DBus.ReloadConfig", 0).Err; err != nil {
		t.Fatal(err)
	}
}

// Bus starts a session bus on which there is no service.
func Bus(t testing.TB) Session {
	t.Helper()
	home, err := os.MkdirTemp("", "session") // t.TempDir may be too long for a socket
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(home) })
	socket, config, services := filepath.Join(home, "bus"), filepath.Join(home, "bus.conf"), filepath.Join(home, "services")
	if err := errors.Join(os.WriteFile(config, fmt.Appendf(nil, busConfig, socket, services), 0o600), os.Mkdir(services, 0o700)); err != nil {
		t.Fatal(err)
	}
	Start(t, nil, nil, "dbus-daemon", "--config-file="+config, "--nofork")
	s := Session{Address: "unix:path=" + socket, services: services}
	s.Env = append(NoBus(home), "DBUS_SESSION_BUS_ADDRESS="+s.Address)
	Await(t, "the session bus", func() bool {
		conn, err := dbus.Connect(s.Address)
		if err != nil {
			return false
		}
		_ = conn.Close()
		return true
	})
	return s
}

// NoBus is the environment of a home without a session bus: one that cannot be
// connected to, for the system's own must not be found either.
func NoBus(home string) []string {
	env := []string{"HOME=" + home, "DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(home, "none"), "DISPLAY=", "WAYLAND_DISPLAY="}
	for _, name := range []string{"XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"} {
		env = append(env, name+"="+home)
	}
	return env
}

const secretService = "org.freedesktop.secrets"

// Keyring starts a session with a GNOME keyring that has a login keyring,
// unlocked or locked. There is nobody to answer its prompts.
func Keyring(t testing.TB, unlocked bool) Session {
	t.Helper()
	s := Bus(t)
	password, err := os.CreateTemp(t.TempDir(), "password")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = password.Close() }()
	if _, err := password.WriteString("keyring password"); err != nil {
		t.Fatal(err)
	}
	daemon := `exec gnome-keyring-daemon --foreground --components=secrets --unlock <"$1"`
	Start(t, s.Env, nil, "sh", "-c", daemon, "sh", password.Name())
	Await(t, "the keyring", func() bool {
		var path dbus.ObjectPath
		return s.call(t, "ReadAlias", &path, "default") == nil && path != "/"
	})
	if !unlocked {
		s.Lock(t)
	}
	return s
}

// Lock locks the session's keyring.
func (s Session) Lock(t testing.TB) {
	t.Helper()
	login := []dbus.ObjectPath{"/org/freedesktop/secrets/collection/login"}
	var locked []dbus.ObjectPath
	var prompt dbus.ObjectPath
	conn := s.connect(t)
	defer func() { _ = conn.Close() }()
	err := conn.Object(secretService, "/org/freedesktop/secrets").Call("org.freedesktop.Secret.Service.Lock", 0, login).Store(&locked, &prompt)
	if err != nil || len(locked) != 1 {
		t.Fatalf("locking the keyring: %v, locked %v", err, locked)
	}
}

func (s Session) connect(t testing.TB) *dbus.Conn {
	t.Helper()
	conn, err := dbus.Connect(s.Address)
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

func (s Session) call(t testing.TB, method string, answer any, args ...any) error {
	t.Helper()
	conn := s.connect(t)
	defer func() { _ = conn.Close() }()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	return conn.Object(secretService, "/org/freedesktop/secrets").CallWithContext(ctx, "org.freedesktop.Secret.Service."+method, 0, args...).Store(answer)
}

// Items lists the names of the keyring's items of a service.
func (s Session) Items(t testing.TB, service string) []string {
	t.Helper()
	var names []string
	for line := range strings.Lines(s.Tool(t, "", "search", "--all", "service", service)) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "attribute.username = "); ok {
			names = append(names, name)
		}
	}
	return names
}

// Tool runs secret-tool with input and returns what it printed.
func (s Session) Tool(t testing.TB, input string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "secret-tool", args...)
	cmd.Env = append(os.Environ(), s.Env...)
	cmd.Stdin = strings.NewReader(input)
	out, err := cmd.CombinedOutput() // attributes are printed on stderr
	if err != nil && len(out) > 0 {
		t.Fatalf("secret-tool %s: %v: %s (Debian package libsecret-tools)", args, err, out)
	}
	return string(out)
}
