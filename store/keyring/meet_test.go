//go:build !darwin && !windows

package keyring

import (
	"sync"
	"testing"

	"github.com/authfob/authfob/internal/testenv"
)

// A keyring outlives many clients that come and go at once; without a greeting
// GNOME's ends within some hundreds.
func TestManyClients(t *testing.T) {
	s := testenv.Keyring(t, true)
	want(t, s.Env, "set", "ok")
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", s.Address)
	var clients sync.WaitGroup
	for range 4 {
		clients.Go(func() {
			for range 500 {
				if text, ok := lookUp(t.Context(), "vault-kek.test"); !ok || text != encode(testKey) {
					t.Error("left to the module")
					return
				}
			}
		})
	}
	clients.Wait()
}
