package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/demo"
)

var crash = flag.Bool("crash", false, "kill 1,000 commands instead of a few dozen, and race 8 processes over 20 accounts")

// toll is what came of killing the commands of one phase at one kind of server.
type toll struct {
	phase, server string
	kills         int // SIGKILL while the command ran
	told          int // commands that had reported success by then
	unreadable    int // accounts or vaults that did not open afterwards
	lost          int // tokens, accounts and codes that had been reported, and were gone
	signIns       int // that became necessary
}

// siege is a box whose commands are killed.
type siege struct {
	*box
	server  *demo.Server
	took    time.Duration // by the slowest command of the phase that was left alone
	longest time.Duration // before a kill; 0 for none
	ended   bool          // the last command that was struck had come to its end
	toll
}

// strike runs a command and kills it somewhere within the time that it takes.
// What it prints on stderr goes to meanwhile, line by line. told says that it
// had reported success: by a whole line on stdout, or by its end.
func (s *siege) strike(meanwhile func(line string), args ...string) (out string, told bool) {
	s.t.Helper()
	c := s.cmd(s.t.Context(), args...)
	var printed, complaints bytes.Buffer
	c.Stdout = &printed
	stderr, err := c.StderrPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	began := time.Now()
	if err := c.Start(); err != nil {
		s.t.Fatal(err)
	}
	if s.longest > 0 {
		defer time.AfterFunc(rand.N(s.longest), func() { _ = c.Process.Kill() }).Stop() // it may have ended by itself
	}
	for lines := bufio.NewScanner(stderr); lines.Scan(); {
		fmt.Fprintln(&complaints, lines.Text())
		if meanwhile != nil {
			meanwhile(lines.Text())
		}
	}
	_ = c.Wait() // its state tells
	switch c.ProcessState.ExitCode() {
	case -1:
		s.kills++
	case 0:
		s.took = max(s.took, time.Since(began))
	default:
		s.t.Fatalf("left alone, authfob %v: %v\n%s", args, c.ProcessState, complaints.String())
	}
	s.ended = c.ProcessState.Success()
	told = strings.HasSuffix(printed.String(), "\n") || s.ended
	if told {
		s.told++
	}
	return printed.String(), told
}

// lose notes that something is gone that had been reported.
func (s *siege) lose(format string, args ...any) {
	s.t.Helper()
	s.lost++
	s.t.Errorf(format, args...)
}

// accounts are what list shows, by name. It must read all that is there.
func (s *siege) accounts() map[string]listed {
	s.t.Helper()
	r := s.run("", "list", "--json")
	var list []listed
	if err := json.Unmarshal([]byte(r.out), &list); r.code != 0 || err != nil {
		s.unreadable++
		s.t.Fatalf("the vault does not open: exit %d, %v\n%s", r.code, err, r.err)
	}
	all := map[string]listed{}
	for _, a := range list {
		all[a.Name] = a
		if a.State == auth.StateLocked || a.Error != nil && strings.Contains(a.Error.Reason, "damaged") {
			s.unreadable++
			s.t.Errorf("%q does not open", a.Name)
		}
	}
	return all
}

// listed is an account as list --json tells of it.
type listed struct {
	Name  string
	State auth.State
	Error *struct{ Reason string }
}

// renews asks for a new token, for which the vault must hold what the server
// takes. Where a sign-in is needed, the words must say why, and it is done.
func (s *siege) renews(name string) bool {
	s.t.Helper()
	switch r := s.run("", "token", name, "--renew"); r.code {
	case 0:
		if !s.server.Live(strings.TrimSpace(r.out)) {
			s.t.Errorf("%q has a dead token", name)
		}
		return true
	case 3:
		s.signIns++
		if !strings.Contains(r.err, "Authfob was interrupted while renewing the last time") || !strings.Contains(r.err, "Sign in with: authfob signin") {
			s.t.Errorf("a sign-in is needed, and it says only:\n%s", r.err)
		}
		if got := s.state(name); got != auth.StateSignInNeeded {
			s.t.Errorf("it needs a sign-in and is %q", got)
		}
		s.signin(name, asDemo(s.t, "ada"))
	default:
		s.t.Fatalf("after a kill: exit %d\n%s", r.code, r.err)
	}
	return false
}

// TestKilledAtAnyMoment kills commands in the middle of whatever they do. The
// vault opens every time, and what had been reported is there. A renewal whose
// answer had not arrived can cost a sign-in at a server that forgives nothing,
// and nothing else costs one. (requirements 25, 100)
func TestKilledAtAnyMoment(t *testing.T) {
	kills := 2
	if *crash {
		kills = 63
	}
	var tolls []toll
	for _, p := range phases {
		for _, server := range []struct {
			name  string
			grace time.Duration
		}{{"grace of a minute", time.Minute}, {"strict", 0}} {
			t.Run(p.name+" at a server with "+server.name, func(t *testing.T) {
				s := &siege{box: newBox(t), server: startDemo(t, demo.Knobs{Grace: server.grace, Latency: 4 * time.Millisecond})}
				s.phase, s.toll.server = p.name, server.name
				defer func() { tolls = append(tolls, s.toll) }()
				s.besiege(p.ready(s), kills)
				if s.signIns > 0 && (server.grace > 0 || p.name != "renewal") {
					t.Errorf("%d sign-ins were needed", s.signIns)
				}
			})
		}
	}
	report(t, tolls)
}

// besiege finds out how long a round takes, and then kills as often as told.
func (s *siege) besiege(round func(), kills int) {
	s.t.Helper()
	for range 2 {
		round()
	}
	s.longest, s.told = s.took, 0
	for rounds := 0; s.kills < kills; rounds++ {
		if rounds > 30*kills {
			s.t.Fatalf("%d of %d commands ended before they were killed", rounds-s.kills, rounds)
		}
		round()
	}
}

// report prints the tolls as a table.
func report(t *testing.T, tolls []toll) {
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "phase\tserver\tkills\treported before\tunreadable\treported and lost\tsign-ins needed\t")
	sum := toll{phase: "all"}
	line := func(l toll) {
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t\n", l.phase, l.server, l.kills, l.told, l.unreadable, l.lost, l.signIns)
	}
	for _, l := range tolls {
		line(l)
		sum.kills, sum.told, sum.unreadable, sum.lost, sum.signIns = sum.kills+l.kills, sum.told+l.told, sum.unreadable+l.unreadable, sum.lost+l.lost, sum.signIns+l.signIns
	}
	line(sum)
	_ = w.Flush() // to a string
	t.Log("\n" + out.String())
}
