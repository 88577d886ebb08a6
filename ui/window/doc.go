// Package window is Authfob's window: the list of accounts, their details, and
// the dialogs that sign in. Screens that need little of those have rooms below it
// (see openRooms), all stand on the stage of its kit, and only these packages
// import Fyne. It runs in a process of its own that ends with the window.
//
// It must never touch the vault, the network or a keyring on Fyne's goroutine,
// never show a secret, never own the clipboard's token (the resident does),
// and never make markup of text that came from outside.
package window
