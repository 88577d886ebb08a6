package e2e

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/internal/testenv"
)

// What a person sees when the vault or a renewal fails: the situations are real,
// the program is the built one. docs/requirements.md has them all in a table.

// signedIn is a box with an account called Demo.
func signedIn(t *testing.T, k demo.Knobs) (*box, *demo.Server) {
	t.Helper()
	b, s := newBox(t), startDemo(t, demo.Knobs{})
	b.addDemo(s, "Demo")
	s.SetKnobs(k)
	return b, s
}

// says checks an exit code, and words on stderr.
func (r result) says(t *testing.T, code int, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(r.err, w) {
			t.Errorf("it does not say %q:\n%s", w, r.err)
		}
	}
	if r.code != code || code != 0 && r.out != "" {
		t.Errorf("exit %d, want %d; %d bytes on stdout\n%s", r.code, code, len(r.out), r.err)
	}
}

func (b *box) vault(elem ...string) string {
	return filepath.Join(append([]string{b.home, "vault"}, elem...)...)
}

// one is the only file that matches pattern in the vault.
func (b *box) one(pattern string) string {
	b.t.Helper()
	found, err := filepath.Glob(b.vault(pattern))
	if err != nil || len(found) != 1 {
		b.t.Fatalf("%s: %v, %v", pattern, found, err)
	}
	return found[0]
}

