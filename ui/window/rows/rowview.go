package rows

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// The measures of a row.
const (
	rowHeight    = 70
	rowGap       = 8
	rowPad       = 13
	avatarSize   = 44
	avatarNarrow = 34
	ringSize     = 24
	arrowWidth   = 20
	wideRow      = 560 // from here: the button has its label

	nameSize, timeSize = 15, 14
	ringCutout         = 0.72
	ringStep           = 2 // degrees below which the ring is left alone

	// A failure's lines stand below the row's own two.
	failTop, failLine  = 66, 18
	failWhat, failTodo = 5, 4 // lines at most, of what happened and of what to do
)

// Narrow is the width below which a row has no ring, and a smaller avatar; what is
// around the list leaves out something, too.
const Narrow = 380

// rowView draws a row.
type rowView struct {
	r *Row

	ground            *canvas.Rectangle
	face              *canvas.Circle
	mark              *canvas.Text
	icon, ticked      *canvas.Image
	name, rest        *canvas.Text
	badge, tag, alike *canvas.Rectangle
	badgeText, tagTxt *canvas.Text
	alikeText         *canvas.Text
	left, word        *canvas.Text
	track, ring       *canvas.Arc
	hole              *canvas.Circle
	failure           []*canvas.Text
	state             auth.State
}

// CreateRenderer implements fyne.Widget.
func (r *Row) CreateRenderer() fyne.WidgetRenderer {
	v := &rowView{
		r: r, ground: canvas.NewRectangle(nil), face: canvas.NewCircle(nil),
		track: canvas.NewArc(0, 360, ringCutout, color.Transparent),
		mark:  canvas.NewText("", nil), icon: &canvas.Image{FillMode: canvas.ImageFillContain}, ticked: &canvas.Image{FillMode: canvas.ImageFillContain},
		name: canvas.NewText("", nil), rest: canvas.NewText("", nil),
		badge: canvas.NewRectangle(nil), tag: canvas.NewRectangle(nil), alike: canvas.NewRectangle(nil),
		badgeText: canvas.NewText("", nil), tagTxt: canvas.NewText("", nil), alikeText: canvas.NewText("", nil),
		left: canvas.NewText("", nil), word: canvas.NewText("", nil),
		ring: canvas.NewArc(0, 360, ringCutout, color.Transparent), hole: canvas.NewCircle(color.Transparent),
	}
	v.ground.CornerRadius = 12
	for _, r := range []*canvas.Rectangle{v.badge, v.tag, v.alike} {
		r.CornerRadius = 5
	}
	for _, t := range []*canvas.Text{v.badgeText, v.tagTxt, v.alikeText} {
		t.TextSize, t.TextStyle = kit.BadgeSize, kit.Bold
	}
	v.mark.TextStyle, v.mark.Alignment = kit.Bold, fyne.TextAlignCenter
	v.name.TextSize, v.name.TextStyle = nameSize, kit.Bold
	v.rest.TextSize = kit.SmallSize
	v.left.TextSize, v.left.Alignment = timeSize, fyne.TextAlignTrailing
	v.word.TextSize, v.word.Alignment = kit.SmallSize, fyne.TextAlignTrailing
	for range failWhat + failTodo {
		t := canvas.NewText("", nil)
		t.TextSize = kit.SmallSize
		v.failure = append(v.failure, t)
	}
	r.view = v
	v.Refresh()
	return v
}

// MinSize implements fyne.WidgetRenderer. The height is the list's to give.
func (v *rowView) MinSize() fyne.Size { return fyne.NewSize(240, rowHeight) }

// Objects implements fyne.WidgetRenderer.
func (v *rowView) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{
		v.ground, v.face, v.mark, v.ticked, v.hole, v.icon, v.name, v.badge, v.badgeText, v.tag, v.tagTxt, v.alike, v.alikeText, v.rest,
		v.left, v.word, v.track, v.ring, v.r.copyButton, v.r.arrow, v.r.more, v.r.close, v.r.way,
	}
	for _, t := range v.failure {
		objects = append(objects, t)
	}
	if v.r.look.Rename != nil {
		objects = append(objects, v.r.look.Rename)
	}
	return objects
}

// Destroy implements fyne.WidgetRenderer.
func (v *rowView) Destroy() { v.r.view = nil }

// Refresh implements fyne.WidgetRenderer.
func (v *rowView) Refresh() {
	v.paint()
	v.Layout(v.r.Size())
	canvas.Refresh(v.r)
}

