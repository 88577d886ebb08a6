// Package strictjson reads JSON from outside: one object, valid UTF-8, no
// member twice at any level, member names exactly as written, bounded depth,
// nothing behind it. It must never be more lenient than that: a second reading
// of the same bytes by another program must not find anything else in them.
// (RFC 8259; requirement 19)
package strictjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"unicode/utf8"
)

// MaxDepth bounds the nesting of a text.
const MaxDepth = 32

// What can be wrong with a text as a whole.
var (
	ErrNotUTF8   = errors.New("not UTF-8 text")
	ErrNotJSON   = errors.New("not JSON")
	ErrNotObject = errors.New("not a JSON object")
	ErrTooDeep   = errors.New("nested too deeply")
	ErrTwice     = errors.New("an object that has a member twice")
)

// Object reads data as one JSON object. Inner objects are map[string]any too,
// lists []any, numbers json.Number, so that they keep their digits. The error
// is one of those above.
func Object(data []byte) (map[string]any, error) {
	switch {
	case !utf8.Valid(data):
		return nil, ErrNotUTF8
	case !shallow(data):
		return nil, ErrTooDeep
	case !json.Valid(data):
		return nil, ErrNotJSON
	}
	dec := json.NewDecoder(bytes.NewReader(data)) // of one valid value: nothing is left behind it
	dec.UseNumber()
	v, err := readValue(dec)
	if err != nil {
		return nil, err
	}
	obj, ok := v.(map[string]any)
	if !ok {
		return nil, ErrNotObject
	}
	return obj, nil
}

// shallow reports whether no more than MaxDepth brackets are open at once. It
// looks at brackets outside strings alone, and costs nothing however many
// there are.
func shallow(data []byte) bool {
	depth, inString := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			if depth++; depth > MaxDepth {
				return false
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return true
}

func readValue(dec *json.Decoder) (any, error) {
	tok, err := dec.Token()
	if err != nil {
		return nil, ErrNotJSON
	}
	switch tok {
	case json.Delim('{'):
		return readMembers(dec)
	case json.Delim('['):
		return readList(dec)
	}
	return tok, nil
}

func readList(dec *json.Decoder) (any, error) {
	list := []any{}
	for dec.More() {
		v, err := readValue(dec)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := dec.Token()
	return list, err
}

func readMembers(dec *json.Decoder) (any, error) {
	obj := map[string]any{}
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return nil, ErrNotJSON
		}
		name, _ := tok.(string) // the decoder allows nothing else here
		if _, twice := obj[name]; twice {
			return nil, ErrTwice
		}
		if obj[name], err = readValue(dec); err != nil {
			return nil, err
		}
	}
	_, err := dec.Token()
	return obj, err
}
