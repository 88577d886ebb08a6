package fakes

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/share"
)

// Robot is an account that needs nobody, at a host of its own.
func Robot(name, host string) auth.Record {
	return auth.Record{Account: auth.Account{
		ID: auth.NewAccountID(), Name: name, Grant: auth.ClientCredentials, ClientID: "c",
		Protocol: auth.Protocol{Endpoints: auth.Endpoints{Token: "https://" + host + "/token"}},
	}}
}

// ExportOf is a file with these accounts, readable by anybody.
func ExportOf(t *testing.T, records ...auth.Record) string {
	t.Helper()
	data, _, err := share.Plain(share.Contents{Records: records})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "accounts")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
