//go:build !nogui

package wire

import (
	"os"

	"github.com/authfob/authfob/auth/catalog"
	"github.com/authfob/authfob/ui/autostart"
	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/ui/format"
	"github.com/authfob/authfob/ui/open"
	"github.com/authfob/authfob/ui/window"
)

// outside is what the window's settings show beside the settings' own file.
func outside(o cli.Options, isDemo bool) window.Outside {
	out := window.Outside{
		Own: func(kind window.OwnKind) []window.OwnFile {
			if kind == window.OwnTemplates {
				return ownTemplates(o.Dirs.Templates)
			}
			return ownProviders(o.Dirs.Providers)
		},
		OpenFolder: func(kind window.OwnKind) error {
			return open.Folder(map[window.OwnKind]string{window.OwnTemplates: o.Dirs.Templates, window.OwnProviders: o.Dirs.Providers}[kind])
		},
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
func ownProviders(dir string) (list []window.OwnFile) {
	c := catalog.New(dir)
	for _, id := range c.OwnIDs() {
		p, err := c.Lookup(id)
		if err != nil {
			list = append(list, window.OwnFile{Name: id, File: id + ".toml", Problem: err.Error()})
			continue
		}
		list = append(list, window.OwnFile{Name: p.Name, File: id + ".toml"})
	}
	return list
}

func ownTemplates(dir string) (list []window.OwnFile) {
	for _, t := range format.In(dir).Templates() {
		f := window.OwnFile{Name: t.Name, File: t.Name + ".tmpl"}
		if t.Err != nil {
			f.Problem = t.Err.Error()
		}
		list = append(list, f)
	}
	return list
}
