package auth_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
)

func TestCallGoesToNewHostsOnlyWhereAgreed(t *testing.T) {
	vault, server := newMemoryVault(signedIn(time.Hour, 0)), &rotatingServer{}
	agent := auth.NewAgent(vault, server, noProviders{})
	call := func(c auth.Call) error {
		_, err := agent.Call(t.Context(), testID, c)
		return err
	}
	for _, c := range []auth.Call{
		{Method: "POST", URL: "https://server.example/me"},
		{Method: "GET", URL: "http://server.example/me"},
		{Method: "GET", URL: "file:///etc/passwd"},
		{Method: "GET", URL: "https://user:pass@server.example/"},
	} {
		if in, ok := errors.AsType[*auth.InputError](call(c)); !ok {
			t.Errorf("%+v: %v", c, in)
		}
	}
	fresh, ok := errors.AsType[*auth.NewHostError](call(auth.Call{Method: "GET", URL: "https://api.example/me"}))
	if !ok || fresh.Host != "api.example" || len(server.called) != 0 {
		t.Fatalf("%v, and %q was sent", fresh, server.called)
	}
	for _, c := range []auth.Call{
		{Method: "GET", URL: "https://server.example/me"}, // an own server
		{Method: "GET", URL: "https://api.example/me", NewHost: true},
		{Method: "HEAD", URL: "https://api.example/you"}, // agreed to before
	} {
		if err := call(c); err != nil {
			t.Errorf("%+v: %v", c, err)
		}
	}
	want := []string{"GET https://server.example/me ACCESS_0", "GET https://api.example/me ACCESS_0", "HEAD https://api.example/you ACCESS_0"}
	if diff := cmp.Diff(want, server.called); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
}
