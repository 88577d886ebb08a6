package form

import (
	"cmp"
	"slices"
	"strings"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/ui/window/kit"
)

// discover has the issuer asked that the fields name now, where it is one that
// the person typed.
func (f *addForm) discover() {
	issuer := said(f.issuer)
	if auth.CheckEndpoint(issuer) != nil || strings.Contains(issuer, "?") {
		issuer = ""
	}
	proxy := said(f.proxy)
	if kit.CheckProxy(proxy) != nil {
		proxy = ""
	}
	f.discovery.follow(issuer, proxy, said(f.ca))
}

// filled puts what was found where the person has said nothing.
func (f *addForm) filled() {
	if found := f.discovery.found; !f.chosen && !offers(found, f.grant) {
		if i := slices.IndexFunc(f.grants, func(g auth.GrantType) bool { return offers(found, g) }); i >= 0 {
			f.grantPick.OnChanged, f.grant = nil, f.grants[i]
			f.grantPick.SetSelectedIndex(i)
			f.grantPick.OnChanged = f.picked
		}
	}
	f.onChange()
}

func (f *addForm) picked(string) {
	f.chosen, f.grant = true, f.grants[f.grantPick.SelectedIndex()]
	f.onChange()
}

// tidyAddress makes an address of what was typed for one: a host alone, or with
// what people paste along.
func tidyAddress(s string) string {
	s, _ = auth.Described(strings.TrimSpace(s))
	if host, _, _ := strings.Cut(s, "/"); s != "" && !strings.Contains(s, "://") && strings.Contains(host, ".") && !strings.ContainsAny(host, " @") {
		s = "https://" + s
	}
	return s
}

// listenToIssuer tidies the addresses once they are left, and the issuer as soon
// as the address of its description was pasted.
func (f *addForm) listenToIssuer() {
	typed := f.issuer.Entry.OnChanged
	f.issuer.Entry.OnChanged = func(s string) {
		if _, ok := auth.Described(s); ok {
			f.issuer.Entry.SetText(tidyAddress(s))
			return
		}
		typed(s)
	}
	for _, fl := range []*kit.Field{f.issuer, f.authURL, f.tokenURL, f.deviceURL} {
		left := fl.Entry.OnFocusLost
		fl.Entry.OnFocusLost = func() {
			f.later(func() {
				if tidy := tidyAddress(fl.Text()); tidy != fl.Text() {
					fl.Entry.SetText(tidy)
				}
			})
			left()
		}
	}
}

// host names the server that gives the account its tokens.
func (f *addForm) host() string {
	p := f.protocol()
	address := cmp.Or(said(f.issuer), p.Issuer, said(f.tokenURL), p.Endpoints.Token)
	return auth.Host(address)
}
