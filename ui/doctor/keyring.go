package doctor

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/authfob/authfob/store/keyring"
)

const otherKey = "or keep the vault under a passphrase or a key file: --passphrase-file FILE, --vault-key-file FILE"

// keyringStates are the keyring's states in words. In What, %s is the program
// that answers as the keyring.
var keyringStates = map[keyring.State]Finding{
	keyring.StateOpen:      {What: "The keyring is unlocked (%s)."},
	keyring.StateStartable: {What: "A keyring is installed, and starts when it is first needed."},
	keyring.StateLocked: {
		What: "The keyring is locked (%s).",
		Do:   "Unlock it in your desktop's password tool, or in the prompt that Authfob's next use opens.",
	},
	keyring.StateNoBus: {
		What: "There is no session bus here, and so no keyring.",
		Do:   "Start Authfob inside a desktop session, " + otherKey,
	},
	keyring.StateDeadBus: {
		What: "DBUS_SESSION_BUS_ADDRESS names a session bus that does not answer.",
		Do:   "Log in again; where the variable came from another session (su, sudo, tmux), unset it.",
	},
	keyring.StateNoService: {
		What: "Nothing on the session bus is a keyring (Secret Service).",
		Do:   "Install gnome-keyring, KWallet or KeePassXC, " + otherKey,
	},
	keyring.StateNoCollection: {
		What: "The keyring service has no default keyring (%s).",
		Do:   "Create one in its settings (KWallet: the wallet kdewallet; KeePassXC: expose a group to the Secret Service), " + otherKey,
	},
	keyring.StateSilent: {
		What: "The keyring does not answer (%s).",
		Do:   "It may be asking for its password: look for its window. Else end it and start it again, or log in again.",
	},
	keyring.StateForeign: {
		What: "Another user's process answers as the keyring on this session bus (%s).",
		Do:   "Use no secrets here before you know why; log in again, on a session bus of your own.",
	},
}

func look(ctx context.Context) keyring.Condition {
	ctx, cancel := context.WithTimeout(ctx, lookFor)
	defer cancel()
	return keyring.Look(ctx)
}

// lookAtKeyring: how bad its state is depends on who needs it.
func (e *exam) lookAtKeyring(context.Context) []Finding {
	c, in := e.keyring(), e.files()
	f := keyringStates[c.State]
	f.Area, f.Code, f.Verdict = "keyring", string(c.State), e.keyringVerdict(c.State, in.Keys)
	owner := c.Owner
	if owner == "" {
		owner = "the system's own"
	}
	f.What = strings.ReplaceAll(f.What, "%s", owner)
	if f.Verdict == Note && len(in.Keys) > 0 {
		f.What = strings.TrimSuffix(f.What, ".") + "; this vault does without it."
		f.Do = ""
	}
	found := []Finding{f}
	if forgetful(owner) && slices.Equal(in.Keys, []string{"keyring"}) {
		found = append(found, Finding{
			Area: "keyring", Code: "forgetful", Verdict: Note,
			What: fmt.Sprintf("%s can lose an item that it was given in its last seconds, and the vault's key is in it alone.", owner),
			Do:   "Keep a copy of your accounts under a passphrase: authfob export --with-secrets > accounts.age",
		})
	}
	return found
}

func (e *exam) keyringVerdict(s keyring.State, keys []string) Verdict {
	needed := e.Given == GivenNothing && slices.Contains(keys, "keyring")
	switch {
	case s == keyring.StateOpen, s == keyring.StateStartable:
		return OK
	case needed, s == keyring.StateForeign:
		return Problem
	}
	return Note
}

// forgetful reports the keyrings that write an item some seconds after they
// said that it was stored.
func forgetful(owner string) bool {
	return strings.HasPrefix(owner, "kwallet") || strings.HasPrefix(owner, "ksecret") || strings.HasPrefix(owner, "keepassxc")
}
