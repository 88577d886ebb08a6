package hostile

import (
	"net/http"
	"strings"
)

// Place is where a fault strikes.
type Place string

// The places. The zero value is the token endpoint.
const (
	Token     Place = ""
	Discovery Place = "discovery"
	Keys      Place = "keys"
	Authorize Place = "authorize" // the sign-in page
	Callback  Place = "callback"  // what the browser brings back
	Device    Place = "device"    // the device authorization endpoint; the account's grant is the device flow
	Poll      Place = "poll"      // the token endpoint, while a device sign-in is polled for
	Revoke    Place = "revoke"
	Userinfo  Place = "userinfo"
	TLS       Place = "tls"
)

// When is the moment a fault strikes at.
type When int

// The moments. The zero value is both a first sign-in and a renewal.
const (
	Both When = iota
	Login
	Renewal
)

// Outcome is what must come of a fault: that of the Failure, or one of the rest.
type Outcome string

// The outcomes.
const (
	Works       Outcome = "works"
	SignIn      Outcome = "sign_in_needed"
	Refused     Outcome = "refused"
	Unreachable Outcome = "unreachable"
	Invalid     Outcome = "invalid"
	Waiting     Outcome = "waiting" // the sign-in goes on until somebody cancels it
)

// Next says which refresh token the client must present once all is well again.
type Next string

// The zero value: the new one where the exchange worked, else the old one.
const (
	Auto Next = ""
	Old  Next = "old"
	New  Next = "new"
	None Next = "none" // the server gave none, or gave it and it was lost on the way
)

// Fault is one row.
type Fault struct {
	Name string
	At   Place
	When When
	Act  Act           // at the place
	Also map[Place]Act // at others
	Rest []Act         // one after the other, before the right answer: polls
	ID   *IDToken      // how the ID token differs
	// Visits are what the browser does in place of the one right request.
	Visits []Visit
	TLS    string // the kind of certificate; see certificates.go
	// Suffix is put behind the code and the refresh token that are issued.
	Suffix string

	Want Outcome
	// AtRenewal is what to expect at a renewal, where that differs.
	AtRenewal Outcome
	Says      string // must be in the error
	Gives     string // the access token, where the answer brings its own
	Notice    string // must be among the notices of the token
	Next      Next

	// Again: the request must come on a connection that has served before.
	Again bool
	// Cold asks for a client that knows nothing yet at the renewal: keys.
	Cold bool
	// Slow asks for a client with short time-outs.
	Slow bool
	// Bomb asks for a look at the memory it takes.
	Bomb bool
	// Lifeless: the token has expired when it arrives, so it is not handed out
	// by the cache.
	Lifeless bool
}

// Act is what the server does in place of the right answer. The zero Act is the
// right answer. {names} in its texts are filled in by the server.
type Act struct {
	Status  int
	Headers []string          // "Name: value"
	Body    string            // in place of the right one
	Set     map[string]string // members of the right answer as raw JSON; "-" takes one away
	First   string            // raw JSON put before the members
	Last    string            // raw JSON put behind them
	Raw     string            // in place of the whole HTTP answer
	Do      func(s *Server, w http.ResponseWriter, r *http.Request, good string)
}

// Visit is one request of the browser to the callback. Zero fields are those of
// the right one.
type Visit struct {
	Method, Path, Host, Query string
	Headers                   []string
	Body                      string
	Times                     int    // 0: once
	Hang                      string // raw bytes sent on a connection that then stays open
	Together                  bool   // does not wait for the answer before the next visit
	Status                    int    // expected; 0: any
}

// IDToken is how an ID token differs from the right one.
type IDToken struct {
	Header, Claims map[string]string // raw JSON; "-" takes one away; "@-60" is a minute ago
	Key            string            // see jwt.go
	Text           string            // in place of it all; {jwt} is the right one
}

// Row is a fault at one moment.
type Row struct {
	Fault
	Moment When // Login or Renewal
}

// Name is the fault's, with ~refresh at a renewal.
func (r Row) Name() string {
	if r.Moment == Renewal {
		return r.Fault.Name + "~refresh"
	}
	return r.Fault.Name
}

// Outcome is what must come of it at the row's moment.
func (r Row) Outcome() Outcome {
	if r.Moment == Renewal && r.AtRenewal != "" {
		return r.AtRenewal
	}
	return r.Want
}

// NextRefresh says which refresh token must be presented after the row.
func (r Row) NextRefresh() Next {
	switch {
	case r.Next == Old && r.Moment == Login:
		return None // there is no older one
	case r.Next != Auto:
		return r.Next
	case r.Outcome() == Works:
		return New
	}
	return Old
}

// Rows lists every fault at each of its moments.
func Rows() []Row {
	var rows []Row
	for _, f := range faults() {
		if f.When != Renewal {
			rows = append(rows, Row{f, Login})
		}
		if f.When != Login {
			rows = append(rows, Row{f, Renewal})
		}
	}
	return rows
}

// Family is the first part of a fault's name.
func (r Row) Family() string {
	family, _, _ := strings.Cut(r.Fault.Name, "-")
	return family
}

func set(pairs ...string) Act {
	m := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return Act{Set: m}
}

func says(status int, body string, headers ...string) Act {
	return Act{Status: status, Body: body, Headers: headers}
}

func html(status int) Act {
	return says(status, "<!doctype html><title>Welcome</title><h1>Please log in to this network</h1>", "Content-Type: text/html")
}
