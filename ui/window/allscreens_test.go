package window

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/vault"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/lock"
	"github.com/authfob/authfob/ui/window/preferences"
	"github.com/authfob/authfob/ui/window/rows"
	"github.com/authfob/authfob/ui/window/transfer"
	"github.com/authfob/authfob/ui/words"
)

// screens are what the window can show, for what must hold on each of them and
// for the matrix (see TestMatrix).
var screens = slices.Concat(lists, panes, menus, dialogs, sections, pages)

// first is the account that most of them are about, a fresh one.
var first = fakes.Accounts()[1].ID

// lists are the list in its states.
var lists = []screen{
	{name: "list"},
	{name: "one", list: func() []auth.Status { return fakes.Accounts()[1:2] }},
	{name: "two hundred", list: func() []auth.Status { return thousands()[:200] }},
	{name: "ten thousand", list: thousands, show: func(s *stage) { s.Key(fyne.KeyEnd) }},
	{name: "hostile", list: hostileAccounts},
	{name: "groups", show: func(s *stage) { s.groupBy(rows.GroupTag) }},
	{name: "folded", show: func(s *stage) { s.groupBy(rows.GroupProvider); s.fold("GitHub"); s.focusList(); s.Key(fyne.KeyHome) }},
	{name: "filtered", show: func(s *stage) { s.filterBy(auth.StateExpired) }},
	{name: "nothing", show: func(s *stage) { s.search.entry.SetText("no such account") }},
	{name: "picked", show: func(s *stage) {
		s.focusList()
		s.pick(fakes.Accounts()[0].ID)
		s.pick(first)
	}},
	{name: "removed", show: func(s *stage) { s.remove(first) }},
	{name: "renaming", show: func(s *stage) { s.rename(first) }},
	{name: "waiting", show: func(s *stage) { s.setNote(first, note{Note: rows.Note{Busy: words.Now().Row.Copying}}) }},
	{name: "copied", show: func(s *stage) {
		s.clipbar.copied("Anna Schmidt", Copied{Clears: fakes.Noon.Add(24 * time.Second)}, fakes.Noon)
		s.succeeded(first, words.Now().Row.Copied, fakes.Noon.Add(36*time.Hour))
	}},
	{name: "failed", show: func(s *stage) { s.failed(first, unreachable()) }},
	{name: "offline", list: func() []auth.Status { return fakes.Accounts()[5:6] }},
	{name: "unreadable", show: func(s *stage) {
		s.setAccounts(fakes.Accounts(), errors.New("the vault cannot be read: input/output error"), true)
	}},
	{name: "unsaved", show: func(s *stage) { s.unsavedElsewhere = 2; s.refresh() }},
	{name: "lost", show: func(s *stage) { s.lost = true; s.refresh() }},
	{name: "demo", with: func(c *Config) { c.Demo = true }},
}

// panes are the details of an account in each state.
var panes = []screen{
	{name: "details", show: showing(1)},
	{name: "details sign in", show: showing(0)},
	{name: "details expiring", show: showing(2)},
	{name: "details expired", show: showing(4)},
	{name: "details offline", show: showing(5)},
	{name: "details locked", show: showing(6)},
	{name: "details no expiry", show: showing(7)},
	{name: "details hostile", list: hostileAccounts, show: func(s *stage) { s.read(hostileAccounts()[0].ID) }},
	{name: "details hostile words", list: hostileAccounts, show: func(s *stage) { s.read(hostileAccounts()[1].ID) }},
	{name: "details failed", show: func(s *stage) { s.read(first); s.failed(first, unreachable()) }},
	{name: "details copied", show: func(s *stage) {
		s.read(first)
		s.succeeded(first, words.Now().Row.Copied, fakes.Noon.Add(36*time.Hour))
	}},
	{name: "details claims", show: func(s *stage) {
		s.Agent.WhenRecord = claimsRecord
		s.read(first)
		s.details.heads[words.Now().Claims.Access].Tapped(nil)
	}},
}

// showing opens the details of a sample account.
func showing(i int) func(*stage) { return func(s *stage) { s.read(fakes.Accounts()[i].ID) } }

// read opens an account's details and waits for its record.
func (s *stage) read(id auth.AccountID) {
	s.T.Helper()
	s.open(id)
	s.Queue.Await(s.T, "reading the record", func() bool { return s.details.facts.read })
}

func unreachable() error {
	return &auth.Failure{Outcome: auth.OutcomeUnreachable, Doing: "renew the token", Host: "accounts.airthings.com", Reason: "answered with a web page; a captive portal may be in between"}
}

