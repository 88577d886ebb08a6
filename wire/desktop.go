package wire

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/crash"
	"github.com/authfob/authfob/network"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/ui/clip"
	"github.com/authfob/authfob/ui/format"
	"github.com/authfob/authfob/ui/local"
	"github.com/authfob/authfob/ui/open"
	"github.com/authfob/authfob/ui/resident"
	"github.com/authfob/authfob/ui/settings"
	"github.com/authfob/authfob/ui/tray"
	"github.com/authfob/authfob/ui/words"
	"github.com/authfob/authfob/wake"
)

// runResident starts the tray, or asks the running one to show its window.
func runResident(ctx context.Context, o cli.ResidentOptions) error {
	l, desktop, err := claim(ctx, o)
	if errors.Is(err, local.ErrRunning) {
		return showRunning(ctx, o)
	}
	if err != nil {
		return err
	}
	defer l.Close()
	typed := &typedPassphrase{}
	p, err := assemble(o.Options, desktopKey(o.Options, typed, nil))
	if err != nil {
		return err
	}
	defer p.vault.Close()
	if o.KeyFile == "" && o.PassphraseFile == "" {
		ring := store.Keyring{Timeout: keyringForScripts}
		go crash.Guard("keyring", func() { _ = p.vault.KeepKey(ctx, ring) })() // ends with ctx
	}
	return reside(ctx, o, desktop, p, typed, l, nil)
}

// claim makes this process the one resident of its home, on the desktop there
// is. local.ErrRunning when another is; the listener is the caller's to close.
func claim(ctx context.Context, o cli.ResidentOptions) (*local.Listener, *tray.Desktop, error) {
	l, err := local.Listen(o.Dirs.Socket)
	if err != nil {
		return nil, nil, unplaced(err)
	}
	desktop, err := findDesktop(ctx, o)
	if err != nil {
		l.Close()
		return nil, nil, err
	}
	return l, desktop, nil
}

// unplaced says what to do where there is no place for the resident's socket.
func unplaced(err error) error {
	var at *fs.PathError
	if !errors.As(err, &at) {
		return err
	}
	return &cli.TrayError{
		What:  fmt.Sprintf("the tray cannot start: %s, where commands reach it, cannot be made: %v", at.Path, at.Err),
		Do:    "Make the folder writable, make room there, or name another place with --home DIR. Nothing was lost.",
		Cause: err,
	}
}

// showRunning asks the resident that is there already to show its window.
func showRunning(ctx context.Context, o cli.ResidentOptions) error {
	if o.Hidden {
		fmt.Fprintln(os.Stderr, "note: Authfob is running already")
		return nil
	}
	reply, err := local.CallStarting(ctx, o.Dirs.Socket, local.Request{Do: local.DoShow})
	if err == nil && !reply.OK {
		return &cli.TrayError{What: reply.Error, Do: reply.Hint, Exit: reply.Exit}
	}
	return err
}

// errNoDesktop is why there is nothing to show.
type errNoDesktop struct{}

func (errNoDesktop) Error() string {
	return "there is no desktop here: no display for a window and no session bus for a tray icon"
}

// Hint says what to do next.
func (errNoDesktop) Hint() string {
	return "The command line works without one: authfob --help. To renew in the background all the same: authfob --hidden"
}

// findDesktop connects to the session's desktop; nil where there is none but
// the person asked for a process without a face.
func findDesktop(ctx context.Context, o cli.ResidentOptions) (*tray.Desktop, error) {
	desktop, err := tray.Connect(ctx)
	switch {
	case err == nil && desktop.HostPresent():
	case o.Hidden:
		fmt.Fprintln(os.Stderr, "note: there is no tray icon here for now; Authfob renews in the background. End it with: authfob quit")
	case err != nil && (windowProgram() == "" || !open.HasDisplay()):
		return nil, errNoDesktop{}
	}
	return desktop, nil
}

// speak has this process speak the person's language, and the next one that is
// chosen, until ctx ends.
func speak(ctx context.Context, dir string) {
	system := words.System()
	chosen := settings.Load(dir).Language
	words.Speak(system.Chosen(chosen))
	changes, err := settings.Follow(ctx, dir)
	if err != nil {
		return // the language of the start stays
	}
	go crash.Guard("language", func() { // ends with ctx
		for s := range changes {
			if s.Language != chosen {
				chosen = s.Language
				words.Speak(system.Chosen(chosen))
			}
		}
	})()
}

