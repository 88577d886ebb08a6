// Command gen makes the PNG, ICO and ICNS files of assets/ from its SVG files with
// rsvg-convert (`make icons`). It runs on a developer's machine only; nothing
// that ships may import it.
package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// darkInk maps the colours of the tray SVGs, drawn for a light panel, to those
// for a dark one. Each has a contrast of 4.5:1 or more on its ground.
var darkInk = strings.NewReplacer(
	"#1f2330", "#f2f3f8", // the fob and the padlock
	"#b45309", "#fbbf24", // the clock
	"#475569", "#cbd5e1", // the cross
	"#c81e1e", "#ff8080", // the triangle
)

func main() {
	if err := run("assets"); err != nil {
		fmt.Fprintln(os.Stderr, "icons:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	if err := appIcon(dir); err != nil {
		return err
	}
	drawings, err := filepath.Glob(filepath.Join(dir, "tray", "*.svg"))
	if err != nil {
		return err
	}
	for _, drawing := range drawings {
		light, err := os.ReadFile(drawing)
		if err != nil {
			return err
		}
		stem := strings.TrimSuffix(drawing, ".svg")
		if err := trayIcon(stem+"-light", light); err != nil {
			return err
		}
		if err := trayIcon(stem+"-dark", []byte(darkInk.Replace(string(light)))); err != nil {
			return err
		}
	}
	return nil
}

func appIcon(dir string) error {
	svg, err := os.ReadFile(filepath.Join(dir, "icon.svg"))
	if err != nil {
		return err
	}
	var forMac []image
	for _, size := range []int{16, 24, 32, 48, 64, 128, 256, 512} {
		png, err := render(svg, size)
		if err != nil {
			return err
		}
		if err := write(filepath.Join(dir, "icon", strconv.Itoa(size)+".png"), png); err != nil {
			return err
		}
		if icnsTypes[size] != "" {
			forMac = append(forMac, image{size, png})
		}
	}
	if err := write(filepath.Join(dir, "icon", "authfob.icns"), icns(forMac)); err != nil {
		return err
	}
	return writeICO(filepath.Join(dir, "icon", "authfob.ico"), svg, 16, 24, 32, 48, 64, 256)
}

func trayIcon(stem string, svg []byte) error {
	for _, size := range []int{22, 44} {
		png, err := render(svg, size)
		if err != nil {
			return err
		}
		if err := write(fmt.Sprintf("%s-%d.png", stem, size), png); err != nil {
			return err
		}
	}
	return writeICO(stem+".ico", svg, 16, 24, 32, 48)
}

func writeICO(path string, svg []byte, sizes ...int) error {
	var images []image
	for _, size := range sizes {
		png, err := render(svg, size)
		if err != nil {
			return err
		}
		images = append(images, image{size, png})
	}
	return write(path, ico(images))
}

// render draws the SVG as a square PNG.
func render(svg []byte, size int) ([]byte, error) {
	px := strconv.Itoa(size)
	cmd := exec.Command("rsvg-convert", "--width", px, "--height", px)
	cmd.Stdin = bytes.NewReader(svg)
	cmd.Stderr = os.Stderr
	png, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("rsvg-convert (Debian: librsvg2-bin): %v", err)
	}
	return png, nil
}

func write(path string, data []byte) error { return os.WriteFile(path, data, 0o644) }
