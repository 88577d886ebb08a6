package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"github.com/authfob/authfob/auth"
)

// maxFile bounds what is read from a file that a flag names, in bytes.
const maxFile = 1 << 20

// stdin is the file name that means standard input.
const stdinName = "-"

// readFile reads what a flag's file holds, whole.
func (c *command) readFile(ctx context.Context, flag, path string) ([]byte, error) {
	return Await(ctx, func() ([]byte, error) { return c.readWhole(flag, path) })
}

func (c *command) readWhole(flag, path string) ([]byte, error) {
	var in io.Reader = c.Stdin
	if path == stdinName && c.passphraseFile == stdinName {
		return nil, &usageError{text: "standard input holds the vault's passphrase already: it cannot hold the " + flag + " too"}
	}
	if path != stdinName {
		f, err := os.Open(path)
		if err != nil {
			return nil, &auth.InputError{Field: flag, Text: err.Error()}
		}
		defer f.Close()
		in = f
	}
	b, err := io.ReadAll(io.LimitReader(in, maxFile+1))
	if err != nil {
		return nil, &auth.InputError{Field: flag, Text: err.Error()}
	}
	if len(b) > maxFile {
		return nil, &auth.InputError{Field: flag, Text: fmt.Sprintf("%s is larger than 1 MiB", auth.Clean(path, 200))}
	}
	return b, nil
}

// readSecret reads a secret from a flag's file. One line end at its end is not
// part of it.
func (c *command) readSecret(ctx context.Context, flag, path string) (auth.Secret, error) {
	b, err := c.readFile(ctx, flag, path)
	if err != nil {
		return auth.Secret{}, err
	}
	b = bytes.TrimSuffix(b, []byte("\n"))
	b = bytes.TrimSuffix(b, []byte("\r"))
	if len(b) == 0 {
		return auth.Secret{}, &auth.InputError{Field: flag, Text: "there is nothing in it"}
	}
	if !utf8.Valid(b) { // the vault and servers take text: it would be another secret there
		return auth.Secret{}, &auth.InputError{Field: flag, Text: "it is not text in UTF-8"}
	}
	return auth.NewSecret(string(b)), nil
}
