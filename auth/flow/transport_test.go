package flow

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

// hasty is a Client with limits that a test can wait for.
func hasty(headers, whole time.Duration) *Client {
	return New(Config{Limits: Limits{Connect: time.Minute, TLS: time.Minute, Headers: headers, Whole: whole, Header: 4 << 10, Body: 1 << 16}})
}

func TestLimits(t *testing.T) {
	tests := []struct {
		name           string
		headers, whole time.Duration
		answer         func(w http.ResponseWriter, gone <-chan struct{})
		says           string
	}{
		{"headers stall", 200 * time.Millisecond, time.Minute, func(_ http.ResponseWriter, gone <-chan struct{}) { <-gone }, "no answer within 200ms"},
		{"body stalls", time.Minute, 300 * time.Millisecond, func(w http.ResponseWriter, gone <-chan struct{}) {
			_, _ = io.WriteString(w, `{"access_token":`)
			_ = http.NewResponseController(w).Flush()
			<-gone
		}, "no complete answer within 300ms"},
		{"endless body", time.Minute, time.Minute, func(w http.ResponseWriter, gone <-chan struct{}) {
			for {
				if _, err := io.WriteString(w, strings.Repeat(" ", 4096)); err != nil {
					return
				}
			}
		}, "more than 1 MiB"},
		{"gzip bomb", time.Minute, time.Minute, func(w http.ResponseWriter, _ <-chan struct{}) {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			for range 4 {
				_, _ = z.Write(make([]byte, 1<<17))
			}
			_ = z.Close()
		}, "more than 1 MiB"},
		{"huge header", time.Minute, time.Minute, func(w http.ResponseWriter, _ <-chan struct{}) { w.Header().Set("X-Long", strings.Repeat("x", 1<<16)) }, "did not answer as a web server"},
		{"cut off", time.Minute, time.Minute, func(w http.ResponseWriter, _ <-chan struct{}) {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, `{"access_token":"x"}`)
		}, "broke off"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newServer(t)
			s.Config.ErrorLog = log.New(io.Discard, "", 0)
			s.answer["/token"] = func(w http.ResponseWriter, r *http.Request) { tt.answer(w, r.Context().Done()) }
			_, err := hasty(tt.headers, tt.whole).Renew(t.Context(), s.target(auth.AuthorizationCode), auth.Grant{Refresh: auth.NewSecret("R")})
			wantFailure(t, "renewal", err, auth.OutcomeUnreachable, tt.says)
			if s.count() != 1 {
				t.Errorf("%d requests, want exactly one", s.count())
			}
		})
	}
}

func TestNobodyThere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + l.Addr().String()
	_ = l.Close()
	target := deviceTarget()
	target.Protocol.Endpoints.Token = address + "/token?secret=query"
	_, err = New(Config{}).Renew(t.Context(), target, auth.Grant{Refresh: auth.NewSecret("R")})
	wantFailure(t, "renewal", err, auth.OutcomeUnreachable, "the connection was refused")
	if strings.Contains(err.Error(), "query") {
		t.Errorf("the message shows the query: %v", err)
	}
}

func TestCallerGivesUp(t *testing.T) {
	s := newServer(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s.answer["/token"] = func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}
	_, err := New(Config{}).Renew(ctx, s.target(auth.AuthorizationCode), auth.Grant{Refresh: auth.NewSecret("R")})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

// authority signs certificates for tests.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	pem  string
}

func newAuthority(t *testing.T) authority {
	t.Helper()
	a := authority{key: newKey(t)}
	der, err := x509.CreateCertificate(rand.Reader, template("Test CA", true), template("Test CA", true), a.key.Public(), a.key)
	if err != nil {
		t.Fatal(err)
	}
	a.cert, _ = x509.ParseCertificate(der)
	a.pem = string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	return a
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func template(name string, ca bool) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, IsCA: ca, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
}

func (a authority) issue(t *testing.T, change func(*x509.Certificate)) (tls.Certificate, string, string) {
	t.Helper()
	key := newKey(t)
	c := template("leaf", false)
	c.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1)}
	change(c)
	der, err := x509.CreateCertificate(rand.Reader, c, a.cert, key.Public(), a.key)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, _ := x509.MarshalPKCS8PrivateKey(key)
	certPEM := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	keyPEM := string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER}))
	pair, err := tls.X509KeyPair([]byte(certPEM), []byte(keyPEM))
	if err != nil {
		t.Fatal(err)
	}
	return pair, certPEM, keyPEM
}

func tlsServer(t *testing.T, cfg *tls.Config) *httptest.Server {
	t.Helper()
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `{"access_token":"ACCESS","proto":%q}`, r.Proto)
	}))
	s.TLS = cfg
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