// reside runs the resident. It ends the listener.
func reside(ctx context.Context, o cli.ResidentOptions, desktop *tray.Desktop, p parts, typed *typedPassphrase, l *local.Listener, extra []string) error {
	board := clip.Open()
	p.agent.Nudged = wake.Told
	cfg := resident.Config{
		Agent: p.agent, Listener: l, Version: Release, Clipboard: clipboard{board},
		Formats:  format.In(o.Dirs.Templates),
		Settings: func() settings.Settings { return settings.Load(o.Dirs.Config) },
		Window:   windowStarter(o, p.vault, extra), Open: !o.Hidden, Exit: cli.ExitCode,
		Away: watchAway(o.Dirs.Config),
		Vault: resident.Vault{
			Lock: p.vault.Lock, Unlock: p.vault.Unlock, Passphrase: typed.set,
			Key: func(ctx context.Context) auth.Secret { return handOver(ctx, p.vault) },
			Take: func(ctx context.Context, key auth.Secret) error {
				return p.vault.UnlockWith(ctx, store.NewHanded(key, nil))
			},
		},
		Wakes: p.wakes,
		Costs: network.Watch,
		Note:  func(s string) { fmt.Fprintln(os.Stderr, "note: "+s) },
	}
	if desktop != nil {
		speak(ctx, o.Dirs.Config)
		cfg.Notify = func(ctx context.Context, open func(auth.AccountID)) {
			tray.Notify(ctx, tray.NotifyConfig{
				Snapshot: func() []auth.Status { list, _ := p.agent.Snapshot(); return list },
				Changed:  p.agent.Changed, Open: open,
				Wanted: func() tray.Wanted { return wanted(cfg.Settings()) },
			})
		}
		cfg.Tray = func(a resident.Actions) resident.Tray {
			return icon{desktop, tray.New(tray.Config{
				Desktop:  desktop,
				Snapshot: func() []auth.Status { list, _ := p.agent.Snapshot(); return list },
				Changed:  p.agent.Changed, Clipboard: func() (tray.Held, <-chan struct{}) { return held(board) },
				OnCopy: a.Copy, OnClear: a.Clear, OnOpen: a.Open, OnSettings: a.Settings, OnLock: a.Lock, OnQuit: a.Quit,
			})}
		}
	}
	return resident.Run(ctx, cfg)
}

// wanted is what the person wants to be told by notifications.
func wanted(s settings.Settings) tray.Wanted {
	switch s.Notifications {
	case "none":
		return tray.WantNone
	case "all":
		return tray.WantAll
	}
	return tray.WantNeeded
}

// icon makes ui/tray what the resident wants.
type icon struct {
	desktop *tray.Desktop
	*tray.Tray
}

func (i icon) Shown() bool { return i.desktop.HostPresent() }

// clipboard makes ui/clip what the resident wants: copies that clear themselves.
type clipboard struct{ *clip.Clipboard }

func (c clipboard) Copy(ctx context.Context, value auth.Secret, how resident.Copying) (resident.Copied, error) {
	s, err := c.Clipboard.Copy(ctx, value, clip.Options{Label: how.Account, ClearAfter: how.Keep, Unmarked: how.Unmarked})
	if err != nil {
		return resident.Copied{}, err
	}
	return resident.Copied{
		ClearsAt: s.ClearsAt, Gone: c.Gone(s.Number),
		Replace: func(ctx context.Context, value auth.Secret) bool { return c.Replace(ctx, s.Number, value) },
	}, nil
}

// held is what of ours is on the clipboard, as the tray shows it. The channel
// is taken first, so that no change is missed.
func held(c *clip.Clipboard) (tray.Held, <-chan struct{}) {
	changed := c.Changed()
	s := c.State()
	return tray.Held{On: s.Phase == clip.Holding, Account: s.Label, Until: s.ClearsAt}, changed
}

func (c clipboard) Idle(ctx context.Context) {
	for {
		changed := c.Changed()
		if c.State().Phase != clip.Holding {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}

// desktopKey is where the resident and the window get the vault's key from.
// waiting, which may be nil, hears of a keyring that keeps a person waiting.
func desktopKey(o cli.Options, typed *typedPassphrase, waiting func(bool)) store.KeySource {
	if o.KeyFile != "" || o.PassphraseFile != "" {
		return commandKey(o)
	}
	return store.Either{Keyring: store.Keyring{Timeout: keyringForPeople, Waiting: waiting}, Passphrase: store.Passphrase{Ask: typed.ask}}
}

// windowStarter makes the command that starts the window process: the same
// program, or the one with a window that lies beside it. It is nil where there
// is no display.
func windowStarter(o cli.ResidentOptions, vault *store.Vault, extra []string) resident.Starter {
	program := windowProgram()
	if program == "" || !open.HasDisplay() {
		return nil
	}
	return func(ctx context.Context, at resident.Place) (*exec.Cmd, auth.Secret, error) {
		args := slices.Concat([]string{"window", "--by-resident"}, extra, sameHome(o.Options))
		if o.Verbose {
			args = append(args, "--verbose")
		}
		if at.Account != "" {
			args = append(args, "--account", at.Account)
		}
		if at.Settings {
			args = append(args, "--settings")
		}
		cmd := exec.Command(program, args...)
		cmd.Stderr = os.Stderr
		return cmd, handOver(ctx, vault), nil
	}
}

// sameHome are the flags by which another process of this program has the same home.
func sameHome(o cli.Options) (flags []string) {
	if o.HomeFlag != "" {
		flags = append(flags, "--home", o.HomeFlag)
	}
	if o.KeyFile != "" {
		flags = append(flags, "--vault-key-file", o.KeyFile)
	}
	return flags
}

// handOver returns the vault's key for the window, where it is at hand: nobody
// is asked twice.
func handOver(ctx context.Context, vault *store.Vault) auth.Secret {
	if !vault.Unlocked() {
		return auth.Secret{}
	}
	key, err := vault.RootKey(ctx)
	if err != nil {
		return auth.Secret{}
	}
	return key
}

// windowProgram is the program that has the window, "" where there is none.
func windowProgram() string {
	self, err := os.Executable()
	if err != nil {
		return ""
	}
	if hasWindow {
		return self
	}
	name := "authfob-window"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	beside := filepath.Join(filepath.Dir(self), name)
	if _, err := os.Stat(beside); err != nil {
		return ""
	}
	return beside
}
