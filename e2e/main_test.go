package e2e

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// program is the built authfob.
var program string

// TestMain builds the program once. Called as "browse HUB ADDRESS" it is the
// browser of a sign-in: it hands the address to the test that waits at HUB.
func TestMain(m *testing.M) {
	if len(os.Args) == 4 && os.Args[1] == "browse" {
		resp, err := http.Post(os.Args[2], "text/plain", strings.NewReader(os.Args[3])) //nolint:noctx // ends with the process
		if err != nil {
			os.Exit(1)
		}
		_ = resp.Body.Close()
		os.Exit(0)
	}
	os.Exit(buildAndRun(m))
}

func buildAndRun(m *testing.M) int {
	dir, err := os.MkdirTemp("", "authfob-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	program = filepath.Join(dir, "authfob")
	build := exec.Command("go", "build", "-tags", "nogui", "-o", program, "..")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	build.Stdout, build.Stderr = os.Stderr, os.Stderr
	if err := build.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "the program does not build:", err)
		return 1
	}
	return m.Run()
}
