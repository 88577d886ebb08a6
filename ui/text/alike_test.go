package text

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/authfob/authfob/auth"
)

func TestAlike(t *testing.T) {
	at := func(name, host string) auth.Status {
		return auth.Status{ID: auth.AccountID(name), Name: name, Host: host}
	}
	for _, c := range []struct {
		list []auth.Status
		want map[auth.AccountID]string
	}{
		{[]auth.Status{at("admin", "a.example"), at("user", "b.example")}, map[auth.AccountID]string{}},
		{[]auth.Status{at("admin", "a.example"), at("аdmin", "b.example")}, map[auth.AccountID]string{"admin": "a.example", "аdmin": "Cyrillic, b.example"}},
		{[]auth.Status{at("admin", ""), at("аdmin", "")}, map[auth.AccountID]string{"admin": "", "аdmin": "Cyrillic"}},
		{[]auth.Status{at("Paypal", "a.example"), at("PaypaI", "b.example")}, map[auth.AccountID]string{"Paypal": "a.example", "PaypaI": "b.example"}},
		{[]auth.Status{at("а", "a.example")}, map[auth.AccountID]string{}},
	} {
		got := map[auth.AccountID]string{}
		for id, a := range Alike(c.list) {
			got[id] = a.String()
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Error(diff)
		}
	}
}
