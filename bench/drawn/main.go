// Command drawn starts a program with a window and says when its picture was
// there: the milliseconds from the start of the process to the first frame that
// is more than a plain ground, and to the first frame with the colour asked for
// in it. It then waits, says how much memory the process takes, and ends it.
//
// usage: drawn [-color RRGGBB] [-settle 2s] PROGRAM ARGS...
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// colours is how many different ones a window has that is more than its ground.
const colours = 30

func main() {
	color := flag.String("color", "04785a", "the `colour` to wait for")
	settle := flag.Duration("settle", 2*time.Second, "how long to wait before memory is looked at")
	flag.Parse()
	if err := run(*color, *settle, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "drawn:", err)
		os.Exit(1)
	}
}

func run(color string, settle time.Duration, command []string) error {
	want, err := strconv.ParseUint(color, 16, 32)
	if err != nil || len(command) == 0 {
		return errors.New("usage: drawn [-color RRGGBB] [-settle 2s] PROGRAM ARGS")
	}
	x, err := xgb.NewConn()
	if err != nil {
		return err
	}
	defer x.Close()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stderr = os.Stderr
	started := time.Now()
	if err := cmd.Start(); err != nil {
		return err
	}
	defer func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	}()
	var drawn, listed time.Duration
	for listed == 0 {
		seen, there, err := look(x, uint32(want))
		if err != nil {
			return err
		}
		since := time.Since(started)
		if drawn == 0 && seen >= colours {
			drawn = since
		}
		if there {
			listed = since
		}
		if since > time.Minute {
			return errors.New("nothing of that colour was drawn in a minute")
		}
	}
	<-time.After(settle)
	rss, err := memory(cmd.Process.Pid)
	fmt.Printf("drawn_ms %d listed_ms %d rss_kib %s\n", drawn.Milliseconds(), listed.Milliseconds(), rss)
	return err
}

// look reads the screen: how many colours are on it, and whether want is one.
func look(x *xgb.Conn, want uint32) (seen int, there bool, err error) {
	screen := xproto.Setup(x).DefaultScreen(x)
	img, err := xproto.GetImage(x, xproto.ImageFormatZPixmap, xproto.Drawable(screen.Root), 0, 0,
		screen.WidthInPixels, screen.HeightInPixels, 0xFFFFFFFF).Reply()
	if err != nil {
		return 0, false, err
	}
	all := map[uint32]bool{}
	last := uint32(1 << 31)
	for i := 0; i+3 < len(img.Data); i += 4 {
		c := uint32(img.Data[i]) | uint32(img.Data[i+1])<<8 | uint32(img.Data[i+2])<<16
		if c != last && len(all) < 4*colours {
			all[c] = true
		}
		last = c
		there = there || c == want
	}
	return len(all), there, nil
}

func memory(pid int) (string, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(string(b)) {
		if value, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			return strings.Fields(value)[0], nil
		}
	}
	return "", errors.New("the process has ended")
}
