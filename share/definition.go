package share

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/catalog"
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
	root, err := os.OpenRoot(dir)
	if err != nil {
		return notSaved(id, err)
	}
	defer root.Close()
	name := id + ".toml"
	if _, err := root.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
		return notSaved(id, fs.ErrExist)
	}
	var b [8]byte
	_, _ = rand.Read(b[:])                              // crypto/rand never fails (Go 1.24)
	temp := ".import-" + hex.EncodeToString(b[:]) + "~" // not *.toml: half a definition is none
	if err := writeNew(root, temp, text); err != nil {
		_ = root.Remove(temp)
		return notSaved(id, err)
	}
	if err := root.Rename(temp, name); err != nil {
		_ = root.Remove(temp)
		return notSaved(id, err)
	}
	return nil
}

func writeNew(root *os.Root, name, text string) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Sync(), f.Close())
}

func notSaved(id string, err error) error {
	return fmt.Errorf("the definition of the provider %s could not be saved: %s", id, reason(err))
}
