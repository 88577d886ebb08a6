package lock

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// strength is how hard a passphrase is to guess.
type strength int

const (
	strengthNone strength = iota // nothing is typed
	strengthWeak
	strengthFair
	strengthGood
	strengthStrong
)

// strengthOf judges a passphrase by how many guesses somebody needs who knows
// how people choose them. Each guess costs that somebody what unlocking costs
// (Argon2id): 2^48 of them are thousands of years of a computer, and 2^64 are
// out of reach of a thousand of them.
func strengthOf(pass string) strength {
	switch bits := guessBits(pass); {
	case pass == "":
		return strengthNone
	case bits < 32:
		return strengthWeak
	case bits < 48:
		return strengthFair
	case bits < 64:
		return strengthGood
	}
	return strengthStrong
}

// wordBits is what a word adds: it is one of some 8,000.
const wordBits = 13

// guessBits is the logarithm of the guesses, taking the passphrase as words or
// as characters, whichever takes fewer.
func guessBits(pass string) float64 {
	low := strings.ToLower(pass)
	if slices.Contains(worst, strings.Trim(strings.ReplaceAll(low, " ", ""), "0123456789!?.")) {
		return 10
	}
	bits := charBits(pass)
	words := strings.FieldsFunc(low, func(r rune) bool { return !unicode.IsLetter(r) })
	slices.Sort(words)
	different := slices.Compact(words)
	rest := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, pass)
	asWords := charBits(rest)
	for _, w := range different {
		asWords += bitsOfWord(w)
	}
	return min(bits, asWords)
}

// bitsOfWord counts the characters of scripts that put no space between words,
// and those of a word that is longer than words are: put together.
func bitsOfWord(w string) float64 {
	dense, length := 0, 0
	for _, r := range w {
		length++
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			dense++
		}
	}
	if dense > 0 {
		return 5 * float64(length)
	}
	return wordBits + 1.5*float64(max(0, length-10))
}

// charBits counts characters by the size of their alphabets; those that repeat
// the last one, or go on as a row does (abc, 321), count little.
func charBits(s string) float64 {
	alphabet, count := 0, 0.0
	seen := map[int]bool{}
	last, step := rune(-1), rune(0)
	for _, r := range s {
		if class, size := classOf(r); !seen[class] {
			seen[class] = true
			alphabet += size
		}
		next := r - last
		if last >= 0 && next >= -1 && next <= 1 && (next == step || next == 0) {
			count += 0.2
		} else {
			count++
		}
		last, step = r, next
	}
	if alphabet == 0 {
		return 0
	}
	return count * math.Log2(float64(alphabet))
}

func classOf(r rune) (class, size int) {
	switch {
	case r >= 'a' && r <= 'z':
		return 0, 26
	case r >= 'A' && r <= 'Z':
		return 1, 26
	case r >= '0' && r <= '9':
		return 2, 10
	case r < 0x80:
		return 3, 33
	}
	return 4, 500 // of the script it is in
}

// worst are passphrases that are tried first of all.
var worst = []string{
	"", "password", "passwort", "contraseña", "motdepasse", "passphrase", "letmein", "welcome", "qwerty", "qwertz", "azerty", "admin",
	"authfob", "secret", "iloveyou", "monkey", "dragon", "football", "correcthorsebatterystaple",
}
