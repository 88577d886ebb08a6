package share

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/authfob/authfob/auth"
)

// What exchanges the token of an account that clashes comes along once that one
// comes, whatever its name is here, and stays away when it is left out again.
func TestClashesAreSettled(t *testing.T) {
	text := `{"format":"authfob-accounts","version":1,"accounts":[
		{"name":"base","grant":"client_credentials","client_id":"c","protocol":{"endpoints":{"token":"https://a.example/t"}}},
		{"name":"on","grant":"token_exchange","source":"base","protocol":{"endpoints":{"token":"https://a.example/t"}}}]}`
	f, err := Parse([]byte(text), false)
	if err != nil {
		t.Fatal(err)
	}
	p := NewPlan(f, map[string]bool{auth.FoldName("BASE"): true, auth.FoldName("base 2"): true}, shelf{})
	base, on := p.Items[0], p.Items[1]
	if !base.Clashes() || base.CanReplace() || on.Clashes() {
		t.Fatalf("got %v and %v", base.Problem, on.Problem)
	}
	for _, name := range []string{"Base", "BASE 2", "ON", "", "-x"} {
		if err := p.TakeAs(base, name); err == nil || len(p.Ready()) != 0 {
			t.Errorf("%q was taken: %v", name, p.Ready())
		}
	}
	if got := p.Free("base"); got != "base 3" {
		t.Errorf("free is %q", got)
	}
	if err := p.TakeAs(base, "mine"); err != nil || len(p.Ready()) != 2 || base.Record.Account.Name != "mine" {
		t.Errorf("error %v, %v", err, on.Problem)
	}
	if on.Record.Account.Source != base.Record.Account.ID {
		t.Error("it exchanges another one's token")
	}
	p.Leave(base)
	if !errors.Is(base.Problem, ErrClash) || on.Problem == nil || base.Record.Account.Name != "base" {
		t.Errorf("left out, got %v and %v", base.Problem, on.Problem)
	}
	p.Replace(base, "base (before)")
	if len(p.Ready()) != 2 || !p.inUse("Base (Before)", nil) {
		t.Errorf("in its place, got %v and %v", base.Problem, on.Problem)
	}
}

// importer takes accounts in but for one, whose name somebody took meanwhile.
type importer struct {
	Importer
	taken string
	got   []string
}

func (i *importer) Import(_ context.Context, r auth.Record) error {
	if r.Account.Name == i.taken {
		return auth.ErrNameTaken
	}
	i.got = append(i.got, r.Account.Name)
	return nil
}

func (i *importer) Edit(_ context.Context, id auth.AccountID, fn func(*auth.Record) error) (dropped bool, notice, err error) {
	var r auth.Record
	err = fn(&r)
	i.got = append(i.got, string(id)+"="+r.Account.Name)
	return false, nil, err
}

// The account that is here has its name back when the one in its place does not
// come.
func TestReplacedOnlyByWhatComes(t *testing.T) {
	f, err := Parse([]byte(good("", "")), false)
	if err != nil {
		t.Fatal(err)
	}
	for taken, want := range map[string]string{"": "here=old work", "work": "here=old here=work"} {
		to := &importer{taken: taken}
		p := NewPlan(f, map[string]bool{auth.FoldName("work"): true}, shelf{})
		p.Items[0].here = "here"
		p.Replace(p.Items[0], "old")
		done, err := p.CarryOut(t.Context(), to, t.TempDir())
		if got := strings.Join(to.got, " "); err != nil || got != want || (done.Renamed["here"] == "work") != (taken == "") {
			t.Errorf("%q is taken: did %q, not %q; told %v, %v", taken, got, want, done.Renamed, err)
		}
	}
}

// A name that is taken between the plan and its end costs that account, and those
// that exchange its token, wherever they stand in the file; no other.
func TestNameTakenMeanwhile(t *testing.T) {
	text := `{"format":"authfob-accounts","version":1,"accounts":[
		{"name":"on","grant":"token_exchange","source":"base","protocol":{"endpoints":{"token":"https://a.example/t"}}},
		{"name":"base","grant":"client_credentials","client_id":"c","protocol":{"endpoints":{"token":"https://a.example/t"}}},
		{"name":"other","grant":"client_credentials","client_id":"c","protocol":{"endpoints":{"token":"https://a.example/t"}}}]}`
	f, err := Parse([]byte(text), false)
	if err != nil {
		t.Fatal(err)
	}
	for taken, want := range map[string]string{"": "base other on", "base": "other", "other": "base on", "on": "base other"} {
		to := &importer{taken: taken}
		p := NewPlan(f, nil, shelf{})
		done, err := p.CarryOut(t.Context(), to, t.TempDir())
		if got := strings.Join(to.got, " "); err != nil || got != want || len(done.Accounts) != len(to.got) || len(p.Ready()) != len(to.got) {
			t.Errorf("%q is taken: took in %q, not %q; %d ready, %v", taken, got, want, len(p.Ready()), err)
		}
	}
}
