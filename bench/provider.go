package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"

	"golang.org/x/oauth2"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/demo"
)

// provider is an authorization server behind TLS.
type provider struct{ *demo.Server }

// clients are registered at the provider: each program has one of its own, so
// that nobody spends another's refresh token.
const (
	robot       = "bench-robot"
	robotSecret = "bench-robot-secret"
	redirect    = "http://127.0.0.1/callback"
)

var person = []string{"authorization_code", "refresh_token"}

// scopes are what everybody asks for.
var scopes = []string{"openid", "offline_access", "api:read"}

// startProviders makes an authority of our own, adds it to a copy of the
// system's bundle that every program is told to use, and starts the servers.
func (l *lab) startProviders(ctx context.Context) error {
	certificate, authority, err := newCertificate()
	if err != nil {
		return err
	}
	bundle, err := os.ReadFile("/etc/ssl/certs/ca-certificates.crt")
	if err != nil {
		return err
	}
	if err := os.WriteFile(l.path("bundle.pem"), append(bundle, authority...), 0o600); err != nil {
		return err
	}
	for _, name := range []string{"SSL_CERT_FILE", "CURL_CA_BUNDLE"} {
		set(name, l.path("bundle.pem"))
	}
	cfg := demo.Config{Certificate: certificate}
	for _, id := range []string{"authfob", "kubelogin", "oidc-agent", "oauth2l"} {
		cfg.Clients = append(cfg.Clients, demo.Client{ID: id, Grants: person, Redirects: []string{redirect, "http://localhost"}})
	}
	cfg.Clients = append(cfg.Clients, demo.Client{ID: robot, Secret: robotSecret, Grants: []string{"client_credentials"}})
	for _, p := range []struct {
		is       **provider
		rotation demo.Rotation
	}{{&l.strict, demo.RotateStrict}, {&l.keeping, demo.RotateNever}} {
		cfg.Knobs = demo.Knobs{Rotation: p.rotation}
		s, err := demo.Start(ctx, cfg)
		if err != nil {
			return err
		}
		*p.is = &provider{s}
	}
	return nil
}

// newCertificate makes a certificate for 127.0.0.1, and the authority behind it
// as PEM.
func newCertificate() (*tls.Certificate, []byte, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	authority := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Authfob bench"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "127.0.0.1"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: authority.NotBefore, NotAfter: authority.NotAfter, KeyUsage: x509.KeyUsageDigitalSignature,
	}
	ca, err := x509.CreateCertificate(rand.Reader, authority, authority, key.Public(), key)
	if err != nil {
		return nil, nil, err
	}
	leafKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, authority, leafKey.Public(), key)
	if err != nil {
		return nil, nil, err
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: leafKey}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ca}), nil
}

// grant signs a person in for a client, as the vault keeps what comes of it.
func (p *provider) grant(ctx context.Context, client string) (auth.Grant, error) {
	cfg := oauth2.Config{
		ClientID: client, RedirectURL: redirect, Scopes: scopes,
		Endpoint: oauth2.Endpoint{AuthURL: p.URL() + "/authorize", TokenURL: p.URL() + "/token", AuthStyle: oauth2.AuthStyleInParams},
	}
	verifier := oauth2.GenerateVerifier()
	landed, err := demo.Visit(ctx, cfg.AuthCodeURL(oauth2.GenerateVerifier(), oauth2.S256ChallengeOption(verifier)), "ada")
	if err != nil {
		return auth.Grant{}, err
	}
	back, err := url.Parse(landed)
	if err != nil {
		return auth.Grant{}, err
	}
	t, err := cfg.Exchange(ctx, back.Query().Get("code"), oauth2.VerifierOption(verifier))
	if err != nil {
		return auth.Grant{}, err
	}
	id, _ := t.Extra("id_token").(string)
	return auth.Grant{
		Access: auth.NewSecret(t.AccessToken), Refresh: auth.NewSecret(t.RefreshToken), ID: auth.NewSecret(id), TokenType: "Bearer",
		Scopes: scopes, ObtainedAt: time.Now().UTC(), ExpiresAt: t.Expiry.UTC(), ExpirySource: auth.ExpiryReply, Issuer: p.URL(), Subject: "ada",
	}, nil
}

// metadata is what discovery would have found.
func (p *provider) metadata() auth.Metadata {
	return auth.Metadata{
		Issuer: p.URL(), FetchedAt: time.Now().UTC(), ClientAuths: []string{"none"},
		Endpoints: auth.Endpoints{Authorize: p.URL() + "/authorize", Token: p.URL() + "/token", JWKS: p.URL() + "/jwks"},
	}
}

// requests counts the token requests that reached the provider.
func (p *provider) requests() int {
	return p.TokenRequests("refresh_token") + p.TokenRequests("client_credentials")
}

// visit is what happens when a peer opens its browser at address: its own page
// leads to the provider, a person signs in there, and the browser comes back.
func visit(ctx context.Context, address string) error {
	for range 2 {
		landed, err := demo.Visit(ctx, address, "ada")
		if err != nil {
			return err
		}
		address = landed
	}
	answer, err := http.Get(address)
	if err != nil {
		return err
	}
	return answer.Body.Close()
}
