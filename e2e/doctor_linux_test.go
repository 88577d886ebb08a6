package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/internal/testenv"
	"github.com/authfob/authfob/ui/local"
)

// atMost is how long an examination may take, whatever hangs.
const atMost = 6 * time.Second

// examined is what doctor --json says of each area, and what it printed.
func (b *box) examined(args ...string) (codes map[string]string, r result) {
	b.t.Helper()
	began := time.Now()
	r = b.run("", append([]string{"doctor", "--json"}, args...)...)
	if took := time.Since(began); took > atMost {
		b.t.Errorf("it took %v", took)
	}
	var report struct {
		Format, Problems int
		Findings         []struct{ Code, Verdict, What, Do string }
	}
	if err := json.Unmarshal([]byte(r.out), &report); err != nil || report.Format != 1 {
		b.t.Fatalf("doctor --json: exit %d, %v\n%s%s", r.code, err, r.out, r.err)
	}
	codes = map[string]string{}
	for _, f := range report.Findings {
		codes[f.Code] = f.Verdict
		if f.What == "" || f.Verdict == "problem" && f.Do == "" {
			b.t.Errorf("%s has no words, or no way out: %+v", f.Code, f)
		}
	}
	if (report.Problems > 0) != (r.code == 1) {
		b.t.Errorf("%d problems, but exit %d", report.Problems, r.code)
	}
	return codes, r
}

// finds checks the verdicts of some codes.
func (b *box) finds(want map[string]string, args ...string) {
	b.t.Helper()
	got, r := b.examined(args...)
	for code, verdict := range want {
		if got[code] != verdict {
			b.t.Errorf("%s is %q, want %q\n%s", code, got[code], verdict, r.out)
		}
	}
}

// underKeyring makes the box's vault one under the session's keyring.
func (b *box) underKeyring(s testenv.Session) {
	b.t.Helper()
	b.key, b.env = "", s.Env
	b.must("", "add", "Work", "--token-url", "https://login.example.com/token", "--client-id", "robot", "--client-auth", "none")
}

func TestDoctorTellsKeyringsApart(t *testing.T) {
	open := testenv.Keyring(t, true)
	b := newBox(t)
	b.env = open.Env
	b.finds(map[string]string{"keyring.open": "ok", "vault.none": "ok"})
	b.underKeyring(open)
	b.finds(map[string]string{"keyring.open": "ok", "vault.opens": "ok", "vault.found": "ok"})
	open.Lock(t)
	b.finds(map[string]string{"keyring.locked": "problem", "vault.unchecked": "note"})

	bus := testenv.Bus(t)
	b.env = bus.Env
	b.finds(map[string]string{"keyring.no_service": "problem"})
	provide(t, bus, "org.freedesktop.secrets", "/org/freedesktop/secrets", deaf{t.Context().Done()})
	b.finds(map[string]string{"keyring.silent": "problem"})
	b.env = testenv.NoBus(t.TempDir())
	b.finds(map[string]string{"keyring.dead_bus": "problem"})
	b.env = append(b.env, "DBUS_SESSION_BUS_ADDRESS=")
	b.finds(map[string]string{"keyring.no_bus": "problem", "tray.no_bus": "note"})

	empty := testenv.Keyring(t, true)
	b.env = empty.Env
	b.finds(map[string]string{"keyring.open": "ok", "vault.key_missing": "problem"})
}

// A vault that needs no keyring is none the worse without one.
func TestDoctorOnAServer(t *testing.T) {
	b := newBox(t)
	b.must("", "add", "Work", "--token-url", "https://login.example.com/token", "--client-id", "robot", "--client-auth", "none")
	if _, r := b.examined(); r.code != 0 {
		t.Errorf("exit %d\n%s", r.code, r.out)
	}
	b.finds(map[string]string{"keyring.no_bus": "note", "vault.opens": "ok", "clipboard.no_display": "note", "browser.no_display": "note"})
	text := b.must("", "doctor")
	if !strings.Contains(text, "ok       vault") || !strings.Contains(text, "0 problems") {
		t.Errorf("doctor says\n%s", text)
	}
	b.key = ""
	b.finds(map[string]string{"vault.unchecked": "note"})
}

// deaf answers nothing until the test ends.
type deaf struct{ until <-chan struct{} }

func (d deaf) Get(string, string) (dbus.Variant, *dbus.Error) {
	<-d.until
	return dbus.Variant{}, nil
}

// hostless is a place where tray icons register and nobody shows them, or, as
// true, one where somebody does.
type hostless bool

func (h hostless) Get(string, string) (dbus.Variant, *dbus.Error) {
	return dbus.MakeVariant(bool(h)), nil
}