// paint sets texts and colours that do not depend on the size.
func (v *rowView) paint() {
	s := v.r.status
	v.paintGround()
	face := kit.NewBadge(kit.HueOf(string(s.ID)))
	v.face.FillColor, v.mark.Color, v.mark.Text = face.Ground, face.Text, kit.Initials(s.Name)
	v.ticked.Hidden = !v.r.look.Picked
	if v.r.look.Picked {
		v.face.FillColor, v.mark.Text, v.ticked.Resource = kit.Shade(theme.ColorNamePrimary), "", kit.Sign(kit.DrawTick, theme.ColorNameForegroundOnPrimary)
	}
	v.name.Color, v.rest.Color = kit.Shade(theme.ColorNameForeground), kit.Shade(kit.ColorMuted)
	b := kit.ProviderBadge(s)
	v.badge.FillColor, v.badgeText.Color = b.Ground, b.Text
	if len(s.Tags) > 0 {
		t := kit.TagBadge(s.Tags[0])
		v.tag.FillColor, v.tagTxt.Color = t.Ground, t.Text
	}
	if v.r.apart != nil {
		w := kit.AlikeBadge()
		v.alike.FillColor, v.alikeText.Color, v.rest.Color = w.Ground, w.Text, kit.Shade(kit.ColorExpiring)
	}
	switch n := v.r.look.Note; {
	case v.r.look.Note.progress(v.r.now) == "":
	case n.Busy != "":
		v.rest.Color = kit.Shade(theme.ColorNameForeground)
	default:
		v.rest.Color = kit.Shade(kit.ColorFresh)
	}
	v.track.FillColor = kit.Shade(kit.ColorTrack)
	v.paintState()
	v.paintButton()
}

func (v *rowView) paintGround() {
	ground, line, width := kit.ColorCard, kit.ColorCardBorder, float32(1)
	if v.r.hovered {
		ground = kit.ColorCardHover
	}
	if v.r.selected {
		line, width = theme.ColorNamePrimary, 1
		if v.r.keyboard {
			width = 2
		}
	}
	v.ground.FillColor, v.ground.StrokeColor, v.ground.StrokeWidth = kit.Shade(ground), kit.Shade(line), width
	if v.r.look.Picked {
		v.ground.FillColor = kit.Mix(kit.Shade(ground), kit.Shade(theme.ColorNamePrimary), 0.1)
	}
	v.hole.FillColor = v.ground.FillColor
	v.ground.Refresh()
	v.hole.Refresh()
}

// paintState sets what changes with the state and the time.
func (v *rowView) paintState() {
	state := v.r.state()
	v.state = state
	col := kit.Shade(kit.StateColors[state])
	kit.SetIcon(v.icon, kit.StateIcon(state, kit.Shade(kit.ColorCard)))
	kit.SetDigits(v.left, v.r.timeLeft())
	v.word.Text = v.r.stateWord()
	if v.isWide() { // its button says what was done
		v.word.Text = v.r.standing()
	}
	v.left.TextStyle.Bold = state == auth.StateExpiring
	v.left.Color = kit.Shade(theme.ColorNameForeground)
	v.word.Color = col
	switch {
	case v.r.look.Note.Done != "" && !v.isWide():
		v.word.Color = kit.Shade(kit.ColorFresh)
	case state == auth.StateExpiring, state == auth.StateExpired:
		v.left.Color = col
	case state == auth.StateSignInNeeded, state == auth.StateLocked:
		v.left.Color = kit.Shade(kit.ColorMuted)
	}
	v.ring.FillColor = col
	v.ring.EndAngle = 360 * v.r.share()
}

// isWide reports whether the row's button has room for its label.
func (v *rowView) isWide() bool { return v.r.Size().Width >= wideRow }

// paintButton makes the row's button what the account needs.
func (v *rowView) paintButton() {
	wide := v.isWide()
	switch n := v.r.look.Note; {
	case v.state == auth.StateSignInNeeded:
		v.r.copyButton.Set(words.Now().Row.SignIn, kit.DrawKey, theme.ColorNameForeground, true, v.r.Size().Width >= Narrow)
	case n.Done != "":
		v.r.copyButton.Set(n.Done, kit.DrawTick, kit.ColorFresh, false, wide)
	case v.state == auth.StateLocked:
		v.r.copyButton.Set(words.Now().Row.Copy, kit.DrawCopy, theme.ColorNameDisabled, false, wide)
	default:
		v.r.copyButton.Set(words.Now().Row.Copy, kit.DrawCopy, theme.ColorNameForeground, false, wide)
	}
}

// tick draws what a second changed: the countdown where its text differs, the
// ring where it moved far enough to see.
func (v *rowView) tick() {
	if v.r.state() != v.state {
		v.Refresh()
		return
	}
	if kit.SetDigits(v.left, v.r.timeLeft()) {
		v.left.Refresh()
	}
	if end := 360 * v.r.share(); end < v.ring.EndAngle-ringStep || end > v.ring.EndAngle+ringStep {
		v.ring.EndAngle = end
		v.ring.Refresh()
	}
}

// secondLine is what stands beside the provider: who is asked, and for what.
// Of a host that does not fit the end is shown, which says whose it is.
func (v *rowView) secondLine(width float32) string {
	host, scopes := auth.Clean(v.r.status.Host, 255), auth.Clean(strings.Join(v.r.status.Scopes, ", "), 400)
	switch {
	case host == "" || scopes == "":
		return kit.Fit(host+scopes, kit.SmallSize, fyne.TextStyle{}, width)
	case kit.TextWidth(host+" · …", kit.SmallSize, fyne.TextStyle{}) > width:
		return kit.FitEnd(host, kit.SmallSize, width)
	}
	return kit.Fit(host+" · "+scopes, kit.SmallSize, fyne.TextStyle{}, width)
}
