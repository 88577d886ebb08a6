// Package testenv gives tests a desktop of their own: X servers, compositors,
// message buses and keyrings that start with a test and end with it. It is
// imported by tests alone, and never touches the session it runs in.
package testenv
