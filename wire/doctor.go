package wire

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/authfob/authfob/auth/catalog"
	"github.com/authfob/authfob/auth/flow"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/ui/cli"
	"github.com/authfob/authfob/ui/doctor"
)

// keyringForExams is how long the keyring may take when nothing depends on it.
const keyringForExams = 2 * time.Second

// examine looks at this computer, and asks nobody for a passphrase.
func examine(ctx context.Context, o cli.Options, online bool) ([]doctor.Finding, error) {
	var source store.KeySource = store.Keyring{Timeout: keyringForExams}
	given := doctor.GivenNothing
	switch {
	case o.KeyFile != "":
		source, given = commandKey(o), doctor.GivenKeyFile
	case o.PassphraseFile != "":
		source, given = commandKey(o), doctor.GivenPassphrase
	}
	vault, err := store.Open(o.Dirs.Vault, source)
	if err != nil {
		return nil, err
	}
	vault.Marks = marks(o)
	defer vault.Close()
	self, err := os.Executable()
	if err == nil {
		self, err = filepath.EvalSymlinks(self)
	}
	if err != nil {
		self = "" // then nothing is compared with it
	}
	return doctor.Examine(ctx, doctor.Config{
		Dirs: o.Dirs, Vault: vault, Given: given, KeyFile: o.KeyFile, Providers: catalog.New(o.Dirs.Providers),
		Version: Release, Self: self, Window: windowProgram(),
		Online: online, Reach: flow.New(flow.Config{Log: logger(o.Verbose)}).Reach,
	}), nil
}
