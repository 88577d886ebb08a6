// Command accounts fills a vault with accounts to measure against: their tokens
// are fresh, no server is there to renew them, and every fiftieth has never been
// signed in. It is no part of what ships.
//
// usage: accounts HOME KEYFILE N
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/home"
	"github.com/authfob/authfob/store"
)

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "accounts:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) != 3 {
		return errors.New("usage: accounts HOME KEYFILE N")
	}
	n, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	dirs, err := home.In(args[0])
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(dirs.Vault), 0o700); err != nil {
		return err
	}
	vault, err := store.Open(dirs.Vault, store.KeyFile{Path: args[1]})
	if err != nil {
		return err
	}
	defer vault.Close()
	for i := range n {
		if err := vault.Add(ctx, record(i)); err != nil {
			return err
		}
	}
	return nil
}

// record is the i-th account. Its token has the length of a JWT of a large
// identity provider.
func record(i int) auth.Record {
	host := fmt.Sprintf("https://login-%d.example.com", i%40)
	now := time.Now().UTC().Round(0)
	r := auth.Record{
		Account: auth.Account{
			ID: auth.NewAccountID(), Name: fmt.Sprintf("Account %05d of team %d", i, i%17), Grant: auth.RefreshToken, ClientID: "client",
			Scopes: []string{"openid", "offline_access", "api:read"}, Tags: [][]string{{"prod"}, {"staging"}, {"dev"}, nil}[i%4], CreatedAt: now,
			Protocol: auth.Protocol{ClientAuth: auth.AuthNone, Endpoints: auth.Endpoints{Token: host + "/token"}},
		},
	}
	if i%50 == 49 {
		return r
	}
	r.Grant = auth.Grant{
		Access: auth.NewSecret(strings.Repeat("a", 1400)), Refresh: auth.NewSecret(strings.Repeat("r", 600)), TokenType: "Bearer",
		Scopes: r.Account.Scopes, ObtainedAt: now.Add(-time.Duration(i%40) * time.Minute), ExpirySource: auth.ExpiryReply,
	}
	r.Grant.ExpiresAt = r.Grant.ObtainedAt.Add(8 * time.Hour)
	r.History = []auth.Event{{At: r.Grant.ObtainedAt, What: "sign_in", Host: auth.Host(host), OK: true}}
	return r
}
