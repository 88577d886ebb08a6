package words

import (
	"reflect"
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

	numbers *Numbers // of its language
}

// Of is what is said of n.
func (p Plural) Of(n int) string {
	said := p.Other
	if p.One != "" && (n == 1 || n == 0 && p.numbers.ZeroIsOne) {
		said = p.One
	}
	return strings.ReplaceAll(said, "{n}", p.numbers.Write(n))
}

// Numbers are how a language writes them.
type Numbers struct {
	Group   string // between thousands
	Decimal string // between units and tenths
	// GroupFrom is the first number with groups.
	GroupFrom int
	// ZeroIsOne says that nothing is said as one is, as in French.
	ZeroIsOne bool
}

// Write writes n with its thousands grouped.
func (ns *Numbers) Write(n int) string {
	s := strconv.Itoa(n)
	if n < ns.GroupFrom {
		return s
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + ns.Group + s[i:]
	}
	return s
}

// join tells each plural how numbers are written in its language.
func join(v reflect.Value, numbers *Numbers) {
	if p, ok := v.Addr().Interface().(*Plural); ok {
		p.numbers = numbers
		return
	}
	if v.Kind() == reflect.Struct {
		for i := range v.NumField() {
			join(v.Field(i), numbers)
		}
	}
}
