//go:build unix

package local

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestMain lets the test binary be a resident of its own, for the tests that
// need several processes.
func TestMain(m *testing.M) {
	if path := os.Getenv("LOCAL_TEST_RESIDENT"); path != "" {
		os.Exit(beResident(path))
	}
	os.Exit(m.Run())
}

// beResident listens and serves until stdin ends, or asks the one that listens.
func beResident(path string) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n') // the start of the race
	l, err := Listen(path)
	if errors.Is(err, ErrRunning) {
		reply, err := CallStarting(ctx, path, Request{Do: DoShow})
		fmt.Println("second", reply.OK, err)
		return 0
	}
	if err != nil {
		fmt.Println("failed", err)
		return 1
	}
	fmt.Println("first")
	// Ends with stdin, and with it the process.
	go func() { _, _ = io.Copy(io.Discard, os.Stdin); cancel() }()
	l.Serve(ctx, func(context.Context, Request) Reply { return Reply{OK: true} })
	return 0
}

// process starts another resident; it begins when start is called.
type process struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func start(t *testing.T, path string) process {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "LOCAL_TEST_RESIDENT="+path, "GORACE=atexit_sleep_ms=0")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := process{cmd, in, bufio.NewReader(out)}
	t.Cleanup(func() { _ = in.Close(); _ = cmd.Wait() })
	return p
}

func (p process) goOn(t *testing.T) {
	t.Helper()
	if _, err := io.WriteString(p.in, "go\n"); err != nil {
		t.Fatal(err)
	}
}

func (p process) says(t *testing.T) string {
	t.Helper()
	line, err := p.out.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

// TestFiveAtOnce: one becomes the resident, the others reach it. (requirement 99)
func TestFiveAtOnce(t *testing.T) {
	for range 5 {
		path := t.TempDir() + "/run/socket"
		var all []process
		for range 5 {
			all = append(all, start(t, path))
		}
		for _, p := range all {
			p.goOn(t)
		}
		said := map[string]int{}
		for _, p := range all {
			said[p.says(t)]++
		}
		if diff := cmp.Diff(map[string]int{"first": 1, "second true <nil>": 4}, said); diff != "" {
			t.Error(diff)
		}
	}
}

func TestKilledResidentIsReplaced(t *testing.T) {
	path := t.TempDir() + "/run/socket"
	p := start(t, path)
	p.goOn(t)
	p.says(t)
	if _, err := Listen(path); !errors.Is(err, ErrRunning) {
		t.Fatalf("got %v, want ErrRunning", err)
	}
	if err := p.cmd.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	_ = p.cmd.Wait()
	if _, err := os.Lstat(path); err != nil {
		t.Fatalf("a killed process leaves its socket: %v", err)
	}
	if _, err := Call(soon(t), path, Request{Do: DoStatus}); !errors.Is(err, ErrNotRunning) {
		t.Errorf("got %v, want ErrNotRunning", err)
	}
	l, err := Listen(path)
	if err != nil {
		t.Fatalf("the stale socket was not replaced: %v", err)
	}
	l.Close()
	l.Close()
	if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Close leaves the socket: %v", err)
	}
}

func TestModes(t *testing.T) {
	path := resident(t, func(context.Context, Request) Reply { return Reply{} })
	for name, want := range map[string]os.FileMode{
		filepath.Dir(path): 0o700, path: 0o600, path + ".lock": 0o600,
	} {
		if info, err := os.Lstat(name); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v %v, want %o", name, info.Mode(), err, want)
		}
	}
}

func TestFolderIsChecked(t *testing.T) {
	dir := t.TempDir()
	open, link, foreign := dir+"/open", dir+"/link", "/"
	if err := os.Mkdir(open, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(t.TempDir(), link); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 { // whose own / is
		foreign = dir + "/foreign"
		if err := errors.Join(os.Mkdir(foreign, 0o700), os.Chown(foreign, 65534, 65534)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ dir, want string }{
		{open, "open to other users"},
		{link, "is not a folder"},
		{foreign, ErrForeign.Error()},
	} {
		_, listenErr := Listen(c.dir + "/socket")
		_, callErr := Call(soon(t), c.dir+"/socket", Request{Do: DoStatus})
		for _, err := range []error{listenErr, callErr} {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: got %v, want %q", c.dir, err, c.want)
			}
		}
	}
}
