// Package demo is a pretend authorization server inside this computer: for
// `authfob demo`, for tests and for screenshots. It speaks the code flow with
// PKCE, PAR, device codes, client credentials, rotating refresh tokens,
// introspection, revocation and OpenID Connect, and beside that the dialects of
// Airthings, AirMap, Insiders and SmartSense, each as strictly as its
// documentation writes it: any other wire form is refused.
//
// It listens on loopback only, keeps everything in memory, contacts nobody and
// must never be used to protect anything: everybody may sign in as anybody.
package demo
