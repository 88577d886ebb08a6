package window

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/window/rows"
	"github.com/authfob/authfob/ui/words"
)

// pills are the chips that filter by state. Only states that some account is
// in have one.
type pills struct {
	box      *fyne.Container
	byState  map[auth.State]*kit.Pill
	onChoose func(auth.State)
	keys     func(*fyne.KeyEvent)
}

func newPills(keys func(*fyne.KeyEvent), onChoose func(auth.State)) *pills {
	p := &pills{byState: map[auth.State]*kit.Pill{}, onChoose: onChoose, keys: keys}
	p.box = container.New(kit.FlowLayout{Gap: kit.PillGap})
	return p
}

// set shows the counts, what the states are called, and which is chosen; "" is all
// of them.
func (p *pills) set(total int, by map[auth.State]int, called map[auth.State]string, chosen auth.State) {
	shown := []fyne.CanvasObject{p.one("", words.Now().List.All, total, chosen == "")}
	for _, s := range auth.States() {
		if by[s] > 0 || s == chosen {
			shown = append(shown, p.one(s, cmp.Or(called[s], text.State(s)), by[s], chosen == s))
		}
	}
	p.box.Objects = shown
	p.box.Refresh()
}

// height is how high the chips are in a window of the given width.
func (p *pills) height(width float32) float32 {
	return kit.FlowLayout{Gap: kit.PillGap}.HeightFor(p.box.Objects, width-2*rows.Side)
}

func (p *pills) one(s auth.State, word string, count int, chosen bool) *kit.Pill {
	b := p.byState[s]
	if b == nil {
		b = kit.NewPill(s, p.keys, func() { p.onChoose(s) })
		p.byState[s] = b
	}
	b.Set(word+" "+number(count), chosen)
	return b
}
