package form

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/text"
	"github.com/authfob/authfob/ui/window/kit"
	"github.com/authfob/authfob/ui/words"
)

// discoverAfter is how long an address must stand still before it is asked.
const discoverAfter = 600 * time.Millisecond

// discovery reads what an issuer says of itself while its address is typed.
type discovery struct {
	on      *Screens
	box     *fyne.Container // below the address
	at      draft           // who is asked, and how; zero for nobody
	turn    int             // what comes of an earlier one is not shown
	stop    func()          // the waiting, or the request under way
	found   auth.Metadata
	onTurn  func()     // it shows something else
	scopes  *kit.Field // that the scopes found can be put into
	choices map[string]*kit.Pill
}

func newDiscovery(x *Screens, onTurn func()) *discovery {
	return &discovery{on: x, box: container.New(layout.NewCustomPaddedVBoxLayout(8)), stop: func() {}, onTurn: onTurn}
}

// follow asks the issuer that is typed now, unless it was asked already.
func (d *discovery) follow(issuer, proxy, ca string) {
	at := draft{acc: auth.Account{Proxy: proxy, Protocol: auth.Protocol{Issuer: issuer}}, ca: ca}
	if d.at.asks(at) {
		d.choose()
		return
	}
	d.halt()
	d.at, d.found, d.choices = at, auth.Metadata{}, nil
	d.box.Objects = nil
	if issuer != "" {
		d.stop = d.on.Clock.After(discoverAfter, d.look)
	}
}

// halt gives up what is under way.
func (d *discovery) halt() {
	d.turn++
	d.stop()
	d.stop = func() {}
}

func (d *discovery) look() {
	d.halt()
	turn, at, host := d.turn, d.at, auth.Host(d.at.acc.Protocol.Issuer)
	d.show(kit.Beside(kit.DrawTurn, kit.ColorMuted, 12, kit.Hushed(words.Now().Discovery.Looking.With("host", host))))
	d.stop = d.on.Tasks.Begin(func(ctx context.Context) {
		r, err := at.record()
		var md auth.Metadata
		if err == nil {
			md, err = d.on.Accounts.Describe(ctx, r)
		}
		d.on.UI.Do(func() {
			if d.turn == turn {
				d.ended(md, err)
			}
		})
	})
}

func (d *discovery) show(o ...fyne.CanvasObject) {
	d.box.Objects = o
	d.box.Refresh()
	d.onTurn()
}

// ended shows what was found, or why nothing was and what can be done.
func (d *discovery) ended(md auth.Metadata, err error) {
	if err != nil {
		w := text.Tell(err)
		if failed, ok := errors.AsType[*auth.Failure](err); ok && failed.Outcome == auth.OutcomeUnreachable {
			w.Todo = words.Now().Discovery.Later
		}
		d.show(kit.Alarm(w.What, w.Todo), container.NewHBox(kit.NewButton(words.Now().Common.Retry, d.look)))
		return
	}
	d.found = md
	d.show(d.card())
}

// card is what was found.
func (d *discovery) card() fyne.CanvasObject {
	w, e := words.Now().Discovery, d.found.Endpoints
	rows := []fyne.CanvasObject{kit.Beside(kit.DrawTick, kit.ColorFresh, 14, kit.Sentence(w.Found.With("host", auth.Host(d.found.Issuer))))}
	var ways []string
	for _, g := range knownGrants {
		if g != auth.RefreshToken && offers(d.found, g) && len(d.found.Grants) > 0 {
			ways = append(ways, text.Grant(g))
		}
	}
	column := kit.FactColumn(w.Tokens, w.SignIn, w.Device, w.Offers)
	for _, f := range []struct{ label, value string }{
		{w.Tokens, shortAddress(e.Token)},
		{w.SignIn, shortAddress(e.Authorize)},
		{w.Device, shortAddress(e.Device)},
		{w.Offers, strings.Join(ways, words.Now().Common.Comma)},
	} {
		if f.value != "" {
			rows = append(rows, kit.FactRow(column, f.label, auth.Clean(f.value, 300)))
		}
	}
	if pills := d.pills(); pills != nil {
		rows = append(rows, kit.NewText(w.Scopes, 12, kit.ColorMuted), pills)
	}
	ground := kit.Mix(kit.Shade(theme.ColorNameOverlayBackground), kit.Shade(kit.ColorFresh), 0.09)
	return kit.OnCard(ground, container.New(layout.NewCustomPaddedVBoxLayout(5), rows...))
}

// shortAddress is an address without what every one begins with.
func shortAddress(url string) string { return strings.TrimPrefix(url, "https://") }

// knownGrants are the ways to get tokens that an account can have, in the order
// in which they are offered.
var knownGrants = []auth.GrantType{auth.AuthorizationCode, auth.DeviceCode, auth.ClientCredentials, auth.Password, auth.RefreshToken, auth.TokenExchange, auth.JWTBearer}

// offers reports whether a server says that it takes a grant, or does not say.
// (RFC 8414 2, RFC 8628 4, RFC 8693 2.1, RFC 7523 2.1)
func offers(md auth.Metadata, g auth.GrantType) bool {
	wire := string(g)
	switch g {
	case auth.DeviceCode:
		wire = "urn:ietf:params:oauth:grant-type:device_code"
	case auth.TokenExchange:
		wire = "urn:ietf:params:oauth:grant-type:token-exchange"
	case auth.JWTBearer:
		wire = "urn:ietf:params:oauth:grant-type:jwt-bearer"
	}
	return len(md.Grants) == 0 || slices.Contains(md.Grants, wire)
}

// maxScopePills bounds the scopes that can be tapped.
const maxScopePills = 16

// pills are the scopes found, to be put among those that are asked for.
func (d *discovery) pills() fyne.CanvasObject {
	if len(d.found.Scopes) == 0 || !d.scopes.Box.Visible() {
		return nil
	}
	d.choices = map[string]*kit.Pill{}
	row := container.New(&kit.WrapLayout{FlowLayout: kit.FlowLayout{Gap: kit.PillGap}})
	for _, scope := range d.found.Scopes {
		if len(d.choices) == maxScopePills {
			row.Add(kit.NewText("+"+words.Now().Numbers.Write(len(d.found.Scopes)-maxScopePills), 12, kit.ColorMuted))
			break
		}
		if d.choices[scope] == nil && scope != "" && !strings.ContainsRune(scope, ' ') {
			d.choices[scope] = kit.NewPill("", d.on.Keys, func() { d.toggle(scope) })
			row.Add(d.choices[scope])
		}
	}
	d.choose()
	return row
}

func (d *discovery) toggle(scope string) {
	list := auth.SplitScopes(d.scopes.Text())
	if i := slices.Index(list, scope); i >= 0 {
		list = slices.Delete(list, i, i+1)
	} else {
		list = append(list, scope)
	}
	d.scopes.Entry.SetText(strings.Join(list, " "))
	d.choose()
}

// choose shows which of the scopes are asked for.
func (d *discovery) choose() {
	list := auth.SplitScopes(d.scopes.Text())
	for scope, p := range d.choices {
		p.Set(kit.Fit(scope, 12, fyne.TextStyle{}, 220), slices.Contains(list, scope))
	}
}
