// Package window is Authfob's window: the list of accounts, their details, and
// the dialogs that add one and sign in. It and its kit are the only packages that
// import Fyne, and it runs in a process of its own that ends with the window.
//
// It must never touch the vault, the network or a keyring on Fyne's goroutine,
// never show a secret, never own the clipboard's token (the resident does),
// and never make markup of text that came from outside.
package window
