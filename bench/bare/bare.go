// Package bare is the least that a token under a key of the keyring costs in
// Go. It must never do more: it is what `authfob token` is measured against.
package bare

import (
	"encoding/base64"
	"os"

	"github.com/zalando/go-keyring"
	"golang.org/x/crypto/chacha20poly1305"
)

// Print does one Get of go-keyring, opens the sealed file and prints what is in
// it. It panics where that does not work.
func Print(file string) {
	text, _ := keyring.Get("authfob-bench", "bare")
	key, _ := base64.StdEncoding.DecodeString(text)
	sealed, err := os.ReadFile(file)
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
