package vault

// Why is what keeps the vault from being opened, for surfaces that offer ways
// out. The words for it are the error's own.
type Why string

// What can be in the way.
const (
	WhyOther        Why = ""              // nothing of the below
	WhyPassphrase   Why = "passphrase"    // a person must type it
	WhyLocked       Why = "locked"        // by Lock; its key is where it usually is
	WhyNoKeyring    Why = "no_keyring"    // there is none here, or it takes no key
	WhySilent       Why = "silent"        // the keyring does not answer: a prompt may be open
	WhyShut         Why = "shut"          // the keyring is locked, or its prompt was dismissed
	WhyKeyLost      Why = "key_lost"      // the keyring is open, and the key is not there or damaged
	WhyOtherKey     Why = "other_key"     // the vault is under another kind of key than was given
	WhyKeyFile      Why = "key_file"      // the key file is not there, or not the vault's
	WhyDamaged      Why = "damaged"       // the header and its copy
	WhyNewer        Why = "newer"         // a newer Authfob wrote it
	WhyUnsafeFolder Why = "unsafe_folder" // others can write in its folder
)