func TestTLS(t *testing.T) {
	ca, other := newAuthority(t), newAuthority(t)
	same := func(*x509.Certificate) {}
	tests := []struct {
		name   string
		ca     string
		change func(*x509.Certificate)
		max    uint16
		says   string
	}{
		{"with its authority", ca.pem, same, 0, ""},
		{"TLS 1.2", ca.pem, same, tls.VersionTLS12, ""},
		{"TLS 1.1", ca.pem, same, tls.VersionTLS11, "refused the secure connection"},
		{"unknown authority", "", same, 0, "unknown authority"},
		{"another authority", other.pem, same, 0, "unknown authority"},
		{"expired", ca.pem, func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Hour) }, 0, "has expired"},
		{"other host", ca.pem, func(c *x509.Certificate) { c.IPAddresses, c.DNSNames = nil, []string{"a.example"} }, 0, "for another host"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			pair, _, _ := ca.issue(t, tt.change)
			s := tlsServer(t, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS10, MaxVersion: tt.max})
			target := deviceTarget()
			target.Protocol.Endpoints.Token = s.URL + "/token"
			target.Account.CA = tt.ca
			g, err := New(Config{}).Renew(t.Context(), target, auth.Grant{Refresh: auth.NewSecret("R")})
			if tt.says != "" {
				wantFailure(t, "renewal", err, auth.OutcomeUnreachable, tt.says)
			} else if err != nil || g.Access.Reveal() != "ACCESS" {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestMutualTLS(t *testing.T) {
	ca := newAuthority(t)
	pair, _, _ := ca.issue(t, func(*x509.Certificate) {})
	_, cert, key := ca.issue(t, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} })
	pool := x509.NewCertPool()
	pool.AddCert(ca.cert)
	s := tlsServer(t, &tls.Config{Certificates: []tls.Certificate{pair}, ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert})
	target := deviceTarget()
	target.Protocol.Endpoints.Token, target.Account.CA, target.Account.Certificate = s.URL+"/token", ca.pem, cert
	target.Credentials.CertificateKey = auth.NewSecret(key)
	if _, err := New(Config{}).Renew(t.Context(), target, auth.Grant{Refresh: auth.NewSecret("R")}); err != nil {
		t.Error(err)
	}
	target.Account.Certificate, target.Credentials.CertificateKey = "", auth.Secret{}
	_, err := New(Config{}).Renew(t.Context(), target, auth.Grant{Refresh: auth.NewSecret("R")})
	wantFailure(t, "without a certificate", err, auth.OutcomeUnreachable, "refused the secure connection")
}

func TestProxy(t *testing.T) {
	var asked string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.RequestURI
		w.WriteHeader(http.StatusProxyAuthRequired)
	}))
	defer proxy.Close()
	target := deviceTarget()
	target.Account.Proxy = proxy.URL
	_, err := New(Config{}).Renew(t.Context(), target, auth.Grant{Refresh: auth.NewSecret("R")})
	wantFailure(t, "renewal", err, auth.OutcomeUnreachable, "")
	if asked != "as.example:443" {
		t.Errorf("the proxy was asked for %q", asked)
	}
	target.Account.Proxy = "ftp://x"
	_, err = New(Config{}).Renew(t.Context(), target, auth.Grant{Refresh: auth.NewSecret("R")})
	wantFailure(t, "renewal", err, auth.OutcomeInvalid, "proxy")
}

// TestAnswersThatGoOn covers what a server sends beyond its answer: the library
// would print it, or wait for it without a limit.
func TestAnswersThatGoOn(t *testing.T) {
	var printed bytes.Buffer
	log.SetOutput(&printed)
	defer log.SetOutput(os.Stderr)
	for name, tt := range map[string]struct{ raw, says string }{
		"a second answer":  {"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n" + `{"access_token":"x"}` + "HTTP/1.1 200 OK\r\n\r\nSECRET", ""},
		"another protocol": {"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", "changed to another protocol"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t)
			s.answer["/token"] = func(w http.ResponseWriter, r *http.Request) {
				conn, _, err := http.NewResponseController(w).Hijack()
				if err != nil {
					t.Error(err)
					return
				}
				defer conn.Close()
				_, _ = io.WriteString(conn, tt.raw)
				_, _ = io.Copy(io.Discard, conn) // until the client hangs up
			}
			_, err := New(Config{}).Renew(t.Context(), s.target(auth.AuthorizationCode), auth.Grant{Refresh: auth.NewSecret("R")})
			if tt.says != "" {
				wantFailure(t, "renewal", err, auth.OutcomeUnreachable, tt.says)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
	if printed.Len() > 0 {
		t.Errorf("printed: %s", &printed)
	}
}
