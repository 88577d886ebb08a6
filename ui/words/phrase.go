package words

import (
	"strconv"
	"strings"
)

// Phrase is words around something: "Sign out of {name}?".
type Phrase string

// With puts values in: With("name", s.Name). What a value holds is left as it
// is, be it in braces.
func (p Phrase) With(pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(string(p))
}

// Plural is words around a number, {n}, for one and for many. Languages that
// know no difference have Other alone.
type Plural struct {
	One, Other string
}

// Of is what is said of n.
func (p Plural) Of(n int) string {
	said := p.Other
	if n == 1 && p.One != "" {
		said = p.One
	}
	return strings.ReplaceAll(said, "{n}", strconv.Itoa(n))
}
