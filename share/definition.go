package share

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/catalog"
	"github.com/authfob/authfob/whole"
)

// Catalogue is where accounts find their definitions.
type Catalogue interface {
	auth.Providers
	// Source returns a definition's text; fs.ErrNotExist where there is none.
	Source(id string) (string, error)
}

// overlay is a catalogue with the usable definitions of a file beside its own.
type overlay struct {
	Catalogue
	added map[string]auth.Provider
}

// Provider implements auth.Providers.
func (o overlay) Provider(id string) (auth.Provider, bool) {
	if p, ok := o.Catalogue.Provider(id); ok {
		return p, true
	}
	p, ok := o.added[id]
	return p, ok
}

// definitions sorts those of a file: added are new and usable; wrong says why
// the accounts of another cannot be taken.
func (f File) definitions(c Catalogue) (added map[string]auth.Provider, wrong map[string]error) {
	added, wrong = map[string]auth.Provider{}, map[string]error{}
	for id, text := range f.Providers {
		there, err := c.Source(id)
		switch {
		case err == nil && there == text:
		case !errors.Is(err, fs.ErrNotExist):
			wrong[id] = fmt.Errorf("this computer has another definition of the provider %s; compare them with: authfob providers %s", id, id)
		default:
			if added[id], err = catalog.Parse(id, text); err != nil {
				delete(added, id)
				wrong[id] = fmt.Errorf("its provider's definition %s cannot be used: %v", id, err)
			}
		}
	}
	return added, wrong
}

// SaveDefinition writes a definition of one's own into dir, which it makes
// where it is not there. It never replaces one.
func SaveDefinition(dir, id, text string) error {
	if err := catalog.CheckID(id); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return notSaved(id, err)
	}
	file := filepath.Join(dir, id+".toml")
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return notSaved(id, fs.ErrExist)
	}
	if err := whole.Write(file, []byte(text), 0o600); err != nil {
		return notSaved(id, err)
	}
	return nil
}

func notSaved(id string, err error) error {
	return fmt.Errorf("the definition of the provider %s could not be saved: %s", id, reason(err))
}

// RemoveDefinition takes back a definition that SaveDefinition wrote, unless it
// was changed since.
func RemoveDefinition(dir, id, text string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	is, err := root.ReadFile(id + ".toml")
	if err != nil || string(is) != text {
		return err
	}
	return root.Remove(id + ".toml")
}
