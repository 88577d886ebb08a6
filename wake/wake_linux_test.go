package wake

import (
	"context"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

const alone = "AUTHFOB_TEST_ALONE"

// TestNetworkThatComesUp runs itself in a network of its own, whose one
// interface it brings up.
func TestNetworkThatComesUp(t *testing.T) {
	if os.Getenv(alone) != "" {
		comesUp(t)
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestNetworkThatComesUp$")
	cmd.Env = append(os.Environ(), alone+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func comesUp(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	told := make(chan struct{}, 1)
	done := make(chan struct{})
	go func() { defer close(done); Watch(ctx, func() { told <- struct{}{} }) }() // ends with ctx
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(fd)
	lo, err := unix.NewIfreq("lo")
	if err != nil {
		t.Fatal(err)
	}
	tick := time.NewTicker(100 * time.Millisecond) // Watch may not listen yet
	defer tick.Stop()
	for up := true; ; up = !up {
		lo.SetUint16(0)
		if up {
			lo.SetUint16(unix.IFF_UP)
		}
		if err := unix.IoctlIfreq(fd, unix.SIOCSIFFLAGS, lo); err != nil {
			t.Fatal(err)
		}
		select {
		case <-told:
			cancel()
			<-done
			return
		case <-ctx.Done():
			t.Fatal("nobody told")
		case <-tick.C:
		}
	}
}
