package words

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// Sentences are what the rooms below say about failures and wrong input. They
// say it in English, as command line, socket and log do; the English file lists
// what they say, and the others what that is called in their language. Some are
// said in other words in a window, which has buttons where the command line has flags.
type Sentences map[string]string

// Say says an English sentence of the rooms below in the language that is
// spoken, in a window. What is not known stays as it is: a server's own words, say.
func Say(english string) string { return Now().Say(english) }

// Say is the function Say in w's language.
func (w *Words) Say(english string) string {
	said, _ := w.translate(english)
	return said
}

// form is a sentence of the list in this language.
func (w *Words) form(key string) string { return cmp.Or(w.Window[key], w.Sentences[key]) }

// translate looks for the whole first, then for its parts.
func (w *Words) translate(english string) (said string, known bool) {
	if said, ok := w.whole(english); ok {
		return said, true
	}
	for _, between := range []struct{ in, out string }{{". ", w.Common.Sentence}, {": ", w.Common.Colon}, {", ", w.Common.Comma}} {
		for at := 0; ; at += len(between.in) {
			next := strings.Index(english[at:], between.in)
			if next < 0 {
				break
			}
			at += next
			first, rest := english[:at], english[at+len(between.in):]
			if between.in == ". " {
				first += "."
			}
			head, known := w.whole(first)
			tail, more := "", false
			if known || between.in == ": " && !strings.Contains(first, " ") {
				tail, more = w.translate(rest)
			}
			if known || more { // a word alone before a colon is the place that the rest is about: a field, say
				return head + between.out + tail, true
			}
		}
	}
	return english, false
}

// whole translates what is one sentence of the list, with its capital and full
// stop as they are.
func (w *Words) whole(english string) (string, bool) {
	bare := strings.TrimSuffix(english, ".")
	for _, p := range patterns() {
		values, ok := p.match(bare)
		if !ok {
			continue
		}
		pairs := make([]string, 0, 2*len(values))
		for i, v := range values {
			pairs = append(pairs, p.names[i], w.value(p.names[i], v))
		}
		said := Phrase(w.form(p.key)).With(pairs...)
		first, _ := utf8.DecodeRuneInString(english)
		if form := w.form(p.key); unicode.IsUpper(first) && (!strings.HasPrefix(form, "{") || strings.HasPrefix(form, "{doing}")) {
			said = capital(said) // a host, a name or a file stays as it is
		}
		if bare != english {
			said += w.Common.Stop
		}
		return said, true
	}
	return english, false
}

// value says what was put into a sentence: a reason is one itself, and a span
// is written as Go does.
func (w *Words) value(name, is string) string {
	switch name {
	case "reason", "doing", "why":
		said, _ := w.translate(is)
		return said
	case "span":
		if d, err := time.ParseDuration(is); err == nil {
			return w.Lasting(d)
		}
	}
	return is
}

// Lasting writes how long something lasts as a person says it: "5 minutes".
func (w *Words) Lasting(d time.Duration) string {
	d = d.Round(time.Second)
	switch {
	case d%time.Hour == 0 && d > 0:
		return w.Counts.Hours.Of(int(d / time.Hour))
	case d%time.Minute == 0 && d > 0:
		return w.Counts.Minutes.Of(int(d / time.Minute))
	case d > time.Minute:
		return w.Times.Span(d)
	}
	return w.Counts.Seconds.Of(int(d / time.Second))
}

func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// pattern is an English sentence around its values.
type pattern struct {
	key   string
	names []string
	fixed []string // one more than names
	size  int      // of what is fixed
}

// patterns has the most telling sentences first.
var patterns = sync.OnceValue(func() []pattern {
	var list []pattern
	for key, text := range In("en").Sentences {
		p := pattern{key: key}
		for rest := text; ; {
			before, after, ok := strings.Cut(rest, "{")
			p.fixed, p.size = append(p.fixed, before), p.size+len(before)
			if !ok {
				break
			}
			name, tail, _ := strings.Cut(after, "}")
			p.names, rest = append(p.names, name), tail
		}
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b pattern) int { return cmp.Or(b.size-a.size, strings.Compare(a.key, b.key)) })
	return list
})

// oneWord are values without a space in them.
var oneWord = []string{"status", "code", "port", "n", "span", "scheme"}

// match takes the values out of a sentence, whose first letter may be a capital.
func (p pattern) match(s string) (values []string, ok bool) {
	first := p.fixed[0]
	if len(s) < p.size || !strings.EqualFold(s[:min(len(first), 1)], first[:min(len(first), 1)]) {
		return nil, false
	}
	if first != "" {
		if s[1:len(first)] != first[1:] {
			return nil, false
		}
		s = s[len(first):]
	}
	for i, fixed := range p.fixed[1:] {
		at := len(s)
		switch last := i == len(p.names)-1; {
		case last && !strings.HasSuffix(s, fixed):
			return nil, false
		case last:
			at -= len(fixed)
		default:
			at = strings.Index(s, fixed)
		}
		if at <= 0 || slices.Contains(oneWord, p.names[i]) && strings.ContainsRune(strings.TrimSpace(s[:at]), ' ') {
			return nil, false
		}
		if p.names[i] == "file" && strings.HasPrefix(strings.ToLower(s[:at]), "the ") { // "the settings cannot be read" is of no file
			return nil, false
		}
		values, s = append(values, s[:at]), s[at+len(fixed):]
	}
	return values, s == ""
}
