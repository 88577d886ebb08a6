package kit

import (
	"fmt"
	"hash/fnv"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/auth"
)

// StateDrawings are the states' icons. They differ in shape, so that no one needs to tell colours apart.
// %[1]s is the state's colour, %[2]s that of the sign in it.
var StateDrawings = map[auth.State]string{
	auth.StateFresh:        `<circle cx="8" cy="8" r="8" fill="%[1]s"/><path d="M4.2 8.3 L7 11 L11.8 5.6" fill="none" stroke="%[2]s" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`,
	auth.StateExpiring:     `<circle cx="8" cy="8" r="8" fill="%[1]s"/><path d="M8 3.8 L8 8.4 L11 10.4" fill="none" stroke="%[2]s" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`,
	auth.StateExpired:      `<rect x="0.5" y="0.5" width="15" height="15" rx="4.5" ry="4.5" fill="%[1]s"/><path d="M5 5 L11 11 M11 5 L5 11" fill="none" stroke="%[2]s" stroke-width="2" stroke-linecap="round"/>`,
	auth.StateSignInNeeded: `<path d="M8 0.6 L15.8 14.6 Q16 15.6 15 15.6 L1 15.6 Q0 15.6 0.2 14.6 Z" fill="%[1]s"/><path d="M8 5.6 L8 10" fill="none" stroke="%[2]s" stroke-width="2" stroke-linecap="round"/><circle cx="8" cy="13" r="1.2" fill="%[2]s"/>`,
	auth.StateOffline:      `<circle cx="8" cy="8" r="7" fill="none" stroke="%[1]s" stroke-width="2"/><path d="M3.4 12.6 L12.6 3.4" fill="none" stroke="%[1]s" stroke-width="2"/>`,
	auth.StateLocked:       `<path d="M4.8 7 L4.8 4.6 Q4.8 1.4 8 1.4 Q11.2 1.4 11.2 4.6 L11.2 7" fill="none" stroke="%[1]s" stroke-width="1.8"/><rect x="2.4" y="6.6" width="11.2" height="8.8" rx="2" ry="2" fill="%[1]s"/><circle cx="8" cy="11" r="1.5" fill="%[2]s"/>`,
}

// StateIcon is the icon of a state in its colour. on is the ground it lies on.
func StateIcon(state auth.State, on color.NRGBA) fyne.Resource {
	return Drawing(StateDrawings[state], Shade(StateColors[state]), on)
}

// Drawing makes a 16 by 16 SVG. Fyne keeps pictures by name, so the name is
// that of the very picture.
func Drawing(body string, colors ...color.NRGBA) fyne.Resource {
	args := make([]any, len(colors))
	for i, c := range colors {
		args[i] = fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
	}
	svg := `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">` + thicken(fmt.Sprintf(body, args...), density()) + `</svg>`
	h := fnv.New64a()
	_, _ = h.Write([]byte(svg)) // a hash never fails
	return fyne.NewStaticResource(fmt.Sprintf("%x.svg", h.Sum64()), []byte(svg))
}

