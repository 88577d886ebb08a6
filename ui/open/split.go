package open

import (
	"errors"
	"strconv"
	"strings"

	"github.com/authfob/authfob/auth"
)

// Split cuts a command into words by the quoting rules of a shell (POSIX
// 2.2): single quotes, double quotes, backslash. Nothing is expanded: $, *, ~,
// ; and | are characters like any other.
func Split(command string) ([]string, error) {
	var (
		words []string
		word  strings.Builder
		in    bool // inside a word, be it an empty one in quotes
	)
	for i := 0; i < len(command); i++ {
		c := command[i]
		switch c {
		case ' ', '\t', '\n':
			if in {
				words, in = append(words, word.String()), false
				word.Reset()
			}
			continue
		case '\'', '"':
			n, err := quotedPart(&word, command[i+1:], c)
			if err != nil {
				return nil, err
			}
			i += n
		case '\\':
			if i++; i == len(command) {
				return nil, errors.New("the browser command ends in a backslash")
			}
			word.WriteByte(command[i])
		case 0:
			return nil, errors.New("the browser command has a zero byte")
		default:
			word.WriteByte(c)
		}
		in = true
	}
	if in {
		words = append(words, word.String())
	}
	return words, nil
}

// quotedPart writes what stands between here and the closing quote, and
// returns how many bytes that took with the quote.
func quotedPart(word *strings.Builder, rest string, quote byte) (int, error) {
	for i := 0; i < len(rest); i++ {
		c := rest[i]
		if c == quote {
			return i + 1, nil
		}
		// Between double quotes a backslash counts before these only.
		if quote == '"' && c == '\\' && i+1 < len(rest) && strings.IndexByte("\"\\$`", rest[i+1]) >= 0 {
			i++
			c = rest[i]
		}
		word.WriteByte(c)
	}
	return 0, errors.New("the browser command has a quote that does not end")
}

// quoted shows a word of the command in a message.
func quoted(word string) string {
	return strconv.Quote(auth.Clean(word, 200))
}
