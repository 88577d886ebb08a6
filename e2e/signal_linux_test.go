package e2e

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/internal/testenv"
)

// Ctrl-C, a closed terminal or a shutdown while the server is asked lose
// nothing: the answer is waited for, saved and printed.
func TestSignalsDuringARenewalLoseNothing(t *testing.T) {
	b, s := newBox(t), startDemo(t, demo.Knobs{})
	heard := make(chan os.Signal, 1)
	signal.Notify(heard, syscall.SIGHUP) // else it is ignored below, too, where nohup started the tests
	defer signal.Stop(heard)
	b.addDemo(s, "Demo")
	s.SetKnobs(demo.Knobs{Latency: 300 * time.Millisecond})
	for i, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		c := b.cmd(t.Context(), "token", "Demo", "--renew")
		var out, said bytes.Buffer
		c.Stdout, c.Stderr = &out, &said
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		testenv.Await(t, "the renewal at the server", func() bool { return s.TokenRequests("refresh_token") == i+1 })
		if err := c.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		if err := c.Wait(); err != nil {
			t.Errorf("%v: %v", sig, err)
		}
		if !strings.Contains(said.String(), "finishing the renewal that is under way") {
			t.Errorf("%v: it says %q", sig, said.String())
		}
		if cached := b.token("Demo", "--cached"); out.String() != cached+"\n" || !s.Live(cached) {
			t.Errorf("%v: the token in the vault is not the live one that was printed", sig)
		}
	}
}

// What was started with nohup, or by a script in the background, does not end
// with the terminal.
func TestIgnoredSignalsStayIgnored(t *testing.T) {
	b, s := newBox(t), startDemo(t, demo.Knobs{})
	b.must("", "add", "Demo", "--issuer", s.URL(), "--client-id", "demo-desktop", "--client-auth", "none")
	c := b.cmd(t.Context(), "signin", "Demo", "--print-url", "--timeout", "20s")
	c.Args = append([]string{"sh", "-c", `trap "" HUP INT; exec "$@"`, "sh"}, c.Args...)
	var err error
	if c.Path, err = exec.LookPath("sh"); err != nil {
		t.Fatal(err)
	}
	stderr, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(stderr); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), s.URL()) {
			for _, sig := range []syscall.Signal{syscall.SIGHUP, syscall.SIGINT} {
				if err := c.Process.Signal(sig); err != nil {
					t.Fatal(err)
				}
			}
			asDemo(t, "ada")(lines.Text())
		}
	}
	if err := c.Wait(); err != nil {
		t.Errorf("the sign-in ended by a signal that was to be ignored: %v", err)
	}
}
