package window

import (
	"encoding/base64"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// jwt is a token with these claims, signed by nobody.
func jwt(claims string) auth.Secret {
	part := base64.RawURLEncoding.EncodeToString
	return auth.NewSecret(part([]byte(`{"alg":"none"}`)) + "." + part([]byte(claims)) + ".c2ln")
}

func TestClaims(t *testing.T) {
	token := jwt(`{"sub":"ada","exp":1772622720,"amr":["pwd","otp"],"realm":{"roles":["a"],"deep":{"x":true}},` +
		`"inner":"eyJhbGciOiJub25lIn0.eyJhIjoxfQ.x","big":12345678901234567890,"evil\u202e":"a\u0007b","none":[]}`)
	want := []claimLine{
		{name: "amr", value: "pwd, otp"},
		{name: "big", value: "12345678901234567890"},
		{name: "evil", value: "ab"},
		{name: "exp", value: "1772622720", at: time.Unix(1772622720, 0)},
		{name: "inner", value: words.Now().Claims.Hidden},
		{name: "none"},
		{name: "realm"},
		{name: "deep", depth: 1},
		{name: "x", value: "true", depth: 2},
		{name: "roles", value: "a", depth: 1},
		{name: "sub", value: "ada"},
	}
	if diff := cmp.Diff(want, claimLines(auth.Claims(token)), cmp.AllowUnexported(claimLine{})); diff != "" {
		t.Errorf("claims (-want +got):\n%s", diff)
	}
	if claimLines(auth.Claims(auth.NewSecret("opaque"))) != nil {
		t.Error("an opaque token has claims")
	}
	many := claimLines(auth.Claims(jwt(`{"a":[` + strings.TrimSuffix(strings.Repeat(`{"b":1},`, 5000), ",") + `]}`)))
	if len(many) > maxClaimLines+maxClaimDepth {
		t.Errorf("%d lines of claims", len(many))
	}
}

// The claims stay folded until they are asked for, and no token is among them.
func TestClaimsFold(t *testing.T) {
	s := newStage(t, kit.ThemeLight, 1000, 900, fakes.Accounts())
	token := jwt(`{"iss":"https://login.example.com","exp":1772622720}`)
	s.Agent.WhenRecord = func(id auth.AccountID) auth.Record {
		return auth.Record{Account: auth.Account{ID: id}, Grant: auth.Grant{Access: token, ID: token, Notices: []string{"The server gave fewer scopes."}}}
	}
	s.open(fakes.Accounts()[1].ID)
	s.Queue.Await(t, "reading the claims", func() bool { return len(s.details.facts.access) > 0 })
	for _, want := range []string{words.Now().Claims.Access, words.Now().Claims.ID, "The server gave fewer scopes.", "accounts-api.airthings.com\naccounts.airthings.com"} {
		if !strings.Contains(s.Texts(), want) {
			t.Errorf("the details do not say %q", want)
		}
	}
	if strings.Contains(s.Texts(), "1772622720") {
		t.Error("the claims are shown before anybody asked")
	}
	head := s.details.heads[words.Now().Claims.Access]
	if got, want := head.AccessibilityLabel(), kit.Spoken(words.Now().Claims.Access, strconv.Itoa(len(s.details.facts.access))); got != want {
		t.Errorf("a screen reader says %q, want %q", got, want)
	}
	s.Canvas.Focus(head)
	s.Key(fyne.KeyReturn)
	if s.Canvas.Focused() != fyne.Focusable(head) {
		t.Error("the keyboard is somewhere else now")
	}
	if !strings.Contains(s.Texts(), "1772622720") || strings.Contains(s.Texts(), token.Reveal()) {
		t.Error("the claims are not there, or the token is")
	}
}
