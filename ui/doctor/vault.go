package doctor

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/store/keyring"
	"github.com/authfob/authfob/ui/text"
)

// accounts is what opening the vault came to.
type accounts struct {
	records []auth.Record
	damaged []string // names
	err     error    // why the records could not be opened
	untried string   // why nobody tried; "" when somebody did

	headerOlder bool // an older header was put back
}

// open opens the records, where that needs nobody.
func (e *exam) open(ctx context.Context) accounts {
	in := e.files()
	switch {
	case !in.Exists:
		return accounts{untried: "there are none"}
	case in.Err != nil:
		return accounts{untried: "the vault cannot be used"}
	case e.Given == GivenNothing && !slices.Contains(in.Keys, "keyring"):
		return accounts{untried: "the vault's key was not given"}
	case e.Given == GivenNothing && e.keyring().State != keyring.StateOpen:
		return accounts{untried: "the keyring is not open"}
	}
	ctx, cancel := context.WithTimeout(ctx, openFor)
	defer cancel()
	list, err := e.Vault.List(ctx)
	a := accounts{records: list.Records, err: err, headerOlder: e.Vault.HeaderOlder()}
	for _, acc := range list.Damaged {
		a.damaged = append(a.damaged, acc.Name)
	}
	return a
}

// keyNames are the kinds of a vault's key for people.
var keyNames = map[string]string{"keyring": "the keyring", "passphrase": "a passphrase", "keyfile": "a key file"}

func (e *exam) lookAtVault(context.Context) []Finding {
	in := e.files()
	var found []Finding
	add := func(v Verdict, code, what, do string) {
		found = append(found, Finding{Area: "vault", Code: code, Verdict: v, What: what, Do: do})
	}
	switch {
	case in.Err != nil:
		found = append(found, storeFindings(in.Err)...)
	case !in.Exists:
		add(OK, "none", "There is no vault yet: the first account makes one.", "")
		if e.Given == GivenKeyFile {
			found = append(found, storeFindings(store.KeyFile{Path: e.KeyFile}.Check())...)
		}
	default:
		var under []string
		for _, k := range in.Keys {
			under = append(under, keyNames[k])
		}
		add(OK, "found", fmt.Sprintf("There is a vault of format %d with %s, under %s.", in.Format, text.Count(in.Records, "account", "accounts"), strings.Join(under, " and ")), "")
		found = append(found, e.lookAtRecords(in)...)
	}
	if e.accounts().untried == "" {
		in.Damaged = nil // opening them has told more
	}
	found = append(found, fileFindings(in)...)
	return append(found, storeFindings(in.Space)...)
}

// lookAtRecords tells of the records as the key opens them.
func (e *exam) lookAtRecords(in store.Inspection) []Finding {
	a := e.accounts()
	var found []Finding
	switch {
	case in.Records == 0:
	case a.untried != "":
		found = append(found, Finding{
			Area: "vault", Code: "unchecked", Verdict: Note,
			What: "Whether the accounts open was not tried: " + a.untried + ".", Do: e.howToOpen(in),
		})
	case a.err != nil:
		found = append(found, storeFindings(a.err)...)
	case len(a.damaged) == 0:
		found = append(found, Finding{Area: "vault", Code: "opens", Verdict: OK, What: "Every account in it opens."})
	}
	if n := len(a.damaged); n > 0 {
		found = append(found, Finding{
			Area: "vault", Code: "record_damaged", Verdict: Problem, Names: a.damaged,
			What: text.Count(n, "account does", "accounts do") + " not open: what is stored there was damaged, or belongs elsewhere.",
			Do:   "Put the file back from a backup, or remove the account and add it again; what is damaged is then kept aside.",
		})
	}
	return append(found, olderFindings(a)...)
}

// olderFindings tell of what was put back from an earlier time.
func olderFindings(a accounts) (found []Finding) {
	var names []string
	for _, r := range a.records {
		if r.Older {
			names = append(names, r.Account.Name)
		}
	}
	if n := len(names); n > 0 {
		found = append(found, Finding{
			Area: "vault", Code: "record_older", Verdict: Note, Names: names,
			What: "An older copy of " + text.Count(n, "account", "accounts") + " was put back: it may hold a refresh token that was spent.",
			Do:   "Sign in again where the provider refuses. If you restored a backup on purpose, say so: authfob edit NAME --restored",
		})
	}
	if a.headerOlder {
		found = append(found, Finding{
			Area: "vault", Code: "header_older", Verdict: Problem,
			What: "An older vault.json was put back: a passphrase or recovery code that was replaced since then opens the vault again.",
			Do:   "Change the passphrase or make a new recovery code (authfob vault); where the old one may have been seen: authfob vault rotate",
		})
	}
	return found
}

