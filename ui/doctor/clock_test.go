package doctor

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/catalog"
)

// from is a record with a token that host gave a while ago, when this computer's
// clock was ahead of the host's by skew.
func from(host string, ago, skew time.Duration) auth.Record {
	return auth.Record{
		Account: auth.Account{Protocol: auth.Protocol{Endpoints: auth.Endpoints{Token: "https://" + host + "/token"}}},
		Grant:   auth.Grant{Access: auth.NewSecret("t"), ObtainedAt: time.Now().Add(-ago), Skew: skew},
	}
}

func TestClock(t *testing.T) {
	const h = time.Hour
	expired := &auth.Failure{Outcome: auth.OutcomeUnreachable, Helps: auth.RemedyClock}
	for _, tt := range []struct {
		name    string
		records []auth.Record
		online  []reached
		code    string
		verdict Verdict
		says    string
	}{
		{"nothing known", nil, nil, "", "", ""},
		{"right at the last renewal", []auth.Record{from("a.example", h, time.Minute)}, nil, "", "", ""},
		{"behind at the last renewal", []auth.Record{from("a.example", h, -3*h-2*time.Minute)}, nil, "off", Problem, "At the last renewal at a.example, this computer's clock was 3 hours 2 minutes behind that server's. It shows "},
		{"the last renewal counts", []auth.Record{from("a.example", 2*h, -3*h), from("a.example", h, 0)}, nil, "", "", ""},
		{"put right since", []auth.Record{from("a.example", -2*h, 3*h)}, nil, "set_back", Note, "the clock was set back since"},
		{"set back", []auth.Record{from("a.example", -2*h, 0)}, nil, "set_back", Note, "and a token here was obtained at "},
		{"one server of three", []auth.Record{from("a.example", h, 0), from("b.example", h, 26*h), from("c.example", h, 0)}, nil, "server_off", Note, "The clock of b.example is wrong: this computer's is 1 day 2 hours ahead of it"},
		{"two servers of three", []auth.Record{from("a.example", h, 0), from("b.example", h, 3*h), from("c.example", h, 3*h)}, nil, "off", Problem, "3 hours ahead of"},
		{"right now", []auth.Record{from("a.example", h, 3*h)}, []reached{{"a.example", time.Second, nil}}, "right", OK, "agrees"},
		{"behind now", nil, []reached{{"a.example", -6 * time.Minute, nil}, {"b.example", 0, errors.New("x")}}, "off", Problem, ", 6 minutes behind that of a.example."},
		{"one server now", nil, []reached{{"a.example", -h, nil}, {"b.example", 0, nil}}, "server_off", Note, "1 hour behind"},
		{"certificates of another time", nil, []reached{{"a.example", 0, expired}, {"b.example", 0, errors.New("x")}}, "certificates", Note, "at the time that this computer's clock shows, "},
		{"one certificate", nil, []reached{{"a.example", 0, expired}, {"b.example", 0, nil}}, "right", OK, "agrees"},
		{"nobody answers", nil, []reached{{"a.example", 0, errors.New("x")}}, "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := &exam{
				Config:   Config{Online: tt.online != nil, Providers: catalog.New(t.TempDir())},
				accounts: func() accounts { return accounts{records: tt.records} },
				reached:  func() []reached { return tt.online },
			}
			got := e.lookAtClock(t.Context())[0]
			if tt.code == "" { // what the system says of its clock differs
				if got.Code != "unknown" && got.Code != "unsynchronised" {
					t.Errorf("got %+v", got)
				}
				return
			}
			if got.Code != tt.code || got.Verdict != tt.verdict || !strings.Contains(got.What, tt.says) {
				t.Errorf("got %+v", got)
			}
			if names := strings.Contains(got.What, shown(time.Now())) || strings.Contains(got.What, shown(time.Now().Add(-time.Minute))); names != (tt.code != "right" && tt.code != "server_off") {
				t.Errorf("whether it shows the time: %v: %s", names, got.What)
			}
			if (got.Do == "") != (tt.verdict == OK) {
				t.Errorf("to do: %q", got.Do)
			}
		})
	}
}

// A clock that begins at its maker's year again is told without asking anybody,
// and whatever else is known.
func TestClockBeforeThisProgram(t *testing.T) {
	e := &exam{built: time.Now().Add(time.Hour)}
	if got := e.lookAtClock(t.Context())[0]; got.Code != "past" || got.Verdict != Problem || !strings.Contains(got.What, "before this program was made") || got.Do == "" {
		t.Errorf("got %+v", got)
	}
}
