// Package store is the vault: every account in a sealed file of its own, the
// key outside (in the system's keyring, behind a passphrase, or in a key
// file). It implements auth.Vault.
//
// It never writes a secret in clear, never makes a new key while a vault
// exists, never overwrites what it cannot read, and never answers a change
// before that change would survive a crash. Readers take no lock; writers hold
// the account's lock between processes. The order of locks is: account, vault.
//
// A vault is under one way of protection (a KeySource) and may have a recovery
// code beside it. What a surface needs:
//
//	Describe                      what it is under, whether it has a code, whether it is locked
//	Lock, Unlock                  in every process; Unlock takes the key from the vault's source
//	UnlockWith(Recovery{code})    a person typed the recovery code; Protect should follow
//	Protect(source)               passphrase set or changed, keyring key replaced, moved between them
//	NewRecoveryCode               show it, have it confirmed, then SetRecoveryCode
//	Rotate(source, code), Reseal  a new root key, and every record sealed anew
//	StartOver                     the old vault is moved aside
//
// All of them may take as long as a person types or argon2id computes, and
// their errors are Error: a reason, and words for a person.
//
// The directory:
//
//	vault.json            the header: format, vault id, slots with the wrapped key,
//	                      keys that are being replaced, MAC
//	vault.json.bak        the same, for when the first does not read
//	vault.lock            held while the header or a name changes
//	locked                there while the vault is locked, in every process
//	note                  what is known of thousands of accounts, without secrets; sealed
//	guesses               how often its passphrase was guessed wrong in a row
//	acct/<id>.sec         a sealed record
//	acct/.tmp-<id>.sec    the record's next version: reserved, or being written
//	lock/<id>.lock        held while a record changes
//	lock/<id>.intent      who asked a server on the record's behalf, and when
//	name/<hash>           the id of the account whose name has that hash
//
// Outside it, in Vault.Marks:
//
//	header, <id>          the generation that vault.json, or a record, has reached
package store
