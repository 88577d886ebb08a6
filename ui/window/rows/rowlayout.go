package rows

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
)

// Layout implements fyne.WidgetRenderer.
func (v *rowView) Layout(size fyne.Size) {
	if size.Width <= 0 {
		return
	}
	v.ground.Resize(size)
	v.paintButton()
	right := v.layoutRight(size.Width)
	x := v.layoutAvatar(size.Width)
	v.layoutTexts(x, right-x-10)
	v.layoutFailure(x, size)
}

// layoutAvatar places avatar and state icon, and returns where the texts begin.
func (v *rowView) layoutAvatar(width float32) float32 {
	side := textLeft(width) - rowPad - 14
	y := (rowHeight - side) / 2
	v.face.Move(fyne.NewPos(rowPad, y))
	v.face.Resize(fyne.NewSquareSize(side))
	v.mark.TextSize = side * 0.36
	h := fyne.MeasureText("A", v.mark.TextSize, kit.Bold).Height
	v.mark.Move(fyne.NewPos(rowPad, y+(side-h)/2))
	v.mark.Resize(fyne.NewSize(side, h))
	v.ticked.Move(fyne.NewPos(rowPad+side*0.28, y+side*0.28))
	v.ticked.Resize(fyne.NewSquareSize(side * 0.44))
	const icon, rim = 15, 2.5
	at := fyne.NewPos(rowPad+side-icon+3, y+side-icon+2)
	v.icon.Move(at)
	v.icon.Resize(fyne.NewSquareSize(icon))
	v.hole.Move(at.SubtractXY(rim, rim))
	v.hole.Resize(fyne.NewSquareSize(icon + 2*rim))
	return textLeft(width)
}

// layoutRight places buttons, ring and countdown from the right, and returns
// where the texts have to end.
func (v *rowView) layoutRight(width float32) float32 {
	x := width - 8 - kit.IconButtonSize
	y := float32(rowHeight-kit.IconButtonSize) / 2
	v.r.more.Move(fyne.NewPos(x, y))
	v.r.more.Resize(fyne.NewSquareSize(kit.IconButtonSize))
	w := v.r.copyButton.MinSize().Width
	v.r.arrow.Hidden = width < Narrow || v.state == auth.StateSignInNeeded || v.state == auth.StateLocked
	if !v.r.arrow.Hidden {
		x -= arrowWidth
		v.r.arrow.Move(fyne.NewPos(x, y))
		v.r.arrow.Resize(fyne.NewSize(arrowWidth, kit.IconButtonSize))
	}
	x -= w
	v.r.copyButton.Move(fyne.NewPos(x, y))
	v.r.copyButton.Resize(fyne.NewSize(w, kit.IconButtonSize))
	ring := width >= Narrow && v.state != auth.StateSignInNeeded && v.state != auth.StateLocked
	v.ring.Hidden, v.track.Hidden = !ring, !ring
	if ring {
		x -= ringSize + 8
		y = float32(rowHeight-ringSize) / 2
		for _, o := range []*canvas.Arc{v.track, v.ring} {
			o.Move(fyne.NewPos(x, y))
			o.Resize(fyne.NewSquareSize(ringSize))
		}
	}
	return v.layoutTimes(x - 10)
}

func (v *rowView) layoutTimes(x float32) float32 {
	w := max(v.left.MinSize().Width, kit.TextWidth(v.word.Text, kit.SmallSize, fyne.TextStyle{}))
	w = max(w, kit.DigitsWidth("00:00", timeSize))
	kit.Place(v.left, x-w, 14, w)
	kit.Place(v.word, x-w, 37, w)
	return x - w
}

// layoutTexts fits name, tag, provider and host between avatar and countdown.
func (v *rowView) layoutTexts(x, width float32) {
	v.layoutName(x, width)
	at := v.layoutBadge(v.badge, v.badgeText, kit.Fit(kit.ProviderName(v.r.status), kit.BadgeSize, kit.Bold, min(width-14, 110)), x, 38) + 2
	said := v.r.look.Note.progress(v.r.now)
	inFull := said != "" && kit.TextWidth(said, kit.SmallSize, fyne.TextStyle{}) > x+width-at
	v.badge.Hidden, v.badgeText.Hidden = inFull, inFull
	if inFull { // for its moment it matters more than the provider
		at = x
	}
	v.rest.Text = ""
	if room := x + width - at; said != "" {
		v.rest.Text = kit.Fit(said, kit.SmallSize, fyne.TextStyle{}, room)
	} else if room > 40 {
		v.rest.Text = v.secondLine(room)
	}
	kit.Place(v.rest, at, 38, x+width-at)
}

