package wire

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"testing"

	"github.com/authfob/authfob/ui/cli"
)

const versionRole = "AUTHFOB_TEST_VERSION"

func TestMain(m *testing.M) {
	if os.Getenv(versionRole) != "" {
		os.Exit(cli.Run(context.Background(), App(), []string{"version"}))
	}
	os.Exit(m.Run())
}

func TestLibrariesSayNothingWhileStarting(t *testing.T) {
	for _, lang := range []string{"C.UTF-8", "C", "POSIX", "", "tlh-XX"} {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), versionRole+"=1", "LANG="+lang, "LC_ALL="+lang, "GORACE=atexit_sleep_ms=0")
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		if err := cmd.Run(); err != nil || stderr.Len() > 0 {
			t.Errorf("with LANG=%s: %v, stderr %q", lang, err, stderr.String())
		}
	}
}
