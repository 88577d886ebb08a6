// Command drawn starts a program with a window and says when its picture was
// there: the milliseconds from the start of the process to the first frame that
// is more than a plain ground, the milliseconds of a core until then, and those to
// the first frame with the colour asked for in it. It then waits, says how much
// memory the process takes, and ends it; the program may also ask another one for
// the window, and end by itself. It looks at the screen when the X server
// says that something was drawn (the Damage extension), and else costs nothing.
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
	"syscall"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/damage"
	"github.com/jezek/xgb/xproto"

	"github.com/authfob/authfob/bench/process"
)

// colours is how many different ones a window has that is more than its ground:
// the greys of one short word are about twice as many.
const colours = 8

func main() {
	color := flag.String("color", "", "the `colour` to wait for, if any")
	settle := flag.Duration("settle", 2*time.Second, "how long to wait before memory is looked at")
	flag.Parse()
	if err := run(*color, *settle, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "drawn:", err)
		os.Exit(1)
	}
}

func run(color string, settle time.Duration, command []string) error {
	if len(command) == 0 {
		return errors.New("usage: drawn [-color RRGGBB] [-settle 2s] PROGRAM ARGS")
	}
	want, err := strconv.ParseUint(color, 16, 32)
	if err != nil && color != "" {
		return err
	}
	s, err := watch()
	if err != nil {
		return err
	}
	defer s.Close()
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
	late := time.AfterFunc(time.Minute, s.Close) // ends the waiting
	var drawn, listed, busy time.Duration
	for drawn == 0 || listed == 0 && color != "" {
		if err := s.next(); err != nil {
			return err
		}
		since := time.Since(started)
		seen, there, err := s.look(uint32(want))
		if err != nil {
			return err
		}
		if drawn == 0 && seen >= colours {
			drawn = since
			busy, _ = process.CPU(cmd.Process.Pid) // 0 where it only asked another one, and is gone
		}
		if there && listed == 0 && color != "" {
			listed = since
		}
	}
	late.Stop()
	<-time.After(settle)
	memory, _ := process.Memory(cmd.Process.Pid) // 0 likewise
	fmt.Printf("drawn_ms %d cpu_ms %d listed_ms %d rss_kib %d\n", drawn.Milliseconds(), busy.Milliseconds(), listed.Milliseconds(), memory)
	return nil
}

// screen is the display, of which the server tells when it changes.
type screen struct {
	*xgb.Conn
	damage damage.Damage
}

func watch() (screen, error) {
	x, err := xgb.NewConn()
	if err != nil {
		return screen{}, err
	}
	if err := damage.Init(x); err != nil {
		return screen{}, err
	}
	if _, err := damage.QueryVersion(x, 1, 1).Reply(); err != nil { // asked for before anything else
		return screen{}, err
	}
	id, err := damage.NewDamageId(x)
	if err != nil {
		return screen{}, err
	}
	root := xproto.Drawable(xproto.Setup(x).DefaultScreen(x).Root)
	return screen{x, id}, damage.CreateChecked(x, id, root, damage.ReportLevelNonEmpty).Check()
}

// next waits until something was drawn.
func (s screen) next() error {
	for {
		event, err := s.WaitForEvent()
		if event == nil && err == nil {
			return errors.New("nothing like that was drawn in a minute")
		}
		if _, ok := event.(damage.NotifyEvent); ok {
			return damage.SubtractChecked(s.Conn, s.damage, 0, 0).Check()
		}
	}
}

// look reads the screen: how many colours are on it, and whether want is one.
func (s screen) look(want uint32) (seen int, there bool, err error) {
	screen := xproto.Setup(s.Conn).DefaultScreen(s.Conn)
	img, err := xproto.GetImage(s.Conn, xproto.ImageFormatZPixmap, xproto.Drawable(screen.Root), 0, 0,
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