var menus = []screen{
	{name: "menu", show: func(s *stage) { s.rowMenu(first, fyne.NewPos(10, 10)) }},
	{name: "formats", show: func(s *stage) { s.formatsMenu(first, fyne.NewPos(300, 200)) }},
	{name: "view", with: func(c *Config) { c.Files = &transfer.Files{Catalogue: fakes.NoDefinitions{}} }, show: (*stage).viewMenuOf},
}

func (s *stage) viewMenuOf() { s.viewMenu() }

// dialogs are what is asked and told.
var dialogs = []screen{
	{name: "keys", show: func(s *stage) { s.Key(fyne.KeyF1) }},
	{name: "add", with: providers, show: func(s *stage) { s.forms.Add() }},
	{name: "form", show: func(s *stage) { s.openCard(words.Now().Add.Custom) }},
	{name: "form issuer", show: func(s *stage) { s.openCard(words.Now().Add.Issuer) }},
	{name: "form provider", with: providers, show: func(s *stage) { s.openCard("Airthings") }},
	{name: "form mistakes", show: func(s *stage) {
		s.openCard(words.Now().Add.Custom)
		s.TapButton(words.Now().Add.Save)
	}},
	{name: "edit", show: func(s *stage) {
		s.edit(first)
		s.Queue.Await(s.T, "reading the record", func() bool { return len(s.Sheets) == 1 })
	}},
	{name: "browser", show: func(s *stage) { s.signingIn().showWaiting("https://login.example.com/authorize") }},
	{name: "code", show: func(s *stage) {
		s.signingIn().showCode(auth.UserCode{Code: "WDJB-MJHT", URI: "https://example.com/device", ExpiresAt: fakes.Noon.Add(10 * time.Minute)})
	}},
	{name: "paste", show: func(s *stage) {
		s.signingIn().showPaste("https://app.example.com/callback", fmt.Errorf("that address has no code in it; copy all of it, up to its end"), func(string) {})
	}},
	{name: "password", show: func(s *stage) { s.signingIn().showSecret(passwordLabel("ada@example.com"), func(auth.Secret) {}) }},
	{name: "sign out", show: func(s *stage) { s.askSignOut(first) }},
	{name: "try", show: func(s *stage) { s.try(first) }},
	{name: "import", with: func(c *Config) { c.Files = &transfer.Files{Catalogue: fakes.NoDefinitions{}} }, show: func(s *stage) { s.files.Import() }},
	{name: "import file", with: func(c *Config) { c.Files = &transfer.Files{Catalogue: fakes.NoDefinitions{}, Definitions: "/nowhere"} }, show: func(s *stage) {
		s.Agent.Vault = fakes.Vault{Records: []auth.Record{fakes.Robot("here", "elsewhere.example")}}
		s.dropFile(hostileFile(s.T))
		s.Queue.Await(s.T, "showing what is in it", func() bool { return s.Shows(words.Now().Transfer.Hosts) })
	}},
	{name: "export", with: func(c *Config) { c.Files = &transfer.Files{Catalogue: fakes.NoDefinitions{}} }, show: func(s *stage) {
		s.T.Setenv("HOME", "/home/ada")
		s.exportAccounts()
	}},
	{name: "export ticks", with: func(c *Config) { c.Files = &transfer.Files{Catalogue: fakes.NoDefinitions{}} }, show: func(s *stage) {
		s.T.Setenv("HOME", "/home/ada")
		s.exportAccounts()
		s.Picks()[0].SetSelected(words.Now().Transfer.OneByOne)
	}},
	{name: "passphrase", show: func(s *stage) { s.vault.Protect(func() {}) }},
}

// sections are the pages of the settings.
var sections = []screen{
	{name: "settings", show: func(s *stage) { s.prefs.Show() }},
	{name: "copying", show: func(s *stage) { s.turnByKey(words.Now().Settings.Copying) }},
	{name: "new", show: func(s *stage) { s.turnByKey(words.Now().Settings.Accounts) }},
	{name: "vault", with: withVault, show: func(s *stage) {
		s.turnByKey(words.Now().Settings.Vault)
		s.Queue.Await(s.T, "naming the keyring", func() bool { return s.Shows("GNOME Keyring") })
	}},
	{name: "own files", with: withOwn, show: func(s *stage) {
		s.turnByKey(words.Now().Settings.Own)
		s.Queue.Await(s.T, "reading them", func() bool { return s.Shows("Company SSO") })
	}},
	{name: "diagnostics", with: withOwn, show: func(s *stage) {
		s.turnByKey(words.Now().Settings.Diagnostics)
		s.Queue.Await(s.T, "looking", func() bool { return s.Shows("Authfob 1.0") })
	}},
}

