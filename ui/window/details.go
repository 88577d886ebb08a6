package window

import (
	"context"
	"image/color"
	"maps"
	"reflect"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// details is the pane about one account: beside the list, or over it.
type details struct {
	h     *home
	id    auth.AccountID // "" when shut
	facts facts
	asked bool // the person opened them, where they cover the list
	box   *fyne.Container

	detailsControls
	life   *life
	scroll *container.Scroll
	column float32 // the width of labels

	unfolded map[string]bool // headings of claims
	heads    map[string]*kit.FocusFold
	copies   map[string]*kit.FocusButton // of facts, by their labels
	shown    shownDetails
}

// shownDetails is what the pane was made of last. It is made anew only when
// that differs: it does not flicker while the account is watched.
type shownDetails struct {
	status   auth.Status
	facts    facts
	note     note
	unfolded map[string]bool
	ground   color.NRGBA // the theme's
	day      int         // times are told by it
}

const (
	detailsSide = 14 // between the pane's edge and what is on it
	detailsGap  = 18 // between its parts
)

func newDetails(h *home) *details {
	d := &details{h: h, box: container.NewStack(), unfolded: map[string]bool{}, heads: map[string]*kit.FocusFold{}, copies: map[string]*kit.FocusButton{}}
	d.equip()
	d.box.Hide()
	return d
}

// show opens the account's details and reads what the snapshot does not have.
func (d *details) show(id auth.AccountID) {
	if d.id != id {
		d.facts, d.scroll, d.unfolded = facts{}, nil, map[string]bool{}
	}
	d.id = id
	d.build()
	d.h.Tasks.Start(func(ctx context.Context) {
		r, err := d.h.Record(ctx, id)
		if err != nil {
			return // the status on screen says what is wrong
		}
		f := newFacts(r, d.h.Target(r))
		d.h.UI.Do(func() {
			if d.id == id {
				d.facts = f
				d.build()
			}
		})
	})
}

// snapshot follows a new snapshot of the list.
func (d *details) snapshot() {
	switch _, ok := d.h.m.ByID[d.id]; {
	case d.id == "":
	case ok:
		d.show(d.id)
	default:
		d.id = ""
	}
}

// noted follows what came of the last thing done to an account.
func (d *details) noted(id auth.AccountID, _ note) {
	if d.id == id {
		d.build()
	}
}

func (d *details) tick(now time.Time) {
	if d.id == "" || d.life == nil {
		return
	}
	d.life.tick(now)
	if now.YearDay() != d.shown.day {
		d.build()
	}
}

// build makes the pane, where it would differ, and leaves it scrolled where it was.
func (d *details) build() {
	s := d.h.m.ByID[d.id]
	is := shownDetails{s, d.facts, d.h.notes[d.id], maps.Clone(d.unfolded), kit.Shade(theme.ColorNameBackground), d.h.Clock.Now().YearDay()}
	if d.scroll != nil && reflect.DeepEqual(is, d.shown) {
		return
	}
	d.shown, d.column = is, kit.FactColumn(factLabels(words.Now().Details)...)
	parts := []fyne.CanvasObject{d.head(s), d.actions(s)}
	parts = append(parts, d.news()...)
	parts = append(parts, d.trouble(s)...)
	parts = append(parts, d.validity(s)...)
	parts = append(parts, d.scopes(s)...)
	parts = append(parts, d.server(s)...)
	parts = append(parts, d.tokens(s)...)
	parts = append(parts, group(words.Now().Details.History, d.history()...)...)
	offset := fyne.Position{}
	if d.scroll != nil {
		offset = d.scroll.Offset
	}
	all := container.New(layout.NewCustomPaddedVBoxLayout(detailsGap), parts...)
	d.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(18, 20, detailsSide, detailsSide), all))
	d.scroll.Offset = offset
	line := canvas.NewRectangle(kit.Shade(kit.ColorCardBorder))
	line.SetMinSize(fyne.NewSize(1, 1))
	d.box.Objects = []fyne.CanvasObject{canvas.NewRectangle(kit.Shade(theme.ColorNameBackground)), container.NewBorder(nil, nil, line, nil, d.scroll)}
	d.box.Refresh()
}
