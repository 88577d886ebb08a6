package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/home"
	"github.com/authfob/authfob/store"
)

// ours is a home of authfob, with the vault's key in the keyring or in a file.
type ours struct {
	*store.Vault
	dir, keyFile string // keyFile is "" for the keyring
}

// newHome makes a home in the lab.
func (l *lab) newHome(name string, underKeyring bool) (ours, error) {
	o := ours{dir: l.path(name)}
	dirs, err := home.In(o.dir)
	if err != nil {
		return o, err
	}
	var source store.KeySource = store.Keyring{}
	if !underKeyring {
		o.keyFile = l.path(name + ".key")
		key := make([]byte, 32)
		_, _ = rand.Read(key) // crypto/rand never fails (Go 1.24)
		if err := os.WriteFile(o.keyFile, []byte(base64.StdEncoding.EncodeToString(key)), 0o600); err != nil {
			return o, err
		}
		source = store.KeyFile{Path: o.keyFile}
	}
	o.Vault, err = store.Open(dirs.Vault, source)
	return o, err
}

// args is a command line of the given build on this home.
func (o ours) args(program string, args ...string) []string {
	line := []string{program, "--home", o.dir}
	if o.keyFile != "" {
		line = append(line, "--vault-key-file", o.keyFile)
	}
	return append(line, args...)
}

// add links an account that a person has just signed in to.
func (o ours) add(ctx context.Context, p *provider, name string) (auth.AccountID, error) {
	g, err := p.grant(ctx, "authfob")
	if err != nil {
		return "", err
	}
	r := newRecord(p, name, g)
	return r.Account.ID, o.Add(ctx, r)
}

func newRecord(p *provider, name string, g auth.Grant) auth.Record {
	return auth.Record{
		Account: auth.Account{
			ID: auth.NewAccountID(), Name: name, Grant: auth.AuthorizationCode, ClientID: "authfob", Scopes: scopes,
			Protocol: auth.Protocol{Issuer: p.URL(), ClientAuth: auth.AuthNone}, CreatedAt: time.Now().UTC(),
		},
		Metadata: p.metadata(), Grant: g,
		History: []auth.Event{{At: g.ObtainedAt, What: "sign_in", Host: auth.Host(p.URL()), OK: true}},
	}
}

// tenThousand is a crowd that takes long to make, and so is made once.
func (l *lab) tenThousand(ctx context.Context) (o ours, err error) {
	if l.many.Vault == nil {
		l.many, err = l.crowd(ctx, l.strict, "crowd", 10_000, nil)
	}
	return l.many, err
}

// crowd is a home with n accounts called "account 0" and so on, which all hold
// the same grant. They are written where nothing needs to be durable, and
// copied from there.
func (l *lab) crowd(ctx context.Context, p *provider, name string, n int, change func(*auth.Record)) (ours, error) {
	o, err := l.newHome(name, false)
	if err != nil {
		return o, err
	}
	quick, err := os.MkdirTemp("/dev/shm", "authfob-bench-")
	if err != nil {
		return o, err
	}
	defer os.RemoveAll(quick)
	v, err := store.Open(filepath.Join(quick, "vault"), store.KeyFile{Path: o.keyFile})
	if err != nil {
		return o, err
	}
	g, err := p.grant(ctx, "authfob")
	if err != nil {
		return o, err
	}
	for i := range n {
		r := newRecord(p, fmt.Sprintf("account %d", i), g)
		if change != nil {
			change(&r)
		}
		if err := v.Add(ctx, r); err != nil {
			return o, err
		}
		if i%500 == 0 || i == n-1 { // each Add looks at what is there: keep that little
			if err := move(filepath.Join(quick, "vault"), filepath.Join(o.dir, "vault")); err != nil {
				return o, err
			}
		}
	}
	return o, v.Close()
}

// move copies a vault's files, and takes away the records and names.
func move(from, to string) error {
	return filepath.WalkDir(from, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, file)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o700)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, rel), data, 0o600); err != nil || filepath.Dir(rel) == "." {
			return err
		}
		return os.Remove(file)
	})
}
