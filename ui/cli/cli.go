// Package cli is the command line: it parses, calls the agent, and prints. It
// holds no logic of its own about tokens, and never writes a secret anywhere
// but to standard output, where it was asked to.
package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
	"github.com/authfob/authfob/home"
	"github.com/authfob/authfob/ui/doctor"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/vault"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Options are the choices that hold for every command.
type Options struct {
	Dirs           home.Dirs
	HomeFlag       string // as given, "" for the system's own places
	PassphraseFile string
	KeyFile        string
	Verbose        bool
	NoPrompt       bool // there is no person to ask
}

// ResidentOptions are the choices of the tray.
type ResidentOptions struct {
	Options
	Hidden bool
}

// WindowOptions are the choices of the window process.
type WindowOptions struct {
	Settings bool // open the settings
	Options
	Account    string // to show first; an auth.AccountID or ""
	ByResident bool   // standard input and output are pipes to the resident
	Demo       bool
}

// App is what the commands work with. Main fills it in; every field is needed
// but the Run functions of surfaces this build does not have.
type App struct {
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer // several may write at once
	// Terminal reports whether a person sits at Stdin.
	Terminal bool
	// ReadPassword asks at the terminal without echo, until ctx ends.
	ReadPassword func(ctx context.Context, prompt string) (auth.Secret, error)
	Getenv       func(string) string
	Version      Version
	// Open opens the vault of the chosen home; close ends what it holds.
	Open func(ctx context.Context, o Options) (agent *auth.Agent, close func(), err error)
	// Vault is the vault itself of the chosen home; close ends what it holds.
	Vault func(ctx context.Context, o Options) (v vault.Control, close func(), err error)
	// Names are those of the accounts in the chosen home, without the vault's key.
	Names func(ctx context.Context, o Options) []string
	// Catalogue lists the provider definitions of the chosen home.
	Catalogue func(o Options) (Catalogue, error)
	// Browser opens URLs; cmd is the --browser flag, "" for the system's own.
	Browser func(cmd, url string) error

	// Doctor looks at this computer; with online, at the accounts' servers too.
	Doctor func(ctx context.Context, o Options, online bool) ([]doctor.Finding, error)

	RunResident func(ctx context.Context, o ResidentOptions) error
	RunWindow   func(ctx context.Context, o WindowOptions) error
	RunDemo     func(ctx context.Context, o ResidentOptions) error
}

// Catalogue is the list of provider definitions.
type Catalogue interface {
	auth.Providers
	All() ([]auth.Provider, error)
	// Source returns the text of a definition as it is written.
	Source(id string) (string, error)
	// Own reports whether a definition is one of the person's own.
	Own(id string) bool
}

// command is one run of the program.
type command struct {
	App
	home           string
	passphraseFile string
	keyFile        string
	verbose        bool
	answers        *bufio.Reader  // of a person to yes-or-no questions; nil before the first
	persistent     *pflag.FlagSet // the flags of every command
}

// Run runs the command line and returns the exit code. It prints errors itself.
func Run(ctx context.Context, app App, args []string) int {
	if slices.Equal(args, []string{"--version"}) { // as people ask every program
		args = []string{"version"}
	}
	c := &command{App: app}
	only := asked(app, args)
	err := errCrashed
	run := func() {
		crash.Task("command", func() { err = c.execute(ctx, only, args) })
	}
	if onMainThread(only) {
		run()
	} else {
		unbound(run)
	}
	if err != nil && ctx.Err() != nil {
		fmt.Fprintln(c.Stderr, "authfob: interrupted")
		return exitInterrupted
	}
	if err != nil {
		c.complain(err)
	}
	return ExitCode(err)
}

// execute runs the command called only, or whichever args name.
func (c *command) execute(ctx context.Context, only string, args []string) error {
	root := c.root(only)
	if slices.Contains(args, cobra.ShellCompRequestCmd) {
		c.completable(root)
	}
	root.SetArgs(args)
	ran, err := root.ExecuteContextC(ctx)
	if usage, ok := errors.AsType[*usageError](err); ok && usage.command == "" {
		usage.command = ran.CommandPath()
	}
	return err
}

// errCrashed is the end of a command that came to none.
var errCrashed = errors.New("the program itself failed at this, and wrote a crash file to its state folder; your accounts are as they were")

// options checks what holds for every command.
func (c *command) options(noPrompt bool) (Options, error) {
	for _, f := range []string{"home", "passphrase-file", "vault-key-file"} {
		// An empty one comes from a variable that is not set. To go on without
		// it would be to use another vault than the one that was meant.
		if f := c.persistent.Lookup(f); f.Changed && f.Value.String() == "" {
			return Options{}, &usageError{text: "--" + f.Name + " is empty"}
		}
	}
	if c.passphraseFile != "" && c.keyFile != "" {
		return Options{}, &usageError{text: "--passphrase-file and --vault-key-file exclude each other: a vault has one of them"}
	}
	dirs, err := home.In(c.home)
	if err != nil {
		return Options{}, err
	}
	return Options{
		Dirs: dirs, HomeFlag: c.home, PassphraseFile: c.passphraseFile, KeyFile: c.keyFile,
		Verbose: c.verbose, NoPrompt: noPrompt || !c.Terminal,
	}, nil
}

// withAgent opens the vault, runs fn and closes it again.
func (c *command) withAgent(ctx context.Context, noPrompt bool, fn func(*auth.Agent) error) error {
	o, err := c.options(noPrompt)
	if err != nil {
		return err
	}
	agent, done, err := c.Open(ctx, o)
	if err != nil {
		return err
	}
	defer done()
	defer context.AfterFunc(ctx, func() {
		if agent.Renewing() > 0 {
			c.note("finishing the renewal that is under way, so that nothing is lost; this takes up to " + auth.SettleFor.String())
		}
	})()
	return fn(agent)
}

// withAccount opens the vault and finds the account called name.
func (c *command) withAccount(ctx context.Context, noPrompt bool, name string, fn func(*auth.Agent, auth.AccountID) error) error {
	return c.withAgent(ctx, noPrompt, func(a *auth.Agent) error {
		id, err := a.Find(ctx, name)
		if err != nil {
			return named(ctx, a, name, err)
		}
		if err = fn(a, id); ExitCode(err) == exitSignIn {
			return &signInError{name, err}
		}
		return err
	})
}

// complain prints an error in words: what happened, what to do.
func (c *command) complain(err error) {
	w := words(err)
	if s, ok := errors.AsType[*signInError](err); ok {
		w.Todo = s.Hint()
	}
	fmt.Fprintf(c.Stderr, "authfob: %s\n", lower(w.What))
	if w.Todo != "" {
		fmt.Fprintf(c.Stderr, "  %s\n", w.Todo)
	}
}

// note prints a notice that goes with a success.
func (c *command) note(s string) { fmt.Fprintf(c.Stderr, "note: %s\n", auth.Clean(s, 600)) }

func words(err error) text.Words { return text.Explain(err) }

// lower makes a sentence fit behind "authfob: ".
func lower(s string) string {
	if len(s) > 1 && 'A' <= s[0] && s[0] <= 'Z' && ('a' <= s[1] && s[1] <= 'z' || s[1] == ' ') {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}
