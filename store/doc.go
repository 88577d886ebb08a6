// Package store is the vault: every account in a sealed file of its own, the
// key outside (in the system's keyring, behind a passphrase, or in a key
// file). It implements auth.Vault.
//
// It never writes a secret in clear, never makes a new key while a vault
// exists, never overwrites what it cannot read, and never answers a change
// before that change would survive a crash. Readers take no lock; writers hold
// the account's lock between processes. The order of locks is: account, vault.
//
// The directory:
//
//	vault.json            the header: format, vault id, slots with the wrapped key, MAC
//	vault.json.bak        the same, for when the first does not read
//	vault.lock            held while the header or a name changes
//	acct/<id>.sec         a sealed record
//	acct/.tmp-<id>.sec    the record's next version: reserved, or being written
//	lock/<id>.lock        held while a record changes
//	lock/<id>.intent      who asked a server on the record's behalf, and when
//	name/<hash>           the id of the account whose name has that hash
package store
