// Package kit is what the window's screens are made of: the theme, texts, icons,
// controls, sheets, and the way back to the UI goroutine. It knows no account.
package kit
