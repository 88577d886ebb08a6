package assets_test

import (
	"bytes"
	"image/png"
	"os"
	"testing"

	"github.com/authfob/authfob/assets"
)

func TestEveryTrayIconIsThere(t *testing.T) {
	seen := map[string]string{}
	for _, state := range assets.TrayStates() {
		for _, panel := range []assets.Panel{assets.PanelLight, assets.PanelDark} {
			name := string(state) + " on " + string(panel)
			for _, size := range []int{22, 44} {
				wantSquare(t, name, assets.TrayPNG(state, panel, size), size)
			}
			if !bytes.HasPrefix(assets.TrayICO(state, panel), []byte{0, 0, 1, 0}) {
				t.Errorf("%s: not an ICO file", name)
			}
			data := string(assets.TrayIcon(state, panel))
			if twin := seen[data]; twin != "" {
				t.Errorf("%s looks exactly like %s", name, twin)
			}
			seen[data] = name
		}
	}
}

// TestTrayMarksDifferByShape compares where the icons are opaque, and so would
// fail for two states told apart by colour alone.
func TestTrayMarksDifferByShape(t *testing.T) {
	shapes := map[string]assets.TrayState{}
	for _, state := range assets.TrayStates() {
		img, err := png.Decode(bytes.NewReader(assets.TrayPNG(state, assets.PanelLight, 22)))
		if err != nil {
			t.Fatal(err)
		}
		var shape []byte
		for y := range 22 {
			for x := range 22 {
				_, _, _, alpha := img.At(x, y).RGBA()
				shape = append(shape, byte(alpha>>15))
			}
		}
		if twin, ok := shapes[string(shape)]; ok {
			t.Errorf("%s has the shape of %s", state, twin)
		}
		shapes[string(shape)] = state
	}
}

func TestAppIcon(t *testing.T) {
	wantSquare(t, "app icon", assets.Icon(), 256)
	for file, start := range map[string]string{"icon.svg": "<svg", "icon/authfob.ico": "\x00\x00\x01\x00", "icon/authfob.icns": "icns"} {
		if text, err := os.ReadFile(file); err != nil || !bytes.HasPrefix(text, []byte(start)) {
			t.Errorf("%s: %v, and does not begin with %q", file, err, start)
		}
	}
}

func wantSquare(t *testing.T, name string, data []byte, side int) {
	t.Helper()
	cfg, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	if cfg.Width != side || cfg.Height != side {
		t.Errorf("%s: %d by %d pixels, want %d", name, cfg.Width, cfg.Height, side)
	}
}
