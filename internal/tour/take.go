package main

import (
	"context"
	"fmt"
	"image"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// take takes the window through the walk. Pictures go into a folder of the
// theme's name.
func (d *demo) take(ctx context.Context, folder string) error {
	if err := d.focus(ctx); err != nil {
		return err
	}
	for i, s := range d.walk() {
		began := time.Now()
		if err := d.do(ctx, s); err != nil {
			_ = d.save(context.WithoutCancel(ctx), filepath.Join(folder, "failed.png")) // what is seen says most
			return fmt.Errorf("%s: %v", s.does, err)
		}
		name := ""
		if s.picture != "" {
			name = fmt.Sprintf("%02d-%s.png", i+1, s.picture)
			if err := d.save(ctx, filepath.Join(folder, name)); err != nil {
				return err
			}
		}
		say("%s window: %-44s %4.1f s  %s", d.theme, s.does, time.Since(began).Seconds(), name)
	}
	return nil
}

// focus gives the window the keyboard, as soon as it is drawn.
func (d *demo) focus(ctx context.Context) error {
	err := until(ctx, "the demo's window", func(ctx context.Context) (bool, error) {
		if d.window = d.findWindow(ctx); d.window == "" {
			return false, nil
		}
		img, err := d.look(ctx)
		return err == nil && isDrawn(img), err
	})
	if err != nil {
		return err
	}
	return d.keys(ctx, "windowfocus", "--sync", d.window)
}

// do does one step and waits for what must come of it.
func (d *demo) do(ctx context.Context, s step) error {
	before, err := d.look(ctx)
	if err != nil {
		return err
	}
	if s.width > 0 {
		if err := d.resize(ctx, s.width, s.height); err != nil {
			return err
		}
	}
	if err := d.strokes(ctx, s.keys); err != nil {
		return err
	}
	if s.as != "" {
		if err := d.visit(ctx, s.as); err != nil {
			return err
		}
	}
	if s.until == nil {
		s.until = func(ctx context.Context) (bool, error) {
			now, err := d.look(ctx)
			return err == nil && differ(before, now) > changed, err
		}
	}
	if err := until(ctx, s.does, s.until); err != nil {
		return err
	}
	return d.settle(ctx)
}

// visit goes to the address that was opened and signs in, by keys as well.
func (d *demo) visit(ctx context.Context, person string) error {
	address, err := d.desk.take()
	if err != nil {
		return err
	}
	if err := d.browser.Open(ctx, address); err != nil {
		return err
	}
	const enter = "\ue007" // WebDriver 17.4.2
	return d.browser.Type(ctx, "button[value="+person+"]", enter)
}

func (d *demo) resize(ctx context.Context, width, height int) error {
	scaled := func(n int) string { return strconv.Itoa(n * d.scale) }
	if err := d.keys(ctx, "windowsize", "--sync", d.window, scaled(width), scaled(height)); err != nil {
		return err
	}
	return until(ctx, "the window's new size", func(ctx context.Context) (bool, error) {
		img, err := d.look(ctx)
		return err == nil && img.Bounds().Size() == image.Pt(width*d.scale, height*d.scale), err
	})
}

// settle waits until the window stands still, but for what counts down.
func (d *demo) settle(ctx context.Context) error {
	var before image.Image
	return until(ctx, "the window to stand still", func(ctx context.Context) (bool, error) {
		now, err := d.look(ctx)
		still := err == nil && before != nil && differ(before, now) < counting
		before = now
		return still, err
	})
}

// findWindow is the X11 ID of the demo's window; "" while there is none.
func (d *demo) findWindow(ctx context.Context) string {
	out, _ := d.desk.command(ctx, "xdotool", "search", "--onlyvisible", "--name", "^Authfob").Output() // it fails while there is nothing to find
	id, _, _ := strings.Cut(string(out), "\n")
	return id
}
