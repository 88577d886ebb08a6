package window

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// claimLine is one line of a token's claims: a name, what it says, how deep.
type claimLine struct {
	name, value string
	at          time.Time // an instant, shown in words; zero for anything else
	depth       int
}

// What is shown of a token is bounded: it comes from outside.
const (
	maxClaimLines = 200
	maxClaimDepth = 6
	maxClaimText  = 300
)

// instants are the claims that are times in seconds. (RFC 7519 4.1, OpenID
// Connect Core 2 and 5.1)
var instants = []string{"exp", "iat", "nbf", "auth_time", "updated_at"}

// claimLines flattens the claims of a token, or its header, for reading. It is
// nil for a token that cannot be looked into.
func claimLines(members map[string]any) []claimLine {
	var lines []claimLine
	for _, name := range slices.Sorted(maps.Keys(members)) {
		lines = addClaim(lines, name, members[name], 0)
	}
	return lines
}

func addClaim(lines []claimLine, name string, value any, depth int) []claimLine {
	if len(lines) >= maxClaimLines {
		return lines
	}
	line := claimLine{name: auth.Clean(name, 60), depth: depth}
	switch v := value.(type) {
	case map[string]any:
		if depth == maxClaimDepth {
			line.value = "…"
			return append(lines, line)
		}
		lines = append(lines, line)
		for _, k := range slices.Sorted(maps.Keys(v)) {
			lines = addClaim(lines, k, v[k], depth+1)
		}
		return lines
	case []any:
		return addList(lines, line, v)
	case json.Number:
		line.value = v.String()
		if slices.Contains(instants, name) {
			line.at = instant(v)
		}
	default:
		line.value = claimText(v)
	}
	return append(lines, line)
}

// addList writes a list of plain values in one line, any other item by item.
func addList(lines []claimLine, line claimLine, list []any) []claimLine {
	var words []string
	for i, v := range list {
		switch v.(type) {
		case map[string]any, []any:
			lines = addClaim(lines, fmt.Sprintf("%s %d", line.name, i+1), v, line.depth)
		default:
			words = append(words, claimText(v))
		}
	}
	if len(words) > 0 || len(list) == 0 {
		line.value = auth.Clean(strings.Join(words, ", "), maxClaimText)
		lines = append(lines, line)
	}
	return lines
}

// claimText writes a plain value. A token inside a token stays hidden.
func claimText(v any) string {
	s := fmt.Sprint(v)
	if strings.HasPrefix(s, "eyJ") && strings.Count(s, ".") >= 2 {
		return words.Now().Claims.Hidden
	}
	return auth.Clean(s, maxClaimText)
}

// instant reads seconds since 1970; zero where that is no time.
func instant(n json.Number) time.Time {
	f, err := n.Float64()
	if err != nil || f <= 0 || f > math.MaxInt32*8 {
		return time.Time{}
	}
	return time.Unix(int64(f), 0)
}

// claimTree is a token's claims below a heading that folds, after what the
// token says of its signature.
func (d *details) claimTree(title string, head, lines []claimLine, said string) []fyne.CanvasObject {
	if len(lines) == 0 {
		return nil
	}
	is := kit.Folded{Title: title, Count: len(lines), Said: strconv.Itoa(len(lines)), Shut: !d.unfolded[title]}
	if d.heads[title] == nil {
		d.heads[title] = kit.NewFocusFold(is, d.h.typedKey, func(string) {
			d.unfolded[title] = !d.unfolded[title]
			d.build()
		})
	}
	d.heads[title].Set(is)
	parts := []fyne.CanvasObject{container.New(layout.NewCustomPaddedLayout(-6, -6, -4, 0), d.heads[title])}
	if !d.unfolded[title] {
		return parts
	}
	parts = append(parts, kit.Hushed(said))
	for i, l := range head {
		parts = append(parts, d.claim(title+"//"+strconv.Itoa(i), l))
	}
	parts = append(parts, kit.Line())
	for i, l := range lines {
		parts = append(parts, d.claim(title+"/"+strconv.Itoa(i), l))
	}
	return parts
}

// claim is one line, further right the deeper it is, with a button of that key.
func (d *details) claim(key string, l claimLine) fyne.CanvasObject {
	const step = 12
	in := float32(step * l.depth)
	row := kit.FactRow(d.column-in, l.name, l.value)
	if !l.at.IsZero() {
		row.Objects[1] = container.New(layout.NewCustomPaddedVBoxLayout(1), kit.FactText(d.instant(l.at)), kit.Hushed(l.value))
	}
	if l.value != "" {
		row.Add(d.copier(key, l.name, l.value))
	}
	return container.New(layout.NewCustomPaddedLayout(0, 0, in, 0), row)
}

// instant is a time in words: "13:48, in 48:12".
func (d *details) instant(at time.Time) string {
	now := d.h.Clock.Now()
	far := words.Now().Claims.In.With("span", text.Remaining(at.Sub(now)))
	if at.Before(now) {
		far = words.Now().Claims.Ago.With("span", text.Remaining(now.Sub(at)))
	}
	return text.Until(at, now) + words.Now().Common.Comma + far
}
