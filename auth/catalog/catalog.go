// Package catalog finds provider definitions: the built-in ones and those in a
// person's own folder, which come first. A definition is a TOML file that says
// everything a request to its provider needs; docs/providers.md describes it.
//
// Looking one up reads that one file. The package must never write a file,
// reach the network, or guess: what a definition does not say clearly is an
// error that names file, line and remedy.
package catalog

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/authfob/authfob/assets"
	"github.com/authfob/authfob/auth"
)

// maxFile bounds a definition, in bytes.
const maxFile = 64 << 10

// Catalog finds definitions by ID. It is safe for concurrent use.
type Catalog struct {
	own     fs.FS // nil where there is no folder
	ownPath string
	builtIn fs.FS

	mu    sync.Mutex // guards found
	found map[string]entry
}

type entry struct {
	provider auth.Provider
	source   string
	own      bool
	err      error
}

var _ auth.Providers = (*Catalog)(nil)

// New returns the catalogue of the built-in definitions and those in dir,
// which may be "" or not exist.
func New(dir string) *Catalog {
	c := &Catalog{ownPath: dir, builtIn: assets.Providers(), found: map[string]entry{}}
	if dir != "" {
		c.own = os.DirFS(dir)
	}
	return c
}

// Provider implements auth.Providers. A definition that cannot be used is not
// there; Lookup says why.
func (c *Catalog) Provider(id string) (auth.Provider, bool) {
	e := c.entry(id)
	return e.provider, e.err == nil
}

// Lookup returns a definition, or what is wrong with it. An unknown ID is
// fs.ErrNotExist.
func (c *Catalog) Lookup(id string) (auth.Provider, error) {
	e := c.entry(id)
	return e.provider, e.err
}

// Source returns the text of a definition as it is written.
func (c *Catalog) Source(id string) (string, error) {
	e := c.entry(id)
	return e.source, e.err
}

// Own reports whether a definition is one of the person's own folder.
func (c *Catalog) Own(id string) bool { return c.entry(id).own }

// OwnIDs lists the definitions in the person's folder, the unusable ones too.
func (c *Catalog) OwnIDs() []string { return idsIn(c.own) }

// All returns every usable definition, sorted by name. The error names those
// in the person's folder that cannot be used.
func (c *Catalog) All() ([]auth.Provider, error) {
	var all []auth.Provider
	var problems []error
	for _, id := range c.ids() {
		if p, err := c.Lookup(id); err == nil {
			all = append(all, p)
		} else {
			problems = append(problems, err)
		}
	}
	slices.SortFunc(all, func(a, b auth.Provider) int {
		return strings.Compare(strings.ToLower(a.Name)+"\x00"+a.ID, strings.ToLower(b.Name)+"\x00"+b.ID)
	})
	return all, errors.Join(problems...)
}

func (c *Catalog) ids() []string {
	var ids []string
	for _, dir := range []fs.FS{c.own, c.builtIn} {
		for _, id := range idsIn(dir) {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// idsIn lists the definitions in a folder, which may be nil.
func idsIn(dir fs.FS) []string {
	if dir == nil {
		return nil
	}
	names, _ := fs.Glob(dir, "*.toml") // the pattern is right, and a missing folder is empty
	ids := make([]string, 0, len(names))
	for _, name := range names {
		ids = append(ids, strings.TrimSuffix(name, ".toml"))
	}
	return ids
}

// entry reads a definition once.
func (c *Catalog) entry(id string) entry {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.found[id]; ok {
		return e
	}
	e := c.read(id)
	if !errors.Is(e.err, fs.ErrNotExist) { // a file may still come
		c.found[id] = e
	}
	return e
}

// validID is what a definition's file is called, without .toml.
var validID = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,59}$`) })

// CheckID says why id cannot be a definition's, or nil. An ID that passes is
// safe as the name of a file, with .toml behind it.
func CheckID(id string) error {
	if !validID().MatchString(id) {
		return fmt.Errorf("%q is no provider ID: use small letters, digits, dots and dashes", auth.Clean(id, 60))
	}
	return nil
}

func (c *Catalog) read(id string) entry {
	if id == "" {
		return entry{err: fs.ErrNotExist}
	}
	if err := CheckID(id); err != nil {
		return entry{err: fmt.Errorf("%v: %w", err, fs.ErrNotExist)}
	}
	name := id + ".toml"
	if c.own != nil {
		if text, err := readFile(c.own, name); !errors.Is(err, fs.ErrNotExist) {
			e := c.parse(c.ownPath+string(os.PathSeparator)+name, id, text, err)
			e.own = true
			return e
		}
	}
	text, err := readFile(c.builtIn, name)
	return c.parse(name, id, text, err)
}

func (c *Catalog) parse(file, id, text string, err error) entry {
	if err != nil {
		return entry{err: err}
	}
	p, err := Parse(id, text)
	if err != nil {
		err = fmt.Errorf("%s: %w", auth.Clean(file, 300), err)
	}
	return entry{provider: p, source: text, err: err}
}

// readFile reads a regular file of a sensible size.
func readFile(dir fs.FS, name string) (string, error) {
	info, err := fs.Stat(dir, name)
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s is not a file", name)
	}
	f, err := dir.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("%s is larger than 64 KiB", name)
	}
	return string(data), err
}
