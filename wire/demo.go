package wire

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/authfob/authfob/auth/demo"
	"github.com/authfob/authfob/home"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/ui/local"
)

// runDemo is the resident over a vault of its own with sample accounts, at an
// authorization server inside this process. Everything it made is gone when it
// ends; the keyring is never touched.
func runDemo(ctx context.Context, o cli.ResidentOptions) (err error) {
	place, done, err := demoHome(o)
	if err != nil {
		return err
	}
	defer done()
	o = place
	l, desktop, err := claim(ctx, o)
	if errors.Is(err, local.ErrRunning) {
		return showRunning(ctx, o)
	}
	if err != nil {
		return err
	}
	defer l.Close()
	server, err := demo.Start(ctx, demo.Config{})
	if err != nil {
		return err
	}
	defer server.Close()
	typed := &typedPassphrase{}
	p, err := assemble(o.Options, desktopKey(o.Options, typed, nil))
	if err != nil {
		return err
	}
	defer p.vault.Close()
	if err := addSamples(ctx, p, server); err != nil {
		return err
	}
	if err := addDefinitions(o.Dirs.Providers, server); err != nil {
		return err
	}
	fmt.Printf("issuer: %s\nhome: %s\nkey file: %s\n", server.URL(), o.HomeFlag, o.KeyFile)
	fmt.Println()
	if err := writeTour(os.Stdout, o, server.URL(), shellOf(runtime.GOOS)); err != nil {
		return err
	}
	return reside(ctx, o, desktop, p, typed, l, []string{"--demo"})
}

// demoHome makes a home and a key file for one demo, where none were given.
func demoHome(o cli.ResidentOptions) (_ cli.ResidentOptions, done func(), err error) {
	done = func() {}
	if o.HomeFlag == "" {
		dir, err := os.MkdirTemp("", "authfob-demo-")
		if err != nil {
			return o, done, fmt.Errorf("the demo needs a folder for temporary files: %v", err)
		}
		done = func() { _ = os.RemoveAll(dir) }
		o.HomeFlag = dir
		if o.Dirs, err = home.In(dir); err != nil {
			return o, done, err
		}
	}
	if o.KeyFile == "" && o.PassphraseFile == "" {
		o.KeyFile = filepath.Join(o.HomeFlag, "demo.key")
		if err := makeKeyFile(o.KeyFile); err != nil {
			return o, done, err
		}
	}
	return o, done, nil
}

func makeKeyFile(path string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return store.NewKeyFile(path)
}

// addSamples puts the demo's accounts into its vault, in place of those of an
// earlier demo in the same home, whose server is gone.
func addSamples(ctx context.Context, p parts, server *demo.Server) error {
	for _, r := range server.Accounts() {
		if id, err := p.vault.Find(ctx, r.Account.Name); err == nil {
			if err := p.vault.Delete(ctx, id, nil); err != nil {
				return err
			}
		}
		if err := p.vault.Add(ctx, r); err != nil {
			return err
		}
	}
	return nil
}
