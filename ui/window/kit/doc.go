// Package kit is what the window's screens are made of, and what they stand on:
// the theme, texts, icons, controls and sheets; the stage with the sheets that are
// open, and the way back to the UI goroutine. It knows no account.
package kit
