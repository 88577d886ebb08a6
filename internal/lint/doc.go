// Package lint holds the rules of this code base that no ready-made linter
// knows, as tests: who may import whom, where a secret may leave, and the like.
// CONTRIBUTING.md gives the reason for each. It has no code outside its tests,
// reads the tree and changes nothing.
package lint
