package rows

import (
	"sort"

	"fyne.io/fyne/v2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// measure works out where each item is after the items, their heights or the
// width changed, and shows what is in sight.
func (l *List) measure() {
	width := l.rowWidth()
	l.tops = l.tops[:0]
	y := float32(listTop)
	for _, it := range l.m.Items {
		l.tops = append(l.tops, y)
		if it.ID == "" {
			y += kit.FoldHeight
		} else {
			y += l.height(it.ID, width) + rowGap
		}
	}
	l.tops = append(l.tops, y)
	l.scroll.Offset.Y = max(0, min(l.scroll.Offset.Y, l.end()-l.Size().Height))
	l.content.Refresh()
	l.scroll.Refresh()
	l.show()
}

// height is how high an account's row is in a width.
func (l *List) height(id auth.AccountID, width float32) float32 {
	return l.needs.Look(id).Note.height(width)
}

func (l *List) end() float32 { return l.tops[len(l.tops)-1] + listBottom + l.covered }

func (l *List) rowWidth() float32 { return max(0, l.Size().Width-2*Side) }

// show binds the lines in sight to widgets and lets go of the others.
func (l *List) show() {
	items := l.m.Items
	if l.Size().Height <= 0 || len(l.tops) != len(items)+1 {
		return
	}
	from, to := l.sight()
	seen := map[auth.AccountID]bool{}
	titles := map[string]bool{}
	for _, it := range items[from:to] {
		seen[it.ID], titles[it.Title] = true, true
	}
	for id, r := range l.rows {
		if !seen[id] {
			delete(l.rows, id)
			l.spare = append(l.spare, r)
		}
	}
	for t := range l.folds {
		if !titles[t] {
			delete(l.folds, t)
		}
	}
	objects := make([]fyne.CanvasObject, 0, to-from)
	for i := from; i < to; i++ {
		objects = append(objects, l.line(items[i], l.tops[i], l.tops[i+1]-l.tops[i]))
	}
	l.content.put(objects)
}

// sight is the range of items that can be seen.
func (l *List) sight() (from, to int) {
	n, top := len(l.tops)-1, l.scroll.Offset.Y
	from = max(0, sort.Search(n, func(i int) bool { return l.tops[i+1] > top }))
	to = sort.Search(n, func(i int) bool { return l.tops[i] >= top+l.Size().Height })
	return from, max(from, to)
}

// line returns the widget of an item, at its place.
func (l *List) line(it Item, y, height float32) fyne.CanvasObject {
	if it.ID == "" {
		h := l.folds[it.Title]
		if h == nil {
			h = kit.NewFold(l.needs.Fold)
			l.folds[it.Title] = h
		}
		h.Set(kit.Folded{Title: it.Title, Count: it.Count, Said: words.Now().Counts.Accounts.Of(it.Count), Shut: it.Shut})
		h.Mark(l.focused && it.Title == l.m.Cursor.Title)
		h.Move(fyne.NewPos(Side, y))
		h.Resize(fyne.NewSize(l.rowWidth(), kit.FoldHeight))
		return h
	}
	r := l.rows[it.ID]
	if r == nil {
		r = l.take()
		l.rows[it.ID] = r
		l.bind(r, it.ID)
	}
	r.Move(fyne.NewPos(Side, y))
	r.Resize(fyne.NewSize(l.rowWidth(), height-rowGap))
	return r
}

func (l *List) take() *Row {
	if n := len(l.spare); n > 0 {
		r := l.spare[n-1]
		l.spare = l.spare[:n-1]
		return r
	}
	return newRow(&l.needs, l.stage.Tips)
}

// reveal scrolls as little as is needed to see item i.
func (l *List) reveal(i int) {
	if i < 0 || i+1 >= len(l.tops) {
		return
	}
	top, bottom, height := l.tops[i]-listTop, l.tops[i+1], l.Size().Height-l.covered
	y := l.scroll.Offset.Y
	if i == 0 {
		top = 0
	}
	y = max(min(y, top), bottom-height)
	if y != l.scroll.Offset.Y {
		l.scroll.ScrollToOffset(fyne.NewPos(0, y))
		l.show()
	}
}

// sees reports whether item i is in sight, if only a part of it.
func (l *List) sees(i int) bool {
	if i < 0 || i+1 >= len(l.tops) {
		return false
	}
	y := l.scroll.Offset.Y
	return l.tops[i+1] > y && l.tops[i] < y+l.Size().Height-l.covered
}