func (e *exam) howToOpen(in store.Inspection) string {
	switch {
	case slices.Contains(in.Keys, "keyring"):
		return ""
	case slices.Contains(in.Keys, "keyfile"):
		return "Name the key file too: authfob doctor --vault-key-file FILE"
	}
	return "Give the passphrase too: authfob doctor --passphrase-file FILE"
}

// fileFindings tell of the files as they lie there.
func fileFindings(in store.Inspection) (found []Finding) {
	add := func(n int, v Verdict, code, what, do string) {
		if n > 0 {
			found = append(found, Finding{Area: "vault", Code: code, Verdict: v, What: what, Do: do})
		}
	}
	if in.FromCopy {
		add(1, Note, "header_copy", "The vault's header vault.json does not read; its copy stands in.", "Make a copy of the vault's folder now; if vault.json.bak is lost too, the vault does not open any more.")
	}
	add(len(in.Damaged), Problem, "record_torn", text.Count(len(in.Damaged), "file is", "files are")+" no account although called like one: "+text.Few(in.Damaged)+".",
		"Put it back from a backup, or remove the account that list shows for it; the file is then kept aside.")
	add(len(in.Newer), Problem, "record_newer", text.Count(len(in.Newer), "account was", "accounts were")+" written by a newer Authfob: "+text.Few(in.Newer)+".", "Update Authfob. Nothing was changed.")
	add(len(in.Foreign), Problem, "foreign_file", "In the vault lies what is no file of yours (a link, a folder, another user's): "+text.Few(in.Foreign)+".", "Move it away, or give it back to yourself with chown. Authfob follows no links there.")
	add(len(in.Exposed), Note, "open_file", "Others could read "+text.Count(len(in.Exposed), "file", "files")+" of the vault if its folder let them in: "+text.Few(in.Exposed)+".", "Run chmod 600 on it.")
	add(len(in.Aside), Note, "set_aside", text.Count(len(in.Aside), "thing was", "things were")+" set aside because it did not open: "+text.Few(in.Aside)+".", "Delete it when you are sure that nothing in it is needed.")
	add(len(in.Leftover), Note, "leftover", text.Count(len(in.Leftover), "unfinished write was", "unfinished writes were")+" left behind by a process that died.", "Nothing to do: it is put right when its account is next used.")
	add(in.Interrupted, Note, "interrupted", text.Count(in.Interrupted, "renewal was", "renewals were")+" cut off by the end of a process.", "Nothing to do: the account is renewed at its next use. A strict provider may ask for a new sign-in then.")
	for _, h := range in.Held {
		add(1, Note, "held", "At this moment "+h.String()+" holds the lock "+h.Name+".", "That is usual during a renewal. If it stays so, that process hangs: end it.")
	}
	if in.Remote != "" {
		add(1, Note, "remote", "The vault lies on another computer's disk ("+in.Remote+").", "Use it from one computer at a time: locks may not reach across, and two renewals at once can cost a sign-in.")
	}
	return found
}

// storeFindings are the vault's own errors, whose words are for people already.
func storeFindings(err error) (found []Finding) {
	if err == nil {
		return nil
	}
	for _, err := range split(err) {
		f := Finding{Area: "vault", Code: "unusable", Verdict: Problem}
		w := text.Explain(err)
		f.What, f.Do = w.What, w.Todo
		if e, ok := errors.AsType[*store.Error](err); ok {
			f.Code = string(e.Reason)
		}
		if errors.Is(err, context.DeadlineExceeded) {
			f.Code, f.Verdict, f.Do = "slow", Note, "Opening every account takes longer than an examination may; nothing is wrong with that by itself."
		}
		found = append(found, f)
	}
	return found
}

// split takes apart what errors.Join joined.
func split(err error) []error {
	if e, ok := err.(*store.Error); ok {
		return []error{e}
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var all []error
		for _, e := range many.Unwrap() {
			all = append(all, split(e)...)
		}
		return all
	}
	return []error{err}
}
