package window

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/canvas"
	"rsc.io/qr"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/fakes"
	"github.com/authfob/authfob/ui/words"
)

// The QR code is the complete address, with light around it.
func TestQRCode(t *testing.T) {
	const address = "https://example.com/device?user_code=WDJB-MJHT"
	o, ok := qrCode(address)
	if !ok {
		t.Fatal("there is no picture")
	}
	img := o.(*canvas.Image).Image
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := img.Bounds().Dx(), code.Size+2*qrQuiet; got != want {
		t.Fatalf("%d modules wide, want %d", got, want)
	}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			r, _, _, _ := img.At(x, y).RGBA()
			if dark := r == 0; dark != code.Black(x-qrQuiet, y-qrQuiet) {
				t.Fatalf("module %d,%d is dark: %v", x, y, dark)
			}
		}
	}
	for _, none := range []string{"", "https://example.com/?" + strings.Repeat("x", 5000)} {
		if _, ok := qrCode(none); ok {
			t.Errorf("a picture of %.30q", none)
		}
	}
}

func TestCodeIsCopied(t *testing.T) {
	s := signInStage(t, func(ctx context.Context, p auth.Prompt) error {
		p.ShowCode(auth.UserCode{Code: "WDJB-MJHT", URI: "https://example.com/device", ExpiresAt: fakes.Noon.Add(10 * time.Minute)})
		<-ctx.Done()
		return ctx.Err()
	})
	s.Queue.Await(t, "showing the code", func() bool { return strings.Contains(s.Texts(), "WDJB-MJHT") })
	if !strings.Contains(s.Texts(), words.Now().SignIn.CodeOwn) {
		t.Error("nobody is warned of codes that others started")
	}
	if strings.Contains(s.Texts(), words.Now().SignIn.Scan) {
		t.Error("there is something to scan although the server gave no complete address")
	}
	copied := ""
	s.ClipText = func(words string) { copied = words }
	s.TapButton(words.Now().SignIn.CopyCode)
	if copied != "WDJB-MJHT" || !strings.Contains(s.Texts(), words.Now().SignIn.CodeCopied) {
		t.Errorf("copied %q", copied)
	}
}
