// Command answer measures how long a window takes to answer a person: it presses
// keys and turns the wheel as the X server's test extension lets it, and
// watches the screen and the clipboard for what comes of it. The window must
// fill the screen from its left upper corner, with the list in it.
//
// usage: answer PID WHAT... (copy, search, scroll)
package main

import (
	"errors"
	"fmt"
	"hash/maphash"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xfixes"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"

	"github.com/authfob/authfob/bench/process"
)

// The keysyms that are pressed.
const (
	keyReturn, keyEscape, keySlash = 0xff0d, 0xff1b, 0x2f
)

// The part of the window that shows names and no time.
const (
	namesX, namesY, namesW, namesH = 84, 200, 150, 400
)

// rounds is how often each thing is done.
const rounds = 40

// pause is between two of them: a copy shows its tick meanwhile.
const pause = 300 * time.Millisecond

// looking is how long the toolkit waits between two looks for keys. Pauses vary by
// it: else, as pause is eighteen of them, each key would fall at the same moment
// between two looks, just after one, which no person's keys do.
const looking = time.Second / 60

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "answer:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 {
		return errors.New("usage: answer PID WHAT, which is copy, search or scroll, or several")
	}
	pid, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	s, err := newScreen()
	if err != nil {
		return err
	}
	defer s.x.Close()
	known := map[string]func(round int) (time.Duration, error){"copy": s.copy, "search": s.search, "scroll": s.scroll}
	for _, name := range args[1:] {
		do, ok := known[name]
		if !ok {
			return fmt.Errorf("%q cannot be measured", name)
		}
		before, err := process.CPU(pid)
		if err != nil {
			return err
		}
		var took []time.Duration
		for i := range rounds {
			d, err := do(i)
			if err != nil {
				return fmt.Errorf("%s: %v", name, err)
			}
			took = append(took, d)
			<-time.After(pause + rand.N(looking))
		}
		after, err := process.CPU(pid)
		if err != nil {
			return err
		}
		slices.Sort(took)
		fmt.Printf("%s median_ms %.1f p90_ms %.1f cpu_ms %.1f\n", name,
			ms(took[rounds/2]), ms(took[rounds*9/10]), ms((after-before)/rounds))
	}
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// screen is the X server.
type screen struct {
	x    *xgb.Conn
	root xproto.Window
	keys map[uint32]byte // keycode of a keysym
	seed maphash.Seed
	clip xproto.Atom
}

func newScreen() (*screen, error) {
	x, err := xgb.NewConn()
	if err != nil {
		return nil, err
	}
	s := &screen{x: x, root: xproto.Setup(x).DefaultScreen(x).Root, keys: map[uint32]byte{}, seed: maphash.MakeSeed()}
	for _, err := range []error{xtest.Init(x), xfixes.Init(x)} {
		if err != nil {
			return nil, err
		}
	}
	if _, err := xfixes.QueryVersion(x, 5, 0).Reply(); err != nil {
		return nil, err
	}
	atom, err := xproto.InternAtom(x, false, 9, "CLIPBOARD").Reply()
	if err != nil {
		return nil, err
	}
	s.clip = atom.Atom
	setup := xproto.Setup(x)
	n := byte(setup.MaxKeycode - setup.MinKeycode + 1)
	m, err := xproto.GetKeyboardMapping(x, setup.MinKeycode, n).Reply()
	if err != nil {
		return nil, err
	}
	for i := range int(n) {
		sym := uint32(m.Keysyms[i*int(m.KeysymsPerKeycode)])
		if _, ok := s.keys[sym]; !ok {
			s.keys[sym] = byte(setup.MinKeycode) + byte(i)
		}
	}
	return s, xfixes.SelectSelectionInputChecked(x, s.root, s.clip, xfixes.SelectionEventMaskSetSelectionOwner).Check()
}

// press presses a key and lets go of it.
func (s *screen) press(sym uint32) error {
	return s.tap(xproto.KeyPress, xproto.KeyRelease, s.keys[sym])
}

func (s *screen) tap(down, up, detail byte) error {
	if err := xtest.FakeInputChecked(s.x, down, detail, 0, s.root, 0, 0, 0).Check(); err != nil {
		return err
	}
	return xtest.FakeInputChecked(s.x, up, detail, 0, s.root, 0, 0, 0).Check()
}

// copy presses Enter, and waits for the clipboard to change hands.
func (s *screen) copy(int) (time.Duration, error) {
	for ev, _ := s.x.PollForEvent(); ev != nil; ev, _ = s.x.PollForEvent() { // of the copies before
	}
	began := time.Now()
	if err := s.press(keyReturn); err != nil {
		return 0, err
	}
	timeout := time.AfterFunc(10*time.Second, s.x.Close)
	defer timeout.Stop()
	if ev, err := s.x.WaitForEvent(); ev == nil || err != nil {
		return 0, errors.New("nothing came onto the clipboard")
	}
	return time.Since(began), nil
}

// search types one letter, and waits for the list to be another.
func (s *screen) search(round int) (time.Duration, error) {
	if round == 0 {
		if err := s.press(keySlash); err != nil {
			return 0, err
		}
		<-time.After(pause)
	}
	key := uint32('7')
	if round%2 == 1 {
		key = keyEscape
	}
	return s.changed(func() error { return s.press(key) })
}

// scroll turns the wheel by one notch.
func (s *screen) scroll(round int) (time.Duration, error) {
	if round == 0 {
		if err := xtest.FakeInputChecked(s.x, xproto.MotionNotify, 0, 0, s.root, namesX+20, namesY+20, 0).Check(); err != nil {
			return 0, err
		}
		<-time.After(pause)
	}
	return s.changed(func() error { return s.tap(xproto.ButtonPress, xproto.ButtonRelease, 5) })
}

// changed does something, and waits until the names on the screen are others.
func (s *screen) changed(do func() error) (time.Duration, error) {
	was, err := s.names()
	if err != nil {
		return 0, err
	}
	began := time.Now()
	if err := do(); err != nil {
		return 0, err
	}
	for time.Since(began) < 10*time.Second {
		is, err := s.names()
		if err != nil || is != was {
			return time.Since(began), err
		}
	}
	return 0, errors.New("the list did not change")
}

func (s *screen) names() (uint64, error) {
	img, err := xproto.GetImage(s.x, xproto.ImageFormatZPixmap, xproto.Drawable(s.root), namesX, namesY, namesW, namesH, 0xFFFFFFFF).Reply()
	if err != nil {
		return 0, err
	}
	return maphash.Bytes(s.seed, img.Data), nil
}
