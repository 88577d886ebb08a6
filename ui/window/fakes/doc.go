// Package fakes is for the tests of screens alone: a window that nobody sees, a
// clock that stands still, an agent that does what a test says, and ways to look
// at what is on screen and to press it.
package fakes
