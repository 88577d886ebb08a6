//go:build !nogui

package wire

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"sync"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/catalog"
	"github.com/authfob/authfob/crash"
	"github.com/authfob/authfob/motion"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/ui/choose"
	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/ui/format"
	"github.com/authfob/authfob/ui/local"
	"github.com/authfob/authfob/ui/open"
	"github.com/authfob/authfob/ui/resident"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/window"
	"github.com/authfob/authfob/ui/window/lock"
	"github.com/authfob/authfob/ui/window/transfer"
	"github.com/authfob/authfob/ui/words"
)

// hasWindow says that this build has the window.
const hasWindow = true

// runWindow is the window process. Its resident, which started it, holds the
// other ends of its standard input and output.
func runWindow(ctx context.Context, o cli.WindowOptions) error {
	if !open.HasDisplay() {
		return window.ErrNoDisplay
	}
	ctx, quit := context.WithCancel(ctx)
	defer quit()
	keys := windowKeys{typed: &typedPassphrase{}, waits: make(chan bool, 1)}
	show, unsaved := make(chan window.ShowRequest, 1), make(chan int, 1)
	var first resident.Handover
	if o.ByResident {
		var err error
		if keys.pipe, first, err = resident.NewPipe(os.Stdin, os.Stdout); err != nil {
			return errors.New("the window could not hear its tray: start it with authfob")
		}
	}
	keys.handed = store.NewHanded(first.Key, desktopKey(o.Options, keys.typed, keys.waiting))
	var err error
	if keys.parts, err = assemble(o.Options, keys.handed); err != nil {
		return err
	}
	defer keys.vault.Close()
	if o.Account != "" || o.Settings {
		show <- window.ShowRequest{Account: auth.AccountID(o.Account), Settings: o.Settings}
	}
	var lost chan struct{}
	if !o.Demo { // whose server is lost with it
		lost = make(chan struct{})
	}
	if keys.pipe != nil {
		go crash.Guard("window pipe", func() { keys.follow(ctx, show, unsaved, lost, quit) })() // ends with the resident, or with this process
	}
	secrets := newSecretCopy(o.Dirs.Config)
	defer func() { secrets.board().Close() }()
	var all sync.WaitGroup
	defer all.Wait()
	defer quit()
	all.Go(crash.Guard("accounts", func() { _ = keys.agent.Run(ctx, false) }))
	all.Go(crash.Guard("wake", func() { keys.wakes(ctx, keys.agent.Nudge) }))
	changes, _ := settings.Follow(ctx, o.Dirs.Config) // without it the settings are those of the start
	config := windowConfig(o, keys, secrets, first.Tray, show, unsaved, changes)
	config.Lost, config.StartTray = lost, func(ctx context.Context) error { return startTray(ctx, o) }
	err = window.Run(ctx, config)
	return errors.Join(err, keys.agent.Settle())
}

func windowConfig(o cli.WindowOptions, keys windowKeys, secrets secretCopy, hasTray bool, show <-chan window.ShowRequest, unsaved <-chan int, changes <-chan settings.Settings) window.Config {
	return window.Config{
		Agent: keys.agent, Providers: cards{keys.catalogue}, Demo: o.Demo, HasTray: hasTray, Show: show, Unsaved: unsaved,
		Formats: format.In(o.Dirs.Templates).Names(),
		Copy: func(ctx context.Context, id auth.AccountID, format string) (window.Copied, error) {
			return copyByResident(ctx, o, id, format)
		},
		Files:    &transfer.Files{Catalogue: keys.catalogue, Definitions: o.Dirs.Providers, Open: choose.Open, Save: choose.Save},
		System:   words.System(),
		OpenURL:  func(url string) error { return browseSeen(settings.Load(o.Dirs.Config).Browser, url) },
		Browsers: browsers, LessMotion: motion.Reduced,
		OpenIn:   func(b window.Browser, url string) error { return browse(b.Command, url) },
		Outside:  outside(o.Options, o.Demo),
		Folders:  lock.Folders{Vault: o.Dirs.Vault, Config: o.Dirs.Config},
		OpenPath: open.Folder,
		Changes:  changes,
		Settings: settings.Load(o.Dirs.Config), Unread: settings.Check(o.Dirs.Config),
		Choose:  func(fn func(*settings.Settings)) error { return settings.Change(o.Dirs.Config, fn) },
		TryDemo: tryDemo(o.Demo),
		Unlock:  keys.unlock,
		Vault:   keys.control(control(keys.vault, o.Options, keys.waiting)),
		Waits:   keys.waits, CopySecret: secrets.put,
	}
}

// browsers are those that a person can choose from.
func browsers() (list []window.Browser) {
	for _, b := range open.Browsers() {
		list = append(list, window.Browser{Name: b.Name, Command: b.Command})
	}
	return list
}

// tryDemo starts the demo beside this window, in a home of its own; nil where
// this is the demo.
func tryDemo(isDemo bool) func(context.Context) error {
	if isDemo {
		return nil
	}
	return func(context.Context) error { return startSelf("demo") }
}

// startSelf starts this program once more, in a process that outlives this one.
func startSelf(args ...string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.Command(self, args...)
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Process.Release()
}

// startTray starts the resident again, which brings a window of its own, and waits
// until it answers.
func startTray(ctx context.Context, o cli.WindowOptions) error {
	if err := startSelf(sameHome(o.Options)...); err != nil {
		return err
	}
	_, err := local.CallStarting(ctx, o.Dirs.Socket, local.Request{Do: local.DoStatus})
	return err
}

// cards is the catalogue as the window shows it: definitions that do not read
// are left out, as nothing can be made of them there.
type cards struct{ *catalog.Catalog }

func (c cards) All() []auth.Provider {
	all, _ := c.Catalog.All()
	return all
}

func copyByResident(ctx context.Context, o cli.WindowOptions, id auth.AccountID, format string) (window.Copied, error) {
	reply, err := cli.AskTray(ctx, o.Dirs.Socket, local.Request{Do: local.DoCopy, Account: string(id), Format: format})
	if errors.Is(err, local.ErrNotRunning) {
		err = &cli.TrayError{What: err.Error(), Do: "Run: authfob", Cause: err, Helps: auth.RemedyAgain}
	}
	return window.Copied{Until: reply.ValidUntil, Clears: reply.ClearsAt, KeptFresh: reply.KeptFresh, Warning: reply.Warning}, err
}
