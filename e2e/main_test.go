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

// others are what the test binary does in a process of its own, by its first
// argument, in place of the tests.
var others = map[string]func(args []string) error{"browse": browse, "renew": renewAll}

// TestMain builds the program once.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && others[os.Args[1]] != nil {
		if err := others[os.Args[1]](os.Args[2:]); err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		return
	}
	os.Exit(buildAndRun(m))
}

// browse HUB ADDRESS is the browser of a sign-in: it hands the address to the
// test that waits at HUB.
func browse(args []string) error {
	resp, err := http.Post(args[0], "text/plain", strings.NewReader(args[1])) //nolint:noctx // ends with the process
	if err != nil {
		return err
	}
	return resp.Body.Close()
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