// layoutName places the name, or the field that stands in its place, and the
// badges behind it: the warning first, then the tag.
func (v *rowView) layoutName(x, width float32) {
	warn, tag := "", ""
	if v.r.look.Rename == nil && v.r.apart != nil {
		warn = kit.Fit(kit.AlikeWord(*v.r.apart), kit.BadgeSize, kit.Bold, width/2)
	}
	if tags := v.r.status.Tags; v.r.look.Rename == nil && len(tags) > 0 && width >= 120 && (warn == "" || width >= 240) {
		tag = kit.Fit(auth.Clean(tags[0], 40), kit.BadgeSize, kit.Bold, width/3)
	}
	room := width - badgeRoom(warn) - badgeRoom(tag)
	v.name.Text = kit.Fit(auth.Clean(v.r.status.Name, 200), nameSize, kit.Bold, room)
	kit.Place(v.name, x, 12, room)
	at := x + kit.TextWidth(v.name.Text, nameSize, kit.Bold) + 8
	for _, b := range []struct {
		ground *canvas.Rectangle
		text   *canvas.Text
		word   string
	}{{v.alike, v.alikeText, warn}, {v.tag, v.tagTxt, tag}} {
		b.ground.Hidden, b.text.Hidden = b.word == "", b.word == ""
		if b.word != "" {
			at = v.layoutBadge(b.ground, b.text, b.word, at, 14)
		}
	}
	v.name.Hidden = v.r.look.Rename != nil
	if v.name.Hidden {
		v.r.look.Rename.Move(fyne.NewPos(x-10, 2))
		v.r.look.Rename.Resize(fyne.NewSize(width+10, 34))
	}
}

// badgeRoom is what a badge takes behind the name.
func badgeRoom(word string) float32 {
	if word == "" {
		return 0
	}
	return kit.TextWidth(word, kit.BadgeSize, kit.Bold) + 14 + 8
}

// layoutBadge places a badge and returns where the next thing begins.
func (v *rowView) layoutBadge(ground *canvas.Rectangle, text *canvas.Text, word string, x, y float32) float32 {
	text.Text = word
	size := fyne.MeasureText(word, kit.BadgeSize, kit.Bold)
	ground.Move(fyne.NewPos(x, y))
	ground.Resize(fyne.NewSize(size.Width+14, 18))
	kit.Place(text, x+7, y+(18-size.Height)/2, size.Width)
	return x + size.Width + 14 + 6
}

// layoutFailure shows what went wrong and what to do below the row's two lines.
func (v *rowView) layoutFailure(x float32, size fyne.Size) {
	v.r.close.Hidden = !v.r.look.Note.Failed()
	what, todo := v.r.look.Note.lines(size.Width)
	loud := kit.ColorSignIn
	if v.r.look.Note.Mild {
		loud = kit.ColorExpiring
	}
	for i, t := range v.failure {
		t.Hidden = i >= len(what)+len(todo)
		switch {
		case i < len(what):
			t.Text, t.Color = what[i], kit.Shade(loud)
		case !t.Hidden:
			t.Text, t.Color = todo[i-len(what)], kit.Shade(kit.ColorMuted)
		}
		kit.Place(t, x, failTop+float32(i)*failLine, size.Width-x)
	}
	if n := v.r.look.Note; n.Way != "" {
		v.r.way.Set(n.Way, n.Draw, theme.ColorNameForeground, false, true)
		v.r.way.Move(fyne.NewPos(x-8, failTop+float32(len(what)+len(todo))*failLine+2))
		v.r.way.Resize(fyne.NewSize(v.r.way.MinSize().Width, kit.IconButtonSize))
	}
	v.r.way.Hidden = v.r.look.Note.Way == ""
	v.r.close.Move(fyne.NewPos(size.Width-8-kit.IconButtonSize, failTop-6))
	v.r.close.Resize(fyne.NewSquareSize(kit.IconButtonSize))
}

// textLeft is where the texts of a row begin.
func textLeft(width float32) float32 {
	if width < Narrow {
		return rowPad + avatarNarrow + 14
	}
	return rowPad + avatarSize + 14
}
