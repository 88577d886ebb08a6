// Package hostile is an authorization server that misbehaves on demand, and the
// table of all the ways in which it can. It serves tests alone.
//
// Each Fault is a row of data: where it strikes, what the server does there, and
// what must come of it. Beside that the server watches whoever talks to it, and
// notes what a client must never do: a code sent twice, a secret in a URL, a
// request to the second, evil host. Nothing here decides what a good client is
// but the standards and the requirements that the rows name.
package hostile
