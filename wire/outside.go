//go:build !nogui

package wire

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"

	"github.com/authfob/authfob/auth/catalog"
	"github.com/authfob/authfob/ui/autostart"
	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/ui/format"
	"github.com/authfob/authfob/ui/open"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/preferences"
)

// outside is what the window's settings show beside the settings' own file.
func outside(o cli.Options, isDemo bool) preferences.Outside {
	out := preferences.Outside{
		Own: func(kind preferences.OwnKind) []preferences.OwnFile {
			if kind == preferences.OwnTemplates {
				return ownTemplates(o.Dirs.Templates)
			}
			return ownProviders(o.Dirs.Providers)
		},
		OpenFolder: func(kind preferences.OwnKind) error {
			return open.Folder(map[preferences.OwnKind]string{preferences.OwnTemplates: o.Dirs.Templates, preferences.OwnProviders: o.Dirs.Providers}[kind])
		},
		Diagnose: func(ctx context.Context) string { return diagnosis(ctx, o) },
	}
	if isDemo { // its home is gone by the next login
		return out
	}
	out.AtLogin = func() (bool, error) {
		s, err := autostart.Status()
		return s.On, err
	}
	out.SetAtLogin = func(on bool) error {
		if !on {
			_, _, err := autostart.Off()
			return err
		}
		self, err := os.Executable()
		if err != nil {
			return err
		}
		argv, err := o.AtLogin(self)
		if err == nil {
			_, _, err = autostart.On(argv)
		}
		return err
	}
	return out
}

// ownProviders reads the folder anew: a catalogue keeps what it read once.
func ownProviders(dir string) (list []preferences.OwnFile) {
	c := catalog.New(dir)
	for _, id := range c.OwnIDs() {
		p, err := c.Lookup(id)
		if err != nil {
			list = append(list, preferences.OwnFile{Name: id, File: id + ".toml", Problem: err.Error()})
			continue
		}
		list = append(list, preferences.OwnFile{Name: p.Name, File: id + ".toml"})
	}
	return list
}

func ownTemplates(dir string) (list []preferences.OwnFile) {
	for _, t := range format.In(dir).Templates() {
		f := preferences.OwnFile{Name: t.Name, File: t.Name + ".tmpl"}
		if t.Err != nil {
			f.Problem = t.Err.Error()
		}
		list = append(list, f)
	}
	return list
}

// diagnosis is what doctor says, without the names of accounts.
func diagnosis(ctx context.Context, o cli.Options) string {
	found, err := examine(ctx, o, false)
	if err != nil {
		return text.Explain(err).String()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Authfob %s, %s/%s\n", Release, runtime.GOOS, runtime.GOARCH)
	for _, f := range found {
		fmt.Fprintf(&b, "%s: %s: %s\n", f.Verdict, f.Area, strings.TrimSpace(f.What+" "+f.Do))
	}
	return b.String()
}
