// Package wire puts the rooms together: it opens the vault, builds the agent,
// and hands both to a surface. It decides nothing else.
package wire

import (
	"context"
	"os"
	"slices"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/catalog"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/ui/open"
)

// App is the command line of this process.
func App() cli.App {
	return cli.App{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Terminal: isTerminal(), ReadPassword: readPassword, Getenv: os.Getenv, Version: version(),
		Open: openVault, Vault: openControl, Names: accountNames,
		Catalogue: func(o cli.Options) (cli.Catalogue, error) {
			return catalog.New(o.Dirs.Providers), nil
		},
		Browser:     browse,
		Doctor:      examine,
		RunResident: runResident, RunWindow: runWindow, RunDemo: runDemo,
	}
}

// browse shows an address in the browser that command names, "" for the
// system's own.
func browse(command, url string) error {
	return open.Opener{Command: command}.URL(url)
}

// openerFails is how soon an opener that found no browser says so.
const openerFails = 3 * time.Second

// browseSeen is browse for who waits for the browser to come up.
func browseSeen(command, url string) error {
	return open.Opener{Command: command, Watch: openerFails}.URL(url)
}

// openVault is what the command line works with.
func openVault(_ context.Context, o cli.Options) (*auth.Agent, func(), error) {
	p, err := forCommand(o)
	if err != nil {
		return nil, nil, err
	}
	return p.agent, func() {
		p.client.HangUp()
		_ = p.vault.Close()
	}, nil
}

// accountNames reads what stands in the records' heads, in clear.
func accountNames(ctx context.Context, o cli.Options) (names []string) {
	vault, err := store.Open(o.Dirs.Vault, store.NewHanded(auth.Secret{}, nil)) // no key, and nobody to ask
	if err != nil {
		return nil
	}
	defer vault.Close()
	list, _ := vault.List(ctx) // without the key: names
	for _, a := range slices.Concat(list.Locked, list.Damaged) {
		names = append(names, a.Name)
	}
	return names
}
