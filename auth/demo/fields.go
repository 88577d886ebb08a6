package demo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
)

// fields are the members of a request's body, each there at most once. A
// JSON array of strings, where one is due, is kept in lists.
type fields struct {
	values map[string]string
	lists  map[string][]string
}

func (f fields) get(name string) string { return f.values[name] }

func (f fields) has(name string) bool {
	_, single := f.values[name]
	_, list := f.lists[name]
	return single || list
}

// beyond returns the first field that is not among the allowed, or "".
func (f fields) beyond(allowed ...string) string {
	var odd []string
	for name := range f.values {
		odd = append(odd, name)
	}
	for name := range f.lists {
		odd = append(odd, name)
	}
	slices.Sort(odd)
	i := slices.IndexFunc(odd, func(name string) bool { return !slices.Contains(allowed, name) })
	if i < 0 {
		return ""
	}
	return odd[i]
}

// missing returns the first of the names that is absent or empty, or "".
func (f fields) missing(names ...string) string {
	i := slices.IndexFunc(names, func(name string) bool { return f.values[name] == "" })
	if i < 0 {
		return ""
	}
	return names[i]
}

// readForm reads a form body. A field given twice and fields in the address are
// errors. (RFC 6749 3.2)
func readForm(r *http.Request) (fields, error) {
	if !hasType(r, typeForm) {
		return fields{}, fmt.Errorf("the Content-Type must be %s", typeForm)
	}
	if r.URL.RawQuery != "" {
		return fields{}, fmt.Errorf("a token request has no fields in its address")
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return fields{}, fmt.Errorf("the body cannot be read")
	}
	values, err := url.ParseQuery(string(body))
	if err != nil {
		return fields{}, fmt.Errorf("the body is not a form")
	}
	return single(values)
}

func single(values url.Values) (fields, error) {
	f := fields{values: map[string]string{}}
	for name, v := range values {
		if len(v) != 1 {
			return fields{}, fmt.Errorf("%q is given more than once", name)
		}
		f.values[name] = v[0]
	}
	return f, nil
}

// readJSON reads a JSON body: one object of strings and arrays of strings,
// each member once.
func readJSON(r *http.Request) (fields, error) {
	if !hasType(r, typeJSON) {
		return fields{}, fmt.Errorf("the Content-Type must be %s", typeJSON)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return fields{}, fmt.Errorf("the body cannot be read")
	}
	d := json.NewDecoder(bytes.NewReader(body))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return fields{}, fmt.Errorf("the body is not a JSON object")
	}
	f := fields{values: map[string]string{}, lists: map[string][]string{}}
	for d.More() {
		if err := f.readMember(d); err != nil {
			return fields{}, err
		}
	}
	if t, err := d.Token(); err != nil || t != json.Delim('}') {
		return fields{}, fmt.Errorf("the body is not a JSON object")
	}
	if _, err := d.Token(); err != io.EOF {
		return fields{}, fmt.Errorf("something follows the JSON object")
	}
	return f, nil
}

func (f fields) readMember(d *json.Decoder) error {
	t, err := d.Token()
	name, ok := t.(string)
	if err != nil || !ok {
		return fmt.Errorf("the body is not a JSON object")
	}
	if f.has(name) {
		return fmt.Errorf("%q is given more than once", name)
	}
	var raw json.RawMessage
	if err := d.Decode(&raw); err != nil {
		return fmt.Errorf("the body is not JSON")
	}
	var text string
	if json.Unmarshal(raw, &text) == nil && raw[0] == '"' {
		f.values[name] = text
		return nil
	}
	var list []string
	if json.Unmarshal(raw, &list) == nil && raw[0] == '[' {
		f.lists[name] = list
		return nil
	}
	return fmt.Errorf("%q is neither a string nor an array of strings", name)
}
