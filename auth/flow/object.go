package flow

import (
	"bytes"
	"encoding/json"
	"errors"
	"unicode/utf8"
)

// maxDepth bounds the nesting of an answer. (requirement 19)
const maxDepth = 32

// object is one JSON object, its member names exactly as written.
type object map[string]any

// parseObject reads data as one JSON object: valid UTF-8, no name twice at any
// level, at most maxDepth levels, nothing behind it. (RFC 8259; requirement 19)
func parseObject(data []byte) (object, error) {
	switch {
	case !utf8.Valid(data):
		return nil, errors.New("the answer is not UTF-8 text")
	case !json.Valid(data):
		return nil, errors.New("the answer is not JSON")
	}
	dec := json.NewDecoder(bytes.NewReader(data)) // of one valid value: nothing is left behind it
	dec.UseNumber()
	v, err := readValue(dec, 0)
	if err != nil {
		return nil, err
	}
	obj, ok := v.(object)
	if !ok {
		return nil, errors.New("the answer is not a JSON object")
	}
	return obj, nil
}

func readValue(dec *json.Decoder, depth int) (any, error) {
	tok, err := dec.Token()
	if err != nil {
		return nil, errors.New("the answer is not JSON")
	}
	delim, ok := tok.(json.Delim)
	if !ok {
		return tok, nil
	}
	if depth == maxDepth {
		return nil, errors.New("the answer is nested too deeply")
	}
	if delim == '{' {
		return readMembers(dec, depth)
	}
	list := []any{}
	for dec.More() {
		v, err := readValue(dec, depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err = dec.Token()
	return list, err
}

func readMembers(dec *json.Decoder, depth int) (any, error) {
	obj := object{}
	for dec.More() {
		tok, err := dec.Token()
		if err != nil {
			return nil, errors.New("the answer is not JSON")
		}
		name, _ := tok.(string) // the decoder allows nothing else here
		if _, twice := obj[name]; twice {
			return nil, errors.New("the answer has a member twice")
		}
		if obj[name], err = readValue(dec, depth+1); err != nil {
			return nil, err
		}
	}
	_, err := dec.Token()
	return obj, err
}

// text returns a string member, "" where there is none.
func (o object) text(name string) string {
	s, _ := o[name].(string)
	return s
}

// words returns a member as text whatever scalar it is: for messages only.
func (o object) words(names ...string) string {
	for _, name := range names {
		switch v := o[name].(type) {
		case string:
			if v != "" {
				return v
			}
		case json.Number:
			return v.String()
		}
	}
	return ""
}
