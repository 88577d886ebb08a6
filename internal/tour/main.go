// Command tour shows Authfob on a machine without a display: under a virtual
// one of its own it runs the demo, signs in through a real browser, and goes
// through the window by keys alone, in the light and in the dark theme, with a
// picture of each step. It says what it does line by line, checks what came of
// it, leaves nothing running, prints no token, and is no part of what ships.
//
// usage: tour [--into DIR] [--screenshots DIR] [--scale 1|2] [--theme light|dark] AUTHFOB
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/authfob/authfob/internal/webdriver"
)

// patience is for the whole tour, on a slow machine that draws without a GPU.
const patience = 20 * time.Minute

// options are what a tour is asked for.
type options struct {
	program string
	into    string // the folder of the steps' pictures, one a theme
	best    string // the folder of the README's, "" for none
	scale   int
	themes  []string
}

func main() {
	var o options
	flag.StringVar(&o.into, "into", "bin/tour-pictures", "put a picture of each step into `DIR`")
	flag.StringVar(&o.best, "screenshots", "", "put the pictures of the README into `DIR`")
	flag.IntVar(&o.scale, "scale", 1, "pixels a unit, as on a HiDPI screen")
	theme := flag.String("theme", "", "take the tour in this `THEME` only")
	flag.Parse()
	o.themes = []string{"light", "dark"}
	if *theme != "" {
		o.themes = []string{*theme}
	}
	if flag.NArg() != 1 || o.scale < 1 || o.scale > 2 {
		fmt.Fprintln(os.Stderr, "usage: tour [--into DIR] [--screenshots DIR] [--scale 1|2] [--theme light|dark] AUTHFOB")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, flag.Arg(0), o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "tour:", err)
		os.Exit(1)
	}
}

// run takes the tour in every theme at the same time.
func run(ctx context.Context, program string, o options) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var err error
	if o.program, err = filepath.Abs(program); err != nil {
		return err
	}
	var all sync.WaitGroup
	errs := make([]error, len(o.themes))
	for i, theme := range o.themes {
		all.Go(func() {
			if errs[i] = tour(ctx, o, theme); errs[i] != nil {
				cancel()
			}
		})
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil || o.best == "" {
		return err
	}
	return publish(o.into, o.best)
}

// tour takes the tour in one theme, on a desktop of its own.
func tour(ctx context.Context, o options, theme string) error {
	desk := &desktop{}
	defer desk.close()
	if err := desk.start(ctx); err != nil {
		return err
	}
	d, err := startDemo(ctx, desk, o.program, theme, o.scale)
	if err != nil {
		return err
	}
	if d.browser, err = webdriver.Start(ctx, webdriver.Options{Dark: theme == "dark"}); err != nil {
		return err
	}
	defer d.browser.Close()
	if err = d.commands(ctx); err == nil {
		err = d.take(ctx, filepath.Join(o.into, theme))
	}
	if err != nil {
		desk.close()
		return fmt.Errorf("%v\nthe demo said:\n%s", err, d.stderr.String())
	}
	return nil
}

// say prints a line of the tour.
func say(format string, args ...any) { fmt.Printf("  "+format+"\n", args...) }
