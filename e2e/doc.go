// Package e2e tests Authfob from end to end: the built program and its sign-in
// flows against real authorization servers, with a real browser, with many
// processes at once and with processes killed at any moment. It holds tests
// only, contacts nobody outside this computer, and touches no vault but its own.
package e2e
