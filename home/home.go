// Package home says where Authfob keeps things on this system: configuration,
// the vault, the local socket. It makes no folder and reads no file.
package home

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
)

const app = "authfob"

// Dirs are the places of one Authfob. All paths are absolute.
type Dirs struct {
	Config    string // settings; one's own provider definitions in Providers
	Providers string
	Templates string // one's own ways to copy
	Vault     string
	State     string // crash files, and marks of the vault
	Socket    string // of the resident
}

// maxSocketPath is what fits into a Unix socket address on every system.
const maxSocketPath = 100

// In returns the places below dir, or, where dir is empty, those that this
// system sets aside for a program's data.
func In(dir string) (Dirs, error) {
	if dir == "" {
		return system()
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return Dirs{}, err
	}
	d := Dirs{Config: filepath.Join(abs, "config"), Vault: filepath.Join(abs, "vault"), State: filepath.Join(abs, "state"), Socket: filepath.Join(abs, "run", "socket")}
	return d.complete(), nil
}

func (d Dirs) complete() Dirs {
	d.Providers, d.Templates = filepath.Join(d.Config, "providers"), filepath.Join(d.Config, "templates")
	if len(d.Socket) > maxSocketPath && runtime.GOOS != "windows" {
		// A socket address holds about a hundred characters: a folder of the
		// user's own under the temp folder stands in for a long path.
		sum := sha256.Sum256([]byte(d.Socket))
		d.Socket = filepath.Join("/tmp", app+"-"+strconv.Itoa(os.Getuid())+"-"+hex.EncodeToString(sum[:8]), "socket")
	}
	return d
}

func system() (Dirs, error) {
	config, err := os.UserConfigDir()
	if err != nil {
		return Dirs{}, errors.New("this system does not say where settings go; use --home DIR")
	}
	user, err := os.UserHomeDir()
	if err != nil {
		return Dirs{}, errors.New("this system does not say where your home folder is; use --home DIR")
	}
	d := Dirs{Config: filepath.Join(config, app)}
	switch runtime.GOOS {
	case "windows":
		local := or(os.Getenv("LOCALAPPDATA"), filepath.Join(user, "AppData", "Local"))
		d.Vault, d.State = filepath.Join(local, app, "vault"), filepath.Join(local, app, "state")
		d.Socket = filepath.Join(local, app, "run", "socket")
	case "darwin":
		d.Vault, d.State = filepath.Join(d.Config, "vault"), filepath.Join(user, "Library", "Logs", app)
		d.Socket = filepath.Join(d.Config, "run", "socket")
	default:
		d.Vault = filepath.Join(or(absolute("XDG_DATA_HOME"), filepath.Join(user, ".local", "share")), app, "vault")
		d.State = filepath.Join(or(absolute("XDG_STATE_HOME"), filepath.Join(user, ".local", "state")), app)
		d.Socket = filepath.Join(d.State, "run", "socket")
		if run := absolute("XDG_RUNTIME_DIR"); run != "" {
			d.Socket = filepath.Join(run, app, "socket")
		}
	}
	return d.complete(), nil
}

// absolute returns the environment's folder, which the XDG rules let count
// only when it is absolute.
func absolute(name string) string {
	if dir := os.Getenv(name); filepath.IsAbs(dir) {
		return dir
	}
	return ""
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
