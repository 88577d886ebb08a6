package window

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"rsc.io/qr"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// showCode is the dialog of a device code (RFC 8628 3.3). Its QR code is the
// complete address, where the server gave one (3.3.1).
func (in *signIn) showCode(c auth.UserCode) {
	if !c.ExpiresAt.IsZero() {
		in.deadline = c.ExpiresAt
	}
	code := kit.NewText(c.Code, 34, theme.ColorNameForeground)
	code.TextStyle, code.Alignment = fyne.TextStyle{Monospace: true, Bold: true}, fyne.TextAlignCenter
	for code.MinSize().Width > in.sheet.Inner()-20 && code.TextSize > 14 {
		code.TextSize--
	}
	ground := canvas.NewRectangle(kit.Shade(kit.ColorTrack))
	ground.CornerRadius = 12
	page := c.URI
	if c.CompleteURI != "" {
		page = c.CompleteURI
	}
	body := []fyne.CanvasObject{kit.Sentence(words.Now().SignIn.CodeTitle.With("address", c.URI)), container.NewStack(ground, container.NewPadded(container.NewPadded(code)))}
	if picture, ok := qrCode(c.CompleteURI); ok {
		body = append(body, container.NewCenter(picture), centred(words.Now().SignIn.Scan))
	}
	body = append(body, in.unopened, in.elsewhere(page), kit.Quiet(words.Now().SignIn.CodeOwn)) // RFC 8628 5.4; requirement 14
	open := kit.StrongButton(words.Now().SignIn.OpenPage, func() { in.open(page) })
	in.sheet.Set(append(body, in.counting(words.Now().SignIn.CodeLeft)), in.cancelButton(), in.copyButton(words.Now().SignIn.CopyCode, words.Now().SignIn.CodeCopied, c.Code), open)
	in.sheet.Focus(open)
}

func centred(words string) fyne.CanvasObject {
	t := kit.NewText(words, 12, kit.ColorMuted)
	t.Alignment = fyne.TextAlignCenter
	return t
}

// The QR code's quiet zone in modules (ISO/IEC 18004 asks for four), and the
// smallest size on screen of one module.
const (
	qrQuiet  = 4
	qrModule = 4
)

// qrCode draws an address, dark on light in every theme, since not every
// camera reads it the other way round.
func qrCode(address string) (fyne.CanvasObject, bool) {
	if address == "" {
		return nil, false
	}
	code, err := qr.Encode(address, qr.M)
	if err != nil { // too long for a QR code
		return nil, false
	}
	side := code.Size + 2*qrQuiet
	img := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				img.SetColorIndex(x+qrQuiet, y+qrQuiet, 1)
			}
		}
	}
	picture := canvas.NewImageFromImage(img)
	picture.FillMode, picture.ScaleMode = canvas.ImageFillContain, canvas.ImageScalePixels
	picture.SetMinSize(fyne.NewSquareSize(float32(side * qrModule)))
	return picture, true
}
