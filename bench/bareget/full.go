//go:build !nogui

package main

// Linked as the full authfob is: the window's room, and with it the toolkit.
import _ "github.com/authfob/authfob/ui/window"
