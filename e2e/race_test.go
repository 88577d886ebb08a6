package e2e

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/internal/testenv"
)

// renewAll HOME KEY ROUNDS is a process that renews every account of a home,
// several at once, and says how often it did.
func renewAll(args []string) error {
	rounds, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	ctx := context.Background()
	a, vault, err := openAgent(args[0], args[1])
	if err != nil {
		return err
	}
	defer vault.Close()
	list, err := a.Records(ctx)
	if err != nil {
		return err
	}
	failed := make([]error, 4)
	var all sync.WaitGroup
	for i := range failed {
		all.Go(func() { // waited for below
			for n := range rounds * len(list.Records) {
				r := list.Records[(n+i*len(list.Records)/len(failed))%len(list.Records)]
				if _, err := a.Token(ctx, r.Account.ID, auth.TokenOptions{After: time.Now()}); err != nil {
					failed[i] = fmt.Errorf("%s: %w", r.Account.Name, err)
					return
				}
				fmt.Println("renewed")
			}
		})
	}
	all.Wait()
	return errors.Join(failed...)
}

// raced is a process of renewAll, and what it printed.
type raced struct {
	cmd *exec.Cmd
	out bytes.Buffer
}

func (b *box) race(rounds int) *raced {
	b.t.Helper()
	r := &raced{cmd: exec.CommandContext(b.t.Context(), os.Args[0], "renew", b.home, b.key, strconv.Itoa(rounds))}
	r.cmd.Stdout, r.cmd.Stderr = &r.out, &r.out
	r.cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0") // the race detector sleeps for a second before each exit
	if err := r.cmd.Start(); err != nil {
		b.t.Fatal(err)
	}
	return r
}

// renewals are how many it had done, or began to tell of.
func (r *raced) renewals() int { return bytes.Count(r.out.Bytes(), []byte("renewed\n")) }

// TestRaceAtAServerThatRevokesOnReuse lets processes renew the same accounts at
// once, while the vault's key is replaced again and again: no refresh token goes
// to the server twice. (requirements 27, 60)
func TestRaceAtAServerThatRevokesOnReuse(t *testing.T) {
	processes, accounts, rounds := 4, 5, 1
	if *crash {
		processes, accounts, rounds = 8, 20, 5
	}
	b, s := newBox(t), startDemo(t, demo.Knobs{Latency: time.Millisecond})
	names := b.addMany(s, accounts)
	signedIn := s.TokenRequests("refresh_token")
	var racing []*raced
	for range processes {
		racing = append(racing, b.race(rounds))
	}
	done := make(chan struct{})
	var keys sync.WaitGroup
	rotations := 0
	keys.Go(func() { // ends when the processes have
		for {
			select {
			case <-done:
				return
			default:
			}
			if r := b.run("", "vault", "rotate"); r.code != 0 {
				t.Errorf("vault rotate: exit %d\n%s", r.code, r.err)
				return
			}
			rotations++
		}
	})
	renewals := 0
	for i, r := range racing {
		if err := r.cmd.Wait(); err != nil {
			t.Errorf("process %d: %v\n%s", i, err, r.out.String())
		}
		renewals += r.renewals()
	}
	close(done)
	keys.Wait()
	for _, name := range names {
		if token := b.token(name, "--renew"); !s.Live(token) {
			t.Errorf("%q has a dead token", name)
		}
	}
	requests := s.TokenRequests("refresh_token") - signedIn
	if n := s.Reuses(); n > 0 {
		t.Errorf("%d refresh tokens were used twice", n)
	}
	if want := accounts * rounds; requests < want || rotations == 0 {
		t.Errorf("%d requests, %d rotations of the key: there was no race", requests, rotations)
	}
	noComplaints(t, s)
	t.Logf("%d processes, %d accounts: %d renewals asked for, %d requests, %d reuses, the key replaced %d times", processes, accounts, renewals, requests, s.Reuses(), rotations)
}

// addMany adds accounts and signs them in, each with a grant of its own.
func (b *box) addMany(s *demo.Server, n int) (names []string) {
	b.t.Helper()
	for i := range n {
		names = append(names, fmt.Sprint("Account ", i))
		b.addDemo(s, names[i])
	}
	return names
}

// TestKilledWhileRacing kills processes that renew the same accounts, in the
// middle of it, and starts others in their place.
func TestKilledWhileRacing(t *testing.T) {
	kills, accounts := 6, 3
	if *crash {
		kills, accounts = 200, 5
	}
	b, s := newBox(t), startDemo(t, demo.Knobs{Latency: 2 * time.Millisecond, Grace: time.Minute})
	names := b.addMany(s, accounts)
	const endless = 1 << 20
	racing := []*raced{b.race(endless), b.race(endless), b.race(endless)}
	for i := range kills {
		victim := racing[i%len(racing)]
		enough := s.TokenRequests("refresh_token") + 1 + i%7
		testenv.Await(t, "renewals before the next kill", func() bool { return s.TokenRequests("refresh_token") >= enough })
		_ = victim.cmd.Process.Kill()
		_ = victim.cmd.Wait() // killed
		if victim.cmd.ProcessState.ExitCode() != -1 {
			t.Fatalf("a process ended by itself:\n%s", victim.out.String())
		}
		racing[i%len(racing)] = b.race(endless)
	}
	for _, r := range racing {
		_ = r.cmd.Process.Kill()
		_ = r.cmd.Wait()
	}
	for _, name := range names {
		if token := b.token(name, "--renew"); !s.Live(token) {
			t.Errorf("%q has a dead token", name)
		}
	}
	if n := s.Reuses(); n > 0 {
		t.Errorf("%d refresh tokens were used after their grace", n)
	}
	noComplaints(t, s)
	t.Logf("%d kills of 3 processes that renewed %d accounts: %d requests, none refused", kills, accounts, s.TokenRequests("refresh_token"))
}
