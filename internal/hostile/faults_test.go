package hostile

import (
	"errors"
	"flag"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

var all = flag.Bool("all", false, "run every row, not a representative part of them")

// chosen are the rows to run: all, or one in four and the first of each family.
func chosen() []Row {
	seen := map[string]bool{}
	var rows []Row
	for i, r := range Rows() {
		if *all || i%4 == 0 || !seen[r.Family()] {
			rows = append(rows, r)
		}
		seen[r.Family()] = true
	}
	return rows
}

func TestTable(t *testing.T) {
	rows := Rows()
	if len(rows) < 300 {
		t.Errorf("%d rows, want at least 300", len(rows))
	}
	seen := map[string]bool{}
	for _, r := range rows {
		if seen[r.Name()] {
			t.Errorf("two rows are called %s", r.Name())
		}
		seen[r.Name()] = true
		if r.Want == "" {
			t.Errorf("%s: expects nothing", r.Name())
		}
	}
	t.Logf("%d faults, %d rows, %d in a short run", len(faults()), len(rows), len(chosen()))
}

// TestFaults runs the rows, four at a time, and then looks for goroutines that
// stayed behind.
func TestFaults(t *testing.T) {
	before := runtime.NumGoroutine()
	slots := make(chan struct{}, 4)
	var wait sync.WaitGroup
	for _, row := range chosen() {
		if row.Bomb {
			continue
		}
		slots <- struct{}{}
		wait.Go(func() { // the loop waits for all of them
			defer func() { <-slots }()
			t.Run(row.Name(), func(t *testing.T) { play(t, row) })
		})
	}
	wait.Wait()
	settled(t, before)
}

// play runs one row.
func play(t *testing.T, row Row) {
	s := newStage(t, row)
	defer s.inspect()
	switch {
	case row.At == Revoke:
		s.removal()
	case row.At == Userinfo:
		s.profile()
	case row.Moment == Login:
		s.login()
	case row.At == Discovery:
		s.loginAgain()
	default:
		s.renewal()
	}
}

// login is a first sign-in at a server that misbehaves, and another at one that
// does not.
func (s *stage) login() {
	if s.row.At != Callback {
		s.server.Arm(s.row)
	}
	err := s.add()
	if err == nil {
		s.server.Arm(s.row)
		err = s.signIn(s.visits())
	}
	s.judge(err)
	asked := s.server.Asked(Token)
	switch {
	case asked > 1:
		s.t.Errorf("%d token requests for one sign-in", asked)
	case (s.row.At == Callback || s.row.At == Discovery) && s.row.Want != Works && asked > 0:
		s.t.Error("a token request although the sign-in had gone wrong before")
	}
	if s.row.Want == Works {
		if err == nil {
			s.holds(s.access())
			s.next()
		}
		return
	}
	if s.id != "" {
		if r := s.record(); !r.Grant.IsZero() {
			s.t.Error("something of a refused answer was stored")
		}
	}
	s.recover()
}

// visits are the row's, or one that may end as it likes where the row is about
// something else.
func (s *stage) visits() []Visit {
	if s.row.Visits == nil && s.row.Outcome() != Works {
		return []Visit{{}}
	}
	return s.row.Visits
}

func (s *stage) access() string {
	if s.row.Gives != "" {
		return s.row.Gives
	}
	return s.server.Access()
}

// recover signs in once the server behaves, where its certificate can.
func (s *stage) recover() {
	s.server.Heal()
	if s.row.At == TLS {
		return
	}
	if s.id == "" {
		if err := s.add(); err != nil {
			s.t.Errorf("adding the account at the server that behaves: %v", cut(err))
			return
		}
	}
	row := s.row
	s.row.Want = Works
	if err := s.signIn(nil); err != nil {
		s.t.Errorf("signing in at the server that behaves: %v", cut(err))
	}
	s.row = row
}

// holds checks the token that the vault hands out, and what is said about it.
func (s *stage) holds(want string) {
	token, err := s.agent.Token(s.t.Context(), s.id, auth.TokenOptions{Cached: true})
	if err != nil {
		s.t.Errorf("the token: %v", cut(err))
		return
	}
	if token.Value.Reveal() != want {
		s.t.Errorf("a token of %d bytes is handed out, not the one of %d", token.Value.Len(), len(want))
	}
	if !strings.Contains(strings.Join(token.Notices, "; "), s.row.Notice) {
		s.t.Errorf("the notices are %q, without %q", token.Notices, s.row.Notice)
	}
	s.record()
}

// next renews once the server behaves: by the right refresh token, which the
// server checks, or by a sign-in where there is none.
func (s *stage) next() {
	s.server.Heal()
	if s.row.Also[Keys].Set != nil {
		s.newAgent() // its keys are the row's, and read again once a minute at most
	}
	token, err := s.renew()
	want := Works
	if s.row.NextRefresh() == None {
		want = SignIn
	}
	if got := outcomeOf(err); got != want {
		s.t.Errorf("the next renewal: %q (%v), not %q", got, cut(err), want)
	}
	if err == nil && token.Value.Reveal() != s.server.Access() {
		s.t.Error("the next renewal brought another token than the server gave")
	}
}

// renewal is one at a server that misbehaves, and another at one that does not.
func (s *stage) renewal() {
	s.begin()
	before := s.record()
	if s.row.Cold || s.row.Slow {
		s.newAgent()
	}
	s.server.Arm(s.row)
	started := time.Now()
	token, err := s.renew()
	s.judge(err)
	if n := s.server.Asked(Token); n != 1 {
		s.t.Errorf("%d token requests for one renewal", n)
	}
	if s.row.Again && !s.server.Again() {
		s.t.Error("the renewal came on a connection of its own")
	}
	if n := s.server.Asked(Keys); n > 2 {
		s.t.Errorf("%d requests for keys", n)
	}
	after := s.record()
	if s.row.Outcome() == Works {
		if err == nil && token.Value.Reveal() != s.access() {
			s.t.Error("the token is not the new one")
		}
		s.holds(s.access())
	} else {
		if !after.Grant.Access.Equal(before.Grant.Access) || !after.Grant.Refresh.Equal(before.Grant.Refresh) || !after.Grant.ID.Equal(before.Grant.ID) {
			s.t.Error("the failed renewal changed the tokens that are kept")
		}
		s.pause(after.Trouble, started)
	}
	s.next()
}

// pause checks that the failure is remembered, and how soon a retry may come by
// itself. (requirement 28)
func (s *stage) pause(trouble *auth.Trouble, started time.Time) {
	if trouble == nil || Outcome(trouble.Outcome) != s.row.Outcome() {
		s.t.Errorf("the failure is remembered as %+v", trouble)
		return
	}
	if trouble.Outcome == auth.OutcomeSignIn {
		return
	}
	if wait := trouble.RetryAt.Sub(started); wait < 29*time.Second || wait > 80*time.Minute {
		s.t.Errorf("a retry may come by itself after %v", wait)
	}
}

// begin signs in at a server that behaves.
func (s *stage) begin() {
	s.t.Helper()
	if err := errors.Join(s.add(), s.signIn(nil)); err != nil {
		s.t.Fatalf("at the server that behaves: %v", cut(err))
	}
}

// loginAgain signs in anew at a server that has changed: what the account had stays.
func (s *stage) loginAgain() {
	s.begin()
	before := s.record()
	s.server.Arm(s.row)
	s.judge(s.signIn(s.visits()))
	after := s.record()
	if !after.Grant.Refresh.Equal(before.Grant.Refresh) || after.Metadata.Endpoints != before.Metadata.Endpoints {
		s.t.Error("the failed sign-in changed what the account had")
	}
	s.next()
}

// TestSignInAsSomebodyElse signs in again and comes back as another: without a
// person's word that changes nothing. (requirement 11)
func TestSignInAsSomebodyElse(t *testing.T) {
	s := newStage(t, Row{Fault: Fault{Name: "login-other-sub", ID: claim("sub", `"mallory-0001"`), Want: Works, Next: Old}, Moment: Renewal})
	defer s.inspect()
	s.begin()
	before := s.record()
	s.server.Arm(s.row)
	if err := s.signIn([]Visit{{}}); !errors.Is(err, auth.ErrOtherIdentity) {
		t.Errorf("error %v, want %v", err, auth.ErrOtherIdentity)
	}
	if after := s.record(); !after.Grant.Refresh.Equal(before.Grant.Refresh) || after.Grant.Subject != Subject {
		t.Error("what the account had was replaced")
	}
	s.server.Heal()
	if _, err := s.renew(); err != nil {
		t.Errorf("the next renewal: %v", cut(err))
	}
}

// removal takes the account away, whatever the server says to it.
func (s *stage) removal() {
	s.begin()
	s.server.Arm(s.row)
	out, err := s.agent.Remove(s.t.Context(), s.id)
	if err != nil {
		s.t.Errorf("removing: %v", cut(err))
	}
	s.show(out.Err)
	s.judge(out.Err)
	if out.Revoked != (s.row.Want == Works) || !out.Had {
		s.t.Errorf("revoked %v, had %v", out.Revoked, out.Had)
	}
	if _, err := s.vault.Get(s.t.Context(), s.id); !errors.Is(err, auth.ErrNotFound) {
		s.t.Errorf("the account is still there: %v", err)
	}
}

// profile reads who is signed in; that never costs the account anything.
func (s *stage) profile() {
	s.begin()
	s.server.Arm(s.row)
	_, _, err := s.agent.Userinfo(s.t.Context(), s.id)
	s.show(err)
	s.judge(err)
	s.next()
}
