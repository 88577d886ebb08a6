// Command tour shows Authfob on a machine without a display: under a virtual
// one of its own it runs the demo, signs in through a real browser, renews,
// copies, and takes a picture of the window. It says what it does line by line,
// leaves nothing running, prints no token, and is no part of what ships.
//
// usage: tour [--screenshots DIR] AUTHFOB
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

// patience is for the whole tour, on a slow machine.
const patience = 4 * time.Minute

func main() {
	screenshots := flag.String("screenshots", "", "only take the pictures of the README, into `DIR`")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: tour [--screenshots DIR] AUTHFOB")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, flag.Arg(0), *screenshots)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "tour:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, program, screenshots string) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	program, err := filepath.Abs(program)
	if err != nil {
		return err
	}
	if screenshots == "" {
		return tour(ctx, program, "light", func(d *demo) error { return d.tour(ctx) })
	}
	for _, theme := range []string{"light", "dark"} {
		picture := filepath.Join(screenshots, "window-"+theme+".png")
		if err := tour(ctx, program, theme, func(d *demo) error { return d.screenshot(ctx, picture) }); err != nil {
			return err
		}
	}
	return nil
}

// tour runs fn with a demo on a desktop of its own.
func tour(ctx context.Context, program, theme string, fn func(*demo) error) error {
	desk := &desktop{}
	defer desk.close()
	if err := desk.start(ctx); err != nil {
		return err
	}
	d, err := startDemo(ctx, desk, program, theme)
	if err != nil {
		return err
	}
	if err = fn(d); err != nil {
		desk.close()
		return fmt.Errorf("%v\nthe demo said:\n%s", err, d.stderr.String())
	}
	return nil
}

// say prints a line of the tour.
func say(format string, args ...any) { fmt.Printf("  "+format+"\n", args...) }
