package strictjson

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// MemberError is a member that has no business where it is, or a value of the
// wrong kind.
type MemberError struct {
	Path string // accounts[3].name; holds text from outside
	Text string
}

// Error implements error.
func (e *MemberError) Error() string { return e.Path + ": " + e.Text }

// Into reads data as Object does and stores it in the struct that v points to.
// A member that the struct does not have is an error, and so is one whose name
// differs in case alone, which encoding/json would take.
func Into(data []byte, v any) error {
	obj, err := Object(data)
	if err != nil {
		return err
	}
	if err := checkNames("", obj, reflect.TypeOf(v).Elem()); err != nil {
		return err
	}
	if err := json.Unmarshal(data, v); err != nil {
		return kindError(err)
	}
	return nil
}

// kindError names the member whose value does not fit, without the value.
func kindError(err error) error {
	if e, ok := err.(*json.UnmarshalTypeError); ok { //nolint:errorlint // as encoding/json returns it
		return &MemberError{e.Field, fmt.Sprintf("is %s, which does not fit there", kindOf(e.Value))}
	}
	return &MemberError{"a value", "does not fit where it stands"}
}

// kindOf is a kind of JSON value in words; encoding/json may put the number itself
// behind it.
func kindOf(kind string) string {
	kind, _, _ = strings.Cut(kind, " ")
	switch kind {
	case "object":
		return "an object"
	case "array":
		return "an array"
	case "string":
		return "a string"
	case "bool":
		return "true or false"
	}
	return "a number"
}

// checkNames compares the members of a value with the type that it is for.
func checkNames(path string, v any, t reflect.Type) error {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch v := v.(type) {
	case map[string]any:
		return checkMembers(path, v, t)
	case []any:
		if t.Kind() != reflect.Slice {
			return nil // json.Unmarshal says that the kind is wrong
		}
		for i, e := range v {
			if err := checkNames(path+"["+strconv.Itoa(i)+"]", e, t.Elem()); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkMembers(path string, obj map[string]any, t reflect.Type) error {
	switch t.Kind() {
	case reflect.Map:
		for name, v := range obj {
			if err := checkNames(join(path, name), v, t.Elem()); err != nil {
				return err
			}
		}
	case reflect.Struct:
		types := membersOf(t)
		for name, v := range obj {
			known, ok := types[name]
			if !ok {
				return &MemberError{join(path, name), "is not known here"}
			}
			if err := checkNames(join(path, name), v, known); err != nil {
				return err
			}
		}
	}
	return nil
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return fmt.Sprintf("%s.%s", path, name)
}

// membersOf lists the members of a struct by their names in JSON.
func membersOf(t reflect.Type) map[string]reflect.Type {
	types := map[string]reflect.Type{}
	for i := range t.NumField() {
		f := t.Field(i)
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); f.IsExported() && name != "-" && name != "" {
			types[name] = f.Type
		}
	}
	return types
}
