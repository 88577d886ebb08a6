package demo

import (
	"net/http"
	"time"
)

// smartsense plays SmartSense: client credentials by Basic, a form with nothing
// but the grant type, and a mandatory Accept header.
type smartsense struct{ s *Server }

const smartsenseLife = time.Hour

func smartsenseClients() []Client {
	return []Client{{system: "smartsense", ID: "smartsense-app", Secret: "smartsense-secret", Grants: []string{grantRobot}}}
}

func (m smartsense) routes() map[string]handler {
	return map[string]handler{"/smartsense/auth/oauth": m.token}
}

func (m smartsense) token(x *exchange, r *http.Request) {
	if !x.only(r, http.MethodPost) {
		return
	}
	if r.Header.Get("Accept") != typeJSON {
		x.fail(http.StatusNotAcceptable, "invalid_request", "Accept: application/json is required")
		return
	}
	f, err := readForm(r)
	if err != nil {
		x.fail(http.StatusBadRequest, "invalid_request", err.Error())
		return
	}
	m.s.noteGrant(x, f.get("grant_type"))
	if m.s.busy(x, "too_many_requests", "", true) {
		return
	}
	id, secret, basic := basicCredentials(r)
	c, known := m.s.client("smartsense", id)
	x.line.Client = c.ID
	odd := f.beyond("grant_type")
	switch {
	case f.get("grant_type") != grantRobot:
		x.fail(http.StatusBadRequest, "unsupported_grant_type", "")
	case !basic || !known || secret != c.Secret:
		x.Header().Set("WWW-Authenticate", `Basic realm="smartsense"`)
		x.fail(http.StatusUnauthorized, "invalid_client", "")
	case odd != "":
		x.fail(http.StatusBadRequest, "invalid_request", "there is no field called "+odd+" here")
	default:
		g := &grant{client: c, issuer: m.s.url + "/smartsense", subject: c.ID, signed: time.Now()}
		out := reply{Access: m.s.newAccess(g, nil, smartsenseLife), Type: "Bearer", ExpiresIn: int(smartsenseLife.Seconds())}
		m.s.lag(r)
		x.json(http.StatusOK, out)
	}
}
