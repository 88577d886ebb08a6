package window

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/catalog"
	"github.com/authfob/authfob/auth/flow"
	"github.com/authfob/authfob/internal/hostile"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/ui/window/preferences"
	"github.com/authfob/authfob/ui/words"
)

// trouble is a state that is rare: what a server does or the computer lacks, the
// sentence that it is told with, and where its way out leads.
type trouble struct {
	name  string
	tls   string // the server's certificate, "" for plain HTTP
	act   answer // what it says at the token endpoint
	gone  bool   // nobody listens there
	make  func(t *testing.T) error
	says  string                    // a key of the language files' sentences
	helps string                    // another, for what to do; "" is none of them
	way   func(*words.Words) string // the button's label; nil is none
	at    func(*words.Words) string // the label of the setting that it leads to; nil is none
	opens string                    // the folder that it opens; "" is the vault's
}

func tryAgain(w *words.Words) string { return w.Common.Retry }
func editIt(w *words.Words) string   { return w.Row.Edit }
func folderOf(w *words.Words) string { return w.Settings.OpenFolder }

// answer is what a server says to everything.
type answer struct {
	status              int
	kind, body          string
	header, headerValue string
}

// serve has a server say it until the test ends.
func (a answer) serve(t *testing.T) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", a.kind)
		if a.header != "" {
			w.Header().Set(a.header, a.headerValue)
		}
		w.WriteHeader(a.status)
		_, _ = io.WriteString(w, a.body)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func refusal(status int, code string) answer {
	return answer{status: status, kind: "application/json", body: `{"error":"` + code + `"}`}
}

func page(status int) answer { return answer{status: status, kind: "text/html", body: "<html>Welcome"} }

var troubles = []trouble{
	{name: "offline", gone: true, says: "netRefused", helps: "tryReachable", way: tryAgain},
	{
		name: "captive portal", act: page(200),
		says: "gotPage", helps: "helpNetwork", way: tryAgain,
	},
	{name: "provider down", act: answer{status: 503, kind: "text/plain", body: "busy"}, says: "outOfOrder", helps: "tryReachable", way: tryAgain},
	{name: "asked too often", act: answer{status: 429, kind: "application/json", body: "{}", header: "Retry-After", headerValue: "120"}, says: "tooOften", helps: "tryIn", way: tryAgain},
	{name: "wrong address", act: page(404), says: "gotPage", helps: "helpAddress", way: editIt, at: func(w *words.Words) string { return w.Form.Token }},
	{name: "redirect", act: answer{status: 307, header: "Location", headerValue: "https://elsewhere.example/"}, says: "redirectNot", helps: "helpAddress", way: editIt, at: func(w *words.Words) string { return w.Form.Token }},
	{name: "unknown authority", tls: "unknown", says: "certUnknown", helps: "helpAuthority", way: editIt, at: func(w *words.Words) string { return w.Settings.Ca }},
	{name: "expired certificate", tls: "expired", says: "certExpired", helps: "helpClock", way: tryAgain},
	{name: "another host's certificate", tls: "wrong-host", says: "certHost", helps: "helpAddress", way: editIt, at: func(w *words.Words) string { return w.Form.Token }},
	{name: "client refused", act: refusal(401, "invalid_client"), says: "serverSays", helps: "helpClient", way: editIt, at: func(w *words.Words) string { return w.Form.Secret }},
	{name: "grant not allowed", act: refusal(400, "unauthorized_client"), says: "serverSays", helps: "helpAllow", way: editIt, at: func(w *words.Words) string { return w.Form.Name }},
	{name: "scope refused", act: refusal(400, "invalid_scope"), says: "serverSays", helps: "helpScopes", way: editIt, at: func(w *words.Words) string { return w.Form.Scopes }},
	{name: "refused for a reason of its own", act: refusal(400, "policy"), says: "serverSays", helps: "checkSettings", way: editIt, at: func(w *words.Words) string { return w.Form.Name }},
	{name: "refresh token refused", act: refusal(400, "invalid_grant"), says: "serverSays", helps: "signAgain", way: func(w *words.Words) string { return w.Row.SignInDots }},
	{
		name: "definition gone", says: "noDefinition", helps: "helpDefined", way: folderOf, opens: string(preferences.OwnProviders),
		make: func(t *testing.T) error {
			_, err := flow.New(flow.Config{}).Renew(t.Context(), auth.NewTarget(auth.Record{Account: auth.Account{Name: "Work", Provider: "acme"}}, catalog.New("")), auth.Grant{})
			return err
		},
	},
	{
		name: "disk full", says: "noRoom", helps: "makeRoom", way: folderOf,
		make: func(*testing.T) error {
			return &store.Error{Reason: store.ReasonNoSpace, What: "could not make room to save the account: the disk is full or the quota used up", Do: "No server was asked, and your sign-in is as it was. Make room and try again."}
		},
	},
	{
		name: "new token not saved", says: "unsavedYet", helps: "unsavedUse", way: folderOf,
		make: func(*testing.T) error {
			return &auth.UnsavedError{Account: "Work", Err: errors.New("the directory cannot be written")}
		},
	},
	{
		name: "record damaged", says: "recordUnreadable", helps: "removeAndAdd", way: func(w *words.Words) string { return w.Row.Remove },
		make: func(*testing.T) error {
			return &store.Error{Reason: store.ReasonRecordDamaged, What: "the record of this account cannot be read (it is incomplete in accounts/1)", Do: "Other accounts are not affected. Remove this account and add it again; the damaged file is kept aside."}
		},
	},
	{name: "account busy", says: "busy", helps: "tryMoment", way: tryAgain, make: func(*testing.T) error { return auth.ErrBusy }},
	{name: "vault locked in between", says: "vaultLocked", helps: "unlockKeyring", way: tryAgain, make: func(*testing.T) error { return auth.ErrLocked }},
}

// failure is what comes of the state at a real client.
func (tr trouble) failure(t *testing.T) error {
	if tr.make != nil {
		return tr.make(t)
	}
	at := ""
	switch {
	case tr.tls != "":
		at = hostile.Start(t, tr.tls).URL
	case tr.gone:
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		at = "http://" + l.Addr().String()
		l.Close()
	default:
		at = tr.act.serve(t)
	}
	target := auth.NewTarget(auth.Record{Account: auth.Account{
		Name: "Work", Grant: auth.AuthorizationCode, ClientID: hostile.ClientID, Protocol: auth.Protocol{Endpoints: auth.Endpoints{Token: at + "/token"}},
	}, Credentials: auth.Credentials{ClientSecret: auth.NewSecret(hostile.ClientSecret)}}, catalog.New(""))
	_, err := flow.New(flow.Config{}).Renew(t.Context(), target, auth.Grant{Refresh: auth.NewSecret("R_1")})
	if err == nil {
		t.Fatal("nothing failed")
	}
	return err
}
