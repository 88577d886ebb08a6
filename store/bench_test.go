package store

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/authfob/authfob/auth"
)

// fullVault has n accounts, written without waiting for the disk.
func fullVault(t testing.TB, n int) (home, *Vault) {
	t.Helper()
	h, v := newVault(t)
	add(t, v, "account 0")
	for i := 1; i < n; i++ {
		r := newRecord(fmt.Sprintf("account %d", i))
		r.Gen = 1
		file, err := encodeRecord(v.key, r)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(h.dir, "acct", recordFile(r.Account.ID)), file)
		if err := v.rooms.setIndex(r.Account.Name, r.Account.ID); err != nil {
			t.Fatal(err)
		}
	}
	return h, h.vault()
}

func BenchmarkGet(b *testing.B) {
	_, v := newVault(b)
	id := add(b, v, "one")[0].Account.ID
	for b.Loop() {
		if _, err := v.Get(b.Context(), id); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSave is a renewal without the server: lock, read, reserve, save.
func BenchmarkSave(b *testing.B) {
	_, v := newVault(b)
	id := add(b, v, "one")[0].Account.ID
	for b.Loop() {
		err := v.Update(b.Context(), id, func(_ context.Context, tx auth.Tx) error {
			if err := tx.Reserve(); err != nil {
				return err
			}
			return tx.Save(tx.Record())
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkList10000(b *testing.B) {
	_, v := fullVault(b, 10_000)
	for b.Loop() {
		if l, err := v.List(b.Context()); err != nil || len(l.Records) != 10_000 {
			b.Fatal(len(l.Records), err)
		}
	}
}

func BenchmarkFind10000(b *testing.B) {
	h, _ := fullVault(b, 10_000)
	for _, name := range []string{"account 9999", "nobody"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				_, _ = h.vault().Find(b.Context(), name) // as a new process would
			}
		})
	}
}

func BenchmarkAddTo10000(b *testing.B) {
	_, v := fullVault(b, 10_000)
	add(b, v, "first")
	for b.Loop() {
		add(b, v, string(auth.NewAccountID()))
	}
}

// Big tokens in many accounts survive, and nothing big goes into the keyring:
// it has the key alone. (requirement 51)
func TestManyAndBig(t *testing.T) {
	h, v := newVault(t)
	big := newRecord("big")
	token := make([]byte, 64<<10)
	for i := range token {
		token[i] = 'a' + byte(i%26)
	}
	big.Grant.Access, big.Grant.Refresh = auth.NewSecret(string(token)), auth.NewSecret(string(token[:8<<10]))
	if err := v.Add(t.Context(), big); err != nil {
		t.Fatal(err)
	}
	got, err := h.vault().Get(t.Context(), big.Account.ID)
	if err != nil || !got.Grant.Access.Equal(big.Grant.Access) || !got.Grant.Refresh.Equal(big.Grant.Refresh) {
		t.Errorf("64 KiB of token came back as %d bytes, %v", got.Grant.Access.Len(), err)
	}
	_, v = fullVault(t, 1000)
	before := time.Now()
	list, err := v.List(t.Context())
	if err != nil || len(list.Records) != 1000 {
		t.Errorf("%d of 1000 accounts, %v", len(list.Records), err)
	}
	t.Logf("listing 1000 accounts took %v on %d cores", time.Since(before), runtime.GOMAXPROCS(0))
}