// The window's own signs, in one colour.
const (
	DrawKey    = `<circle cx="5" cy="8" r="3.2" fill="none" stroke="%[1]s" stroke-width="1.6"/><path d="M8.2 8 L14.6 8 L14.6 10.6 M11.6 8 L11.6 10.2" fill="none" stroke="%[1]s" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`
	DrawBroken = `<path d="M8 2 L14.6 13.8 L1.4 13.8 Z M8 6.6 L8 9.4" fill="none" stroke="%[1]s" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/><circle cx="8" cy="11.6" r="0.9" fill="%[1]s"/>`
	DrawLock   = `<path d="M4.8 7 L4.8 4.6 Q4.8 1.6 8 1.6 Q11.2 1.6 11.2 4.6 L11.2 7" fill="none" stroke="%[1]s" stroke-width="1.5"/><rect x="2.6" y="6.8" width="10.8" height="7.8" rx="2" ry="2" fill="none" stroke="%[1]s" stroke-width="1.5"/>`
	DrawCopy   = `<rect x="5.4" y="5.4" width="8.4" height="8.8" rx="1.8" ry="1.8" fill="none" stroke="%[1]s" stroke-width="1.5"/><path d="M3.4 10.8 Q2.2 10.6 2.2 9.4 L2.2 3.6 Q2.2 1.8 4 1.8 L9 1.8 Q10.4 1.8 10.6 3.2" fill="none" stroke="%[1]s" stroke-width="1.5" stroke-linecap="round"/>`
	DrawTick   = `<path d="M2.6 8.6 L6.4 12.2 L13.4 4.4" fill="none" stroke="%[1]s" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`
	DrawDots   = `<circle cx="8" cy="3" r="1.5" fill="%[1]s"/><circle cx="8" cy="8" r="1.5" fill="%[1]s"/><circle cx="8" cy="13" r="1.5" fill="%[1]s"/>`
	DrawPlus   = `<path d="M8 2.4 L8 13.6 M2.4 8 L13.6 8" fill="none" stroke="%[1]s" stroke-width="1.8" stroke-linecap="round"/>`
	drawMoon   = `<path d="M13.6 9.6 A6.1 6.1 0 1 1 6.4 2.4 A4.9 4.9 0 0 0 13.6 9.6 Z" fill="none" stroke="%[1]s" stroke-width="1.5" stroke-linejoin="round"/>`
	DrawRows   = `<path d="M2.4 4 L13.6 4 M2.4 8 L10.6 8 M2.4 12 L7.4 12" fill="none" stroke="%[1]s" stroke-width="1.7" stroke-linecap="round"/>`
	DrawLens   = `<circle cx="7" cy="7" r="4.6" fill="none" stroke="%[1]s" stroke-width="1.6"/><path d="M10.5 10.5 L14 14" fill="none" stroke="%[1]s" stroke-width="1.6" stroke-linecap="round"/>`
	DrawX      = `<path d="M3.6 3.6 L12.4 12.4 M12.4 3.6 L3.6 12.4" fill="none" stroke="%[1]s" stroke-width="1.7" stroke-linecap="round"/>`
	drawBack   = `<path d="M9.8 3 L4.8 8 L9.8 13" fill="none" stroke="%[1]s" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>`
	DrawGear   = `<circle cx="8" cy="8" r="2.3" fill="none" stroke="%[1]s" stroke-width="1.5"/><path d="M8 1.6 L8 3.4 M8 12.6 L8 14.4 M1.6 8 L3.4 8 M12.6 8 L14.4 8 M3.5 3.5 L4.8 4.8 M11.2 11.2 L12.5 12.5 M3.5 12.5 L4.8 11.2 M11.2 4.8 L12.5 3.5" fill="none" stroke="%[1]s" stroke-width="1.7" stroke-linecap="round"/><circle cx="8" cy="8" r="4.7" fill="none" stroke="%[1]s" stroke-width="1.5"/>`
	DrawPen    = `<path d="M2.8 13.2 L3.4 10.4 L10.8 3 Q11.6 2.2 12.4 3 L13 3.6 Q13.8 4.4 13 5.2 L5.6 12.6 Z M9.4 4.4 L11.6 6.6" fill="none" stroke="%[1]s" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/>`
	DrawKeys   = `<rect x="1.4" y="3.6" width="13.2" height="8.8" rx="1.6" ry="1.6" fill="none" stroke="%[1]s" stroke-width="1.5"/><path d="M4 6.4 L4.2 6.4 M6.6 6.4 L6.8 6.4 M9.2 6.4 L9.4 6.4 M11.8 6.4 L12 6.4 M5 9.6 L11 9.6" fill="none" stroke="%[1]s" stroke-width="1.6" stroke-linecap="round"/>`
	drawUndo   = `<path d="M5.8 2.6 L2.6 5.8 L5.8 9 M2.8 5.8 L9.6 5.8 Q13.4 5.8 13.4 9.6 Q13.4 13.2 9.6 13.2 L6.4 13.2" fill="none" stroke="%[1]s" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/>`
	DrawDown   = `<path d="M4.6 6.6 L8 10 L11.4 6.6" fill="none" stroke="%[1]s" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>`
	DrawFold   = `<path d="M3 6 L8 11 L13 6" fill="none" stroke="%[1]s" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>`
	DrawOpen   = `<path d="M6 3 L11 8 L6 13" fill="none" stroke="%[1]s" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>`
	DrawTurn   = `<path d="M13 8 A5 5 0 1 1 11.4 4.4" fill="none" stroke="%[1]s" stroke-width="1.6" stroke-linecap="round"/><path d="M11.6 1.6 L11.6 4.8 L8.4 4.8" fill="none" stroke="%[1]s" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`
	DrawClip   = `<rect x="3" y="3" width="10" height="11.6" rx="1.8" ry="1.8" fill="none" stroke="%[1]s" stroke-width="1.5"/><rect x="5.6" y="1.4" width="4.8" height="3.2" rx="1" ry="1" fill="%[1]s"/>`
	DrawInfo   = `<circle cx="8" cy="8" r="6.4" fill="none" stroke="%[1]s" stroke-width="1.5"/><path d="M8 7.4 L8 11.2" fill="none" stroke="%[1]s" stroke-width="1.7" stroke-linecap="round"/><circle cx="8" cy="4.8" r="1" fill="%[1]s"/>`
	DrawFile   = `<path d="M3.4 1.8 L9.6 1.8 L12.8 5 L12.8 14.2 L3.4 14.2 Z M9.4 2 L9.4 5.2 L12.6 5.2" fill="none" stroke="%[1]s" stroke-width="1.5" stroke-linejoin="round"/>`
	DrawIn     = `<path d="M8 1.8 L8 9.6 M4.9 6.7 L8 9.8 L11.1 6.7 M2.4 10.4 L2.4 12.4 Q2.4 13.8 3.8 13.8 L12.2 13.8 Q13.6 13.8 13.6 12.4 L13.6 10.4" fill="none" stroke="%[1]s" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`
	DrawOut    = `<path d="M8 9.8 L8 2 M4.9 4.9 L8 1.8 L11.1 4.9 M2.4 10.4 L2.4 12.4 Q2.4 13.8 3.8 13.8 L12.2 13.8 Q13.6 13.8 13.6 12.4 L13.6 10.4" fill="none" stroke="%[1]s" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`
	DrawFolder = `<path d="M1.8 12.4 L1.8 4 Q1.8 2.8 3 2.8 L6.2 2.8 L7.8 4.6 L13 4.6 Q14.2 4.6 14.2 5.8 L14.2 12.4 Q14.2 13.4 13 13.4 L3 13.4 Q1.8 13.4 1.8 12.4 Z" fill="none" stroke="%[1]s" stroke-width="1.5" stroke-linejoin="round"/>`
	DrawExit   = `<path d="M7 2.4 L3.6 2.4 Q2.4 2.4 2.4 3.6 L2.4 12.4 Q2.4 13.6 3.6 13.6 L7 13.6 M10.6 4.8 L13.8 8 L10.6 11.2 M13.6 8 L6.4 8" fill="none" stroke="%[1]s" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`
	DrawBin    = `<path d="M2.6 4.2 L13.4 4.2 M6 4 L6.4 2.2 L9.6 2.2 L10 4 M4 4.4 L4.8 13.8 L11.2 13.8 L12 4.4" fill="none" stroke="%[1]s" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/>`
)

// Sign is one of the window's own signs in a colour of the theme.
func Sign(body string, name fyne.ThemeColorName) fyne.Resource { return Drawing(body, Shade(name)) }

// SetIcon shows a drawing, where it is another than before: each time that a picture
// is refreshed Fyne takes its SVG apart.
func SetIcon(icon *canvas.Image, drawing fyne.Resource) {
	if icon.Resource != nil && icon.Resource.Name() == drawing.Name() {
		return
	}
	icon.Resource = drawing
	icon.Refresh()
}

// StateMark is the icon of a state by itself.
func StateMark(s auth.State) fyne.CanvasObject {
	icon := &canvas.Image{FillMode: canvas.ImageFillContain, Resource: StateIcon(s, Shade(theme.ColorNameOverlayBackground))}
	icon.SetMinSize(fyne.NewSquareSize(16))
	return container.NewCenter(icon)
}
