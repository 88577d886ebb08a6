package e2e

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/demo"
)

const kills = 200

// killed runs `token --renew` and kills it after d. It returns what was printed
// by then.
func (b *box) killed(name string, d time.Duration) string {
	b.t.Helper()
	c := b.cmd(b.t.Context(), "token", name, "--renew")
	var out bytes.Buffer
	c.Stdout = &out
	if err := c.Start(); err != nil {
		b.t.Fatal(err)
	}
	end := time.AfterFunc(d, func() { _ = c.Process.Kill() }) // it may have ended by itself
	_ = c.Wait()                                              // nor does it matter how
	end.Stop()
	return out.String()
}

// measure is how long a renewal takes here, for kills at every moment of it.
func (b *box) measure(name string) time.Duration {
	b.t.Helper()
	var longest time.Duration
	for range 5 {
		before := time.Now()
		b.token(name, "--renew")
		longest = max(longest, time.Since(before))
	}
	return longest
}

// acknowledged checks that a token that was printed is in the vault.
func (b *box) acknowledged(name, printed string) {
	b.t.Helper()
	token, whole := strings.CutSuffix(printed, "\n")
	if whole && b.token(name, "--cached") != token {
		b.t.Error("a token that was printed is not in the vault")
	}
}

func TestKilledRenewalsAtALenientServer(t *testing.T) {
	b, s, spy := newBox(t), startDemo(t, demo.Knobs{Rotation: demo.RotateLenient, Latency: 4 * time.Millisecond}), startSpy(t)
	b.addDemo(s, "Demo")
	longest, printed := b.measure("Demo"), 0
	for range kills {
		out := b.killed("Demo", rand.N(longest))
		b.acknowledged("Demo", out)
		if out != "" {
			printed++
		}
		if got := b.state("Demo"); got != auth.StateFresh {
			t.Fatalf("after a kill the account is %q", got)
		}
	}
	if token := b.token("Demo", "--renew"); !s.Live(token) {
		t.Error("the renewal after all kills gave a dead token")
	}
	t.Logf("%d kills within %v; %d renewals had printed their token before", kills, longest, printed)
	spy.check(t, b, s.Issued())
	b.checkFiles(s.Issued())
}

// A server that revokes on reuse can lose the rotation that was in flight, and
// nothing else: the account then says that it must be signed in again.
func TestKilledRenewalsAtAStrictServer(t *testing.T) {
	b, s := newBox(t), startDemo(t, demo.Knobs{Latency: 4 * time.Millisecond})
	b.addDemo(s, "Demo")
	longest, lost := b.measure("Demo"), 0
	for range kills {
		out := b.killed("Demo", rand.N(longest))
		b.acknowledged("Demo", out)
		switch r := b.run("", "token", "Demo", "--renew"); r.code {
		case 0:
		case 3:
			lost++
			if strings.HasSuffix(out, "\n") {
				t.Error("the sign-in was lost although its token had been printed")
			}
			if got := b.state("Demo"); got != auth.StateSignInNeeded {
				t.Errorf("after a lost rotation the account is %q", got)
			}
			b.signin("Demo", asDemo(t, "ada"))
		default:
			t.Fatalf("after a kill: exit %d\n%s", r.code, r.err)
		}
	}
	if lost == 0 || lost > kills*3/4 {
		t.Errorf("%d of %d kills lost a rotation: the kills do not hit every moment", lost, kills)
	}
	t.Logf("%d kills within %v lost %d rotations in flight", kills, longest, lost)
}