func withVault(c *Config) {
	since := fakes.Noon.Add(-40 * 24 * time.Hour)
	c.Vault = &vault.Control{
		Why:     func(error) vault.Why { return vault.WhyOther },
		Keyring: func(context.Context) string { return "GNOME Keyring" },
		State: func() (vault.State, error) {
			return vault.State{Exists: true, Accounts: 8, Under: vault.Keyring, Since: &since, RecoveryCode: true, CodeSince: &since}, nil
		},
	}
	c.Folders, c.OpenPath = lock.Folders{Vault: "/home/ada/.local/share/authfob/vault", Config: "/home/ada/.config/authfob"}, func(string) error { return nil }
}

// pages stand in place of the list.
var pages = []screen{
	{name: "welcome", list: noAccounts, with: func(c *Config) {
		c.Settings.Welcomed = false
		c.TryDemo = func(context.Context) error { return nil }
		c.Outside = preferences.Outside{AtLogin: func() (bool, error) { return false, nil }, SetAtLogin: func(bool) error { return nil }}
	}},
	{name: "empty", list: noAccounts, with: func(c *Config) { c.TryDemo = func(context.Context) error { return nil } }},
	{name: "loading", list: noAccounts, show: func(s *stage) {
		s.loaded = false
		s.setAccounts(nil, nil, false)
	}},
	{name: "locked", show: func(s *stage) { s.setAccounts(nil, auth.ErrPassphrase, true) }},
	{name: "keyring shut", with: because(vault.WhyShut), show: shut},
	{name: "keyring asks", with: because(vault.WhyShut), show: func(s *stage) {
		shut(s)
		s.setWaits(true)
		offered(s)
	}},
	{name: "key lost", with: because(vault.WhyKeyLost), show: shut},
	{name: "recover", with: because(vault.WhyKeyLost), show: func(s *stage) { shut(s); s.TapButton(words.Now().Lock.UseCode) }},
	{name: "start over", with: because(vault.WhyKeyLost), show: func(s *stage) {
		shut(s)
		s.TapButton(words.Now().Lock.StartOver)
		s.Queue.Await(s.T, "counting", func() bool { return s.Shows(words.Now().Counts.Accounts.Of(3)) })
	}},
}

func noAccounts() []auth.Status { return nil }

func because(why vault.Why) func(*Config) {
	return func(c *Config) {
		c.Vault = &vault.Control{
			Why:   func(error) vault.Why { return why },
			State: func() (vault.State, error) { return vault.State{Exists: true, Accounts: 3, RecoveryCode: true}, nil },
		}
	}
}

func shut(s *stage) {
	s.setAccounts(locked(), inTheWay{"the vault's key is not in this keyring", "Go back to the earlier one and try again, or start over."}, true)
	offered(s)
}

// offered waits until the page offers the recovery code.
func offered(s *stage) {
	s.Queue.Await(s.T, "offering the code", func() bool { return slices.Contains(s.Labels(), words.Now().Lock.UseCode) })
}

// hostileAccounts have names and words that do not behave.
func hostileAccounts() []auth.Status {
	long := fakes.Account(1, strings.Repeat("A very long account name ", 400), strings.Repeat("Provider", 12), strings.Repeat("sub.", 30)+"example.com", time.Hour, 10*time.Minute, strings.Repeat("scope", 60))
	long.Tags = []string{strings.Repeat("environment", 5)}
	return []auth.Status{
		long,
		fakes.Account(2, "\u202eevil\u202c\n<b>bold</b> [link](x)", "\x1b[31mRed\x07", "xn--80ak6aa92e.com", time.Hour, 10*time.Minute, "a\u200bb"),
		fakes.Account(3, "admin", "GitHub", "github.com", time.Hour, 30*time.Minute, "repo"),
		fakes.Account(4, "аdmin", "GitHub", "xn--ithub-zqf.com", time.Hour, 30*time.Minute, "repo"),
		fakes.Account(5, "…", "", "", 900*24*time.Hour, 800*24*time.Hour),
		fakes.Account(6, strings.Repeat("m", 10_000), "GitHub", "github.com", time.Hour, 10*time.Minute, "repo"),
	}
}

// claimsRecord is a record with a token that can be read.
func claimsRecord(id auth.AccountID) auth.Record {
	return auth.Record{
		Account: auth.Account{ID: id, Scopes: []string{"read:device", "write:device"}},
		Grant: auth.Grant{
			Access:  jwt(`{"iss":"https://accounts.airthings.com","sub":"8f2c1d","scope":"read:device","realm_access":{"roles":["user","admin"]}}`),
			Notices: []string{"The server gave fewer scopes than were asked for."},
		},
		History: []auth.Event{{At: fakes.Noon.Add(-18 * time.Minute), What: "sign_in", OK: true}},
	}
}

// withOwn is settings with files of one's own, and diagnostics.
func withOwn(c *Config) { c.Outside = ownFiles() }
