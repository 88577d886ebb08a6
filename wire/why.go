package wire

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"time"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/store"
	"github.com/authfob/authfob/store/keyring"
	"github.com/authfob/authfob/ui/vault"
)

// whys are the vault's reasons as surfaces tell them apart.
var whys = map[store.Reason]vault.Why{
	store.ReasonNoKeyring: vault.WhyNoKeyring, store.ReasonNoCollection: vault.WhyNoKeyring, store.ReasonKeyringRefuses: vault.WhyNoKeyring,
	store.ReasonKeyringWaiting: vault.WhySilent, store.ReasonKeyringLocked: vault.WhyShut,
	store.ReasonKeyMissing: vault.WhyKeyLost, store.ReasonKeyDamaged: vault.WhyKeyLost,
	store.ReasonOtherKey: vault.WhyOtherKey, store.ReasonBadKeyFile: vault.WhyKeyFile, store.ReasonLocked: vault.WhyLocked,
	store.ReasonHeaderDamaged: vault.WhyDamaged, store.ReasonNewerFormat: vault.WhyNewer, store.ReasonUnsafe: vault.WhyUnsafeFolder,
}

func why(err error) vault.Why {
	if errors.Is(err, auth.ErrPassphrase) {
		return vault.WhyPassphrase
	}
	if e, ok := errors.AsType[*store.Error](err); ok {
		return whys[e.Reason]
	}
	return vault.WhyOther
}

// keyringNames are what people call the programs.
var keyringNames = map[string]string{
	"gnome-keyring-daemon": "GNOME Keyring", "gnome-keyring-d": "GNOME Keyring", "ksecretd": "KWallet", "kwalletd5": "KWallet",
	"kwalletd6": "KWallet", "keepassxc": "KeePassXC", "oo7-daemon": "oo7",
}

// keyringPatience bounds the question whose keyring it is.
const keyringPatience = 2 * time.Second

func keyringName(ctx context.Context) string {
	switch runtime.GOOS {
	case "darwin":
		return "Keychain"
	case "windows":
		return "Credential Manager"
	}
	ctx, cancel := context.WithTimeout(ctx, keyringPatience)
	defer cancel()
	owner := keyring.Look(ctx).Owner
	return cmp.Or(keyringNames[owner], auth.Clean(owner, 60))
}
