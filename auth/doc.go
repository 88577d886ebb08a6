// Package auth is Authfob's domain: accounts, the grants that servers gave for
// them, the tokens handed out, and the Agent that keeps those tokens fresh.
//
// It knows no window, no file and no HTTP. Storage and the wire are reached
// through the interfaces Vault and Authorizer, which packages store and
// auth/flow implement. The words are those of RFC 6749 and OpenID Connect Core.
package auth