// spoil cuts a file in half and returns what is left.
func spoil(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err == nil {
		text = text[:len(text)/2]
		err = os.WriteFile(path, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// A damaged header is replaced by its copy without a word but in the log; with
// both gone the way out is to start over, which keeps what was there.
func TestDamagedHeaderAsAPersonSeesIt(t *testing.T) {
	b, _ := signedIn(t, demo.Knobs{})
	token := b.token("Demo")
	spoil(t, b.vault("vault.json"))
	r := b.run("", "token", "Demo", "-v")
	if r.says(t, 0, "its copy is used"); r.out != token+"\n" {
		t.Error("it printed another token")
	}
	if r := b.run("", "token", "Demo"); r.err != "" {
		t.Errorf("afterwards it says %s", r.err)
	}
	left := spoil(t, b.vault("vault.json"))
	spoil(t, b.vault("vault.json.bak"))
	b.run("", "token", "Demo").says(t, 6, "header vault.json cannot be read", "Nothing was changed", "start over")
	b.run("", "add", "New", "--token-url", "https://login.example.com/token", "--client-id", "x", "--client-auth", "none").says(t, 6, "cannot be read")
	if now, err := os.ReadFile(b.vault("vault.json")); err != nil || !bytes.Equal(now, left) {
		t.Errorf("it was changed: %v", err)
	}
	r = b.run("", "vault", "start-over", "--yes")
	if r.says(t, 0); !strings.Contains(r.out, "The old vault is in ") {
		t.Errorf("it says %q", r.out)
	}
	b.one("vault.corrupt-*/acct/*.sec")
}

// A damaged record costs its account alone, and is kept.
func TestDamagedRecordAsAPersonSeesIt(t *testing.T) {
	b, s := signedIn(t, demo.Knobs{})
	record := b.one("acct/*.sec")
	b.addDemo(s, "Other")
	left := spoil(t, record)
	b.run("", "token", "Demo").says(t, 1, "record of this account cannot be read", "Other accounts are not affected", "kept aside")
	if got := b.state("Demo"); got != auth.StateSignInNeeded {
		t.Errorf("it is %q", got)
	}
	b.token("Other", "--renew")
	b.run("", "remove", "Demo", "--yes").says(t, 0)
	if kept, err := os.ReadFile(b.one("acct/*.corrupt-*")); err != nil || !bytes.Equal(kept, left) {
		t.Errorf("it was not kept: %v", err)
	}
	b.addDemo(s, "Demo")
}

// disk is what keeps a vault from being written: a command of a shell, after
// which it becomes "$@", with the vault's folder as $V and an empty one as $T.
type disk struct{ name, make, says, nothing string }

// disks are those of this machine that any user can make; as root, all of them.
func disks() []disk {
	const full, nothing = "could not make room to save the account: the disk is full or the quota used up", "Make room and try again. No server was asked, and your sign-in is as it was."
	all := []disk{{"a limit on a file's size", `ulimit -f 1`, full, nothing}}
	if *crash {
		all = append(all,
			disk{"a small disk", `cp -a "$V/." "$T"; mount -t tmpfs -o size=128k,mode=700 none "$V"; cp -a "$T/." "$V"; cat /dev/zero >"$V/zeros" 2>/dev/null || true`, full, nothing},
			disk{"a read-only disk", `mount --bind "$V" "$V"; mount -o remount,bind,ro "$V"`, "the directory cannot be written", "Make it writable, or name another place with --home DIR. Nothing was lost."},
			disk{"a quota", `set -- strace -f -qq -o /dev/null -e trace=write -P "$V/acct/.tmp-$ID.sec" -e inject=write:error=EDQUOT "$@"`, full, nothing},
		)
	}
	return all
}

// on runs a command where that disk is. What it does to mounts is gone afterwards.
func (b *box) on(d disk, args ...string) result {
	b.t.Helper()
	c := b.cmd(b.t.Context(), args...)
	script := "set -e; " + d.make + `; exec "$@"`
	c.Args = append([]string{"sh", "-c", script, "sh"}, c.Args...)
	if *crash {
		c.Args = append([]string{"unshare", "-m"}, c.Args...)
	}
	id := strings.TrimSuffix(filepath.Base(b.one("acct/*.sec")), ".sec")
	c.Env = append(c.Env, "V="+b.vault(), "T="+b.t.TempDir(), "ID="+id)
	var err error
	if c.Path, err = exec.LookPath(c.Args[0]); err != nil {
		b.t.Fatal(err)
	}
	return finish(b.t, c)
}

// With no room, no server is asked, and what there is still counts.
func TestFullDiskAsAPersonSeesIt(t *testing.T) {
	for _, d := range disks() {
		t.Run(d.name, func(t *testing.T) {
			b, s := signedIn(t, demo.Knobs{})
			token := b.token("Demo")
			b.on(d, "token", "Demo", "--renew").says(t, 1, d.says, d.nothing)
			if r := b.on(d, "token", "Demo"); r.out != token+"\n" {
				t.Errorf("a valid token is kept back: exit %d\n%s", r.code, r.err)
			}
			if r := b.on(d, "token", "Demo", "--min-valid", "2h"); r.out != token+"\n" || !strings.Contains(r.err, "the old token, still valid until") {
				t.Errorf("exit %d\n%s", r.code, r.err)
			}
			if n := s.TokenRequests("refresh_token"); n != 0 {
				t.Errorf("%d requests", n)
			}
			if token := b.token("Demo", "--renew"); !s.Live(token) {
				t.Error("with room again: a dead token")
			}
		})
	}
}

// A disk that fills up while the server answers: the command tells, and ends
// when the token is saved.
func TestTokenThatCannotBeSavedAsAPersonSeesIt(t *testing.T) {
	b, s := signedIn(t, demo.Knobs{Latency: 500 * time.Millisecond})
	old := b.token("Demo")
	c, stderr := b.renewing(s)
	limit := func(most uint64) {
		t.Helper()
		if err := unix.Prlimit(c.Process.Pid, unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: most, Max: unix.RLIM_INFINITY}, nil); err != nil {
			t.Fatal(err)
		}
	}
	limit(64)
	said, err := stderr.ReadString('\n')
	if err != nil || !strings.Contains(said, `the new token of "Demo" is not saved yet`) || !strings.Contains(said, "trying for 30s") {
		t.Errorf("it says %q, %v", said, err)
	}
	if got := b.token("Demo", "--cached"); got != old {
		t.Error("another process has another token")
	}
	limit(unix.RLIM_INFINITY)
	if err := c.Wait(); err != nil {
		t.Error(err)
	}
	if out := c.Stdout.(*bytes.Buffer).String(); out == old+"\n" || out != b.token("Demo", "--cached")+"\n" {
		t.Error("what was printed is not in the vault")
	}
}

// renewing starts a renewal, and returns when the server has been asked.
func (b *box) renewing(s *demo.Server) (*exec.Cmd, *bufio.Reader) {
	b.t.Helper()
	before := s.TokenRequests("refresh_token")
	c := b.cmd(b.t.Context(), "token", "Demo", "--renew")
	c.Stdout = new(bytes.Buffer)
	stderr, err := c.StderrPipe()
	if err != nil {
		b.t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		b.t.Fatal(err)
	}
	testenv.Await(b.t, "the renewal at the server", func() bool { return s.TokenRequests("refresh_token") > before })
	return c, bufio.NewReader(stderr)
}

// A process that dies while the server answers: the tray asks again as soon as
// it is started, and where that comes too late, it says why.
func TestDiedWhileRenewingAsAPersonSeesIt(t *testing.T) {
	for _, grace := range []time.Duration{time.Minute, 0} {
		b, s := newDesk(t), startDemo(t, demo.Knobs{})
		b.addDemo(s, "Demo")
		s.SetKnobs(demo.Knobs{Latency: 300 * time.Millisecond, Grace: grace})
		old := b.token("Demo")
		c, _ := b.renewing(s)
		_ = c.Process.Kill()
		_ = c.Wait() // killed
		b.startHidden()
		testenv.Await(t, "the second attempt", func() bool { return s.TokenRequests("refresh_token") == 2 })
		if grace > 0 {
			testenv.Await(t, "its token", func() bool { return b.token("Demo", "--cached") != old })
			if token := b.token("Demo"); !s.Live(token) {
				t.Error("the token is dead")
			}
			continue
		}
		testenv.Await(t, "the refusal", func() bool { return b.state("Demo") == auth.StateSignInNeeded })
		b.run("", "token", "Demo", "--renew").says(t, 3, "Sign in with: authfob signin Demo")
		if shown := b.must("", "list", "--json"); !strings.Contains(shown, "Authfob was interrupted while renewing the last time") {
			t.Errorf("the list says %s", shown)
		}
	}
}

// A grant that the server has ended needs a person, and no second request.
func TestDeadGrantAsAPersonSeesIt(t *testing.T) {
	b, s := signedIn(t, demo.Knobs{})
	s.RevokeAll()
	b.run("", "token", "Demo", "--renew").says(t, 3, "the server says invalid_grant", "The account itself is kept. Sign in with: authfob signin Demo")
	if got := b.state("Demo"); got != auth.StateSignInNeeded {
		t.Errorf("it is %q", got)
	}
	if n := s.TokenRequests("refresh_token"); n != 1 {
		t.Errorf("%d requests", n)
	}
}

// An account that something else keeps busy: who, and an exit code of its own.
func TestBusyAccountAsAPersonSeesIt(t *testing.T) {
	t.Parallel() // it waits for ten seconds
	b, _ := signedIn(t, demo.Knobs{})
	lock, err := os.OpenFile(b.one("lock/*.lock"), os.O_RDWR, 0)
	if err == nil {
		defer lock.Close()
		err = syscall.Flock(int(lock.Fd()), syscall.LOCK_EX)
	}
	if err != nil {
		t.Fatal(err)
	}
	b.token("Demo") // which needs no lock
	began := time.Now()
	b.run("", "token", "Demo", "--renew").says(t, 75, fmt.Sprintf("another process (%d) is working on this account", os.Getpid()), "try again")
	if took := time.Since(began); took < 9*time.Second || took > 20*time.Second {
		t.Errorf("it waited for %v", took)
	}
}

// A folder that others can write is refused, with the way to mend it.
func TestOpenFolderAsAPersonSeesIt(t *testing.T) {
	b, _ := signedIn(t, demo.Knobs{})
	for _, dir := range []string{b.vault(), b.vault("acct")} {
		if err := os.Chmod(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		b.run("", "token", "Demo").says(t, 6, "others can write in "+dir, "Run: chmod 700 "+dir)
		if err := os.Chmod(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		b.token("Demo")
	}
}
