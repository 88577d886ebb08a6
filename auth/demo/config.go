package demo

import (
	"crypto/tls"
	"slices"
	"time"
)

// Config is what a Server is started with. The zero value works.
type Config struct {
	// Addr is a loopback address with a port; "" means 127.0.0.1:0.
	Addr string
	// Clients are registered beside the sample ones.
	Clients []Client
	Knobs   Knobs
	// Certificate makes it speak TLS; nil is plain http.
	Certificate *tls.Certificate
}

// Knobs are what can be changed while the server runs. A zero duration means
// the usual value in brackets.
type Knobs struct {
	AccessLife     time.Duration // of access and ID tokens [1 h]
	RefreshLife    time.Duration // [30 days]
	CodeLife       time.Duration // [1 min]
	DeviceLife     time.Duration // of device codes [10 min]
	DeviceInterval time.Duration // whole seconds [5 s]
	// Latency passes between a token request's effect and its answer.
	Latency  time.Duration
	Rotation Rotation
	// Grace is how long a refresh token is still taken after its first use, where
	// rotation is strict: many servers forgive an answer that got lost.
	Grace time.Duration
	// RequirePAR refuses authorization requests that were not pushed (RFC 9126 5).
	RequirePAR bool
	// Busy makes every token endpoint answer 429 and ask to come back then.
	Busy time.Duration
	// Down makes every request end in 503 with a web page.
	Down bool
}

// Rotation says what becomes of a refresh token that was used.
type Rotation string

// The kinds of rotation that real servers have.
const (
	// RotateStrict gives a new one; using the old one again revokes everything
	// that came from the same sign-in (RFC 9700 4.14.2). The default.
	RotateStrict Rotation = ""
	// RotateLenient gives a new one and goes on taking the old one.
	RotateLenient Rotation = "lenient"
	// RotateNever keeps the refresh token and leaves it out of the answer.
	RotateNever Rotation = "never"
)

func (k Knobs) withDefaults() Knobs {
	for _, d := range []struct {
		field *time.Duration
		usual time.Duration
	}{
		{&k.AccessLife, time.Hour},
		{&k.RefreshLife, 30 * 24 * time.Hour},
		{&k.CodeLife, time.Minute},
		{&k.DeviceLife, 10 * time.Minute},
		{&k.DeviceInterval, 5 * time.Second},
	} {
		if *d.field == 0 {
			*d.field = d.usual
		}
	}
	return k
}

// Client is a registered client. Its secret is no secret: the server is a
// pretence.
type Client struct {
	ID        string
	Secret    string   // "" is a public client
	Grants    []string // grant_type values
	Redirects []string // matched exactly; the port of loopback ones is free (RFC 8252 7.3)
	// AccessLife overrides the knob.
	AccessLife time.Duration

	system string // "" is the authorization server, else the stand-in that knows it
}

func (c Client) may(grant string) bool { return slices.Contains(c.Grants, grant) }

// Grant types on the wire. (RFC 6749, RFC 8628, RFC 7523)
const (
	grantCode     = "authorization_code"
	grantRefresh  = "refresh_token"
	grantRobot    = "client_credentials"
	grantPassword = "password"
	grantDevice   = "urn:ietf:params:oauth:grant-type:device_code"
	grantJWT      = "urn:ietf:params:oauth:grant-type:jwt-bearer"
)

const loopbackRedirect = "http://127.0.0.1/callback"

// allClients are registered in every case: at the authorization server, and at
// the stand-ins.
func allClients() []Client {
	return slices.Concat(sampleClients(), airthingsClients(), airmapClients(), insidersClients(), smartsenseClients())
}

// sampleClients are those of the authorization server.
func sampleClients() []Client {
	person := []string{grantCode, grantRefresh}
	redirects := []string{loopbackRedirect, "http://localhost/callback"}
	return []Client{
		{ID: "demo-desktop", Grants: person, Redirects: redirects},
		{ID: "demo-web", Secret: "web+secret/with=odd%characters", Grants: person, Redirects: redirects},
		{ID: "demo-short", Grants: person, Redirects: redirects, AccessLife: 2 * time.Minute},
		{ID: "demo-once", Grants: []string{grantCode}, Redirects: redirects, AccessLife: 90 * time.Second}, // its end needs a person
		{ID: "demo-device", Grants: []string{grantDevice, grantRefresh}},
		{ID: "demo-robot", Secret: "robot-secret", Grants: []string{grantRobot}},
	}
}