// provide puts an object with properties under a name on the bus.
func provide(t *testing.T, s testenv.Session, name, path string, object any) {
	t.Helper()
	conn, err := dbus.Connect(s.Address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := conn.Export(object, dbus.ObjectPath(path), "org.freedesktop.DBus.Properties"); err != nil {
		t.Fatal(err)
	}
	if reply, err := conn.RequestName(name, dbus.NameFlagReplaceExisting|dbus.NameFlagAllowReplacement); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatal(err, reply)
	}
}

func TestDoctorOnADesktop(t *testing.T) {
	b, bus := newBox(t), testenv.Bus(t)
	display := "DISPLAY=" + testenv.Xvfb(t)
	b.env = append(bus.Env, display)
	b.finds(map[string]string{"tray.no_watcher": "note", "clipboard.works": "ok", "window.none": "note"})
	b.env = append(bus.Env, display, "XDG_CURRENT_DESKTOP=ubuntu:GNOME")
	b.finds(map[string]string{"tray.gnome": "note"})
	provide(t, bus, "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher", hostless(false))
	b.finds(map[string]string{"tray.no_host": "note"})
	provide(t, bus, "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher", hostless(true))
	b.finds(map[string]string{"tray.shown": "ok"})
	b.env = append(bus.Env, "DISPLAY=:4711")
	b.finds(map[string]string{"clipboard.unreachable": "problem"})
	b.env = append(bus.Env, display, "PATH="+t.TempDir())
	b.finds(map[string]string{"browser.none": "problem"})
	b.env = testenv.Sway(t)
	b.finds(map[string]string{"clipboard.works": "ok"})
}

// spoil writes into the box's configuration.
func (b *box) spoil(name, text string) {
	b.t.Helper()
	path := filepath.Join(b.home, "config", name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
		b.t.Fatal(err)
	}
}

// A key file that is named counts before there is a vault, too.
func TestDoctorLooksAtTheKeyFile(t *testing.T) {
	b := newBox(t)
	b.key = filepath.Join(t.TempDir(), "none")
	b.finds(map[string]string{"vault.none": "ok", "vault.bad_key_file": "problem"})
}

func TestDoctorReadsWhatAPersonWrote(t *testing.T) {
	b := newBox(t)
	b.finds(map[string]string{"settings.read": "ok", "autostart.off": "ok"})
	b.spoil("settings.json", `{"format":1,"browser":"/nowhere/browser --x"}`)
	b.finds(map[string]string{"settings.read": "ok", "browser.chosen_missing": "problem"})
	b.spoil("settings.json", `{"format":`)
	b.spoil("providers/mine.toml", "name = 7\n")
	b.spoil("templates/mine.tmpl", "{{.Token")
	b.finds(map[string]string{"settings.damaged": "problem", "settings.provider": "problem", "settings.template": "problem"})
	b.spoil("settings.json", `{"format":9}`)
	b.finds(map[string]string{"settings.newer": "problem"})

	b.env = append(b.env, "XDG_CONFIG_HOME="+b.tmp)
	b.must("", "autostart", "on")
	b.finds(map[string]string{"autostart.on": "ok"})
	entry := filepath.Join(b.tmp, "autostart", "authfob.desktop")
	for exec, code := range map[string]string{"/nowhere/authfob --hidden": "autostart.gone", "/bin/sh -c x": "autostart.another"} {
		if err := os.WriteFile(entry, []byte("[Desktop Entry]\nExec="+exec+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, _ := b.examined(); got[code] == "" {
			t.Errorf("%s: no %s in %v", exec, code, got)
		}
	}
}

func TestDoctorNamesTheVaultsTroubles(t *testing.T) {
	b := newBox(t)
	for _, name := range []string{"One", "Two", "Three"} {
		b.must("", "add", name, "--token-url", "https://login.example.com/token", "--client-id", "robot", "--client-auth", "none")
	}
	vault, key := filepath.Join(b.home, "vault"), b.key
	records, err := filepath.Glob(filepath.Join(vault, "acct", "*.sec"))
	if err != nil || len(records) != 3 {
		t.Fatal(records, err)
	}
	text, err := os.ReadFile(records[0])
	if err != nil {
		t.Fatal(err)
	}
	text[len(text)-1] ^= 1
	if err := errors.Join(
		os.WriteFile(records[0], text, 0o600), os.Truncate(records[1], 10), os.WriteFile(filepath.Join(vault, "vault.json"), nil, 0o600),
		os.WriteFile(filepath.Join(vault, "acct", ".tmp-"+filepath.Base(records[2])), nil, 0o600), os.Symlink("nowhere", filepath.Join(vault, "acct", "x.sec")),
	); err != nil {
		t.Fatal(err)
	}
	b.finds(map[string]string{
		"vault.record_damaged": "problem", "vault.header_copy": "note", "vault.leftover": "note", "vault.foreign_file": "problem",
	})
	b.key = ""
	b.finds(map[string]string{"vault.record_torn": "problem", "vault.unchecked": "note"})
	b.key = key
	if err := os.Chmod(vault, 0o777); err != nil {
		t.Fatal(err)
	}
	b.finds(map[string]string{"vault.unsafe_directory": "problem"})
	if err := errors.Join(os.Chmod(vault, 0o700), os.Chmod(b.key, 0o644)); err != nil {
		t.Fatal(err)
	}
	b.finds(map[string]string{"vault.bad_key_file": "problem"})
}

func TestDoctorAsksTheRunningTray(t *testing.T) {
	b := newBox(t)
	b.finds(map[string]string{"resident.none": "ok"})
	l, err := local.Listen(filepath.Join(b.home, "run", "socket"))
	if err != nil {
		t.Fatal(err)
	}
	reply := local.Reply{OK: true, Status: &local.Status{PID: 4711, Version: "9.9.9"}}
	served := make(chan struct{})
	go func() { // ends with the listener
		defer close(served)
		l.Serve(t.Context(), func(context.Context, local.Request) local.Reply { return reply })
	}()
	defer func() { l.Close(); <-served }()
	b.finds(map[string]string{"resident.other_version": "problem"})
}

// Only with --online is a server asked, and then for nothing but an answer.
func TestDoctorOnline(t *testing.T) {
	b := newBox(t)
	var asked atomic.Int32
	off := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.Method != http.MethodHead || r.URL.String() != "/" || r.Header.Get("Authorization") != "" {
			t.Errorf("asked for %s %s", r.Method, r.URL)
		}
		w.Header().Set("Date", time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat))
	}))
	defer off.Close()
	b.must("secret", "add", "Off", "--token-url", off.URL+"/token", "--client-id", "robot", "--client-secret-file", "-")
	if b.examined(); asked.Load() != 0 {
		t.Errorf("%d requests without --online", asked.Load())
	}
	b.finds(map[string]string{"clock.off": "problem", "network.reached": "ok"}, "--online")
	off.Close()
	b.finds(map[string]string{"network.unreachable": "problem"}, "--online")
	if asked.Load() != 1 {
		t.Errorf("%d requests", asked.Load())
	}
	b.env = append(b.env, "HTTPS_PROXY=http://ada:geheim@proxy.example:3128", "SSL_CERT_FILE=/nowhere")
	got, r := b.examined()
	if got["network.proxy"] != "note" || got["network.no_ca_file"] != "problem" || strings.Contains(r.out, "geheim") || !strings.Contains(r.out, "proxy.example:3128") {
		t.Errorf("proxy and CA file: %s", r.out)
	}
}

