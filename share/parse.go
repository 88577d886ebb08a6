package share

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/catalog"
	"github.com/authfob/authfob/auth/strictjson"
)

// File is an export that was read: its form is right, its accounts are still to
// be judged, by NewPlan.
type File struct {
	file
	encrypted bool
}

// Parse reads the text of an export strictly. encrypted says that it comes out
// of an encrypted file, and so may hold secrets. (requirement 85)
func Parse(text []byte, encrypted bool) (File, error) {
	f := File{encrypted: encrypted}
	if err := checkVersion(text); err != nil {
		return f, err
	}
	if err := strictjson.Into(text, &f.file); err != nil {
		return f, malformed(err)
	}
	if len(f.Accounts) > MaxAccounts {
		return f, &Error{fmt.Sprintf("the file holds more than %d accounts", MaxAccounts), "Nothing was imported"}
	}
	names := map[string]bool{}
	for i, a := range f.Accounts {
		if err := auth.CheckName(a.Name); err != nil {
			return f, wrongAt(fmt.Sprintf("accounts[%d].name", i), err.Error())
		}
		folded := auth.FoldName(a.Name)
		if names[folded] {
			return f, wrongAt(fmt.Sprintf("accounts[%d].name", i), fmt.Sprintf("%q is the name of an earlier account too", a.Name))
		}
		names[folded] = true
		if !encrypted && (a.Secrets != nil || a.Tokens != nil) {
			return f, &Error{"the file holds secrets, and is not encrypted", "Nothing was imported: secrets are only taken from encrypted files, as authfob export --with-secrets writes them"}
		}
	}
	for id := range f.Providers {
		if err := catalog.CheckID(id); err != nil {
			return f, wrongAt("providers", err.Error())
		}
	}
	return f, nil
}

// checkVersion looks at what a file says it is, before anything else in it.
func checkVersion(text []byte) error {
	obj, err := strictjson.Object(text)
	if err != nil {
		return malformed(err)
	}
	if obj["format"] != formatName {
		return &Error{"the file is no export of Authfob", "Nothing was imported. An export begins with: \"format\": \"" + formatName + "\""}
	}
	if obj["version"] != json.Number("1") {
		return &Error{fmt.Sprintf("the file is of another version than %d, which this Authfob reads", formatVersion), "Nothing was imported. A newer Authfob may read it"}
	}
	return nil
}

func malformed(err error) error {
	if e, ok := errors.AsType[*strictjson.MemberError](err); ok {
		return wrongAt(auth.Clean(e.Path, 200), auth.Clean(e.Text, 200))
	}
	return &Error{"the file is " + err.Error(), "Nothing was imported. Is it the right file, and whole?"}
}

func wrongAt(path, what string) error {
	return &Error{fmt.Sprintf("in the file, %s: %s", path, what), "Nothing was imported"}
}
