// Package testenv gives tests a world of their own: X servers, compositors,
// message buses, keyrings, real authorization servers and a browser, which
// start with a test and end with it. It is imported by tests alone, and never
// touches the session it runs in or anything beyond this computer.
package testenv
