package e2e

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/authfob/authfob/internal/testenv"
)

// A vault whose passphrase is replaced together with its key is locked in the
// tray, which knows neither, until somebody unlocks it with the new one.
func TestRotationLocksTheTray(t *testing.T) {
	b := newBox(t)
	b.key, b.env = "", testenv.NoBus(b.tmp)
	pass, next := filepath.Join(b.tmp, "pass"), filepath.Join(b.tmp, "next")
	writeFile(t, pass, "correct horse\n")
	writeFile(t, next, "battery staple\n")
	b.must("s3cret", append(newAccount("--client-secret-file", "-"), "--passphrase-file", pass)...)
	tray := b.startHidden()
	says := func(what string) {
		t.Helper()
		testenv.Await(t, what, func() bool { return strings.Contains(b.run("", "doctor", "--json").out, what) })
	}
	open := fmt.Sprintf("The tray is running (process %d).", tray.cmd.Process.Pid)
	shut := fmt.Sprintf("The tray is running (process %d), and the vault is locked there.", tray.cmd.Process.Pid)
	says(shut)
	b.must("", "unlock", "--passphrase-file", pass)
	says(open)
	b.must("", "vault", "rotate", "--passphrase-file", pass, "--new-passphrase-file", next)
	says(shut)
	b.must("", "unlock", "--passphrase-file", next)
	says(open)
	b.must("", "quit")
	tray.endsWell(t)
}
