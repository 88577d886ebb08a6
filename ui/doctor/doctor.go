// Package doctor looks at this computer and says what works for Authfob, what
// does not, and the way out.
//
// It changes nothing, opens no prompt, and asks no server unless told to; what
// does not answer costs a few seconds at most. Its findings hold no secret, no
// user name and, but for Finding.Names, no account's name.
package doctor

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/catalog"
	"github.com/authfob/authfob/crash"
	"github.com/authfob/authfob/home"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/store/keyring"
)

// Verdict says what a finding means.
type Verdict string

// The verdicts.
const (
	OK      Verdict = "ok"
	Note    Verdict = "note"    // something is left out, or worth knowing
	Problem Verdict = "problem" // something does not work and should
)

// Finding is one thing that was looked at. Its shape is a contract with
// scripts, and docs/doctor.md lists the codes.
type Finding struct {
	Area    string  `json:"area"`
	Code    string  `json:"code"`
	Verdict Verdict `json:"verdict"`
	What    string  `json:"what"`         // what was found, one sentence
	Do      string  `json:"do,omitempty"` // the way out, one sentence or two
	// Names are the accounts that it is about. They are for the person alone.
	Names []string `json:"-"`
}

// Config says what is looked at. Every field is needed but KeyFile and Window.
type Config struct {
	Dirs      home.Dirs
	Vault     *store.Vault // with a key source that asks nobody
	Given     Given
	KeyFile   string // the path of GivenKeyFile
	Providers *catalog.Catalog
	Version   string // of this program
	Self      string // its path
	Window    string // path of the program with the window, "" for none

	Online bool // ask the servers of the accounts
	Reach  func(ctx context.Context, t auth.Target) (skew time.Duration, err error)
}

// Given is the key that the vault is opened with.
type Given string

// The keys.
const (
	GivenNothing    Given = "" // the keyring, or a passphrase that nobody is asked for
	GivenKeyFile    Given = "keyfile"
	GivenPassphrase Given = "passphrase"
)

// How long things may take. A deaf keyring, the slowest of all, costs lookFor.
const (
	lookFor   = 1500 * time.Millisecond
	openFor   = 3 * time.Second
	localFor  = 5 * time.Second
	onlineFor = 20 * time.Second
)

// exam is one examination. What several areas need is found out once.
type exam struct {
	Config
	files    func() store.Inspection
	keyring  func() keyring.Condition
	accounts func() accounts
	reached  func() []reached
	built    time.Time // see buildTime
}

// area is a part of the computer. Its findings come together.
type area struct {
	name string
	look func(*exam, context.Context) []Finding
	// slow: it may ask servers, which take longer.
	slow bool
}

var areas = []area{
	{"keyring", (*exam).lookAtKeyring, false},
	{"vault", (*exam).lookAtVault, false},
	{"resident", (*exam).lookAtResident, false},
	{"tray", (*exam).lookAtTray, false},
	{"window", (*exam).lookAtWindow, false},
	{"clipboard", (*exam).lookAtClipboard, false},
	{"browser", (*exam).lookAtBrowser, false},
	{"autostart", (*exam).lookAtAutostart, false},
	{"settings", (*exam).lookAtSettings, false},
	{"clock", (*exam).lookAtClock, true},
	{"network", (*exam).lookAtNetwork, true},
	{"locale", (*exam).lookAtLocale, false},
	{"memory", (*exam).lookAtMemory, false},
}

// Examine looks at everything at once, and returns what it found in a fixed
// order.
func Examine(ctx context.Context, c Config) []Finding {
	whole := localFor
	if c.Online {
		whole += onlineFor
	}
	all, cancel := context.WithTimeout(ctx, whole)
	defer cancel()
	short, cancelShort := context.WithTimeout(all, localFor)
	defer cancelShort()
	e := &exam{Config: c, built: buildTime()}
	e.files = sync.OnceValue(c.Vault.Inspect)
	e.keyring = sync.OnceValue(func() keyring.Condition { return look(short) })
	e.accounts = sync.OnceValue(func() accounts { return e.open(short) })
	e.reached = sync.OnceValue(func() []reached { return e.reachAll(all) })
	results := make([]chan []Finding, len(areas))
	for i, a := range areas {
		results[i] = make(chan []Finding, 1)
		go crash.Guard("doctor", func() { results[i] <- a.look(e, all) })() // given up with its deadline: it may be waiting for a deaf program
	}
	var found []Finding
	for i, a := range areas {
		patience := short
		if a.slow {
			patience = all
		}
		select {
		case f := <-results[i]:
			found = append(found, f...)
		case <-patience.Done():
			found = append(found, Finding{
				Area: a.name, Code: "silent", Verdict: Problem,
				What: "It did not answer in time.", Do: "What answers here may hang: log out and in again, then try once more.",
			})
		}
	}
	for i := range found {
		found[i].Code = found[i].Area + "." + found[i].Code
		found[i].What, found[i].Do = tidy(found[i].What), tidy(found[i].Do)
	}
	return found
}

// Problems counts the findings that are problems.
func Problems(found []Finding) int { return count(found, Problem) }

// Notes counts the findings that are notes.
func Notes(found []Finding) int { return count(found, Note) }

func count(found []Finding, v Verdict) int {
	return len(slices.DeleteFunc(slices.Clone(found), func(f Finding) bool { return f.Verdict != v }))
}
