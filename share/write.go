package share

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/authfob/authfob/auth"
)

// Contents are what goes into a file.
type Contents struct {
	Records []auth.Record
	// Definitions are the texts of one's own provider definitions, by ID.
	Definitions map[string]string
}

// Plain writes a file without secrets. left says, a line each, which settings
// were left out of it because they look like secrets.
func Plain(c Contents) (text []byte, left []string, err error) {
	f, err := c.file()
	if err != nil {
		return nil, nil, err
	}
	for i, r := range c.Records {
		a := settings(r)
		a.Source = f.Accounts[i].Source
		for _, what := range withoutSecrets(&a) {
			left = append(left, fmt.Sprintf("%s: %s", a.Name, what))
		}
		f.Accounts[i] = a
	}
	text, err = f.text()
	return text, left, err
}

// Encrypted writes a file with all secrets, encrypted to a passphrase.
func Encrypted(c Contents, passphrase auth.Secret) ([]byte, error) {
	f, err := c.file()
	if err != nil {
		return nil, err
	}
	for i, r := range c.Records {
		f.Accounts[i].Secrets, f.Accounts[i].Tokens = secretsOf(r.Credentials), tokensOf(r.Grant)
	}
	text, err := f.text()
	if err != nil {
		return nil, err
	}
	defer clear(text)
	return seal(text, passphrase)
}

// file is the contents as they are written, still without secrets.
func (c Contents) file() (file, error) {
	f := file{Format: formatName, Version: formatVersion, Accounts: make([]account, 0, len(c.Records)), Providers: c.Definitions}
	if len(c.Records) > MaxAccounts {
		return f, fmt.Errorf("a file holds at most %d accounts; export them in parts, by name", MaxAccounts)
	}
	names := map[auth.AccountID]string{}
	for _, r := range c.Records {
		names[r.Account.ID] = r.Account.Name
	}
	for _, r := range c.Records {
		a := settings(r)
		if id := r.Account.Source; id != "" {
			if a.Source = names[id]; a.Source == "" {
				return f, &SourceError{Account: r.Account.Name, Source: id}
			}
		}
		f.Accounts = append(f.Accounts, a)
	}
	return f, nil
}

func (f file) text() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(f); err != nil {
		return nil, fmt.Errorf("an account cannot be written: %v", err)
	}
	if b.Len() > MaxSize {
		return nil, errTooMuch
	}
	return b.Bytes(), nil
}

// SourceError is an account that exchanges the token of one that is not in the
// same file, and would be of no use without it.
type SourceError struct {
	Account string
	Source  auth.AccountID
}

// Error implements error.
func (e *SourceError) Error() string {
	return fmt.Sprintf("%q exchanges the token of another account; export that one with it", e.Account)
}
