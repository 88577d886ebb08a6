// Package window is Authfob's window: the accounts' details, the dialogs that sign
// in, and what is done with an account. The list and the screens that need little of
// those have rooms below it (see makeList and openRooms). All stand on the stage of
// its kit, and only these packages import Fyne. It runs in a process of its own that
// ends with the window.
//
// It must never touch the vault, the network or a keyring on Fyne's goroutine,
// never show a secret, never own the clipboard's token (the resident does),
// and never make markup of text that came from outside.
package window
