package clip

import (
	"unicode/utf8"

	"github.com/authfob/authfob/auth"
)

// hint is the format by which password managers ask clipboard histories to
// leave a value out; its content is the word "secret".
const hint = "x-kde-passwordManagerHint"

// formats lists under which names it is offered on X11 and Wayland, the best
// first; none where there is no value. STRING is Latin-1 by ICCCM 2.6.2, and left
// out for what is more.
func (c content) formats() []string {
	if c.value.IsZero() {
		return nil
	}
	list := []string{"UTF8_STRING", "text/plain;charset=utf-8", "text/plain", "TEXT"}
	if latin1(c.value) != nil {
		list = append(list, "STRING")
	}
	if c.marked {
		list = append(list, hint)
	}
	return list
}

// in returns the value in one of its formats.
func (c content) in(format string) []byte {
	switch format {
	case hint:
		return []byte("secret")
	case "STRING":
		return latin1(c.value)
	}
	return []byte(c.value.Reveal())
}

// latin1 returns the value in ISO 8859-1, or nil when it has other characters.
func latin1(value auth.Secret) []byte {
	s := value.Reveal()
	if !utf8.ValidString(s) {
		return nil
	}
	b := make([]byte, 0, len(s))
	for _, r := range s {
		if r > 0xff {
			return nil
		}
		b = append(b, byte(r))
	}
	return b
}