// A report can be shown to others: it names neither person nor account, and
// holds nothing secret.
func TestDoctorReportIsDiscreet(t *testing.T) {
	b, s := newBox(t), startDemo(t, demo.Knobs{})
	home := filepath.Join(b.tmp, "ada-lovelace")
	if err := os.MkdirAll(filepath.Join(home, "vault"), 0o700); err != nil {
		t.Fatal(err)
	}
	b.home, b.env = home, append(b.env, "HOME="+home, "USER=ada-lovelace", "XDG_RUNTIME_DIR="+home)
	b.must(demo.Secret("demo-web"), "add", "Secret Project", "--issuer", s.URL(), "--grant", "authorization_code", "--client-id", "demo-web", "--client-auth", "basic", "--client-secret-file", "-", "--scope", "openid")
	b.signin("Secret Project", asDemo(t, "grace"))
	b.spoil("providers/mine.toml", "name = 7\n")
	b.spoil("templates/mine.tmpl", "{{.Token")
	records, _ := filepath.Glob(filepath.Join(home, "vault", "acct", "*.sec"))
	for _, spoil := range []func() error{
		func() error { return nil },
		func() error { return os.Truncate(records[0], 600) },
		func() error { return os.Remove(filepath.Join(home, "vault", "vault.json")) },
		func() error { return os.Chmod(filepath.Join(home, "vault"), 0o777) },
		func() error { return os.Chmod(b.key, 0o644) },
	} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		_, r := b.examined("--online")
		for _, never := range append(s.Issued(), demo.Secret("demo-web"), "ada-lovelace", "Secret Project", "grace") {
			if strings.Contains(r.out, never) {
				t.Errorf("the report holds %q:\n%s", never, r.out)
			}
		}
	}
	if err := os.Chmod(filepath.Join(home, "vault"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(b.key, 0o600); err != nil {
		t.Fatal(err)
	}
	if r := b.run("", "doctor"); !strings.Contains(r.out, "Secret Project") {
		t.Errorf("the person is not told which account is damaged:\n%s", r.out)
	}
}
