package share

import (
	"fmt"

	"github.com/authfob/authfob/auth"
)

// Kind is a kind of thing that an account may bring, which weakens what
// protects it or others and so is agreed to one by one. (requirement 84)
type Kind string

// The kinds; their text is that of the flag that allows them.
const (
	KindCA          Kind = "ca"
	KindCertificate Kind = "cert"
	KindProxy       Kind = "proxy"
	KindProvider    Kind = "provider"
)

// Tick is a thing to agree to. Ticks are comparable: accounts that bring the
// same thing share one.
type Tick struct {
	Kind  Kind
	value string
}

func ticks(a auth.Account, ownProvider bool) (list []Tick) {
	if a.CA != "" {
		list = append(list, Tick{KindCA, a.CA})
	}
	if a.Certificate != "" {
		list = append(list, Tick{KindCertificate, a.Certificate})
	}
	if a.Proxy != "" {
		list = append(list, Tick{KindProxy, a.Proxy})
	}
	if ownProvider {
		list = append(list, Tick{KindProvider, a.Provider})
	}
	return list
}

// String says what it is, without secrets: "the certificate authority Acme".
func (t Tick) String() string {
	switch t.Kind {
	case KindCA:
		return "the certificate authority " + subjects(t.value)
	case KindCertificate:
		return "the client certificate of " + subjects(t.value)
	case KindProxy:
		return "the proxy " + auth.Clean(t.value, 300)
	}
	return fmt.Sprintf("a definition of the provider %s", t.value)
}

// Means says what agreeing means.
func (t Tick) Means() string {
	switch t.Kind {
	case KindCA:
		return "Whoever owns it can pose as any server to these accounts."
	case KindCertificate:
		return "These accounts will show it to their servers."
	case KindProxy:
		return "All that these accounts send goes through it."
	}
	return "It says where the secrets of these accounts go, and will be kept beside your own definitions."
}

// subjects names the first certificate of a PEM text, and how many follow.
func subjects(text string) string {
	certs, err := certificates(text)
	if err != nil {
		return "that cannot be read"
	}
	name := auth.Clean(certs[0].Subject.String(), 200)
	if more := len(certs) - 1; more > 0 {
		name += fmt.Sprintf(" and %d more", more)
	}
	return name
}

// Ticks lists what must be agreed to for the items that may be imported, each
// once, with the accounts that bring it.
func (p *Plan) Ticks() (list []Tick, accounts map[Tick][]string) {
	accounts = map[Tick][]string{}
	for _, it := range p.Ready() {
		for _, t := range it.Ticks {
			if accounts[t] == nil {
				list = append(list, t)
			}
			accounts[t] = append(accounts[t], it.Record.Account.Name)
		}
	}
	return list, accounts
}

// Refuse takes the accounts out that bring one of the things that why has, for
// the reason that stands there.
func (p *Plan) Refuse(why map[Tick]string) {
	for _, it := range p.Ready() {
		for _, t := range it.Ticks {
			if reason, refused := why[t]; refused {
				it.Problem = fmt.Errorf("it brings %s, %s", t, reason)
			}
		}
	}
	p.Settle()
}
