// Bareget is the least that a token under a key of the keyring costs in Go: one
// Get of go-keyring and one sealed file opened. It must never do more: it is
// what `authfob token` is measured against.
package main

import (
	"encoding/base64"
	"os"

	"github.com/zalando/go-keyring"
	"golang.org/x/crypto/chacha20poly1305"
)

func main() {
	text, _ := keyring.Get("authfob-bench", "bare")
	key, _ := base64.StdEncoding.DecodeString(text)
	sealed, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		panic(err)
	}
	token, err := aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], nil)
	if err != nil {
		panic(err)
	}
	_, _ = os.Stdout.Write(token)
}
